"""A notice of conclusion as the fields of its template, in the active language."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.text import ascii_name
from tasks_app.documents.wording.figures import day


def conclusion_abstract(title: str) -> str:
    return _("of the Steering Committee for Administrative Reform at the meeting: %(title)s") % {"title": title}


def conclusion_fields(meeting, items: Iterable, decisions: Iterable) -> dict:
    """``items``: its ``ItemLine``s; ``decisions``: its ``DecisionLine``s. Amendments stand below what they amend."""
    starts_at = timezone.template_localtime(meeting.starts_at)
    return {
        "met_at": f"{date_format(starts_at, 'H:i')}, {day(starts_at.date())}",
        "meeting": meeting.title,
        "place": meeting.place,
        "chair": str(meeting.chair) if meeting.chair else "",
        "conclusion": _lines(meeting.conclusion),
        "items": [
            {
                "no": str(line.item.order),
                "title": line.item.title,
                "lines": [*_lines(line.item.conclusion), *(amended(one) for one in line.amendments)],
            }
            for line in items
        ],
        "rows": [_row(number, line) for number, line in enumerate(decisions, 1)],
    }


def _row(number: int, line) -> dict:
    task = line.decision.task
    return {
        "no": str(number),
        "task": line.decision.text,
        "lead": "; ".join(str(one.organisation) for one in line.work),
        "deadline": day(task.deadline_on) if task.deadline_on else str(task.get_deadline_kind_display()),
        "deliverable": task.in_language("deliverable"),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def amended(amendment) -> str:
    text = _("Amendment of %(day)s: %(text)s")
    return text % {"day": day(timezone.template_localtime(amendment.at).date()), "text": amendment.text}


def conclusion_name(meeting) -> str:
    """ "TB_Ket-luan_Phien-hop-Quy-III_2024-10-15.docx"."""
    return f"TB_Ket-luan_{ascii_name(meeting.title_vi, longest=60)}_{meeting.day:%Y-%m-%d}.docx"
