"""The rows of a workbook that came back: what can become of each, and then what does.

Every rule is that of the report's own form and actions; here is only said which row meets which of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import uuid4

from django.utils.translation import gettext as _

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.dates import local_day
from tasks_app.exports import actions, wording
from tasks_app.exports.books.offline.keys import read_key
from tasks_app.exports.books.offline.reading import NoWorkbook, ReadRow
from tasks_app.exports.enums import RowState
from tasks_app.exports.forms import first_texts, report_form, row_data
from tasks_app.exports.models import OfflineRow
from tasks_app.exports.queries import Carried, carried, settled_before
from tasks_app.exports.rules import FIELDS, RowKey
from tasks_app.people.queries import Capacity, Standing
from tasks_app.plan.enums import State
from tasks_app.reporting.actions import (
    AlreadySubmitted,
    FilesGone,
    ReportConflict,
    ReportNotPossible,
    draft_to_go_on_with,
    says_the_same,
)
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.forms import ReportForm
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.queries import dues_answered_since
from tasks_app.reporting.rules import FormBirth

LONGEST_TITLE = OfflineRow._meta.get_field("title").max_length


@dataclass(frozen=True)
class Desk:
    """Where rows are looked at: for whom, in whose name, and when. What it needs of the reports it reads once."""

    who: Standing
    capacity: Capacity
    at: datetime

    @cached_property
    def mine(self) -> dict[int, Carried]:
        return carried(self.who, today=local_day(self.at), calendar=working_calendar())

    # --- When it comes in

    def judged(self, read: list[ReadRow]) -> tuple[datetime, list[OfflineRow]]:
        """When the workbook was made, and its rows as they will be kept, each with what can become of it.

        Raises NoWorkbook where none of the rows is from here, or none of this person in this name.
        """
        keys = [(row, read_key(row.key)) for row in read]
        known = [key for _row, key in keys if key is not None]
        if not known:
            raise NoWorkbook(_("No row of this workbook was downloaded here. Download a workbook and fill it in."))
        own = [key for key in known if self._is_own(key)]
        if not own:
            raise NoWorkbook(self._whose(known[0]))
        earlier = settled_before(self.capacity.name, [row.key for row, key in keys if key is not None])
        seen: dict[int, int] = {}
        rows = [self._judge(row, key, earlier.get(row.key), seen) for row, key in keys]
        return max(key.at for key in own), rows

    def _is_own(self, key: RowKey) -> bool:
        name = self.capacity.name
        return (key.person, key.delegation) == (name.person, name.delegation or 0)

    def _whose(self, key: RowKey) -> str:
        if key.person != self.capacity.person.pk:
            return _("This workbook was downloaded by another person. Only that person can upload it.")
        return _("This workbook was downloaded in another name. Change to that name first, then upload it again.")

    def _judge(self, read: ReadRow, key: RowKey | None, earlier: OfflineRow | None, seen: dict[int, int]) -> OfflineRow:
        row = OfflineRow(
            place=read.place,
            title=read.title[:LONGEST_TITLE],
            key=read.key if key else "",
            typed=read.typed,
            cells=read.cells,
            state=RowState.REFUSED,
        )
        if key is None:
            row.reasons = [str(wording.ODD_KEY if read.key else wording.NO_KEY)]
        elif not self._is_own(key):
            row.reasons, row.key = [str(wording.OTHERS_KEY)], ""
        elif key.assignment in seen:
            row.reasons = [str(wording.TWICE) % {"row": seen[key.assignment]}]
        elif key.assignment not in self.mine:
            row.reasons = [str(wording.NOT_YOURS)]
        else:
            seen[key.assignment] = read.place
            self._judge_own(row, key, read.faults, earlier)
        return row

    def _judge_own(self, row: OfflineRow, key: RowKey, faults: list[str], earlier: OfflineRow | None) -> None:
        its = self.mine[key.assignment]
        row.assignment, row.title = its.assignment, its.assignment.task.title[:LONGEST_TITLE]
        row.touched = key.touched(row.typed)
        if faults:
            row.reasons = faults
        elif not row.touched:
            row.state = RowState.SAME
        else:
            _stand(row, *self._outcome(row, self._key_now(row, key, its, earlier), its))

    def _key_now(self, row: OfflineRow, key: RowKey, its: Carried, earlier: OfflineRow | None) -> RowKey:
        """What this workbook itself made of the row when it was uploaded before is nothing that stands against it."""
        if earlier is None or self._outcome(row, key, its)[0] != RowState.CONFLICT:
            return key
        if its.draft is not None and _is(its.draft, earlier):
            return replace(key, uid=its.draft.uid, version=its.draft.version)
        if its.last_sent is not None and its.last_sent.pk == earlier.report_id and its.draft is None:
            owed = key.due in {due.pk for due in its.dues}
            return replace(key, uid=uuid4(), version=0, based_on=its.last_sent.pk, due=key.due if owed else 0)
        return key

    def _outcome(self, row: OfflineRow, key: RowKey, its: Carried) -> tuple[RowState, list[str], ProgressReport | None]:
        """What would come of saving a row now; nothing is written."""
        form = self.form(row, key, its)
        if not form.is_valid():
            return RowState.REFUSED, in_words(form, row), None
        try:
            draft = draft_to_go_on_with(its.assignment, form.content(), birth=form.birth, due=form.answered_due)
        except AlreadySubmitted:
            return RowState.SAME, [], None
        except ReportNotPossible:
            return RowState.REFUSED, [_closed(its)], None
        except ReportConflict as conflict:
            return RowState.CONFLICT, [conflict.news], conflict.theirs
        if draft is not None and says_the_same(draft, form.content(), form.answered_due):
            return RowState.SAME, [], None
        return RowState.READY, [], None

    # --- The form of a row

    def form(
        self,
        row: OfflineRow,
        key: RowKey,
        its: Carried,
        *,
        is_sent: bool = False,
        theirs: ProgressReport | None = None,
    ) -> ReportForm:
        """The form of the report, filled with a row."""
        today = local_day(self.at)
        birth = FormBirth(key.uid, key.version, key.based_on)
        answered = []
        if key.due and key.due not in {due.pk for due in its.dues}:
            answered = dues_answered_since(its.assignment, uid=key.uid, due=key.due, based_on=key.based_on)
        first = first_texts(report_form(its, today=today))
        data = row_data(first, row.typed, birth=birth, due=key.due, files=key.files, is_sent=is_sent)
        return report_form(its, data, today=today, more_dues=answered, theirs=theirs)

    def shown_beside(self, row: OfflineRow) -> tuple[ReportForm, ProgressReport] | None:
        """A row in its form and the version that it stands against; None where there is none any more."""
        key, its = read_key(row.key), self.mine.get(row.assignment_id)
        theirs = its.report(row.theirs_id) if its is not None else None
        if key is None or its is None or theirs is None:
            return None
        form = self.form(row, _against(key, theirs, its), its, theirs=theirs)
        form.is_valid()
        return form, theirs

    # --- When it is confirmed

    def settle(self, row: OfflineRow, *, is_sent: bool) -> OfflineRow:
        """Save or send a row; where that cannot be, the row says why. Settled before, it stays as it is."""
        return self._settle(row, is_sent=is_sent, shown=None)

    def settle_mine(self, row: OfflineRow, shown: str, *, is_sent: bool) -> OfflineRow:
        """The same against another's version, which was ``shown`` ("12-3": report and version)."""
        return self._settle(row, is_sent=is_sent, shown=shown)

    def _settle(self, row: OfflineRow, *, is_sent: bool, shown: str | None) -> OfflineRow:
        key, its = read_key(row.key), self.mine.get(row.assignment_id)
        if row.is_settled or key is None:
            return row
        if its is None:
            return actions.note_row(row, RowState.REFUSED, reasons=[str(wording.NOT_YOURS)])
        if shown is None:
            key = self._key_now(row, key, its, settled_before(self.capacity.name, [row.key]).get(row.key))
        else:
            theirs = its.report(row.theirs_id)
            if theirs is None or shown != f"{theirs.pk}-{theirs.version}":
                return self._look_again(row, key, its)
            key = _against(key, theirs, its)
        form = self.form(row, key, its, is_sent=is_sent)
        if not form.is_valid():
            state = RowState.CONFLICT if shown else RowState.READY if is_sent else RowState.REFUSED
            return actions.note_row(row, state, reasons=in_words(form, row), theirs=its.report(row.theirs_id))
        return self._write(row, form, its, is_sent=is_sent)

    def _write(self, row: OfflineRow, form: ReportForm, its: Carried, *, is_sent: bool) -> OfflineRow:
        try:
            return actions.settle_row(
                row,
                its.assignment,
                form.content(),
                birth=form.birth,
                due=form.answered_due,
                is_sent=is_sent,
                by=self.capacity.actor,
                at=self.at,
            )
        except AlreadySubmitted as already:
            return actions.note_row(row, RowState.SAME, reasons=[str(already)])
        except ReportConflict as conflict:
            return actions.note_row(row, RowState.CONFLICT, reasons=[conflict.news], theirs=conflict.theirs)
        except ReportNotPossible:
            return actions.note_row(row, RowState.REFUSED, reasons=[_closed(its)])
        except FilesGone as gone:
            return actions.note_row(row, RowState.REFUSED, reasons=[str(gone)])

    def _look_again(self, row: OfflineRow, key: RowKey, its: Carried) -> OfflineRow:
        """The other version has moved on since it was shown: it is shown anew, and nothing is written."""
        state, reasons, theirs = self._outcome(row, key, its)
        return actions.note_row(row, state, reasons=reasons, theirs=theirs)


def _stand(row: OfflineRow, state: RowState, reasons: list[str], theirs: ProgressReport | None) -> None:
    row.state, row.reasons, row.theirs = state, reasons, theirs
    row.theirs_version = theirs.version if theirs else 0


def _is(draft: ProgressReport, earlier: OfflineRow) -> bool:
    """Whether a draft stands as an earlier upload left it."""
    return (draft.pk, draft.version) == (earlier.report_id, earlier.report_version)


def _against(key: RowKey, theirs: ProgressReport, its: Carried) -> RowKey:
    """A row that goes on from another's version: with their draft, or as a new report after the one they sent."""
    based_on = its.last_sent.pk if its.last_sent else 0
    if theirs.state == ReportState.DRAFT:
        return replace(key, uid=theirs.uid, version=theirs.version, based_on=based_on)
    draft, owed = its.draft, key.due in {due.pk for due in its.dues}
    born = (draft.uid, draft.version) if draft else (uuid4(), 0)
    return replace(key, uid=born[0], version=born[1], based_on=based_on, due=key.due if owed else 0)


def _closed(its: Carried) -> str:
    return str(wording.CLOSED) % {"state": State(its.assignment.state).label}


def in_words(form: ReportForm, row: OfflineRow) -> list[str]:
    """What is wrong about a row, each with its cell."""
    said = []
    for name, errors in form.errors.items():
        cell = row.cells.get(name, "") if name in FIELDS else ""
        said += [wording.error_in_words(name, cell, str(error)) for error in errors]
    return said
