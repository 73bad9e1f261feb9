"""The template of a report: sections I to VII in portrait, appendices I to III in landscape, as Jinja fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.letterheads.appendices import appendices
from tasks_app.documents.letterheads.heads import blank, closing
from tasks_app.documents.letterheads.paper import (
    WIDTH,
    TableColumn,
    body,
    directive,
    each,
    heading,
    paragraph,
    table,
)

if TYPE_CHECKING:
    from docx.document import Document

SIZE = 10  # points, of tables with many columns
NUMBER = 13  # millimetres, of the column that counts the rows
SPACE = 6  # points, between a table and the text around it


def report_template(letterhead: Letterhead) -> Document:
    """For ``rendering.register``; its fields are those of ``wording.fields`` and of ``wording.head_fields``."""
    document = blank(letterhead)
    _opening(document)
    for section in (_general, _key_tasks, _people, _indicators, _shortcomings, _difficulties, _next):
        section(document, WIDTH[letterhead])
    body(document, _("This is the report of the results of the tasks of administrative reform, {{ period }}./."))
    closing(document, letterhead)
    appendices(document)
    return document


def _opening(document: Document) -> None:
    directive(document, "if preliminary")
    paragraph(document, "({{ preliminary }})", italic=True, align="center", after=SPACE)
    directive(document, "endif")
    body(
        document,
        _(
            "Carrying out the plan of {{ year }} of the {{ committee }}, the results of the tasks of administrative "
            "reform of {{ period }} (figures of {{ cut_off }}) are reported as follows:"
        ),
    )
    each(document, "line in texts.opening", "{{ line }}")


def _general(document: Document, width: float) -> None:
    heading(document, _("I. General situation"))
    each(document, "line in general", "{{ line }}")


def _columns(first: list[TableColumn], width: float, *last: TableColumn) -> list[TableColumn]:
    """With the four shares and the rate between the first and the last columns, over the whole width."""
    shares = [
        (_("Total"), "row.total"),
        (_("Done on time"), "row.on_time"),
        (_("Done late"), "row.late"),
        (_("Open, in time"), "row.pending"),
        (_("Open, overdue"), "row.overdue"),
        (_("Rate"), "row.rate"),
    ]
    taken = sum(one.width for one in (*first, *last))
    each_width = (width - taken) / len(shares)
    return [*first, *(TableColumn(label, field, each_width, "center") for label, field in shares), *last]


def _key_tasks(document: Document, width: float) -> None:
    heading(document, _("II. Results by key task"))
    first = [
        TableColumn(_("No."), "row.number", NUMBER, "center"),
        TableColumn(_("Key task"), "row.short", 40),
        TableColumn(_("Tasks"), "row.tasks", 17, "center"),
    ]
    _gap(document)
    table(document, _columns(first, width), loop="row in key_tasks", size=SIZE, sum_of="total")
    directive(document, "for key_task in key_tasks")
    heading(document, "{{ key_task.number }}. {{ key_task.title }}", 2)
    body(document, "{{ key_task.sentence }}")
    each(document, "result in key_task.results", "- {{ result }}")
    directive(document, "endfor")


def _people(document: Document, width: float) -> None:
    heading(document, _("III. Results by member, unit and locality"))
    heading(document, _("1. Members of the Steering Committee"), 2)
    each(document, "line in members_said", "{{ line }}")
    first = [TableColumn(_("No."), "row.no", NUMBER, "center"), TableColumn(_("Member"), "row.name", 40)]
    before = TableColumn(_("Rate before"), "row.before", 16, "center")
    directive(document, "if members")
    _gap(document)
    table(document, _columns(first, width, before), loop="row in members", size=SIZE, sum_of="total")
    directive(document, "endif")
    heading(document, _("2. Departments, agencies and units"), 2)
    each(document, "line in units", "{{ line }}")
    heading(document, _("3. Localities"), 2)
    each(document, "line in localities", "{{ line }}")
    body(document, _("Details of each unit and locality stand in Appendix II."), italic=True)


def _indicators(document: Document, width: float) -> None:
    heading(document, _("IV. Indicators"))
    body(document, "{{ indicators_sentence }}")
    others = [
        TableColumn(_("Period"), "row.period", 22, "center"),
        TableColumn(_("Target"), "row.goal", 17, "center"),
        TableColumn(_("Value"), "row.value", 18, "center"),
        TableColumn(_("Period before"), "row.before", 18, "center"),
        TableColumn(_("Target attained"), "row.attained", 18, "center"),
    ]
    name = TableColumn(_("Indicator"), "row.name", width - NUMBER - sum(one.width for one in others))
    directive(document, "if indicators")
    _gap(document)
    columns = [TableColumn(_("No."), "row.no", NUMBER, "center"), name, *others]
    table(document, columns, loop="row in indicators", size=SIZE)
    directive(document, "endif")


def _shortcomings(document: Document, width: float) -> None:
    heading(document, _("V. Shortcomings and their causes"))
    heading(document, _("1. Shortcomings of the year before that are to be overcome"), 2)
    _or_sentence(document, "shortcomings", _("The plan names no shortcomings of the year before."))
    columns = [
        TableColumn(_("No."), "row.no", NUMBER, "center"),
        TableColumn(_("Shortcoming"), "row.text", width - NUMBER - 30 - 38),
        TableColumn(_("State"), "row.state", 30, "center"),
        TableColumn(_("Tasks"), "row.tasks", 38),
    ]
    directive(document, "if shortcomings")
    _gap(document)
    table(document, columns, loop="row in shortcomings", size=SIZE)
    directive(document, "endif")
    heading(document, _("2. Shortcomings of the period and their causes"), 2)
    _text(document, "shortcomings", _("No shortcomings of the period were reported."))


def _difficulties(document: Document, width: float) -> None:
    heading(document, _("VI. Difficulties, obstacles and proposals"))
    heading(document, _("1. Difficulties and obstacles"), 2)
    _text(document, "difficulties", _("No difficulties were reported in the period."))
    heading(document, _("2. Proposals"), 2)
    _text(document, "proposals", _("No proposals were made in the period."))


def _next(document: Document, width: float) -> None:
    heading(document, _("VII. Tasks of the next period"))
    each(document, "line in texts.next", "{{ line }}")
    body(document, "{{ next_sentence }}")
    others = [
        TableColumn(_("Lead organisation"), "row.organisations", 42),
        TableColumn(_("Assignments"), "row.number", 17, "center"),
        TableColumn(_("Deadline"), "row.until", 27, "center"),
    ]
    task = TableColumn(_("Task"), "row.task", width - NUMBER - sum(one.width for one in others))
    directive(document, "if next_tasks")
    _gap(document)
    columns = [TableColumn(_("No."), "row.no", NUMBER, "center"), task, *others]
    table(document, columns, loop="row in next_tasks", size=SIZE)
    directive(document, "endif")
    directive(document, "if extensions")
    body(document, _("Extensions that are asked for and await a decision:"))
    each(document, "line in extensions", "- {{ line }}")
    directive(document, "endif")


def _gap(document: Document) -> None:
    paragraph(document, "", size=SPACE, with_next=True)


def _or_sentence(document: Document, rows: str, sentence: str) -> None:
    """A section that has nothing to show says so."""
    directive(document, f"if not {rows}")
    body(document, sentence)
    directive(document, "endif")


def _text(document: Document, name: str, sentence: str) -> None:
    """What people wrote, a paragraph for each line; a sentence where they wrote nothing."""
    each(document, f"line in texts.{name}", "{{ line }}")
    _or_sentence(document, f"texts.{name}", sentence)
