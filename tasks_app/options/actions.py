from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.journal.actions import record
from tasks_app.options.models import OptionChange
from tasks_app.options.queries import last_changes, last_number, read_anew
from tasks_app.options.rules import DECLARED, Options, Value, as_they_hold, faults
from tasks_app.options.wording import fault_in_words


class OptionsRefused(Exception):
    """Why settings cannot be so. ``by_key``: a sentence for each setting, in the language of the reader."""

    def __init__(self, by_key: Mapping[str, str]):
        super().__init__(" ".join(by_key.values()))
        self.by_key = dict(by_key)


class ChangedMeanwhile(Exception):
    """Somebody else saved settings after this form was opened, or at the same moment."""

    def __init__(self):
        super().__init__(
            _("Somebody changed these settings while you had the form open. Look at what holds now, and save again.")
        )


def change_options(
    given: Mapping[str, Value], *, seen: int, reason: str = "", by: Actor | None, at: datetime
) -> list[OptionChange]:
    """Set some settings, from now on: each that changes gets its row with old and new, and its line in the record.

    ``seen``: the number of the last change when the form was opened. What is set already is left out, so a repetition
    changes nothing. Nobody is told. ``by`` is None for the commands of an installation. Raises OptionsRefused where a
    value is out of its bounds or does not go together with the others, ChangedMeanwhile where one of them was changed
    after ``seen``, or somebody saved at the same moment.
    """
    try:
        with transaction.atomic():
            written = _change(given, seen=seen, reason=reason, by=by, at=at)
    except IntegrityError:  # the number was taken by who saved at the same moment
        raise ChangedMeanwhile from None
    read_anew()
    return written


def _change(given, *, seen: int, reason: str, by: Actor | None, at: datetime) -> list[OptionChange]:
    number = last_number()
    last = {one.key: one for one in last_changes()}
    now = as_they_hold({key: one.new for key, one in last.items()})
    changed = {key: value for key, value in given.items() if value != getattr(now, key)}
    if any(key in last and last[key].number > seen for key in changed):
        raise ChangedMeanwhile
    _refuse_faults(given, replace(now, **given))
    return [
        _write(key, getattr(now, key), value, number=number + place, reason=reason, by=by, at=at)
        for place, (key, value) in enumerate(changed.items(), start=1)
    ]


def _refuse_faults(given: Mapping[str, Value], then: Options) -> None:
    wrong = {key: fault_in_words(DECLARED[key]) for key, value in given.items() if not DECLARED[key].allows(value)}
    for key, fault in faults(then):
        if {one.key for one in DECLARED.values() if one.section == DECLARED[key].section} & set(given):
            wrong.setdefault(key, fault_in_words(DECLARED[key], fault))
    if wrong:
        raise OptionsRefused(wrong)


def _write(key: str, old: Value, new: Value, *, number: int, reason: str, by: Actor | None, at: datetime):
    said = DECLARED[key]
    row = OptionChange.objects.create(
        number=number,
        key=key,
        old=said.write(old),
        new=said.write(new),
        at=at,
        reason=reason,
        **(by.fields if by else {}),
    )
    record("option.changed", row, by=by, at=at, changed={key: [row.old, row.new]}, reason=reason)
    return row
