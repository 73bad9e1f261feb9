"""Which meetings somebody sees, and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tasks_app.common.dates import LOCAL, at_time
from tasks_app.common.text import folded
from tasks_app.meetings.enums import MeetingState
from tasks_app.meetings.models import AgendaItem, Amendment, Decision, Meeting
from tasks_app.meetings.rules import ItemGiven, MeetingGiven
from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.models import Assignment


def attended_by(who: Standing) -> Q:
    """The meetings that concern somebody: the committee's for its members, those that he, or an organisation that he
    is focal officer of, attends."""
    own = Q(people=who.person.pk) | Q(chair=who.person.pk) | Q(organisations__in=list(who.reports_for))
    return own | Q(whole_committee=True) if who.is_(Role.MEMBER, Role.LEADER) else own


def visible_meetings(who: Standing) -> QuerySet[Meeting]:
    """All for those who follow the whole province; for others those that concern them."""
    meetings = Meeting.objects.select_related("chair", "notice")
    if who.sees_everything:
        return meetings
    return meetings.filter(pk__in=Meeting.objects.filter(attended_by(who)).values("pk"))


def meetings_asked_for(
    who: Standing, *, text: str = "", kind: str = "", state: str = "", year: int | None = None
) -> QuerySet[Meeting]:
    found = visible_meetings(who)
    if text:
        found = found.filter(search__contains=folded(text))
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    if year:
        found = found.filter(starts_at__gte=at_time(date(year, 1, 1)), starts_at__lt=at_time(date(year + 1, 1, 1)))
    return found.annotate(number_of_decisions=Count("decisions")).order_by("-starts_at", "-pk")


def running_meeting(*, on: date) -> Meeting | None:
    """Today's meeting, where one was not concluded yet; of several the last to begin."""
    return (
        Meeting.objects.filter(starts_at__gte=at_time(on), starts_at__lte=at_time(on, 23, 59))
        .filter(state__in=(MeetingState.PLANNED, MeetingState.HELD))
        .order_by("-starts_at", "-pk")
        .first()
    )


def given_of_meeting(meeting: Meeting) -> MeetingGiven:
    """What is said of a meeting now; two queries."""
    return MeetingGiven(
        kind=meeting.kind,
        title_vi=meeting.title_vi,
        title_en=meeting.title_en,
        starts_at=meeting.starts_at.astimezone(LOCAL),
        place=meeting.place,
        chair=meeting.chair_id,
        whole_committee=meeting.whole_committee,
        organisations=tuple(meeting.organisations.order_by("pk").values_list("pk", flat=True)),
        people=tuple(meeting.people.order_by("pk").values_list("pk", flat=True)),
    )


def given_of_item(item: AgendaItem) -> ItemGiven:
    return ItemGiven(item.title_vi, item.title_en, item.presenter_id)


def texts_of(meeting: Meeting) -> dict[int | None, str]:
    """The conclusion as a whole (None) and of each item of the agenda."""
    return {None: meeting.conclusion} | dict(meeting.items.values_list("pk", "conclusion"))


@dataclass(frozen=True)
class DecisionLine:
    """``work``: the assignments that the decision became."""

    decision: Decision
    work: tuple[Assignment, ...]


@dataclass(frozen=True)
class ItemLine:
    item: AgendaItem
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True)
class MeetingPage:
    """``amendments``: those to the conclusion as a whole."""

    items: tuple[ItemLine, ...]
    amendments: tuple[Amendment, ...]


def meeting_page(meeting: Meeting) -> MeetingPage:
    """Two queries, whatever the number of its items."""
    amendments = list(meeting.amendments.select_related("by", "for_person"))
    items = meeting.items.select_related("presenter")
    return MeetingPage(
        items=tuple(ItemLine(item, tuple(one for one in amendments if one.item_id == item.pk)) for item in items),
        amendments=tuple(one for one in amendments if one.item_id is None),
    )


def decision_lines(meeting: Meeting) -> tuple[DecisionLine, ...]:
    """Three queries, whatever the number of decisions."""
    decisions = list(meeting.decisions.select_related("task__key_task__plan", "item"))
    work: dict[int, list[Assignment]] = {}
    assignments = Assignment.objects.filter(task__decision__meeting=meeting)
    assignments = assignments.select_related("organisation", "responsible", "task__key_task__plan")
    for one in assignments.prefetch_related("contributions").order_by("organisation__order", "pk"):
        work.setdefault(one.task_id, []).append(one)
    return tuple(DecisionLine(one, tuple(work.get(one.task_id, ()))) for one in decisions)
