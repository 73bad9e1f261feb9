"""What stands on the paper around a text, in the active language: the fields that every template knows."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.utils.formats import date_format
from django.utils.translation import get_language

from tasks_app.documents.enums import DocumentKind, Letterhead

DOTS = "……"


class OnPaper(Protocol):
    """What the office says of itself: a ``LetterheadData``."""

    letterhead: str
    sign_name: str

    def in_language(self, field: str) -> str: ...

    def code_of(self, kind: DocumentKind) -> str: ...


def head_fields(data: OnPaper, kind: DocumentKind, *, abstract: str, number: str = "", on: date | None = None) -> dict:
    """``head``, ``sign`` and ``recipients`` of a document.

    ``number``: as the office has given it, with its code; empty: dots before the code. ``on``: the day of the document;
    None: dots to be filled by hand.
    """
    return {
        "head": {
            "superior": data.in_language("superior"),
            "agency": data.in_language("agency"),
            "number": number or _number_to_come(data, kind),
            "place_and_date": f"{data.in_language('place')}, {day_of_document(on)}",
            "kind": str(kind.label).upper(),
            "abstract": abstract,
        },
        "sign": {"lines": data.in_language("sign").splitlines(), "name": data.sign_name},
        "recipients": [line for line in data.in_language("recipients").splitlines() if line.strip()],
    }


def _number_to_come(data: OnPaper, kind: DocumentKind) -> str:
    """The state's papers part number and code by a stroke, the Party's by a hyphen."""
    return f"{DOTS}{'/' if data.letterhead == Letterhead.STATE else '-'}{data.code_of(kind)}"


def day_of_document(on: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2024": days below ten and the first two months with a zero, so that nothing can be put
    before them (Nghị định 30/2020/NĐ-CP, Annex I)."""
    if not (get_language() or "vi").startswith("vi"):
        return date_format(on, "j F Y") if on else DOTS
    if on is None:
        return f"ngày {DOTS} tháng {DOTS} năm {DOTS}"
    month = f"{on.month:02}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"
