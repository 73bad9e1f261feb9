from datetime import date, time

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.options.actions import ChangedMeanwhile, OptionsRefused, change_options
from tasks_app.options.models import OptionChange
from tasks_app.options.queries import history, last_number, one_reading, options
from tests.at_once import at_once
from tests.factories import secretary, set_options

AT = at_time(date(2024, 10, 15), 9)


@pytest.fixture
def by(db):
    return Actor(secretary())


def test_a_change_holds_at_once_and_keeps_what_was(by):
    (row,) = change_options({"ranking_minimum": 5, "answer_within": 3}, seen=0, reason="Nghị quyết 1", by=by, at=AT)

    assert options().ranking_minimum == 5
    assert (row.key, row.old, row.new, row.by, row.at, row.reason) == (
        *("ranking_minimum", 3, 5, by.person, AT),
        "Nghị quyết 1",
    )
    entry = Entry.objects.get(verb="option.changed")
    assert (entry.details["changed"], entry.details["reason"]) == ({"ranking_minimum": [3, 5]}, "Nghị quyết 1")
    assert (entry.by, entry.subject_id) == (by.person, row.pk)


def test_the_same_again_changes_nothing(by):
    change_options({"sent_from": time(8)}, seen=0, by=by, at=AT)

    assert change_options({"sent_from": time(8)}, seen=0, by=by, at=AT) == []
    assert OptionChange.objects.count() == Entry.objects.filter(verb="option.changed").count() == 1


def test_the_last_of_several_changes_holds(by):
    for number, value in enumerate((4, 5, 6)):
        change_options({"ranking_minimum": value, "answer_within": value}, seen=2 * number, by=by, at=AT)

    assert (options().ranking_minimum, options().answer_within, last_number()) == (6, 6, 6)
    assert [(one.old, one.new) for one in history(["ranking_minimum"])] == [(5, 6), (4, 5), (3, 4)]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(by):
    set_options(ranking_minimum=5)

    with pytest.raises(ChangedMeanwhile):
        change_options({"ranking_minimum": 7}, seen=0, by=by, at=AT)
    change_options({"answer_within": 4}, seen=0, by=by, at=AT)  # another setting is not held up

    assert (options().ranking_minimum, options().answer_within) == (5, 4)


@pytest.mark.parametrize(
    ("given", "beside"),
    [
        ({"ranking_minimum": 0}, {"ranking_minimum"}),
        ({"ranking_minimum": "5"}, {"ranking_minimum"}),
        ({"sent_from": time(4)}, {"sent_from", "planned_from"}),
        ({"planned_from": time(8)}, {"planned_from"}),
        ({"sent_until": time(7, 30), "ranking_minimum": 5}, {"sent_until"}),
    ],
)
def test_what_cannot_be_changes_nothing(by, given, beside):
    with pytest.raises(OptionsRefused) as refused:
        change_options(given, seen=0, by=by, at=AT)

    assert set(refused.value.by_key) == beside
    assert not OptionChange.objects.exists()


def test_they_are_read_once_in_a_reading_and_anew_after_a_change(by, queries):
    with one_reading():
        assert queries(options) == 2
        assert queries(options) == 0
        set_options(ranking_minimum=9)
        assert options().ranking_minimum == 9
    assert queries(options) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_what_does_not_go_together_one_is_refused():
    one, other = Actor(secretary()), Actor(secretary())

    results = at_once(
        lambda: change_options({"sent_from": time(12)}, seen=0, by=one, at=AT),
        lambda: change_options({"sent_until": time(12)}, seen=0, by=other, at=AT),
    )

    kinds = {type(result) for result in results}
    assert kinds in ({list, ChangedMeanwhile}, {list, OptionsRefused})
    assert OptionChange.objects.count() == 1
