"""Each setting has bounds, a default within them, and words."""

from dataclasses import replace
from datetime import time

import pytest

from tasks_app.options.enums import Section
from tasks_app.options.rules import DECLARED, FIRST_HOUR, LAST_HOUR, Fault, Options, as_they_hold, declared_in, faults
from tasks_app.options.wording import ABOUT, SAID, in_words

BEGIN = {
    "planned_from": time(7),
    "sent_from": time(7, 15),
    "sent_until": time(16, 30),
    "held_at_most": 60,
    "answer_within": 3,
    "resubmit_within": 3,
    "receive_within": 3,
    "letter_answer_within": 5,
    "ranking_minimum": 3,
    "invitation_days": 7,
    "upload_file_mb": 10,
    "upload_files": 10,
    "export_rows": 5000,
    "files_kept_days": 7,
    "mail_per_minute": 0,
    "planner_late_minutes": 30,
    "sender_late_minutes": 15,
    "api_reads_a_minute": 120,
    "audit_years": 10,
    "audit_sign_in_months": 24,
}


def test_an_installation_begins_like_this():
    assert {key: one.default for key, one in DECLARED.items()} == BEGIN
    assert list(faults(Options())) == []


@pytest.mark.parametrize("key", DECLARED)
def test_each_allows_what_it_begins_with_and_its_bounds_and_nothing_beyond(key):
    its = DECLARED[key]

    assert its.allows(its.default)
    if its.kind is int:
        assert its.allows(its.at_least)
        assert its.allows(its.at_most)
        assert not its.allows(its.at_least - 1)
        assert not its.allows(its.at_most + 1)
        assert not its.allows(True)
    else:
        assert (its.at_least, its.at_most) == (FIRST_HOUR, LAST_HOUR)
        assert not its.allows(time(4, 59))
        assert not its.allows(time(20, 1))


@pytest.mark.parametrize("key", DECLARED)
def test_each_is_kept_and_read_again_as_it_was(key):
    its = DECLARED[key]

    assert getattr(as_they_hold({key: its.write(its.default)}), key) == its.default


def test_each_has_words_and_each_section_has_settings():
    assert list(SAID) == list(DECLARED)
    assert list(ABOUT) == list(Section)
    assert all(declared_in(section) for section in Section)
    assert all(in_words(one, one.default) for one in DECLARED.values())


def test_what_nobody_declares_any_more_is_left_out():
    assert as_they_hold({"gone": 7, "ranking_minimum": 4}) == replace(Options(), ranking_minimum=4)


@pytest.mark.parametrize(
    ("planned", "first", "last", "found"),
    [
        (time(7), time(7), time(8), []),
        (time(7, 1), time(7), time(8), [("planned_from", Fault.PLANNED_AFTER_SENDING)]),
        (time(7), time(7), time(7, 59), [("sent_until", Fault.CLOSES_TOO_SOON)]),
        (time(6), time(17), time(8), [("sent_until", Fault.CLOSES_TOO_SOON)]),
    ],
)
def test_the_hours_go_together(planned, first, last, found):
    assert list(faults(Options(planned_from=planned, sent_from=first, sent_until=last))) == found
