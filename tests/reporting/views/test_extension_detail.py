"""The page of a request, and its steps: propose, decide, withdraw."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.actions import change_state
from tasks_app.plan.enums import Act
from tasks_app.reporting import actions
from tasks_app.reporting.enums import ExtensionState, Recommendation
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    delegate,
    focal_officer,
    inspector,
    leader,
    member,
    secretary,
)
from tests.factories.plan import BASIS

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)
PROPOSAL = {"recommendation": "approve", "deadline_on": "31/10/2024", "comment": "Hai tuần là đủ"}
DECISION = {
    "decision": "approve",
    "deadline_on": "31/10/2024",
    "document": "170-CV/BCĐ",
    "document_on": "15/10/2024",
    "comment": "",
}


def url_of(extension, step="detail"):
    return reverse(f"extension_{step}", args=[extension.pk])


def forms_on(response) -> tuple[bool, bool, bool]:
    """Whether there is a form for the proposal, for the decision, and for the withdrawal."""
    page = response.content.decode()
    return tuple(f"/{step}/" in page for step in ("propose", "decide", "withdraw"))


# --- The page ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "requested", "proposed", "decided"),
    [
        (secretary, (True, False, False), (False, False, False), (False, False, False)),
        (leader, (False, False, False), (False, True, False), (False, False, False)),
        (inspector, (False, False, False), (False, False, False), (False, False, False)),
        ("asker", (False, False, True), (False, False, True), (False, False, False)),
        ("officer", (False, False, True), (False, False, True), (False, False, False)),
    ],
)
def test_everyone_has_the_forms_of_his_own_steps(client_of, who, requested, proposed, decided):
    for state, expected in zip(
        (ExtensionState.REQUESTED, ExtensionState.PROPOSED, ExtensionState.REFUSED),
        (requested, proposed, decided),
        strict=True,
    ):
        extension = ExtensionFactory(state=state)
        person = {
            "asker": lambda extension=extension: extension.by,
            "officer": lambda extension=extension: focal_officer(extension.assignment.organisation),
        }.get(who, who)()
        assert forms_on(client_of(person).get(url_of(extension))) == expected, state


def test_after_the_days_for_a_proposal_a_leader_decides_without_one(client_of):
    extension = ExtensionFactory(at=at_time(date(2024, 10, 10), 9))

    response = client_of(leader()).get(url_of(extension))

    assert forms_on(response) == (False, True, False)
    assert "bộ phận thường trực chưa có đề xuất" in response.content.decode()


def test_it_shows_what_was_asked_proposed_and_decided_with_the_people(client_of):
    extension = ExtensionFactory(
        state=ExtensionState.APPROVED, proposer=secretary(full_name="Lê Thị Mẫu"), decider=leader(full_name="Đặng Mẫu")
    )

    page = client_of(extension.by).get(url_of(extension)).content.decode()

    for expected in ("Chờ số liệu của cấp xã", "18/10/2024", "15/11/2024", "Lê Thị Mẫu", "Đặng Mẫu", "148-CV/BCĐ"):
        assert expected in page


@pytest.mark.parametrize("step", ["proposal", "decision"])
def test_nobody_gets_a_form_for_his_own_request(client_of, step):
    own = secretary() if step == "proposal" else leader()
    extension = ExtensionFactory(
        by=own, state=ExtensionState.REQUESTED if step == "proposal" else ExtensionState.PROPOSED
    )

    assert forms_on(client_of(own).get(url_of(extension)))[:2] == (False, False)
    name = "propose" if step == "proposal" else "decide"
    assert client_of(own).post(url_of(extension, name), PROPOSAL | DECISION).status_code == HTTPStatus.NOT_FOUND


def test_where_the_work_was_stopped_no_answer_is_asked_for(client_of):
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)
    change_state(extension.assignment, Act.SUSPEND, by=None, at=AT, note="Lý do", basis=BASIS)

    response = client_of(leader()).get(url_of(extension))

    assert forms_on(response) == (False, False, False)
    assert "nên đề nghị không cần trả lời" in response.content.decode()


def test_the_number_of_queries_is_constant(client_of, constant_queries, plan):
    plan.extensions_limit = 9
    plan.save()
    extension = ExtensionFactory(state=ExtensionState.APPROVED)
    browser = client_of(leader())

    def more():
        for _ in range(3):
            ExtensionFactory(assignment=extension.assignment, state=ExtensionState.APPROVED)

    constant_queries(lambda: browser.get(url_of(extension)), more)


@pytest.mark.parametrize("step", ["detail", "propose", "decide", "withdraw"])
def test_whose_it_is_not(client_of, step):
    extension = ExtensionFactory()

    assert client_of(member()).get(url_of(extension, step)).status_code == HTTPStatus.NOT_FOUND


def test_wrong_method(client_of):
    extension = ExtensionFactory()

    assert client_of(leader()).post(url_of(extension)).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    for step in ("propose", "decide", "withdraw"):
        assert client_of(leader()).get(url_of(extension, step)).url == url_of(extension)


# --- Proposing --------------------------------------------------------------------------------------------------------


def test_the_secretariat_proposes(client_of):
    extension, person = ExtensionFactory(), secretary()

    answer = client_of(person).post(url_of(extension, "propose"), PROPOSAL)

    extension.refresh_from_db()
    assert answer.url == reverse("extension_list")
    assert (extension.state, extension.deadline_proposed, extension.proposed_by) == (
        ExtensionState.PROPOSED,
        date(2024, 10, 31),
        person,
    )


def test_the_secretariat_proposes_against_it_whatever_day_stands_in_the_field(client_of):
    extension = ExtensionFactory()

    client_of(secretary()).post(
        url_of(extension, "propose"), {"recommendation": "refuse", "deadline_on": "01/01/2024", "comment": "Đã gia hạn"}
    )

    extension.refresh_from_db()
    assert (extension.recommendation, extension.deadline_proposed) == (Recommendation.REFUSE, None)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, ["recommendation"]),
        ({**PROPOSAL, "recommendation": "burn"}, ["recommendation"]),
        ({**PROPOSAL, "deadline_on": ""}, ["deadline_on"]),
        ({**PROPOSAL, "deadline_on": "18/10/2024"}, ["deadline_on"]),
        ({**PROPOSAL, "recommendation": "refuse", "comment": " "}, ["comment"]),
    ],
)
def test_a_wrong_proposal_is_said_and_not_lost(client_of, typed, fields):
    extension = ExtensionFactory()

    answer = client_of(secretary()).post(url_of(extension, "propose"), typed)

    extension.refresh_from_db()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["proposal_form"].errors) == fields
    assert typed.get("comment", "") in answer.content.decode()
    assert extension.state == ExtensionState.REQUESTED


def test_a_proposal_twice_tells_who_was_first(client_of):
    extension = ExtensionFactory()
    client_of(secretary(full_name="Lê Thị Mẫu")).post(url_of(extension, "propose"), PROPOSAL)

    answer = client_of(secretary()).post(url_of(extension, "propose"), PROPOSAL | {"comment": "Một tháng"})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Lê Thị Mẫu đã đề xuất" in answer.content.decode()
    assert "Một tháng" in answer.content.decode()


@pytest.mark.parametrize("wrong", [leader, member, inspector])
def test_who_makes_no_proposals(client_of, wrong):
    answer = client_of(wrong()).post(url_of(ExtensionFactory(), "propose"), PROPOSAL)

    assert answer.status_code == HTTPStatus.NOT_FOUND


# --- Deciding ---------------------------------------------------------------------------------------------------------


def test_a_leader_approves(client_of):
    extension, person = ExtensionFactory(state=ExtensionState.PROPOSED), leader()

    answer = client_of(person).post(url_of(extension, "decide"), DECISION)

    extension.refresh_from_db()
    extension.assignment.refresh_from_db()
    assert answer.url == reverse("extension_list")
    assert (extension.state, extension.decided_by, extension.document) == (
        ExtensionState.APPROVED,
        person,
        "170-CV/BCĐ",
    )
    assert extension.assignment.deadline_on == date(2024, 10, 31)


def test_a_leader_does_not_approve_and_needs_no_document(client_of):
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)

    client_of(leader()).post(
        url_of(extension, "decide"), {"decision": "refuse", "deadline_on": "01/01/2024", "comment": "Chưa đủ căn cứ"}
    )

    extension.refresh_from_db()
    assert (extension.state, extension.decision_comment) == (ExtensionState.REFUSED, "Chưa đủ căn cứ")


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, ["decision"]),
        ({**DECISION, "deadline_on": ""}, ["deadline_on"]),
        ({**DECISION, "deadline_on": "18/10/2024"}, ["deadline_on"]),
        ({**DECISION, "document": "", "document_on": ""}, ["document", "document_on"]),
        ({**DECISION, "document": ""}, ["document"]),
        ({**DECISION, "document_on": ""}, ["document_on"]),
        ({**DECISION, "document_on": "16/10/2024"}, ["document_on"]),
        ({**DECISION, "decision": "refuse", "comment": " "}, ["comment"]),
    ],
)
def test_a_wrong_decision_is_said_and_not_lost(client_of, typed, fields):
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)

    answer = client_of(leader()).post(url_of(extension, "decide"), typed)

    extension.refresh_from_db()
    errors = answer.context["decision_form"].errors
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sorted(errors) == fields
    assert [len(said) for said in errors.values()] == [1] * len(fields)  # one reason a field
    assert typed.get("document", "") in answer.content.decode()
    assert extension.state == ExtensionState.PROPOSED


def test_a_decision_twice_tells_who_was_first_and_shows_what_was_typed(client_of):
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)
    client_of(leader(full_name="Đặng Hữu Mẫu")).post(url_of(extension, "decide"), DECISION)

    answer = client_of(leader()).post(
        url_of(extension, "decide"), DECISION | {"decision": "refuse", "comment": "Chưa đủ căn cứ"}
    )

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Đặng Hữu Mẫu đã quyết định về đề nghị này: Đã phê duyệt." in page
    assert "Chưa đủ căn cứ" in page


def test_a_decision_too_early_says_from_when_it_is_possible(client_of):
    extension = ExtensionFactory()

    answer = client_of(leader()).post(url_of(extension, "decide"), DECISION)

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "17/10/2024" in answer.content.decode()


@pytest.mark.parametrize("wrong", [secretary, member, inspector])
def test_who_does_not_decide(client_of, wrong):
    answer = client_of(wrong()).post(url_of(ExtensionFactory(state=ExtensionState.PROPOSED), "decide"), DECISION)

    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_leader_does_not_decide_on_the_deadline_of_his_own_work(client_of):
    own = leader()
    assignment = AssignmentFactory(responsible=own, deadline_on=date(2024, 10, 18))
    extension = ExtensionFactory(
        assignment=assignment, by=focal_officer(assignment.organisation), state=ExtensionState.PROPOSED
    )

    assert client_of(own).post(url_of(extension, "decide"), DECISION).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("relation", ["responsible", "focal officer"])
@pytest.mark.parametrize(("step", "principal"), [("propose", secretary), ("decide", leader)])
def test_a_deputy_has_no_form_for_the_deadline_of_his_own_work(client_of, relation, step, principal):
    state = ExtensionState.REQUESTED if step == "propose" else ExtensionState.PROPOSED
    extension = ExtensionFactory(by=member(), state=state)
    assignment = extension.assignment
    deputy = assignment.responsible if relation == "responsible" else focal_officer(assignment.organisation)
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegate(principal(), deputy).pk]))
    page = browser.get(url_of(extension))

    answer = browser.post(url_of(extension, step), PROPOSAL if step == "propose" else DECISION)
    opened = browser.get(reverse("extension_open", args=[assignment.pk]))

    assert forms_on(page)[:2] == (False, False)
    assert (answer.status_code, opened.status_code) == (HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND)


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_who_does_the_work_withdraws(client_of):
    extension = ExtensionFactory()
    officer = focal_officer(extension.assignment.organisation)

    answer = client_of(officer).post(url_of(extension, "withdraw"))

    extension.refresh_from_db()
    assert answer.url == reverse("assignment_detail", args=[extension.assignment_id])
    assert extension.state == ExtensionState.WITHDRAWN


def test_what_was_decided_first_is_said_instead(client_of):
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)
    actions.refuse_extension(extension, comment="Không", by=Actor(leader(full_name="Đặng Hữu Mẫu")), at=AT)

    answer = client_of(extension.by).post(url_of(extension, "withdraw"), follow=True)

    extension.refresh_from_db()
    assert "Đặng Hữu Mẫu đã quyết định" in answer.content.decode()
    assert extension.state == ExtensionState.REFUSED


@pytest.mark.parametrize("wrong", [secretary, leader, member, inspector])
def test_who_withdraws_nothing(client_of, wrong):
    assert client_of(wrong()).post(url_of(ExtensionFactory(), "withdraw")).status_code == HTTPStatus.NOT_FOUND
