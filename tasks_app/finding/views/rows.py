"""Lines of what was found: their words, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tasks_app.finding.enums import Kind
from tasks_app.finding.queries import Found, Search
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment, Clause, SourceDocument, Task
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.rules import timeliness
from tasks_app.plan.views import assignments_url
from tasks_app.plan.wording import Shown, shown
from tasks_app.reporting.models import Evidence, EvidenceFile


@dataclass(frozen=True)
class Line:
    """``number``: before the title, where people know it by one; ``url``: "" where it leads nowhere; ``detail``:
    what tells it from others; ``shown``: how an assignment stands."""

    title: str
    url: str
    detail: str = ""
    number: str = ""
    shown: Shown | None = None


@dataclass(frozen=True)
class Section:
    """What was found of a kind: the first lines, how many there are, and where all of them stand."""

    kind: Kind
    number: int
    lines: list[Line]
    url: str

    @property
    def has_more(self) -> bool:
        return self.number > len(self.lines)


def section(found: Found, search: Search) -> Section:
    return Section(found.kind, found.number, lines(found.kind, found.rows, search), url_of_all(found.kind, search))


def url_of_all(kind: Kind, search: Search) -> str:
    """Tasks and assignments have lists of their own, with filters; the rest stands on the page of the search."""
    lists = {Kind.TASKS: "task_list", Kind.ASSIGNMENTS: "assignment_list"}
    asked = {"q": search.text} if kind in lists else {"q": search.text, "only": kind.value}
    return f"{reverse(lists.get(kind, 'search'))}?{urlencode(asked)}"


def lines(kind: Kind, rows: list, search: Search) -> list[Line]:
    return [line_of(kind, row, search) for row in rows]


def line_of(kind: Kind, row, search: Search) -> Line:
    return LINE_OF[kind](row, search)


def _task(task: Task, search: Search) -> Line:
    deliverable = _("Deliverable: %(deliverable)s") % {"deliverable": task.deliverable}
    return Line(task.title, reverse("task_detail", args=[task.pk]), deliverable, number=task.number)


def _assignment(assignment: Assignment, search: Search) -> Line:
    return _work(assignment, str(assignment.organisation), shown=shown(timeliness(assignment.facts, search.by)))


def _work(assignment: Assignment, detail: str, **more) -> Line:
    url = reverse("assignment_detail", args=[assignment.pk])
    return Line(assignment.task.title, url, detail, number=assignment.task.number, **more)


def _organisation(organisation: Organisation, search: Search) -> Line:
    who = search.who
    is_followed = can_follow_all(who) or organisation.pk in who.oversees | who.reports_for
    url = reverse("organisation_detail", args=[organisation.pk]) if is_followed or organisation.has_work else ""
    return Line(organisation.name, url, _what_it_is(organisation, search))


def _what_it_is(organisation: Organisation, search: Search) -> str:
    if not organisation.has_ended:
        return str(organisation.get_kind_display())
    day = date_format(organisation.valid_to, "DATE_FORMAT")
    if organisation.successor is None:
        return _("Until %(date)s") % {"date": day}
    return _("Until %(date)s, then %(organisation)s") % {"date": day, "organisation": organisation.successor}


def _person(person: Person, search: Search) -> Line:
    url = assignments_url(member=person.pk) if person.has_work else ""
    if person.is_member and can_follow_all(search.who):
        url = reverse("member_detail", args=[person.pk])
    return Line(person.full_name, url, person.position)


def _document(document: SourceDocument, search: Search) -> Line:
    day = date_format(document.issued_on, "DATE_FORMAT") if document.issued_on else ""
    return Line(
        document.title,
        f"{reverse('task_list')}?{urlencode({'document': document.pk})}",
        ", ".join(part for part in (document.in_language("issuer"), day) if part),
        number=document.number,
    )


def _clause(clause: Clause, search: Search) -> Line:
    url = f"{reverse('task_list')}?{urlencode({'document': clause.document_id})}"
    return Line(clause.text, url, str(clause.document), number=clause.code)


def _evidence(evidence: Evidence, search: Search) -> Line:
    assignment = evidence.report.assignment
    day = date_format(evidence.issued_on, "DATE_FORMAT")
    return Line(
        ", ".join(part for part in (day, evidence.title) if part),
        reverse("assignment_detail", args=[assignment.pk]),
        _whose(assignment),
        number=evidence.number,
    )


def _file(file: EvidenceFile, search: Search) -> Line:
    return Line(file.name, reverse("assignment_detail", args=[file.assignment_id]), _whose(file.assignment))


def _whose(assignment: Assignment) -> str:
    return f"{assignment.task}, {assignment.organisation}"


LINE_OF: dict[Kind, Callable[..., Line]] = {
    Kind.TASKS: _task,
    Kind.ASSIGNMENTS: _assignment,
    Kind.ORGANISATIONS: _organisation,
    Kind.PEOPLE: _person,
    Kind.DOCUMENTS: _document,
    Kind.CLAUSES: _clause,
    Kind.EVIDENCE: _evidence,
    Kind.FILES: _file,
}
