"""The order of organisations: each criterion, ties, who has too little due, and what always holds."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.dashboard import rules
from tasks_app.dashboard.rules import Record

GOOD = Record(on_time=9, late=1)
ranks = partial(rules.ranks, least_due=3)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(Record(on_time=3), Record(on_time=99, late=1), id="the rate goes before everything"),
        pytest.param(Record(on_time=2, late=1), Record(on_time=2, overdue=1), id="then less overdue"),
        pytest.param(
            Record(on_time=4, late=4), Record(on_time=2, late=1, overdue=1), id="the same rate of another number"
        ),
        pytest.param(
            Record(on_time=8, overdue=2, days_overdue=9),
            Record(on_time=8, overdue=2, days_overdue=10),
            id="then fewer days on average",
        ),
        pytest.param(Record(on_time=5, returned=1), Record(on_time=5, returned=2), id="then fewer returned reports"),
        pytest.param(Record(on_time=5, missed=1), Record(on_time=5, missed=2), id="then fewer reports late or missing"),
        pytest.param(
            Record(on_time=5, missed=9), Record(on_time=5, returned=1), id="returned ones weigh more than missed ones"
        ),
        pytest.param(Record(on_time=2, late=1), Record(on_time=666, late=334), id="no rounding makes two rates equal"),
    ],
)
def test_each_criterion_tells_apart_those_who_share_the_ones_before(better, worse):
    assert ranks({"worse": worse, "better": better}) == {"better": 1, "worse": 2}


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], []),
        ([GOOD], [1]),
        ([GOOD, GOOD], [1, 1]),
        ([GOOD, GOOD, Record(late=3)], [1, 1, 3]),
        ([Record(on_time=3), GOOD, GOOD, GOOD, Record(late=3)], [1, 2, 2, 2, 5]),
        ([Record(on_time=4, late=4), Record(on_time=3, late=3)], [1, 1]),
    ],
)
def test_those_who_are_equal_share_a_rank_and_the_next_is_left_out(records, expected):
    found = ranks(dict(enumerate(records)))

    assert [found[number] for number in range(len(records))] == expected


@pytest.mark.parametrize(
    ("record", "is_ranked"),
    [
        (Record(), False),
        (Record(on_time=2), False),
        (Record(on_time=1, late=1), False),
        (Record(on_time=1, late=1, overdue=1), True),
        (Record(overdue=3), True),
        (Record(on_time=3), True),
        (Record(returned=5, missed=5), False),
    ],
)
def test_who_has_less_than_three_due_is_not_ranked(record, is_ranked):
    assert ranks({1: record}) == ({1: 1} if is_ranked else {})


def test_who_is_not_ranked_takes_nobodys_place():
    assert ranks({1: Record(on_time=2), 2: GOOD}) == {2: 1}


@pytest.mark.parametrize(
    ("record", "mean"), [(Record(), 0), (Record(late=5), 0), (Record(overdue=2, days_overdue=15), 7.5)]
)
def test_the_mean_is_of_what_is_overdue_and_not_completed(record, mean):
    assert float(record.mean_days_overdue) == mean


SMALL = st.integers(0, 4)
RECORDS = st.lists(
    st.builds(Record, on_time=SMALL, late=SMALL, overdue=SMALL, days_overdue=SMALL, returned=SMALL, missed=SMALL),
    max_size=12,
)


@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_does_not_matter(records, random):
    shuffled = list(enumerate(records))
    random.shuffle(shuffled)

    assert ranks(dict(shuffled)) == ranks(dict(enumerate(records)))


@given(RECORDS)
def test_a_rank_is_one_more_than_the_number_of_those_who_are_better(records):
    found = ranks(dict(enumerate(records)))

    assert set(found) == {number for number, record in enumerate(records) if record.due >= 3}
    for number, rank in found.items():
        better = [one for one in found if records[one].demerit < records[number].demerit]
        assert rank == len(better) + 1


@given(RECORDS)
def test_equal_records_share_a_rank_and_others_do_not(records):
    found = ranks(dict(enumerate(records)))

    for one in found:
        for other in found:
            assert (found[one] == found[other]) == (records[one].demerit == records[other].demerit)


@given(RECORDS, st.integers(0, 11), st.sampled_from(["late", "overdue", "returned", "missed"]))
def test_nobody_rises_by_what_went_wrong(records, place, what):
    """One more piece of late or overdue work, returned or missed report never leads to a better rank."""
    before = ranks(dict(enumerate(records)))
    if place not in before:
        return
    one = records[place]
    worse = Record(**vars(one) | {what: getattr(one, what) + 1})
    if what == "overdue":
        worse = Record(**vars(worse) | {"days_overdue": one.days_overdue + one.days_overdue // max(one.overdue, 1) + 1})

    after = ranks(dict(enumerate([*records[:place], worse, *records[place + 1 :]])))

    assert after[place] >= before[place]
