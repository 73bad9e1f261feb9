"""What is asked for on the pages of meetings."""

from tasks_app.meetings.forms.decisions import DecisionForm
from tasks_app.meetings.forms.lists import MeetingFilter
from tasks_app.meetings.forms.meetings import AmendmentForm, ConclusionForm, ItemForm, MeetingForm, NoticeForm

__all__ = [
    "AmendmentForm",
    "ConclusionForm",
    "DecisionForm",
    "ItemForm",
    "MeetingFilter",
    "MeetingForm",
    "NoticeForm",
]
