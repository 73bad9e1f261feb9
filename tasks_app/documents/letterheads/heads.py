"""What stands above and below the text, in the two styles: heads, titles, signatures, recipients. As Jinja fields.

State style: Nghị định 30/2020/NĐ-CP, Annex I. Party style: Hướng dẫn 36-HD/VPTW (3 April 2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.letterheads.paper import (
    BODY,
    SMALL,
    WIDTH,
    borderless,
    directive,
    fill,
    line_under,
    page,
    paragraph,
)

if TYPE_CHECKING:
    from docx.document import Document

LEFT_SHARE = 0.4  # of the width, for whose document it is


def blank(letterhead: Letterhead, *, is_letter: bool = False) -> Document:
    """A document with its head; a letter has its abstract line under its number and names whom it is for, any other its
    kind and abstract line in the middle. The language is the active one."""
    document = page(letterhead)
    (_state_head if letterhead == Letterhead.STATE else _party_head)(document, is_letter=is_letter)
    if is_letter:
        paragraph(document, _("To: {{ to }}"), align="center", before=18, after=6)
    else:
        _title(document)
    return document


def closing(document: Document, letterhead: Letterhead) -> None:
    """Recipients on the left, on the right who signs: in which name, the place of the signature, the name."""
    width = WIDTH[letterhead]
    paragraph(document, "", size=6)
    left, right = borderless(document, [width * 0.45, width * 0.55]).rows[0].cells
    if letterhead == Letterhead.STATE:
        fill(left, _("Recipients:"), size=SMALL, bold=True, italic=True, align="left")
    else:
        fill(left, _("Recipients:"), size=BODY, align="left").runs[0].underline = True
    directive(left, "for one in recipients")
    paragraph(left, "- {{ one }}{% if loop.last %}.{% else %};{% endif %}", size=11, align="left")
    directive(left, "endfor")
    fill(right, "{%p for line in sign.lines %}")
    paragraph(right, "{{ line }}", bold=True, align="center")
    directive(right, "endfor")
    for _line in range(4):
        paragraph(right, "", align="center")
    paragraph(right, "{{ sign.name }}", bold=True, align="center")


def _state_head(document: Document, *, is_letter: bool) -> None:
    width = WIDTH[Letterhead.STATE]
    left, right = borderless(document, [width * LEFT_SHARE, width * (1 - LEFT_SHARE)]).rows[0].cells
    fill(left, "{{ head.superior }}", size=12)
    paragraph(left, "{{ head.agency }}", size=12, bold=True, align="center")
    line_under(left, inset=width * LEFT_SHARE * 0.33)
    fill(right, _("SOCIALIST REPUBLIC OF VIET NAM"), size=12, bold=True)
    paragraph(right, _("Independence - Freedom - Happiness"), size=13, bold=True, align="center")
    line_under(right, inset=width * (1 - LEFT_SHARE) * 0.2)
    left, right = borderless(document, [width * LEFT_SHARE, width * (1 - LEFT_SHARE)]).rows[0].cells
    fill(left, _("No.: {{ head.number }}"), size=13, before=4)
    fill(right, "{{ head.place_and_date }}", size=13, italic=True, before=4)
    if is_letter:
        paragraph(left, "{{ head.abstract }}", size=12, align="center", before=2)


def _party_head(document: Document, *, is_letter: bool) -> None:
    width = WIDTH[Letterhead.PARTY]
    left, right = borderless(document, [width * LEFT_SHARE, width * (1 - LEFT_SHARE)]).rows[0].cells
    fill(left, "{{ head.superior }}", size=13)
    paragraph(left, "{{ head.agency }}", size=13, bold=True, align="center")
    paragraph(left, "*", size=13, align="center")
    paragraph(left, _("No. {{ head.number }}"), size=13, align="center")
    fill(right, _("COMMUNIST PARTY OF VIET NAM"), size=14, bold=True)
    line_under(right, inset=width * (1 - LEFT_SHARE) * 0.13)
    paragraph(right, "{{ head.place_and_date }}", size=13, italic=True, align="center", before=20)
    if is_letter:
        paragraph(left, "{{ head.abstract }}", size=12, italic=True, align="center", before=2)


def _title(document: Document) -> None:
    paragraph(document, "{{ head.kind }}", size=BODY, bold=True, align="center", before=18)
    paragraph(document, "{{ head.abstract }}", size=BODY, bold=True, align="center")
    line_under(document, inset=60)
    paragraph(document, "", size=6)
