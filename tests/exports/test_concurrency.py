"""Two presses and two workers at once, on a real PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest

from tasks_app.exports import actions
from tasks_app.exports.enums import FileState
from tasks_app.exports.models import ExportRecord, WantedFile
from tests.at_once import at_once
from tests.factories import secretary, wanted
from tests.factories.exports import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_two_presses_at_once_are_one_file():
    person = secretary()

    first, second = at_once(lambda: wanted(person), lambda: wanted(person))

    assert first == second
    assert WantedFile.objects.count() == 1


def test_two_workers_take_up_two_files():
    person = secretary()
    files = {wanted(person), wanted(person, language="en")}

    taken = at_once(*[lambda: actions.take_next_file(at=AT)] * 2)

    assert set(taken) == files


def test_one_file_is_made_by_one_of_two_workers():
    wanted(secretary())

    taken = at_once(*[lambda: actions.take_next_file(at=AT)] * 3)

    assert sorted(file is None for file in taken) == [False, True, True]


def test_a_worker_and_his_successor_finish_at_once():
    wanted(secretary())
    dead = actions.take_next_file(at=AT)
    heir = actions.take_next_file(at=AT + timedelta(minutes=16))

    at_once(
        *(
            lambda file=file, name=name: actions.finish_file(file, BytesIO(b"x"), name, rows=1, at=AT)
            for file, name in ((dead, "dead.xlsx"), (heir, "heir.xlsx"))
        )
    )

    heir.refresh_from_db()
    assert (heir.state, heir.name) == (FileState.DONE, "heir.xlsx")
    assert ExportRecord.objects.count() == 1
