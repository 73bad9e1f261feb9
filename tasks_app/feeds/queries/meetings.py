"""The meetings that somebody attends."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.feeds.queries.asked import Asked
from tasks_app.feeds.rules import KEPT_FOR, Event, is_shown
from tasks_app.meetings.enums import MeetingState
from tasks_app.meetings.models import Meeting


def meetings(asked: Asked) -> list[Event]:
    """Each with its time and place; what was cancelled stays for a while as such. One query."""
    attends = Q(organisations__in=asked.organisations)
    if asked.member is not None:
        attends |= Q(people=asked.member) | Q(chair=asked.member)
    if asked.is_of_the_committee:
        attends |= Q(whole_committee=True)
    its = Meeting.objects.filter(pk__in=Meeting.objects.filter(attends).values("pk"))
    its = its.filter(starts_at__gte=at_time(asked.today - KEPT_FOR)).order_by("pk")
    events = [_event(one) for one in its]
    return [one for one in events if is_shown(one, is_open=False, today=asked.today)]


def _event(meeting: Meeting) -> Event:
    return Event(
        name=f"meeting-{meeting.pk}",
        on=meeting.day,
        title=meeting.title,
        description=meeting.place,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
        path=reverse("meeting_detail", args=[meeting.pk]),
        is_called_off=meeting.state == MeetingState.CANCELLED,
        starts_at=meeting.starts_at,
    )
