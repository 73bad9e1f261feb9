"""Somebody who left is found by name nowhere any more; what he did stays, under his position."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.urls import reverse

from tasks_app.api.actions import make_key
from tasks_app.api.enums import Scope
from tasks_app.api.models import ApiToken
from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.models import OfficialReport
from tasks_app.exports.actions import log_export
from tasks_app.exports.models import OfflineUpload, WantedFile
from tasks_app.feeds.models import CalendarFeed
from tasks_app.finding.models import SavedView
from tasks_app.journal.actions import note_view, record
from tasks_app.journal.enums import FileFormat
from tasks_app.journal.models import Entry, ExportRecord
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.models import Message
from tasks_app.people.actions import (
    AccountRefused,
    edit_person,
    let_in_again,
    note_failed_sign_in,
    note_sign_in,
)
from tasks_app.people.models import Appointment, FailedSignIn, Person, SignIn
from tasks_app.people.rules import PersonGiven
from tasks_app.personnel.actions import close_account, replace_member
from tasks_app.plan.models import StateChange
from tasks_app.privacy.actions import AnonymisingRefused, anonymise
from tasks_app.reporting.models import ProgressReport
from tests.conftest import TODAY
from tests.factories import HoldFactory, MessageFactory, PersonFactory, SavedViewFactory, secretary
from tests.uploads import read_out
from tests.urls_and_roles import ADDRESSES

pytestmark = pytest.mark.django_db

NOW = at_time(TODAY, 10)
NAME, EARLIER, ALONE = "Phạm Hữu Quỳnh", "Phạm Hữu Quynh", "quynh-ph"
EMAIL, OLD_EMAIL = "quynh.ph@nghean.example", "quynh@nghean.example"
HOME = "203.0.113.77"
# What would say who he was; the second is how JSON keeps it on SQLite.
TRACES = [NAME, EARLIER, ALONE, EMAIL, OLD_EMAIL, HOME]


def given(person: Person, **changed) -> PersonGiven:
    names = PersonGiven.__dataclass_fields__
    return PersonGiven(**{name: getattr(person, name) for name in names} | changed)


def seen(person: Person) -> dict:
    return given(person).fields


@pytest.fixture
def admin(world) -> Actor:
    return Actor(world.administrator)


@pytest.fixture
def leaver(world, admin) -> Person:
    """The member of the world, whose traces lie everywhere, and who has left."""
    person, by = world.member, Actor(world.secretary)
    Person.objects.filter(pk=person.pk).update(
        full_name=EARLIER, email=OLD_EMAIL, username=ALONE, position_vi="Phó Giám đốc", organisation=world.unit
    )
    person = Person.objects.get(pk=person.pk)
    edit_person(person, given(person, full_name=NAME, email=EMAIL), seen=seen(person), by=by, at=NOW)
    person = Person.objects.get(pk=person.pk)
    note_sign_in(person, session_key="a" * 32, address=HOME, program="Firefox", is_own_device=True, at=NOW)
    note_failed_sign_in(person, address=HOME, at=NOW)
    note_view("person_detail", of=person, by=by, at=NOW)
    record("person.sign_in_locked", person, by=None, at=NOW, address=HOME)
    record("task.member_set", world.own.task, by=by, at=NOW, member=NAME, number=1)
    record("administration.added", person, by=by, at=NOW, name=NAME)
    log_export("assignment_list", FileFormat.XLSX, rows=1, by=by, at=NOW, query="q=pham+huu+quynh&status=overdue")
    MessageFactory(to_person=person, to_address=EMAIL, text=f"Kính gửi {NAME}", html=f"<p>{NAME}</p>", subject=NAME)
    MessageFactory(to_person=world.leader, to_address=world.leader.email, text=f"{NAME} chưa báo cáo")
    HoldFactory(person=person, by=world.secretary, reason="Nghỉ ốm")
    SavedViewFactory(person=person, name=f"Việc của {NAME}")
    SavedViewFactory(person=world.secretary, name=f"Việc của {NAME}", is_shared=True)
    make_key(
        "Của tôi", [Scope.values[0]], person=person, valid_until=TODAY + timedelta(days=9), by=by, at=NOW, today=TODAY
    )
    replace_member(person, world.other_member, ends_role=True, document="9/QĐ", by=by, at=NOW)
    close_account(person, reason="Nghỉ chữa bệnh", by=admin, at=NOW)
    return Person.objects.get(pk=person.pk)


def whole_database() -> dict[str, str]:
    """By table all that its rows say, as text."""
    return {
        model.__name__: json.dumps(list(model._base_manager.values()), ensure_ascii=False, default=str)
        for model in apps.get_models()
    }


def test_nothing_in_the_database_knows_the_name_any_more(leaver, admin):
    # A report that was issued is a document; this one is a draft.
    assert OfficialReport.objects.get().issued_at is None
    before = whole_database()
    found_before = {trace: [name for name, said in before.items() if trace in said] for trace in TRACES}
    assert all(found_before.values()), found_before

    anonymise(leaver, by=admin, at=NOW)

    after = whole_database()
    assert {trace: [name for name, said in after.items() if trace in said] for trace in TRACES} == {
        trace: [] for trace in TRACES
    }
    assert "Nghỉ chữa bệnh" not in after["Entry"]
    assert "Nghỉ ốm" not in after["Hold"]


def test_what_he_did_stays_under_his_position(leaver, admin, world):
    reports = list(ProgressReport.objects.filter(by=leaver).values_list("pk", "results"))
    lines, changes = Entry.objects.count(), StateChange.objects.filter(by=leaver).count()
    held = list(Appointment.objects.filter(person=leaver).values())
    assert reports

    its = anonymise(leaver, by=admin, at=NOW)

    assert str(its) == f"Nguyên Phó Giám đốc, {world.unit.name_vi}"
    assert list(ProgressReport.objects.filter(by=its).values_list("pk", "results")) == reports
    assert StateChange.objects.filter(by=its).count() == changes
    assert list(Appointment.objects.filter(person=its).values()) == held
    assert Entry.objects.count() == lines + 1  # no line of the record is lost; that this was done is one more
    said = Entry.objects.get(verb="person.anonymised")
    assert (said.by, said.subject_id, said.details) == (admin.person, its.pk, {})


def test_nothing_lets_him_in_or_writes_to_him(leaver, admin):
    anonymise(leaver, by=admin, at=NOW)

    its = Person.objects.get(pk=leaver.pk)
    assert not its.has_usable_password()
    assert its.email.endswith("@anonymised.invalid")
    assert (its.is_active, its.is_staff, its.is_superuser, its.last_login) == (False, False, False, None)
    assert not SignIn.objects.filter(person=its).exists()
    assert not FailedSignIn.objects.filter(person=its).exists()
    assert not CalendarFeed.objects.filter(person=its, ended_at=None).exists()
    assert not ApiToken.objects.filter(person=its, ended_at=None).exists()
    assert not SavedView.objects.filter(person=its).exists()
    assert not WantedFile.objects.filter(by=its).exists()
    assert not OfflineUpload.objects.filter(by=its).exists()
    assert not Message.objects.filter(to_person=its, state=MessageState.WAITING).exists()
    assert not Message.objects.filter(to_person=its).exclude(text="").exists()


def test_files_that_were_made_for_him_go_from_the_disk(leaver, admin, world, django_capture_on_commit_callbacks):
    file = WantedFile.objects.get(pk=world.file.pk).stored
    assert file.storage.exists(file.name)

    with django_capture_on_commit_callbacks(execute=True):
        anonymise(leaver, by=admin, at=NOW)

    assert not file.storage.exists(file.name)


def test_sessions_that_still_lie_there_go(leaver, admin, client_of):
    client_of(leaver)
    client_of(admin.person)

    anonymise(leaver, by=admin, at=NOW)

    assert [one.get_decoded()["_auth_user_id"] for one in Session.objects.all()] == [str(admin.person.pk)]


def test_a_shared_view_stays_for_the_others_without_the_name(leaver, admin, world):
    anonymise(leaver, by=admin, at=NOW)

    assert SavedView.objects.get(person=world.secretary, is_shared=True).name.startswith("Việc của Nguyên Phó Giám đốc")


def test_what_was_searched_for_goes_and_the_rest_of_the_line_stays(leaver, admin):
    anonymise(leaver, by=admin, at=NOW)

    assert "q=&status=overdue" in ExportRecord.objects.values_list("query", flat=True)


def test_another_person_of_the_same_name_keeps_it(leaver, admin, world):
    other = PersonFactory(full_name=NAME)
    record("person.edited", other, by=admin, at=NOW, changed={"full_name": ["Phạm Quỳnh", NAME]})
    record("task.member_set", world.own.task, by=admin, at=NOW, member=NAME, number=2)

    anonymise(leaver, by=admin, at=NOW)

    assert Person.objects.get(pk=other.pk).full_name == NAME
    assert NAME in str(Entry.objects.get(verb="person.edited", subject_id=other.pk).details)
    assert NAME not in str(list(Entry.objects.filter(subject_kind="person", subject_id=leaver.pk).values("details")))


def test_an_issued_report_is_a_document_and_stays_as_it_was_issued(leaver, admin, world):
    report = OfficialReport.objects.get()
    facts = report.facts | {"members": [{"name": NAME}]}
    OfficialReport.objects.filter(pk=report.pk).update(
        facts=facts, number="12/BC", issued_on=TODAY, issued_at=NOW, issued_by=admin.person
    )

    anonymise(leaver, by=admin, at=NOW)

    assert OfficialReport.objects.get().facts == facts


def refused(person: Person, by: Actor) -> str:
    before = whole_database()
    with pytest.raises(AnonymisingRefused) as reason:
        anonymise(person, by=by, at=NOW)
    assert whole_database() == before
    return str(reason.value)


def test_a_second_time_changes_nothing(leaver, admin):
    anonymise(leaver, by=admin, at=NOW)

    assert "đã được thực hiện" in refused(leaver, admin)


def test_who_may_sign_in_holds_a_role_or_answers_for_work_keeps_his_name(world, admin):
    said = refused(world.member, admin)

    assert "đóng tài khoản" in said
    assert "vai trò" in said
    assert "bàn giao" in said


def test_nobody_does_it_to_himself(admin):
    assert "tự ẩn danh" in refused(admin.person, admin)


def test_afterwards_nobody_is_let_in_or_put_right(leaver, admin):
    its = anonymise(leaver, by=admin, at=NOW)

    with pytest.raises(AccountRefused):
        let_in_again(its, by=admin, at=NOW)
    with pytest.raises(AccountRefused):
        edit_person(its, given(its, full_name="Ai Đó Khác"), seen=seen(its), by=admin, at=NOW)


@pytest.mark.parametrize("fields", [{"organisation": None}, {"full_name": "Quỳnh"}])
def test_who_had_no_position_is_called_by_his_last_role(leaver, admin, fields):
    Person.objects.filter(pk=leaver.pk).update(**fields, position_vi="")

    its = anonymise(leaver, by=admin, at=NOW)

    assert str(its).startswith("Nguyên ")
    assert "Quỳnh" not in str(its)


# --- On the pages -----------------------------------------------------------------------------------------------------


def test_no_page_of_the_product_shows_the_name(leaver, admin, world, client_of):
    """Every address of the table of addresses, as whoever sees the most; each that shows something."""
    anonymise(leaver, by=admin, at=NOW)
    looked = 0
    for who in ("administrator", "secretary"):
        browser = client_of(getattr(world, who))
        for address in ADDRESSES:
            if address.method != "GET" or address.answers[who] != 200:
                continue
            things = {"task": world.own.task_id, "token": world.feed.token}
            thing = [things.get(address.thing) or getattr(world, address.thing).pk] if address.thing else []
            response = browser.get(reverse(address.name, args=[*thing, *address.args]))
            said = read_out(response).decode(errors="replace")
            assert [trace for trace in TRACES if trace in said] == [], address
            looked += 1
    assert looked > 120


def test_searching_for_the_name_finds_nothing_and_for_the_position_the_person(leaver, admin, client_of):
    anonymise(leaver, by=admin, at=NOW)
    browser = client_of(secretary())

    for name in (NAME, "pham huu quynh"):
        assert (
            reverse("person_detail", args=[leaver.pk])
            not in browser.get(reverse("person_list"), {"q": name}).content.decode()
        )
        assert (
            reverse("member_detail", args=[leaver.pk])
            not in browser.get(reverse("search"), {"q": name}).content.decode()
        )
    found = browser.get(reverse("person_list"), {"q": "nguyen pho giam doc"}).content.decode()
    assert "Nguyên Phó Giám đốc" in found


def test_the_history_of_what_he_did_names_the_position(leaver, admin, world, client_of):
    anonymise(leaver, by=admin, at=NOW)

    page = client_of(secretary()).get(reverse("assignment_detail", args=[world.own.pk])).content.decode()

    assert "Nguyên Phó Giám đốc" in page
