"""Words, icon and colour of the states of a meeting; what is read of its record."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks_app.meetings.enums import MeetingState


@dataclass(frozen=True)
class Look:
    icon: str
    css: str


LOOKS = {
    MeetingState.PLANNED: Look("calendar-event", "s-wait"),
    MeetingState.HELD: Look("people", "s-soon"),
    MeetingState.CONCLUDED: Look("check-circle", "s-done"),
    MeetingState.CANCELLED: Look("x-circle", "s-idle"),
}
VERBS: dict[str, tuple[str, Promise]] = {
    "meeting.entered": ("calendar-plus", _("Meeting entered")),
    "meeting.changed": ("pencil", _("Meeting changed")),
    "meeting.held": ("people", _("Meeting held")),
    "meeting.cancelled": ("x-circle", _("Meeting cancelled")),
    "meeting.concluded": ("check-circle", _("Meeting concluded, its text is frozen")),
    "meeting.numbered": ("hash", _("Number of the notice of conclusion entered")),
    "meeting.worded": ("pencil", _("Conclusion written")),
    "meeting.amended": ("plus-circle", _("Amendment added")),
    "meeting.decided": ("check2-square", _("Decision given out as a task")),
    "meeting.item_added": ("plus-circle", _("Item added to the agenda")),
    "meeting.item_changed": ("pencil", _("Item of the agenda changed")),
    "meeting.item_removed": ("x-circle", _("Item taken from the agenda")),
}
