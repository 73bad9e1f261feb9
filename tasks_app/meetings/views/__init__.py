"""The pages of meetings: lists and pages to read, and the secretariat's forms."""

from tasks_app.meetings.views.frame import KeepersForm
from tasks_app.meetings.views.keeping import (
    AmendMeeting,
    DecideMeeting,
    EditItem,
    EditMeeting,
    NewItem,
    NewMeeting,
    NumberNotice,
    RemoveItem,
    StepMeeting,
    WriteConclusion,
)
from tasks_app.meetings.views.reading import MeetingList, ReadersPage, ShowMeeting, work_rows

__all__ = [
    "AmendMeeting",
    "DecideMeeting",
    "EditItem",
    "EditMeeting",
    "KeepersForm",
    "MeetingList",
    "NewItem",
    "NewMeeting",
    "NumberNotice",
    "ReadersPage",
    "RemoveItem",
    "ShowMeeting",
    "StepMeeting",
    "WriteConclusion",
    "work_rows",
]
