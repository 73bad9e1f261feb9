"""Everything that is recorded has its place in the log, its sentence and its time to leave."""

import ast
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from tasks_app.audit.enums import Kind, Source
from tasks_app.audit.rules import FOR_MONTHS, FOR_YEARS, VERBS, WATCHED, Place, kinds_open_to, months_before, verbs_of
from tasks_app.audit.wording import SENTENCES, THINGS
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import Act as MailAct
from tasks_app.people.enums import SecondFactorEvent
from tasks_app.plan.enums import Act, Answer
from tests.architecture.test_modules import MODULES

KNOWN = {verb for verbs in VERBS.values() for verb in verbs}
RECORDING = {"record", "record_each", "_record", "_add", "_edit"}
# What is put together: by its beginning, with what it can end in.
PUT_TOGETHER = {
    "extension.": {"asked", "proposed", "proposed_against", "approved", "opened", "refused", "withdrawn"},
    "contribution.": set(Answer.values),
    "assignment.": {Act.SUSPEND, Act.RESUME, Act.CANCEL, Act.CARRY_OVER, Act.REOPEN},
    "calendar_feed.": {"made", "ended"},
    "message.": set(MailAct.values),
    "person.": set(SecondFactorEvent.values),
}


def recorded() -> tuple[set[str], set[str]]:
    """The words that the code records: those that stand there, and the beginnings of those that are put together."""
    whole, beginnings = set(), set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for said in node.args[:4] if name in RECORDING else []:
                if isinstance(said, ast.Constant) and isinstance(said.value, str) and "." in said.value:
                    whole.add(said.value)
                elif isinstance(said, ast.JoinedStr) and isinstance(said.values[0], ast.Constant):
                    beginnings.add(said.values[0].value)
    return whole, beginnings


def test_everything_that_the_code_records_is_in_the_log_and_has_a_sentence():
    whole, beginnings = recorded()

    assert len(whole) > 90
    assert beginnings == set(PUT_TOGETHER)
    whole |= {f"{beginning}{end}" for beginning, ends in PUT_TOGETHER.items() for end in ends}
    assert whole - KNOWN == set()
    assert KNOWN - whole == {"reminders.planned"}  # written together with what was planned
    assert set(SENTENCES) == KNOWN


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_sentence_and_thing_is_said_in_both_languages(language):
    with translation.override(language):
        said = [str(words) for words in (*SENTENCES.values(), *THINGS.values(), *Kind.labels)]

    assert all(said)


def test_a_word_belongs_to_one_kind():
    counted = Counter(verb for verbs in VERBS.values() for verb in verbs)

    assert [verb for verb, number in counted.items() if number > 1] == []


@pytest.mark.django_db
def test_the_small_province_records_nothing_that_the_log_does_not_know(world):
    found = set(Entry.objects.values_list("verb", "subject_kind"))

    assert {verb for verb, _kind in found} - KNOWN == set()
    assert {kind for _verb, kind in found} - set(THINGS) == set()


@pytest.mark.parametrize("kind", [Kind.WORK, Kind.PLANS, Kind.MEETINGS, Kind.FIGURES, Kind.ORGANISATIONS])
def test_what_tells_of_the_work_never_leaves(kind):
    assert not {*FOR_MONTHS, *FOR_YEARS} & set(VERBS[kind])


def test_what_the_planner_goes_by_never_leaves():
    assert "reminders.planned" not in {*FOR_MONTHS, *FOR_YEARS}


def test_the_secretariat_is_not_shown_what_watches_it():
    assert set(Kind) - set(kinds_open_to(sees_watched=False)) == WATCHED
    assert "person.signed_in" not in verbs_of(kinds_open_to(sees_watched=False))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2024, 10, 15), 0, date(2024, 10, 15)),
        (date(2024, 10, 15), 10, date(2023, 12, 15)),
        (date(2024, 1, 31), 12, date(2023, 1, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 12, 1), 120, date(2014, 12, 1)),
    ],
)
def test_months_before(day, months, before):
    assert months_before(at_time(day, 8), months) == at_time(before, 8)


def test_a_place_is_read_as_it_was_written():
    place = Place(datetime(2024, 10, 15, 8, 1, 2, 345678, tzinfo=UTC), Source.EXPORT, 12)

    assert Place.read(place.mark, UTC) == place


@pytest.mark.parametrize("mark", ["", "x", "1-a", "1-z-1", "nan-a-1", "inf-a-1", "1e99-a-1", "1-a-x", "-1"])
def test_what_is_no_place_is_none(mark):
    assert Place.read(mark, UTC) is None


def test_a_moment_keeps_its_microseconds_in_an_address():
    moments = [datetime(2024, 10, 15, tzinfo=UTC) + timedelta(microseconds=n) for n in range(0, 1_000_000, 99_991)]

    assert [Place.read(Place(one, Source.VIEW, 1).mark, UTC).at for one in moments] == moments
