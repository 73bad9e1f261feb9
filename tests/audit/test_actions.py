"""What was kept for as long as the settings say leaves the log, and nothing else does."""

from datetime import timedelta

import pytest

from tasks_app.audit import actions
from tasks_app.audit.actions import take_out_old
from tasks_app.audit.jobs import take_out_old as job
from tasks_app.audit.rules import FOR_MONTHS, FOR_YEARS, VERBS
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.actions import log_export
from tasks_app.journal.actions import note_view, record, take_out_entries
from tasks_app.journal.enums import FileFormat
from tasks_app.journal.models import DataView, Entry, ExportRecord
from tasks_app.options.rules import Options
from tasks_app.people.actions import note_failed_sign_in
from tasks_app.people.models import FailedSignIn
from tests.conftest import TODAY
from tests.factories import OrganisationFactory, PersonFactory, administrator, set_options

pytestmark = pytest.mark.django_db

NOW = at_time(TODAY, 2)
DAY = timedelta(days=1)
ITS = Options(audit_years=10, audit_sign_in_months=24)
TWO_YEARS_AGO, TEN_YEARS_AGO = at_time(TODAY.replace(year=2022), 2), at_time(TODAY.replace(year=2014), 2)


def line(verb: str, at) -> Entry:
    return record(verb, OrganisationFactory(), by=None, at=at)


@pytest.mark.parametrize(
    ("verb", "at", "stays"),
    [
        ("person.signed_in", TWO_YEARS_AGO, True),
        ("person.signed_in", TWO_YEARS_AGO - timedelta(seconds=1), False),
        ("person.sign_in_locked", TWO_YEARS_AGO - DAY, False),
        ("person.appointed", TWO_YEARS_AGO - DAY, True),
        ("person.appointed", TEN_YEARS_AGO, True),
        ("person.appointed", TEN_YEARS_AGO - DAY, False),
        ("option.changed", TEN_YEARS_AGO - DAY, False),
        ("api_key.made", TEN_YEARS_AGO - DAY, False),
        ("audit.taken_out", TEN_YEARS_AGO - DAY, False),
        ("report.submitted", TEN_YEARS_AGO - 9999 * DAY, True),
        ("assignment.deadline_moved", TEN_YEARS_AGO - DAY, True),
        ("plan.published", TEN_YEARS_AGO - DAY, True),
        ("reminders.planned", TEN_YEARS_AGO - DAY, True),
        ("something.newer", TEN_YEARS_AGO - DAY, True),  # a word that no list knows is nobody's to delete
    ],
)
def test_when_a_line_of_the_journal_leaves(verb, at, stays):
    one = line(verb, at)

    take_out_old(ITS, at=NOW)

    assert Entry.objects.filter(pk=one.pk).exists() == stays


@pytest.mark.parametrize(("at", "stays"), [(TWO_YEARS_AGO, True), (TWO_YEARS_AGO - DAY, False)])
def test_when_failed_sign_ins_and_views_leave(at, stays):
    viewer = Actor(administrator())
    note_failed_sign_in(viewer.person, address="203.0.113.7", at=at)
    note_view("person_detail", of=PersonFactory(), by=viewer, at=at)

    take_out_old(ITS, at=NOW)

    assert (FailedSignIn.objects.exists(), DataView.objects.exists()) == (stays, stays)


@pytest.mark.parametrize(("at", "stays"), [(TEN_YEARS_AGO, True), (TEN_YEARS_AGO - DAY, False)])
def test_when_the_log_of_exports_leaves(at, stays):
    log_export("assignment_list", FileFormat.XLSX, rows=1, by=None, at=at)

    take_out_old(ITS, at=NOW)

    assert ExportRecord.objects.exists() == stays


def test_it_is_recorded_how_many_left_and_nothing_where_none_did(clock):
    for _ in range(3):
        line("person.signed_in", TWO_YEARS_AGO - DAY)
    line("person.invited", TEN_YEARS_AGO - DAY)
    set_options(audit_sign_in_months=24)
    clock.move_to(NOW)

    assert job() == 4
    said = Entry.objects.get(verb="audit.taken_out")
    assert said.by is None
    assert said.details["numbers"] == {"sign_ins": 3, "journal": 1}
    assert job() == 0
    assert Entry.objects.filter(verb="audit.taken_out").count() == 1


def test_the_oldest_leave_first_in_portions_and_the_next_run_goes_on(monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    monkeypatch.setattr(actions, "AT_MOST", 5)
    newest = [line("person.signed_in", TWO_YEARS_AGO - n * DAY) for n in range(1, 8)][:2]

    assert take_out_old(ITS, at=NOW) == {"sign_ins": 5}
    assert set(Entry.objects.filter(verb="person.signed_in")) == set(newest)
    assert take_out_old(ITS, at=NOW) == {"sign_ins": 2}


def test_no_more_than_asked_for_leave_at_once():
    for _ in range(3):
        line("person.signed_in", TWO_YEARS_AGO - DAY)

    assert take_out_entries(FOR_MONTHS, before=NOW, at_most=2) == 2
    assert Entry.objects.count() == 1


def test_each_kind_that_leaves_has_one_time_to_do_so():
    assert not set(FOR_MONTHS) & set(FOR_YEARS)
    assert {*FOR_MONTHS, *FOR_YEARS} <= {verb for verbs in VERBS.values() for verb in verbs}
