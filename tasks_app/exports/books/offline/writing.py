"""A workbook of one's own rows, to be filled in without a connection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.dates import LOCAL, local_day
from tasks_app.common.sheets import looks_like_formula, row_height, text_cell
from tasks_app.common.text import ascii_name
from tasks_app.exports.books.offline.judging import Desk
from tasks_app.exports.books.offline.keys import signed
from tasks_app.exports.books.parts import made_by
from tasks_app.exports.enums import RowState
from tasks_app.exports.forms import first_texts, report_form
from tasks_app.exports.models import OfflineRow
from tasks_app.exports.queries import Carried
from tasks_app.exports.rules import FIELDS, RowKey, fits, print_of
from tasks_app.exports.wording import HEADINGS, KEY, OTHER_HEADINGS, TITLE
from tasks_app.plan.wording import shown
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.wording import due_in_words

WIDTHS = {
    "situation": 15,
    "percent": 8,
    "results": 34,
    "difficulties": 24,
    "proposals": 24,
    "evidence_number": 14,
    "evidence_on": 12,
    "evidence_title": 18,
}
LOCKED_WIDTHS = (8, 30, 18, 12, 14, 15, 24)
FROZEN_COLUMNS = 2  # number and task stay in sight
ROOM = 60  # points that a row has at least: a row does not grow while one types into it
A4 = 9


@dataclass(frozen=True)
class BookRow:
    """``locked``: what cannot be changed, column by column; ``texts``: what can, by field; ``owes``: whether a report
    is owed; ``reason``: why the row came back."""

    key: str
    locked: tuple[str | date | None, ...]
    texts: dict[str, str]
    owes: bool
    reason: str = ""


@dataclass(frozen=True)
class OfflineBook:
    """``has_reasons``: whether its rows came back and say why they were not taken over."""

    name: str
    title: str
    notes: list[str]
    rows: list[BookRow]
    has_reasons: bool


def own_book(desk: Desk) -> OfflineBook:
    """The work that can be reported on now, as the forms of its reports begin."""
    rows, left_out = [], 0
    for its in desk.mine.values():
        if its.assignment.takes_reports:
            row = _row_of(its, desk)
            left_out += row is None
            rows += [row] if row else []
    return _book(desk, rows, left_out=left_out)


def again_book(desk: Desk, rows: Iterable[OfflineRow]) -> OfflineBook:
    """The rows of a workbook that came back which could not be taken over, as they were filled in."""
    open_rows = [row for row in rows if row.state in (RowState.REFUSED, RowState.CONFLICT, RowState.READY)]
    return _book(desk, [_row_again(row, desk.mine.get(row.assignment_id)) for row in open_rows], has_reasons=True)


def _book(desk: Desk, rows: list[BookRow], *, left_out: int = 0, has_reasons: bool = False) -> OfflineBook:
    title = _("Work without a connection")
    name = ascii_name(f"{title} {local_day(desk.at).isoformat()}")
    notes = [
        made_by(desk.capacity.actor, desk.at),
        _("Fill in the white columns; the grey ones are for reading. The second sheet says how."),
    ]
    if left_out:
        told = ngettext(
            "%d task is not in it, because a text of its report is longer than a cell: write it on its page.",
            "%d tasks are not in it, because a text of their reports is longer than a cell: write them on their pages.",
            left_out,
        )
        notes.append(told % left_out)
    return OfflineBook(name, title, notes, rows, has_reasons)


def _row_of(its: Carried, desk: Desk) -> BookRow | None:
    """None where a text is longer than a cell: it can only be written on its page."""
    form = report_form(its, today=local_day(desk.at))
    texts = first_texts(form)
    if not all(fits(text) for text in texts.values()):
        return None
    name, born = desk.capacity.name, form.initial
    key = RowKey(
        person=name.person,
        delegation=name.delegation or 0,
        at=desk.at,
        assignment=its.assignment.pk,
        uid=born["uid"],
        version=born["version"],
        based_on=born["based_on"],
        due=int(born.get("due") or 0),
        files=tuple(born.get("files", ())),
        prints={name: print_of(text) for name, text in texts.items()},
    )
    return BookRow(signed(key), _locked(its, int(born.get("due") or 0)), texts, owes=bool(its.dues))


def _row_again(row: OfflineRow, its: Carried | None) -> BookRow:
    locked = _locked(its, 0) if its else (None, row.title, *[None] * (len(LOCKED_WIDTHS) - 2))
    texts = {name: row.typed.get(name, "") for name in FIELDS}
    return BookRow(row.key, locked, texts, owes=bool(its and its.dues), reason="\n".join(row.reasons))


def _locked(its: Carried, due: int) -> tuple[str | date | None, ...]:
    one, now = its.assignment, shown(its.measured)
    owed = next((one for one in its.dues if one.pk == due), None)
    return (
        one.task.number,
        one.task.title,
        one.organisation.name,
        one.deadline_on,
        "\n".join(part for part in (now.label, now.distance) if part),
        due_in_words(owed.period.name, owed.period.due_on) if owed else "",
        _last_said(its),
    )


def _last_said(its: Carried) -> str:
    """In a few words what was last sent, and what came of it."""
    last = its.last_sent
    if last is None:
        return ""
    day = date_format(last.submitted_at.astimezone(LOCAL), "SHORT_DATE_FORMAT")
    said = [f"{day}: {Situation(last.situation).label}"]
    if last.percent is not None:
        said.append(f"{last.percent}%")
    lines = [", ".join(said), str(last.get_state_display())]
    return "\n".join([*lines, last.review_comment] if last.was_returned else lines)


def _locked_headings() -> list[str]:
    return [
        _("Task no."),
        str(OTHER_HEADINGS[TITLE]),
        _("Lead organisation"),
        _("Deadline"),
        _("Status"),
        _("Report for"),
        _("Last reported"),
    ]


def guide() -> list[str]:
    """How the workbook is used, in four sentences."""
    return [
        _("Fill in the white columns of the first sheet; leave a row as it is where there is nothing to say."),
        _("Choose the situation from the list, write progress as a number from 0 to 100 and days as day/month/year."),
        _("A file cannot come along: name the proving document by its number and date, or add the file on the page."),
        _(
            "When there is a connection again, open “My work”, “Work without a connection”, and upload the workbook; "
            "nothing is saved before you have looked through it there."
        ),
    ]


def write_offline(book: OfflineBook, target: BinaryIO) -> int:
    """Write a workbook into a file that is open for writing; returns how many rows it has."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, {"in_memory": True} | options) as workbook:
        workbook.set_properties({"title": book.title, "comments": "\n".join(book.notes)})
        writer = _Writer(workbook, book)
        writer.head()
        for row in book.rows:
            writer.row(row)
        writer.finish()
        writer.guide()
        writer.choices()
    return len(book.rows)


class _Writer:
    """The sheet to fill in, the guide, and the hidden list of situations."""

    def __init__(self, workbook, book: OfflineBook):
        self.workbook, self.book = workbook, book
        self.sheet = workbook.add_worksheet(_("Report"))
        self.guide_sheet = workbook.add_worksheet(_("Guide"))
        self.list_sheet = workbook.add_worksheet(_("Choices"))
        font = {"font_name": "Times New Roman", "font_size": 11}
        cell = font | {"valign": "top", "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
        add = workbook.add_format
        self.title, self.note = (
            add(font | {"bold": True, "font_size": 14}),
            add(font | {"italic": True, "font_color": "#595959"}),
        )
        head = cell | {"bold": True, "valign": "vcenter", "align": "center"}
        self.locked_head, self.open_head = add(head | {"bg_color": "#D9D9D9"}), add(head | {"bg_color": "#E7EDF3"})
        grey, white = cell | {"bg_color": "#EFEFEF"}, cell | {"locked": False}
        self.locked, self.locked_day = add(grey), add(grey | {"num_format": "dd/mm/yyyy", "align": "center"})
        self.reason = add(grey | {"font_color": "#98191C"})
        self.open, self.open_text = add(white), add(white | {"num_format": "@"})
        self.open_quoted = add(white | {"num_format": "@", "quote_prefix": True})
        self.open_number = add(white | {"num_format": "0", "align": "right"})
        self.open_day = add(white | {"num_format": "dd/mm/yyyy", "align": "center"})
        self.plain = add(font | {"text_wrap": True, "valign": "top", "font_size": 12})
        self.at = 0

    @property
    def headings(self) -> list[tuple[str, int, bool]]:
        """Heading, width and whether it can be filled in, from left to right; the hidden key comes last."""
        locked = [(label, width, False) for label, width in zip(_locked_headings(), LOCKED_WIDTHS, strict=True)]
        if self.book.has_reasons:
            locked.append((_("Why it was not taken over"), 30, False))
        return [
            *locked,
            *((str(HEADINGS[name]), WIDTHS[name], True) for name in FIELDS),
            (str(OTHER_HEADINGS[KEY]), 10, False),
        ]

    def head(self) -> None:
        for text, style in ((self.book.title, self.title), *((note, self.note) for note in self.book.notes)):
            self.sheet.write_string(self.at, 0, text_cell(text), style)
            self.at += 1
        self.at += 1
        self.header_at = self.at
        for place, (label, width, is_open) in enumerate(self.headings):
            self.sheet.set_column(place, place, width, None, {"hidden": place == len(self.headings) - 1})
            self.sheet.write_string(self.at, place, label, self.open_head if is_open else self.locked_head)
        self.sheet.set_row(self.at, row_height((label, width) for label, width, _is_open in self.headings))
        self.sheet.freeze_panes(self.at + 1, FROZEN_COLUMNS)
        self.at += 1

    def row(self, row: BookRow) -> None:
        locked = [*row.locked, *([row.reason] if self.book.has_reasons else [])]
        for place, value in enumerate(locked):
            self._locked_cell(place, value, is_reason=place == len(LOCKED_WIDTHS))
        for place, name in enumerate(FIELDS, start=len(locked)):
            self._open_cell(place, name, row.texts[name])
            self._check(place, name, owes=row.owes)
        self.sheet.write_string(self.at, len(locked) + len(FIELDS), row.key, self.locked)
        texts = [*(value if isinstance(value, str) else "" for value in locked), *(row.texts[name] for name in FIELDS)]
        widths = [width for _label, width, _is_open in self.headings[:-1]]
        self.sheet.set_row(self.at, max(ROOM, row_height(zip(texts, widths, strict=True))))
        self.at += 1

    def _locked_cell(self, place: int, value: str | date | None, *, is_reason: bool) -> None:
        if isinstance(value, date):
            self.sheet.write_datetime(self.at, place, value, self.locked_day)
        else:
            self.sheet.write_string(self.at, place, text_cell(value or ""), self.reason if is_reason else self.locked)

    def _open_cell(self, place: int, name: str, text: str) -> None:
        style = {"percent": self.open_number, "evidence_on": self.open_day, "situation": self.open}.get(name)
        if name == "percent" and text.isdecimal():
            self.sheet.write_number(self.at, place, int(text), style)
        elif name == "evidence_on" and (day := _day_in(text)):
            self.sheet.write_datetime(self.at, place, day, style)
        elif name == "situation" and text in Situation.values:
            self.sheet.write_string(self.at, place, str(Situation(text).label), style)
        elif text:
            quoted = looks_like_formula(text)
            self.sheet.write_string(
                self.at, place, text_cell(text), self.open_quoted if quoted else style or self.open_text
            )
        else:
            self.sheet.write_blank(self.at, place, None, style or self.open_text)

    def _check(self, place: int, name: str, *, owes: bool) -> None:
        """What a spreadsheet can say at once about what is typed."""
        rule = self._rule(name, owes=owes)
        if rule:
            self.sheet.data_validation(self.at, place, self.at, place, rule)

    def _rule(self, name: str, *, owes: bool) -> dict | None:
        if name == "situation":
            last = len(Situation.values) if owes else len(Situation.values) - 1
            source = f"='{self.list_sheet.get_name()}'!$A$1:$A${last}"
            return {"validate": "list", "source": source, "error_message": _("Choose from the list.")}
        if name == "percent":
            return {
                "validate": "integer",
                "criteria": "between",
                "minimum": 0,
                "maximum": 100,
                "error_message": _("Enter a whole number from 0 to 100."),
            }
        if name == "evidence_on":
            return {
                "validate": "date",
                "criteria": ">=",
                "value": date(2000, 1, 1),
                "error_message": _("Enter a day as day/month/year."),
            }
        return None

    def finish(self) -> None:
        sheet, last = self.sheet, len(self.headings) - 1
        sheet.autofilter(self.header_at, 0, max(self.at - 1, self.header_at), last)
        # Without a password: it keeps fingers off the grey cells, and whoever needs to lifts it.
        allowed = ("autofilter", "sort", "format_columns", "format_rows", "select_locked_cells")
        sheet.protect("", dict.fromkeys(allowed, True))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(2, 0)  # on one page beside the other: what is read, and what is filled in
        sheet.repeat_rows(self.header_at)
        sheet.repeat_columns(0, FROZEN_COLUMNS - 1)
        sheet.set_footer("&C" + _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"})
        sheet.activate()

    def guide(self) -> None:
        self.guide_sheet.set_column(0, 0, 4)
        self.guide_sheet.set_row(0, 24)
        self.guide_sheet.set_column(1, 1, 90)
        self.guide_sheet.write_string(0, 0, self.book.title, self.title)
        for number, sentence in enumerate(guide(), start=1):
            self.guide_sheet.write_string(number + 1, 0, f"{number}.", self.plain)
            self.guide_sheet.write_string(number + 1, 1, sentence, self.plain)
            self.guide_sheet.set_row(number + 1, row_height([(sentence, 70)]))
        self.guide_sheet.set_paper(A4)
        self.guide_sheet.fit_to_pages(1, 0)
        self.guide_sheet.protect("")

    def choices(self) -> None:
        """ "Nothing to report" comes last: a list without it is one cell shorter."""
        ordered = [one for one in Situation if one != Situation.NOTHING] + [Situation.NOTHING]
        for place, one in enumerate(ordered):
            self.list_sheet.write_string(place, 0, str(one.label))
        self.list_sheet.hide()


def _day_in(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=LOCAL).date()
    except ValueError:
        return None
