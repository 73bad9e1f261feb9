"""Notices of conclusion are made: the filled template of a meeting."""

from __future__ import annotations

from django.utils import translation

from tasks_app.documents import queries, wording
from tasks_app.documents.actions.letters import File
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.rendering import render, template_for
from tasks_app.meetings.models import Meeting
from tasks_app.meetings.queries import decision_lines, meeting_page


def conclusion_notice(meeting: Meeting, *, letterhead: Letterhead, language: str) -> File:
    """The notice with the number and day that the meeting's has; dots where it is still to be issued. Raises
    TemplateBroken."""
    template = template_for(DocumentKind.CONCLUSION, letterhead, language)
    data = queries.letterhead_data(letterhead)
    notice, its, decisions = meeting.notice, meeting_page(meeting), decision_lines(meeting)
    with translation.override(language):
        head = wording.head_fields(
            data,
            DocumentKind.CONCLUSION,
            abstract=wording.conclusion_abstract(meeting.title),
            number=notice.number if notice else "",
            on=notice.issued_on if notice else None,
        )
        fields = wording.conclusion_fields(meeting, its.items, decisions)
        fields["conclusion"] += [wording.amended(one) for one in its.amendments]
        return wording.conclusion_name(meeting), render(template, head | fields)
