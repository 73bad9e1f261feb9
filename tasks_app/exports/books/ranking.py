"""The ranking of organisations, and what stands behind the rank of one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Column, Row, Sheet
from tasks_app.dashboard import queries
from tasks_app.dashboard.enums import Part
from tasks_app.dashboard.queries import RankingGroup, RankingLine
from tasks_app.dashboard.rules import percentage
from tasks_app.dashboard.views import RankingOrganisation, RankOrganisations
from tasks_app.exports.books.parts import (
    day,
    day_in_words,
    decimal,
    empty_book,
    file_name,
    moment,
    number,
    of_plan,
    percent,
    text,
)
from tasks_app.plan.rules import timeliness


def ranking_book(page: RankOrganisations) -> Book:
    """Units and localities, each ranked among themselves; those with too little due stand below without a rank."""
    title = _("Ranking")
    if page.plan is None:
        return empty_book(title)
    found = queries.ranking(page.ground, page.ground_before)
    sheets = [
        Sheet.of(label, ranking_columns(), ranking_rows(group))
        for label, group in ((_("Units"), found.units), (_("Localities"), found.localities))
    ]
    return Book(file_name(title, page.ground.day), title, ground_notes(page), sheets)


def ground_notes(page: RankOrganisations | RankingOrganisation) -> list[str]:
    """What the ranking stands on, and what it is compared with."""
    until = _("As recorded by the end of %(day)s") % {"day": day_in_words(page.ground.day)}
    frozen = _("Frozen figures of %(period)s") % {"period": page.period} if page.period else until
    before = [_("Compared with %(ground)s") % {"ground": page.before_name}] if page.before_name else []
    return [*of_plan(page.plan), frozen, *before]


def ranking_columns() -> list[Column]:
    return [
        number(_("Rank"), 8),
        text(_("Unit or locality"), 36),
        percent(_("On-time completion rate")),
        *(number(part.label) for part in (Part.ON_TIME, Part.LATE, Part.OVERDUE, Part.DUE)),
        decimal(_("Mean days overdue")),
        *(number(part.label) for part in (Part.RETURNED, Part.MISSED, Part.EXTENSIONS)),
        number(_("Rank before"), 8),
        number(_("Places risen"), 8),
    ]


def ranking_rows(group: RankingGroup) -> list[Row]:
    return [_row(line) for line in (*group.ranked, *group.others)]


def _row(line: RankingLine) -> Row:
    record = line.record
    return (
        line.rank,
        str(line.organisation),
        percentage(record.on_time, record.due),
        record.on_time,
        record.late,
        record.overdue,
        record.due,
        round(float(record.mean_days_overdue), 2) if record.overdue else None,
        record.returned,
        record.missed,
        line.extensions,
        line.rank_before,
        line.risen,
    )


def behind_rank_book(page: RankingOrganisation) -> Book:
    """The list of one figure behind the rank of an organisation."""
    line = page.line
    title = _("%(organisation)s: %(part)s") % {"organisation": line.organisation, "part": page.part.label}
    columns, row = _BEHIND[page.part](page)
    sheet = Sheet.of(str(page.part.label), columns, [row(one) for one in page.rows()])
    return Book(file_name(title, page.ground.day), title, ground_notes(page), [sheet])


def _work(page: RankingOrganisation):
    def row(one) -> Row:
        measured = timeliness(one.facts, page.ground.by)
        days = measured.calendar_days
        late = -days if days is not None and days < 0 else None
        return (*_task(one.task), one.deadline_on, measured.counts_until_on, str(measured.status.label), late)

    days = number(_("Days overdue (calendar)"), 10)
    return [*_task_columns(), day(_("Deadline")), day(_("Counts until")), text(_("Status"), 18), days], row


def _returned(page: RankingOrganisation):
    def row(one) -> Row:
        return (*_task(one.assignment.task), one.submitted_at, one.reviewed_at, one.review_comment)

    return [*_task_columns(), moment(_("Sent at")), moment(_("Returned at")), text(_("Reason"), 44)], row


def _missed(page: RankingOrganisation):
    def row(one) -> Row:
        return (*_task(one.assignment.task), str(one.period), str(one.get_due_state_display()))

    return [*_task_columns(), text(_("Reporting period"), 24), text(_("Report"), 18)], row


def _extensions(page: RankingOrganisation):
    def row(one) -> Row:
        return (*_task(one.assignment.task), one.decided_at, one.reason)

    return [*_task_columns(), moment(_("Decided at")), text(_("Reason"), 44)], row


_BEHIND = dict.fromkeys((Part.DUE, Part.ON_TIME, Part.LATE, Part.OVERDUE), _work) | {
    Part.RETURNED: _returned,
    Part.MISSED: _missed,
    Part.EXTENSIONS: _extensions,
}


def _task_columns() -> list[Column]:
    return [text(_("Task no."), 8), text(_("Task"), 44)]


def _task(task) -> tuple[str, str]:
    return task.number, task.title
