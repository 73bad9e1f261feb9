"""Who will be reminded of what, and why; and who was."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.sheets import Book, Column, Row, Sheet
from tasks_app.exports.books.parts import (
    day,
    day_in_words,
    file_name,
    filter_notes,
    mark,
    notes_of_day,
    number,
    task_columns,
    text,
)
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.models import Task
from tasks_app.plan.queries import current_plan
from tasks_app.reminders import wording
from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.queries import Preview, previews, sent_days
from tasks_app.reminders.views import Ledger, Tomorrow, became, expected_rows, explained, is_left_out

AT_A_TIME = 2000  # rows

# --- Who will be reminded ---------------------------------------------------------------------------------------------


def reminder_book(page: Tomorrow) -> Book:
    """Every line of the mails that leave next and why it is there; how much each person gets; what was sent."""
    title, its = _("Reminders"), page.tomorrow
    expected = expected_rows(its.expected)
    people = {row["person"].pk: row["person"] for row in expected}
    mails = previews(day=page.day, at=page.now, calendar=page.calendar, words=page.form.words)
    lines = [row for mail in mails for row in _mail_rows(mail, people)]
    sheets = [
        Sheet.of(_("Lines of the mails"), _line_columns(), lines),
        Sheet.of(_("Who will be mailed"), _expected_columns(), [_expected_row(row) for row in expected]),
        Sheet.of(_("Sent"), _sent_columns(), [_sent_row(became(one)) for one in sent_days()]),
    ]
    leaves = _("Mails of %(day)s") % {"day": day_in_words(page.day)}
    held = [_("Sending is on hold")] if its.is_held else []
    notes = notes_of_day(current_plan(on=page.today), page.today, leaves, *held, *filter_notes(page.form))
    return Book(file_name(title, page.day), title, notes, sheets)


def _line_columns() -> list[Column]:
    return [
        text(_("Recipient"), 24),
        text(_("Organisation or position"), 28),
        text(_("Group"), 22),
        text(_("About"), 20),
        *task_columns(),
        text(_("Lead organisation"), 28),
        day(_("Day due, or waiting since")),
        number(_("Working days since then (below 0: until then)"), 14),
        text(_("Stage"), 30),
        text(_("Why"), 34),
        number(_("Number of reminders"), 11),
    ]


def _mail_rows(mail: Preview, people: dict[int, Person]) -> list[Row]:
    """What a mail says line by line; then how many more of a group it counts without naming them."""
    person = people[mail.digest.recipient.pk]
    who = (str(person), _place(person))
    rows = [(*who, *_line(line)) for line in map(explained, mail.lines)]
    for urgency, left in mail.digest.unlisted.items():
        more = ngettext("%(number)d more, not listed in the mail", "%(number)d more, not listed in the mail", left)
        if left:
            nothing = (None,) * 5
            rows.append((*who, str(urgency.label), "", "", more % {"number": left}, *nothing, left))
    if mail.digest.summary:
        rows.append((*who, "", str(Subject.SUMMARY.label), *(None,) * 7, 1))
    return rows


def _line(line: dict) -> Row:
    item, its = line["item"], line["assignment"]
    return (
        str(item.urgency.label),
        str(line["subject"]),
        its.task.number,
        its.task.title,
        its.organisation.name,
        item.day,
        item.distance,
        line["stage"],
        line["why"],
        # What was returned is told beside the reminders.
        1 if line["stage"] else 0,
    )


def _place(person: Person) -> str:
    return str(person.organisation or person.position)


def _expected_columns() -> list[Column]:
    return [
        text(_("Recipient"), 26),
        text(_("Organisation or position"), 34),
        number(_("Overdue")),
        number(_("Today")),
        number(_("Soon")),
        number(_("To answer")),
        number(_("Copies")),
        text(_("Weekly summary"), 10),
    ]


def _expected_row(row: dict) -> Row:
    person, counts = row["person"], [count for _label, count, _is_overdue in row["counts"]]
    return (str(person), _place(person), *counts, mark(row["has_summary"]))


def _sent_columns() -> list[Column]:
    return [day(_("Day")), number(_("Mails")), number(_("Number of reminders")), text(_("Result"), 44)]


def _sent_row(became: dict) -> Row:
    its = became["day"]
    return (its.day, its.mails, its.reminders, became["result"] if its.mails else _("nobody to remind"))


# --- Who was reminded -------------------------------------------------------------------------------------------------


def ledger_book(page: Ledger) -> Book:
    """Every reminder that the address asks for."""
    title, lines = _("Ledger of reminders"), page.lines()
    columns = [
        day(_("Day")),
        text(_("Recipient"), 26),
        text(_("Acts for"), 26),
        text(_("Copy"), 6),
        text(_("About"), 20),
        *task_columns(),
        text(_("Lead organisation"), 30),
        text(_("Stage"), 30),
        text(_("State of the mail"), 16),
        text(_("Left out of the mail"), 10),
    ]
    notes = notes_of_day(current_plan(on=page.today), page.today, *filter_notes(page.form))
    sheet = Sheet(title, columns, _ledger_rows(lines), lines.count())
    return Book(file_name(title, page.today), title, notes, [sheet])


LEDGER = (
    "planned_on",
    "recipient_id",
    "for_person_id",
    "is_copy",
    "subject",
    "assignment__task_id",
    "assignment__organisation_id",
    "stage",
    "message__state",
    "left_out",
)


def _ledger_rows(lines: QuerySet[Reminder]) -> Iterator[Row]:
    """There are very many of them about few things: names are read once, and not with every row. Four queries."""
    people = {None: ""} | {one.pk: str(one) for one in Person.objects.all()}
    tasks = {None: ("", "")} | {
        one.pk: (one.number, one.title)
        for one in Task.objects.select_related("key_task").defer("search", "content_vi", "content_en")
    }
    organisations = {None: ""} | {one.pk: one.name for one in Organisation.objects.defer("search", "basis")}
    for on, who, acts_for, is_copy, subject, task, organisation, stage, state, left_out in lines.values_list(
        *LEDGER
    ).iterator(chunk_size=AT_A_TIME):
        yield (
            on,
            people[who],
            people[acts_for],
            mark(is_copy),
            str(Subject(subject).label),
            *tasks[task],
            organisations[organisation],
            wording.stage(subject, stage),
            wording.message_state(state).label,
            mark(is_left_out(left_out, state)),
        )
