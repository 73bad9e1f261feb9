"""Overdue work as a text to be pasted into a chat group: by organisation, what is overdue for longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.conf import settings

from tasks_app.dashboard.views import MemberDetail, OrganisationDetail, Overview
from tasks_app.exports import wording
from tasks_app.exports.rules import Block, Text, in_parts
from tasks_app.plan.enums import Status
from tasks_app.plan.forms import AS_OF
from tasks_app.plan.models import Assignment, JudgedQuerySet, Phase
from tasks_app.plan.queries import in_order, visible_on, with_names
from tasks_app.plan.rules import Timeliness, timeliness
from tasks_app.plan.views import AssignmentList, PlanPage

AT_MOST_ROWS = 500  # more than all messages hold
OVERDUE = {"status": Status.OVERDUE.value}
NOT_OF_A_TEXT = ("page", "columns", AS_OF)  # the links say the day themselves


def list_text(page: AssignmentList) -> Text:
    """What is overdue of the list as it is narrowed."""
    if page.plan is None:
        return _nothing(page)
    filters = page.filters(visible_on(page.plan_day, page.request.standing))
    found = filters.qs
    narrowed = [f"{one.label}: {one.value}" for one in filters.applied if one.name not in OVERDUE]
    asked = {name: value for name, value in page.request.GET.items() if name not in NOT_OF_A_TEXT}
    return _overdue(page, found, "; ".join(narrowed), page.links.assignments(**asked | OVERDUE))


def organisation_text(page: OrganisationDetail) -> Text:
    if page.plan is None:
        return _nothing(page)
    return _overdue(page, page.work, "", page.own_links.assignments(**OVERDUE))


def member_text(page: MemberDetail) -> Text:
    """What he answers for himself."""
    if page.plan is None:
        return _nothing(page)
    own = page.visible.filter(responsible=page.person)
    return _overdue(page, own, wording.responsible(str(page.person)), page.own_links.assignments(**OVERDUE))


def overview_text(page: Overview) -> Text:
    if page.plan is None:
        return _nothing(page)
    return _overdue(page, page.plan_day.assignments(), "", page.links.assignments(**OVERDUE))


def _nothing(page: PlanPage) -> Text:
    return Text(wording.overdue_on(page.asked_day.day), (), 0)


def _overdue(page: PlanPage, work: JudgedQuerySet, about: str, address: str) -> Text:
    """``about``: whose work it is, "" where the headings say it; ``address``: of the list, at the end. Two queries."""
    on, title = page.plan_day, wording.overdue_on(page.plan_day.day)
    overdue = with_names(work).in_status(Status.OVERDUE, on.by)
    number = overdue.count()
    rows = [(one, timeliness(one.facts, on.by)) for one in in_order(overdue, "organisation", on.by)[:AT_MOST_ROWS]]
    blocks = [
        Block(organisation.name, tuple(_lines(its_rows)))
        for organisation, its_rows in groupby(rows, key=lambda row: row[0].organisation)
    ]
    head = (title, *wording.overdue_head(page.plan, about, number, len(blocks)))
    parts, placed = in_parts(
        head,
        blocks,
        wording.found_at(settings.SITE_URL + address),
        left_out=lambda left: wording.left_out(left + number - len(rows)),
    )
    return Text(title, tuple(parts) if rows else (), placed)


def _lines(rows: Iterable[tuple[Assignment | Phase, Timeliness]]) -> Iterator[str]:
    for one, its in sorted(rows, key=lambda row: row[1].working_days):
        yield wording.overdue_line(one.task, its)
