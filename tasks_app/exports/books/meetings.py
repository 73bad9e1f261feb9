"""Meetings and inspections."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Sheet
from tasks_app.exports.books.parts import day, file_name, moment, notes_of_day, number, text
from tasks_app.inspections.enums import Result
from tasks_app.inspections.queries import recommendations
from tasks_app.inspections.views import InspectionList
from tasks_app.meetings.views import MeetingList
from tasks_app.plan.permissions import can_follow_all
from tasks_app.plan.queries import current_plan


def meeting_book(page: MeetingList) -> Book:
    """The meetings that the page lists, all of its pages."""
    title, today, follows = _("Meetings"), page.today, can_follow_all(page.request.standing)
    columns = [
        text(_("Kind of meeting"), 22),
        text(_("Meeting"), 50),
        moment(_("Begins at")),
        text(_("Place"), 30),
        text(_("Chaired by"), 26),
        text(_("State"), 22),
        number(_("Decisions given out"), 11),
        text(_("Notice of conclusion"), 20),
    ]
    rows = [
        (
            str(one.get_kind_display()),
            one.title,
            one.starts_at,
            one.place,
            str(one.chair or ""),
            str(one.get_state_display()),
            one.number_of_decisions if follows or one.is_concluded else None,
            one.notice.number if one.notice and (follows or one.is_concluded) else "",
        )
        for one in page.meetings()
    ]
    notes = notes_of_day(current_plan(on=today), today, *page.form.in_words)
    return Book(file_name(title, today), title, notes, [Sheet.of(title, columns, rows)])


def inspection_book(page: InspectionList) -> Book:
    """The inspections that the page lists, and their recommendations with what their last re-check found."""
    title, today = _("Inspections"), page.today
    columns = [
        text(_("Inspected organisation"), 40),
        day(_("First day")),
        day(_("Last day")),
        text(_("Planned or surprise"), 16),
        text(_("State"), 22),
        text(_("Conclusion"), 20),
        number(_("Recommendations"), 11),
    ]
    its = list(page.inspections())
    rows = [
        (
            str(one.organisation),
            one.starts_on,
            one.ends_on,
            _("Surprise") if one.is_surprise else _("By plan"),
            str(one.get_state_display()),
            one.conclusion.number if one.conclusion else "",
            one.number_of_recommendations,
        )
        for one in its
    ]
    asked = recommendations().filter(inspection__in=[one.pk for one in its]).order_by("inspection__starts_on", "pk")
    their_columns = [
        text(_("Inspected organisation"), 40),
        text(_("Recommendation"), 60),
        day(_("Re-check on")),
        text(_("Result"), 20),
    ]
    results = dict(Result.choices)
    theirs = [
        (str(one.inspection.organisation), one.text, one.due_on, str(results.get(one.last_result, ""))) for one in asked
    ]
    notes = notes_of_day(current_plan(on=today), today, *page.form.in_words)
    sheets = [Sheet.of(title, columns, rows), Sheet.of(_("Recommendations"), their_columns, theirs)]
    return Book(file_name(title, today), title, notes, sheets)
