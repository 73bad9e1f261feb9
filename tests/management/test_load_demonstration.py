"""What can be tried without playing the whole year: an early day, and refusals."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tasks_app.common.dates import at_time
from tasks_app.common.models import DemonstrationClock
from tasks_app.journal.models import Entry
from tasks_app.management.demonstration import load_demonstration
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Plan
from tests.demonstration import rows
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db

AFTER_THE_FIRST_ISSUE = date(2024, 2, 22)
AFTER_THE_FIRST_REVIEWS = date(2024, 3, 12)


@pytest.fixture
def ready():
    for command in ("load_organisations", "load_calendar", "load_people", "load_plan"):
        call_command(command)


def test_the_year_is_played_until_the_day_that_is_asked_for(ready, capsys):
    call_command("load_demonstration", day=AFTER_THE_FIRST_ISSUE)

    assert set(Assignment.objects.values_list("state", flat=True)) == {State.ASSIGNED}
    assert set(Assignment.objects.values_list("issued_on", flat=True)) == {date(2024, 2, 21)}
    played = Entry.objects.exclude(subject_kind="calendarday")  # the calendar is entered before the year is played
    assert not played.filter(at__gte=at_time(AFTER_THE_FIRST_ISSUE, 8)).exists()
    assert DemonstrationClock.objects.get().starts_on == AFTER_THE_FIRST_ISSUE
    assert str(Assignment.objects.count()) in capsys.readouterr().out


def test_a_day_before_the_plan_shows_an_empty_board(ready):
    assert load_demonstration(day=date(2024, 2, 21)) == 0
    assert load_demonstration(day=date(2024, 2, 21)) is None


def test_without_a_day_the_setting_counts(ready, settings):
    settings.DEMO_DAY = AFTER_THE_FIRST_ISSUE

    call_command("load_demonstration")

    assert DemonstrationClock.objects.get().starts_on == AFTER_THE_FIRST_ISSUE


def test_half_a_story_leaves_nothing(ready):
    """A reviewer of the story is missing, which comes out at his first review."""
    Person.objects.filter(username="thuky02").delete()
    before = rows()

    with pytest.raises(KeyError, match="thuky02"):
        load_demonstration(day=AFTER_THE_FIRST_REVIEWS)

    assert rows() == before


def test_half_a_preparation_leaves_nothing(settings):
    settings.DEMO_DAY = AFTER_THE_FIRST_ISSUE
    Person.objects.create(username="somebody", email="thanhvien05@cchc.example", full_name="Người Khác")

    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        call_command("prepare_demonstration")

    assert not Organisation.objects.exists()
    assert not Plan.objects.exists()


def test_an_empty_database_is_prepared_at_once(settings, capsys):
    settings.DEMO_DAY = AFTER_THE_FIRST_ISSUE

    call_command("prepare_demonstration")

    assert Assignment.objects.exists()
    assert "thanhvien01" in capsys.readouterr().out


def test_it_is_not_mixed_with_real_work(ready):
    AssignmentFactory()
    before = rows()

    with pytest.raises(CommandError):
        call_command("load_demonstration", day=AFTER_THE_FIRST_ISSUE)

    assert rows() == before


def test_a_database_with_real_work_starts_without_it(capsys):
    AssignmentFactory()
    before = rows()

    call_command("prepare_demonstration")

    assert rows() == before
    assert "thanhvien01" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["load_people", "load_demonstration", "prepare_demonstration"])
def test_production_refuses(command, settings):
    settings.ENVIRONMENT = "production"

    with pytest.raises(CommandError):
        call_command(command)

    assert not Person.objects.exists()


def test_without_a_plan_the_command_says_what_to_do_first():
    with pytest.raises(CommandError):
        call_command("load_demonstration", day=AFTER_THE_FIRST_ISSUE)


def test_the_other_loaders_count_what_they_did(capsys):
    for command in ("load_organisations", "load_organisations", "load_calendar", "load_calendar"):
        call_command(command)

    said = capsys.readouterr().out.splitlines()
    assert len(set(said)) == len(said) == 4


def test_holidays_of_other_years_can_be_asked_for(capsys):
    call_command("load_calendar", years=[2027])

    assert "2027" in capsys.readouterr().out
