"""Urging letters and follow-up sheets are made: filled templates, one file or several in an archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from django.utils import translation

from tasks_app.documents import queries, wording
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.queries import FollowUp, OverdueOrganisation
from tasks_app.documents.rendering import render, template_for
from tasks_app.people.models import Person
from tasks_app.people.queries import Standing
from tasks_app.plan.queries import PlanDay

File = tuple[str, bytes]  # its name, and the .docx


def urging_letters(
    organisations: Iterable[OverdueOrganisation],
    on: PlanDay,
    *,
    letterhead: Letterhead,
    language: str,
    answer_by: date,
    dated: date | None,
) -> list[File]:
    """A letter to each organisation about its overdue work. Raises TemplateBroken.

    ``answer_by``: until when an answer is asked for; ``dated``: the day of the letter, None: dots. No number is given
    and nobody is mailed: the office does that.
    """
    template = template_for(DocumentKind.URGING_LETTER, letterhead, language)
    data = queries.letterhead_data(letterhead)
    with translation.override(language):
        return [_letter(one, on, template, data, answer_by=answer_by, dated=dated) for one in organisations]


def _letter(its: OverdueOrganisation, on: PlanDay, template: bytes, data, *, answer_by, dated) -> File:
    to = its.organisation.name
    head = wording.head_fields(data, DocumentKind.URGING_LETTER, abstract=wording.letter_abstract(), on=dated)
    fields = wording.letter_fields(to, its.lines, plan_year=on.plan.year, on=on.day, answer_by=answer_by)
    return wording.letter_name(to, on.day), render(template, head | fields)


def follow_up_sheets(
    people: Iterable[Person], on: PlanDay, who: Standing, *, letterhead: Letterhead, language: str
) -> list[tuple[File, int]]:
    """A sheet of one page for each member, as somebody may see it, and of how many assignments. Raises
    TemplateBroken."""
    template = template_for(DocumentKind.FOLLOW_UP_SHEET, letterhead, language)
    data = queries.letterhead_data(letterhead)
    with translation.override(language):
        sheets = [queries.follow_up(person, on, who) for person in people]
        return [(_sheet(its, on, template, data), len(its.open)) for its in sheets]


def _sheet(its: FollowUp, on: PlanDay, template: bytes, data) -> File:
    name = str(its.person)
    abstract = wording.sheet_abstract(name, on.day)
    head = wording.head_fields(data, DocumentKind.FOLLOW_UP_SHEET, abstract=abstract, on=on.day)
    return wording.sheet_name(name, on.day), render(template, head | wording.sheet_fields(its, on=on.day))


def archive(files: Iterable[File]) -> bytes:
    """Several files as one .zip; what has a name already gets a number. A .docx is compressed in itself."""
    target, names = BytesIO(), set()
    with ZipFile(target, "w", ZIP_STORED) as folder:
        for name, content in files:
            free, number = name, 2
            while free in names:
                base, _dot, ending = name.rpartition(".")
                free, number = f"{base}-{number}.{ending}", number + 1
            names.add(free)
            folder.writestr(free, content)
    return target.getvalue()
