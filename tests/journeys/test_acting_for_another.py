"""A deputy's day: whatever is done for another is done under both names, on every page that tells of it."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tasks_app.mailing.models import Message
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.people.models import Person
from tasks_app.plan.actions import tell_what_happened
from tasks_app.plan.enums import Happening, State
from tasks_app.plan.models import Notification, StateChange
from tasks_app.reminders import actions as reminders
from tasks_app.reminders.models import Urging
from tasks_app.reporting.enums import ExtensionState, ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    LocalityFactory,
    PersonFactory,
    ReportFactory,
    delegate,
    focal_officer,
    leader,
    member,
    person_with,
    secretary,
)

pytestmark = pytest.mark.django_db

BOTH = "Lê Văn Bình thay mặt Trần Thị An"
WRITTEN = {"situation": "working", "percent": "60", "results": "Đã rà soát tại 12 đơn vị"}


@pytest.fixture
def deputy() -> Person:
    return PersonFactory(full_name="Lê Văn Bình")


def acting(client_of, principal, deputy, kind=DelegationKind.ACTING_FOR):
    """The browser of the deputy, who acts for the principal."""
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegate(principal, deputy, kind).pk]))
    return browser


def an(**details) -> Person:
    return member(full_name="Trần Thị An", **details)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def send(browser, assignment, *, press="submit", **typed):
    path = reverse("report_edit", args=[assignment.pk])
    form = browser.get(path).context["form"]
    birth = {name: form[name].value() for name in ("uid", "version", "based_on")}
    return browser.post(path, WRITTEN | birth | {press: "1"} | typed)


# --- Reports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DelegationKind)
def test_a_report_is_written_for_a_member_and_both_names_stand_everywhere(client_of, deputy, kind):
    principal = an()
    assignment = AssignmentFactory(responsible=principal, deadline_on=date(2024, 10, 18))
    browser = acting(client_of, principal, deputy, kind)
    detail = reverse("assignment_detail", args=[assignment.pk])

    send(browser, assignment, press="draft")

    assert BOTH in words(client_of(principal).get(reverse("my_work")))
    assert BOTH in words(client_of(principal).get(detail))

    send(browser, assignment)

    report = ProgressReport.objects.get()
    assert (report.by, report.for_person, report.state) == (deputy, principal, ReportState.SUBMITTED)
    assert {(entry.by, entry.for_person) for entry in record_of(assignment).filter(verb__startswith="report.")} == {
        (deputy, principal)
    }
    change = StateChange.objects.get(assignment=assignment, after=State.IN_PROGRESS)
    assert (change.by, change.for_person) == (deputy, principal)
    readers = [
        (secretary(), reverse("report_list")),
        (secretary(), reverse("report_review", args=[report.pk])),
        (secretary(), detail),
        (principal, detail),
    ]
    for reader, path in readers:
        assert BOTH in words(client_of(reader).get(path)), path


def test_two_drafts_at_once_name_both(client_of, deputy):
    principal = an()
    assignment = AssignmentFactory(responsible=principal)
    path = reverse("report_edit", args=[assignment.pk])
    form = client_of(principal).get(path).context["form"]
    send(acting(client_of, principal, deputy), assignment, press="draft")

    birth = {name: form[name].value() for name in ("uid", "version", "based_on")}
    answer = client_of(principal).post(path, WRITTEN | birth | {"results": "Khác", "draft": "1"})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert words(answer).count(BOTH) >= 2


def test_who_updates_for_a_leader_reports_and_does_nothing_else(client_of, deputy):
    locality = LocalityFactory()
    principal = leader(full_name="Trần Thị An", oversees=[locality])
    own = AssignmentFactory(responsible=principal)
    overseen = AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 1))
    browser = acting(client_of, principal, deputy, DelegationKind.ON_BEHALF)

    assert send(browser, own).url == reverse("my_work")
    answers = [
        browser.get(reverse("overview")),
        browser.get(reverse("assignment_detail", args=[overseen.pk])),
        browser.post(reverse("assignment_urge", args=[overseen.pk])),
        browser.get(reverse("report_list")),
        browser.get(reverse("assignment_decide", args=[own.pk, "suspend"])),
    ]

    assert {answer.status_code for answer in answers} == {HTTPStatus.NOT_FOUND}
    assert not Urging.objects.exists()


def test_the_names_survive_when_accounts_are_closed(client_of, deputy):
    principal = an()
    report = ReportFactory(by=deputy, for_person=principal, assignment__responsible=principal)
    Person.objects.filter(pk__in=[deputy.pk, principal.pk]).update(is_active=False)
    browser = client_of(secretary())

    for path in (
        reverse("report_list"),
        reverse("report_review", args=[report.pk]),
        reverse("assignment_detail", args=[report.assignment_id]),
    ):
        assert BOTH in words(browser.get(path)), path


# --- Reviews ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [ReportState.ACCEPTED, ReportState.RETURNED])
def test_a_review_is_decided_for_a_secretary_under_both_names(client_of, deputy, state):
    principal = secretary(full_name="Trần Thị An")
    report = ReportFactory(situation=Situation.WORKING)
    author = report.assignment.responsible
    decision = "accept" if state == ReportState.ACCEPTED else "return"

    acting(client_of, principal, deputy).post(
        reverse("report_review", args=[report.pk]), {"decision": decision, "comment": "Bổ sung số liệu"}
    )

    report.refresh_from_db()
    assert (report.state, report.reviewed_by, report.reviewed_for) == (state, deputy, principal)
    pages = [
        client_of(author).get(reverse("assignment_detail", args=[report.assignment_id])),
        client_of(secretary()).get(reverse("report_review", args=[report.pk])),
    ]
    if state == ReportState.RETURNED:
        pages.append(client_of(author).get(reverse("my_work")))
    for page in pages:
        assert BOTH in words(page)


def test_who_comes_second_reads_both_names(client_of, deputy):
    report = ReportFactory()
    path = reverse("report_review", args=[report.pk])
    acting(client_of, secretary(full_name="Trần Thị An"), deputy).post(path, {"decision": "accept"})

    answer = client_of(secretary()).post(path, {"decision": "return", "comment": "Thiếu"})

    assert f"{BOTH} đã xử lý báo cáo này" in words(answer)


@pytest.mark.parametrize("report_by", ["deputy", "principal", "another for the principal", "the deputy for another"])
def test_nobody_reviews_his_own_report_by_way_of_another(client_of, report_by):
    principal = person_with(Role.SECRETARIAT, Role.MEMBER)
    deputy = person_with(Role.SECRETARIAT, Role.MEMBER)
    by, for_person = {
        "deputy": (deputy, None),
        "principal": (principal, None),
        "another for the principal": (PersonFactory(), principal),
        "the deputy for another": (deputy, member()),
    }[report_by]
    report = ReportFactory(by=by, for_person=for_person)
    browser = acting(client_of, principal, deputy)
    path = reverse("report_review", args=[report.pk])

    assert "phải do người khác xem xét" in words(browser.get(path))
    assert browser.post(path, {"decision": "accept"}).status_code == HTTPStatus.NOT_FOUND

    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_who_acts_for_a_member_does_not_review_meanwhile(client_of):
    """A secretary who acts for a member is a member: he leaves that name before he reviews."""
    both = secretary()
    browser = acting(client_of, member(), both)
    path = reverse("report_review", args=[ReportFactory().pk])

    assert browser.get(path).status_code == HTTPStatus.NOT_FOUND
    browser.post(reverse("act_for_oneself"))
    assert browser.get(path).status_code == HTTPStatus.OK


# --- Extensions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked_by", ["deputy", "principal", "another for the principal", "the deputy for another"])
@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.LEADER])
def test_nobody_answers_his_own_request_by_way_of_another(client_of, role, asked_by):
    principal, deputy = person_with(role), PersonFactory()
    by, for_person = {
        "deputy": (deputy, None),
        "principal": (principal, None),
        "another for the principal": (PersonFactory(), principal),
        "the deputy for another": (deputy, member()),
    }[asked_by]
    state = ExtensionState.REQUESTED if role == Role.SECRETARIAT else ExtensionState.PROPOSED
    extension = ExtensionFactory(by=by, for_person=for_person, state=state, at=at_time(date(2024, 10, 1), 9))
    step = "extension_propose" if role == Role.SECRETARIAT else "extension_decide"
    browser = acting(client_of, principal, deputy)

    page = browser.get(reverse("extension_detail", args=[extension.pk]))

    assert (page.context["proposal_form"], page.context["decision_form"]) == (None, None)
    assert browser.post(reverse(step, args=[extension.pk]), {}).status_code == HTTPStatus.NOT_FOUND


def test_who_answers_for_the_work_opens_no_extension_of_it_as_a_leaders_deputy(client_of):
    deputy = member()
    own = AssignmentFactory(deadline_on=date(2024, 10, 18), responsible=deputy)
    foreign = AssignmentFactory(deadline_on=date(2024, 10, 18))
    browser = acting(client_of, leader(), deputy)

    answers = [browser.get(reverse("extension_open", args=[one.pk])).status_code for one in (own, foreign)]

    assert answers == [HTTPStatus.NOT_FOUND, HTTPStatus.OK]


def test_an_extension_is_decided_for_a_leader_under_both_names(client_of, deputy):
    principal = leader(full_name="Trần Thị An")
    extension = ExtensionFactory(state=ExtensionState.PROPOSED, at=at_time(date(2024, 10, 1), 9))

    answer = acting(client_of, principal, deputy).post(
        reverse("extension_decide", args=[extension.pk]), {"decision": "refuse", "comment": "Chưa đủ căn cứ"}
    )

    assert answer.status_code == HTTPStatus.FOUND
    extension.refresh_from_db()
    assert (extension.decided_by, extension.decided_for) == (deputy, principal)
    for path in (
        reverse("extension_detail", args=[extension.pk]),
        reverse("assignment_detail", args=[extension.assignment_id]),
    ):
        assert BOTH in words(client_of(secretary()).get(path)), path


# --- Decisions, notices and urging ------------------------------------------------------------------------------------


def test_a_decision_is_recorded_told_and_shown_under_both_names(client_of, deputy):
    principal = secretary(full_name="Trần Thị An")
    assignment = AssignmentFactory()
    Notification.objects.all().delete()
    browser = acting(client_of, principal, deputy)

    browser.post(
        reverse("assignment_decide", args=[assignment.pk, "suspend"]),
        {"reason": "Chờ hướng dẫn", "document": "112-CV/BCĐ", "document_on": "14/10/2024"},
    )

    change = StateChange.objects.get(after=State.SUSPENDED)
    told = Notification.objects.get(happening=Happening.SUSPENDED, person=assignment.responsible)
    assert (change.by, change.for_person) == (told.by, told.for_person) == (deputy, principal)
    page = client_of(assignment.responsible).get(reverse("assignment_detail", args=[assignment.pk]))
    assert BOTH in words(page)
    tell_what_happened(at=told.at + timedelta(minutes=5))
    mail = Message.objects.get(to_person=assignment.responsible, key__startswith="notification:")
    assert BOTH in " ".join(mail.text.split())


def test_an_organisation_is_urged_once_a_day_in_a_members_name(client_of, deputy):
    locality = LocalityFactory()
    principal = an(oversees=[locality])
    focal_officer(locality)
    overdue = AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 1))
    browser = acting(client_of, principal, deputy)
    path = reverse("assignment_urge", args=[overdue.pk])

    browser.post(path)
    browser.post(path)
    client_of(principal).post(path)

    urging = Urging.objects.get()
    assert (urging.by, urging.for_person) == (deputy, principal)
    mail = Message.objects.filter(key__startswith="urging:").first()
    assert "Lê Văn Bình" in mail.text
    assert "Trần Thị An" in mail.text
    for person in (browser, client_of(principal)):
        assert "Đã nhắc hôm nay" in words(person.get(reverse("my_organisations")))
    assert Entry.objects.filter(verb="assignment.urged", by=deputy, for_person=principal).count() == 1


def test_a_member_who_was_urged_for_may_urge_the_next_day():
    locality = LocalityFactory()
    principal = an(oversees=[locality])
    focal_officer(locality)
    overdue = AssignmentFactory(organisation=locality, deadline_on=date(2024, 10, 1))
    reminders.urge(overdue, by=Actor(PersonFactory(), principal), at=at_time(date(2024, 10, 15), 9))

    with pytest.raises(reminders.AlreadyUrged):
        reminders.urge(overdue, by=Actor(principal), at=at_time(date(2024, 10, 15), 10))
    reminders.urge(overdue, by=Actor(principal), at=at_time(date(2024, 10, 16), 9))

    assert Urging.objects.count() == 2


def test_a_page_with_more_deputies_reports_costs_no_more_queries(client_of, constant_queries, deputy):
    principal, other = an(), PersonFactory()
    assignment = AssignmentFactory(responsible=principal)
    browser = client_of(secretary())

    def report(by):
        day = at_time(date(2024, 9, 1) + timedelta(days=ProgressReport.objects.count()), 9)
        ReportFactory(
            assignment=assignment, by=by, for_person=principal, at=day, state=ReportState.RETURNED, reviewed_at=day
        )

    report(deputy)
    path = reverse("assignment_detail", args=[assignment.pk])
    constant_queries(lambda: browser.get(path), lambda: [report(other) for _ in range(3)])
