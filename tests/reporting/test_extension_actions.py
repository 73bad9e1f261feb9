"""What a step of a request changes, records and tells, and what a repetition or a latecomer gets."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.journal.queries import record_of
from tasks_app.plan.actions import change_state, move_deadline
from tasks_app.plan.enums import Act, Happening, State
from tasks_app.plan.models import Assignment, DeadlineChange
from tasks_app.plan.rules import Basis
from tasks_app.reporting import actions, rules
from tasks_app.reporting.actions import ExtensionMovedOn, ExtensionNotPossible
from tasks_app.reporting.enums import ExtensionAct, ExtensionState, Recommendation
from tasks_app.reporting.models import Extension
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    OrganisationFactory,
    focal_officer,
    leader,
    member,
    secretary,
)
from tests.factories.plan import BASIS, WAY_TO

pytestmark = pytest.mark.django_db

DEADLINE, LATER, LATEST = date(2024, 10, 18), date(2024, 11, 15), date(2024, 12, 20)
AT = at_time(date(2024, 10, 15), 9)
DOCUMENT = Basis("170-CV/BCĐ", date(2024, 10, 15))


def working(**details) -> Assignment:
    return AssignmentFactory(**{"deadline_on": DEADLINE, "state": State.IN_PROGRESS} | details)


def ask(assignment: Assignment, *, deadline_on=LATER, reason="Chờ số liệu", at=AT, by=None, **details) -> Extension:
    return actions.ask_for_extension(
        assignment, deadline_on=deadline_on, reason=reason, by=by or Actor(assignment.responsible), at=at, **details
    )


def last_entry(assignment: Assignment) -> tuple[str, dict]:
    entry = Entry.objects.filter(subject_kind="assignment", subject_id=assignment.pk).order_by("pk").last()
    return entry.verb, {name: value for name, value in entry.details.items() if name != "extension"}


def told(assignment: Assignment, happening: Happening) -> set:
    return {one.person for one in assignment.notifications.filter(happening=happening)}


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_a_request_keeps_both_days_and_moves_nothing():
    assignment = working()

    extension = ask(assignment, evidence="Công văn 45/UBND-NV")

    assignment.refresh_from_db()
    assert (extension.state, extension.deadline_before, extension.deadline_asked) == (
        ExtensionState.REQUESTED,
        DEADLINE,
        LATER,
    )
    assert (extension.by, extension.is_late, extension.evidence) == (
        assignment.responsible,
        False,
        "Công văn 45/UBND-NV",
    )
    assert assignment.deadline_on == DEADLINE
    assert last_entry(assignment) == (
        "extension.asked",
        {"old": "2024-10-18", "new": "2024-11-15", "reason": "Chờ số liệu", "late": False},
    )


@pytest.mark.parametrize(
    ("at", "is_late"),
    [(at_time(date(2024, 10, 21), 23, 59), False), (at_time(date(2024, 10, 22), 0, 0), True)],
)
def test_a_request_is_late_once_the_rolled_deadline_has_passed(at, is_late):
    """Saturday 19 October counts until Monday 21."""
    assignment = working(deadline_on=date(2024, 10, 19))

    assert ask(assignment, at=at).is_late == is_late


def test_on_behalf_of_both_names_are_kept():
    assignment, assistant = working(), member()

    extension = ask(assignment, by=Actor(assistant, assignment.responsible))

    entry = Entry.objects.get(verb="extension.asked")
    assert (extension.by, extension.for_person) == (assistant, assignment.responsible)
    assert (entry.by, entry.for_person) == (assistant, assignment.responsible)


def test_the_same_request_twice_is_one():
    assignment = working()
    first = ask(assignment)

    with pytest.raises(actions.AlreadyAsked) as caught:
        ask(assignment, reason=" Chờ số liệu ")

    assert caught.value.extension == first
    assert assignment.extensions.count() == 1


def test_another_request_waits_for_the_first():
    assignment = working()
    ask(assignment)

    with pytest.raises(ExtensionNotPossible, match="đang chờ trả lời"):
        ask(assignment, deadline_on=LATEST)


@pytest.mark.parametrize("state", sorted(set(WAY_TO) - {State.ASSIGNED, State.IN_PROGRESS, State.RETURNED}))
def test_what_nobody_works_on_is_not_extended(state):
    assignment = working(state=state)

    with pytest.raises(ExtensionNotPossible, match=re.escape(str(state.label))):
        ask(assignment)


def test_work_without_a_deadline_has_nothing_to_extend():
    with pytest.raises(ExtensionNotPossible, match="không xác định thời hạn"):
        ask(working(task__deadline_on=None, deadline_on=None))


def test_at_the_limit_of_the_plan_nobody_asks(plan):
    extension = ExtensionFactory(state=ExtensionState.APPROVED)

    with pytest.raises(ExtensionNotPossible, match="gia hạn 1 lần; chỉ lãnh đạo"):
        ask(extension.assignment, deadline_on=LATEST)

    plan.extensions_limit = 2
    plan.save()
    assert ask(extension.assignment, deadline_on=LATEST).state == ExtensionState.REQUESTED


@pytest.mark.parametrize("state", [ExtensionState.REFUSED, ExtensionState.WITHDRAWN])
def test_what_was_refused_or_withdrawn_does_not_count_against_the_limit(state):
    extension = ExtensionFactory(state=state)

    assert ask(extension.assignment).state == ExtensionState.REQUESTED


@pytest.mark.parametrize("gap", [{"reason": "  "}, {"deadline_on": DEADLINE}])
def test_a_program_that_asks_without_reason_or_for_no_later_day_is_refused(gap):
    with pytest.raises(ValueError):
        ask(working(), **gap)


# --- Proposing --------------------------------------------------------------------------------------------------------


def test_a_proposal_may_name_another_day():
    extension, by = ExtensionFactory(), Actor(secretary())

    actions.propose_on_extension(
        extension, Recommendation.APPROVE, deadline_on=date(2024, 10, 31), comment="Hai tuần là đủ", by=by, at=AT
    )

    extension.refresh_from_db()
    assert (extension.state, extension.deadline_proposed, extension.proposed_by, extension.proposed_at) == (
        ExtensionState.PROPOSED,
        date(2024, 10, 31),
        by.person,
        AT,
    )
    assert last_entry(extension.assignment) == (
        "extension.proposed",
        {"old": "2024-10-18", "new": "2024-10-31", "comment": "Hai tuần là đủ"},
    )


def test_a_proposal_against_it_names_no_day_but_a_reason():
    extension = ExtensionFactory()

    with pytest.raises(ValueError, match="reason"):
        actions.propose_on_extension(extension, Recommendation.REFUSE, comment=" ", by=Actor(secretary()), at=AT)
    actions.propose_on_extension(
        extension, Recommendation.REFUSE, deadline_on=LATER, comment="Đã gia hạn", by=Actor(secretary()), at=AT
    )

    extension.refresh_from_db()
    assert (extension.recommendation, extension.deadline_proposed) == (Recommendation.REFUSE, None)
    assert last_entry(extension.assignment) == ("extension.proposed_against", {"comment": "Đã gia hạn"})


def test_the_second_proposal_is_told_of_the_first():
    extension = ExtensionFactory(state=ExtensionState.PROPOSED, proposer=secretary(full_name="Đặng Thị Mẫu"))

    with pytest.raises(ExtensionMovedOn, match="Đặng Thị Mẫu"):
        actions.propose_on_extension(extension, Recommendation.APPROVE, deadline_on=LATER, by=Actor(secretary()), at=AT)


# --- Deciding ---------------------------------------------------------------------------------------------------------


def test_approval_moves_the_deadline_by_the_document_and_tells_everybody_at_work():
    coordinating = OrganisationFactory()
    colleague = focal_officer(coordinating)
    assignment = working(coordinating=[coordinating])
    officer = focal_officer(assignment.organisation)
    extension = ExtensionFactory(assignment=assignment, by=officer, deadline_on=LATER, state=ExtensionState.PROPOSED)
    by = Actor(leader())

    actions.approve_extension(extension, deadline_on=LATEST, basis=DOCUMENT, comment="Lần cuối", by=by, at=AT)

    assignment.refresh_from_db()
    extension.refresh_from_db()
    change = DeadlineChange.objects.get(assignment=assignment, version=2)
    assert (assignment.deadline_on, assignment.original_deadline_on, assignment.deadline_version) == (
        LATEST,
        DEADLINE,
        2,
    )
    assert (change.old_on, change.new_on, change.document, change.document_on, change.by) == (
        DEADLINE,
        LATEST,
        "170-CV/BCĐ",
        date(2024, 10, 15),
        by.person,
    )
    assert (extension.state, extension.deadline_granted, extension.document, extension.decided_by) == (
        ExtensionState.APPROVED,
        LATEST,
        "170-CV/BCĐ",
        by.person,
    )
    lines = dict(Entry.objects.filter(subject_id=assignment.pk).values_list("verb", "details"))
    assert lines["extension.approved"] == {
        "extension": extension.pk,
        "old": "2024-10-18",
        "new": "2024-12-20",
        "document": "170-CV/BCĐ (15/10/2024)",
        "comment": "Lần cuối",
    }
    assert told(assignment, Happening.DEADLINE_MOVED) == {assignment.responsible, officer, colleague}
    quote = assignment.notifications.filter(happening=Happening.DEADLINE_MOVED).first().quote
    assert quote == "18/10/2024 → 20/12/2024; 170-CV/BCĐ (15/10/2024); Lần cuối"


def test_a_refusal_leaves_the_deadline_and_tells_who_asked_and_who_answers_for_the_work():
    assignment = working()
    officer = focal_officer(assignment.organisation)
    extension = ExtensionFactory(assignment=assignment, by=officer, state=ExtensionState.PROPOSED)

    actions.refuse_extension(extension, comment="Không đủ căn cứ", by=Actor(leader()), at=AT)

    assignment.refresh_from_db()
    assert (assignment.deadline_on, assignment.deadline_version) == (DEADLINE, 1)
    assert last_entry(assignment) == ("extension.refused", {"comment": "Không đủ căn cứ"})
    assert told(assignment, Happening.EXTENSION_REFUSED) == {assignment.responsible, officer}


def test_who_asked_is_told_although_he_answers_for_the_work_no_more():
    asker = member()
    extension = ExtensionFactory(by=asker, state=ExtensionState.PROPOSED)

    actions.refuse_extension(extension, comment="Không đủ căn cứ", by=Actor(leader()), at=AT)

    assert asker in told(extension.assignment, Happening.EXTENSION_REFUSED)


def test_a_refusal_needs_a_reason():
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)

    with pytest.raises(ValueError, match="reason"):
        actions.refuse_extension(extension, comment=" ", by=Actor(leader()), at=AT)


def test_without_a_proposal_a_leader_waits_for_the_days_of_the_secretariat():
    extension = ExtensionFactory(at=at_time(date(2024, 10, 11), 9))  # a Friday
    approve = {"deadline_on": LATER, "basis": DOCUMENT, "by": Actor(leader())}

    with pytest.raises(ExtensionNotPossible, match="16/10/2024"):
        actions.approve_extension(extension, at=at_time(date(2024, 10, 15), 23, 59), **approve)
    actions.approve_extension(extension, at=at_time(date(2024, 10, 16), 0, 0), **approve)

    extension.refresh_from_db()
    assert (extension.state, extension.proposed_by) == (ExtensionState.APPROVED, None)


@pytest.mark.parametrize("first", [ExtensionState.APPROVED, ExtensionState.REFUSED])
def test_the_second_decider_is_told_who_was_first(first):
    extension = ExtensionFactory(state=first, decider=leader(full_name="Đặng Hữu Mẫu"))

    with pytest.raises(ExtensionMovedOn, match=f"Đặng Hữu Mẫu.*{first.label}"):
        actions.refuse_extension(extension, comment="Không", by=Actor(leader()), at=AT)

    extension.refresh_from_db()
    assert extension.state == first


@pytest.mark.parametrize("act", [Act.SUSPEND, Act.CANCEL])
def test_work_that_was_stopped_meanwhile_needs_no_decision(act):
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)
    change_state(extension.assignment, act, by=Actor(secretary()), at=AT, note="Lý do", basis=BASIS)

    with pytest.raises(ExtensionNotPossible, match="không cần trả lời"):
        actions.approve_extension(extension, deadline_on=LATER, basis=DOCUMENT, by=Actor(leader()), at=AT)

    assert list(Extension.objects.waiting()) == []


def test_what_awaits_confirmation_meanwhile_is_decided_all_the_same():
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)
    change_state(extension.assignment, Act.SUBMIT, by=None, at=AT, submitted_on=AT.date())

    actions.approve_extension(extension, deadline_on=LATER, basis=DOCUMENT, by=Actor(leader()), at=AT)

    extension.assignment.refresh_from_db()
    assert extension.assignment.deadline_on == LATER


def test_a_deadline_that_was_moved_meanwhile_is_not_moved_by_an_old_request():
    extension = ExtensionFactory(state=ExtensionState.PROPOSED)
    move_deadline(extension.assignment, LATEST, by=Actor(secretary()), at=AT)
    by = Actor(leader())

    with pytest.raises(ExtensionNotPossible, match="20/12/2024"):
        actions.approve_extension(extension, deadline_on=LATER, basis=DOCUMENT, by=by, at=AT)
    actions.refuse_extension(extension, comment="Đã điều chỉnh", by=by, at=AT)

    extension.refresh_from_db()
    assert extension.state == ExtensionState.REFUSED


@pytest.mark.parametrize("relation", ["asked", "asked for him", "answers for the work"])
def test_nobody_decides_for_himself(relation):
    own = leader()
    assignment = working(**({"responsible": own} if relation == "answers for the work" else {}))
    asker = {
        "asked": Actor(own),
        "asked for him": Actor(member(), own),
        "answers for the work": Actor(focal_officer(assignment.organisation)),
    }[relation]
    extension = ask(assignment, by=asker, at=at_time(date(2024, 10, 1), 9))

    for by in (Actor(own), Actor(member(), own), Actor(own, leader())):
        with pytest.raises(PermissionError):
            actions.approve_extension(extension, deadline_on=LATER, basis=DOCUMENT, by=by, at=AT)
        with pytest.raises(PermissionError):
            actions.refuse_extension(extension, comment="Không", by=by, at=AT)


def test_nobody_makes_a_proposal_on_his_own_request():
    both = secretary()
    extension = ExtensionFactory(by=both)

    with pytest.raises(PermissionError):
        actions.propose_on_extension(extension, Recommendation.APPROVE, deadline_on=LATER, by=Actor(both), at=AT)


@pytest.mark.parametrize("relation", ["responsible", "focal officer"])
@pytest.mark.parametrize("place", ["person", "deputy", "principal"])
def test_nobody_is_judge_in_the_case_of_his_own_work(relation, place):
    assignment = working()
    own = assignment.responsible if relation == "responsible" else focal_officer(assignment.organisation)
    by = {"person": Actor(own), "deputy": Actor(own, leader()), "principal": Actor(leader(), own)}[place]
    opened = working(responsible=assignment.responsible, organisation=assignment.organisation)
    requested = ask(assignment, by=Actor(member()), at=at_time(date(2024, 10, 1), 9))

    with pytest.raises(PermissionError):
        actions.propose_on_extension(requested, Recommendation.REFUSE, comment="Không", by=by, at=AT)
    with pytest.raises(PermissionError):
        actions.approve_extension(requested, deadline_on=LATER, basis=DOCUMENT, by=by, at=AT)
    with pytest.raises(PermissionError):
        actions.refuse_extension(requested, comment="Không", by=by, at=AT)
    with pytest.raises(PermissionError):
        actions.open_extension(opened, deadline_on=LATER, reason="Bão", basis=DOCUMENT, by=by, at=AT)

    requested.refresh_from_db()
    assert requested.state == ExtensionState.REQUESTED


# --- Withdrawing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [ExtensionState.REQUESTED, ExtensionState.PROPOSED])
def test_what_is_not_decided_can_be_withdrawn_and_asked_anew(state):
    extension = ExtensionFactory(state=state)

    actions.withdraw_extension(extension, by=Actor(extension.by), at=AT)

    extension.refresh_from_db()
    assert (extension.state, extension.withdrawn_at) == (ExtensionState.WITHDRAWN, AT)
    assert last_entry(extension.assignment) == ("extension.withdrawn", {})
    assert ask(extension.assignment).state == ExtensionState.REQUESTED


@pytest.mark.parametrize("state", [ExtensionState.APPROVED, ExtensionState.REFUSED, ExtensionState.WITHDRAWN])
def test_what_is_over_is_not_withdrawn(state):
    extension = ExtensionFactory(state=state)

    with pytest.raises(ExtensionMovedOn):
        actions.withdraw_extension(extension, by=Actor(extension.by), at=AT)


def test_withdrawn_work_has_nothing_to_decide():
    extension = ExtensionFactory(state=ExtensionState.WITHDRAWN)

    with pytest.raises(ExtensionMovedOn, match="đã được rút"):
        actions.refuse_extension(extension, comment="Không", by=Actor(leader()), at=AT)


# --- A leader's own ---------------------------------------------------------------------------------------------------


def test_a_leader_extends_beyond_the_limit_with_request_and_decision_in_one():
    assignment = ExtensionFactory(state=ExtensionState.APPROVED).assignment
    by = Actor(leader())

    opened = actions.open_extension(assignment, deadline_on=LATEST, reason="Bão số 3", basis=DOCUMENT, by=by, at=AT)

    assignment.refresh_from_db()
    assert assignment.deadline_on == LATEST
    assert (opened.state, opened.is_opened, opened.by, opened.decided_by) == (
        ExtensionState.APPROVED,
        True,
        by.person,
        by.person,
    )
    assert assignment.extensions.approved().count() == 2
    assert told(assignment, Happening.DEADLINE_MOVED) >= {assignment.responsible}
    assert Entry.objects.filter(verb="extension.opened", details__comment="Bão số 3").exists()


def test_a_leader_does_not_pass_by_a_request_that_waits():
    extension = ExtensionFactory()

    with pytest.raises(ExtensionNotPossible, match="đang chờ trả lời"):
        actions.open_extension(
            extension.assignment, deadline_on=LATEST, reason="Bão", basis=DOCUMENT, by=Actor(leader()), at=AT
        )


def test_a_leader_does_not_extend_his_own_work():
    own = leader()

    with pytest.raises(PermissionError):
        actions.open_extension(
            working(responsible=own), deadline_on=LATER, reason="Bão", basis=DOCUMENT, by=Actor(own), at=AT
        )


# --- Whatever happens -------------------------------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.sampled_from(ExtensionAct), st.integers(1, 40)), max_size=12)


def take(act: ExtensionAct, days: int, assignment: Assignment, *, decider, proposer) -> None:
    assignment.refresh_from_db()
    extension = assignment.extensions.first()
    later = date.fromordinal(assignment.deadline_on.toordinal() + days)
    by_decider = {"by": Actor(decider), "at": AT}
    match act:
        case ExtensionAct.ASK:
            ask(assignment, deadline_on=later)
        case ExtensionAct.OPEN:
            actions.open_extension(assignment, deadline_on=later, reason="Bão", basis=DOCUMENT, **by_decider)
        case ExtensionAct.PROPOSE if extension:
            actions.propose_on_extension(
                extension, Recommendation.APPROVE, deadline_on=later, by=Actor(proposer), at=AT
            )
        case ExtensionAct.APPROVE if extension:
            actions.approve_extension(extension, deadline_on=later, basis=DOCUMENT, **by_decider)
        case ExtensionAct.REFUSE if extension:
            actions.refuse_extension(extension, comment="Không", **by_decider)
        case ExtensionAct.WITHDRAW if extension:
            actions.withdraw_extension(extension, by=Actor(extension.by), at=AT)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_deadline_in_force_is_the_last_approved_one_and_the_original_never_changes(plan, steps):
    plan.extensions_limit = 2
    plan.save()
    assignment, decider, proposer = working(), leader(), secretary()

    for act, days in steps:
        try:
            take(act, days, assignment, decider=decider, proposer=proposer)
        except (ExtensionMovedOn, ExtensionNotPossible, actions.AlreadyAsked):
            continue

    assignment.refresh_from_db()
    granted = assignment.extensions.approved().order_by("pk").values_list("deadline_granted", flat=True)
    assert assignment.deadline_on == ([DEADLINE, *granted])[-1]
    assert list(granted) == sorted(set(granted))
    assert assignment.original_deadline_on == DEADLINE
    assert assignment.deadline_version == 1 + len(granted)
    assert assignment.extensions.filter(state__in=rules.OPEN).count() <= 1


def test_a_refusal_keeps_the_document_that_it_rests_on():
    request = ExtensionFactory(state=ExtensionState.PROPOSED)

    refused = actions.refuse_extension(
        request, comment="Không đủ căn cứ", basis=Basis("170-CV/BCĐ", date(2024, 10, 14)), by=Actor(leader()), at=AT
    )

    refused.refresh_from_db()
    assert (refused.document, refused.document_on) == ("170-CV/BCĐ", date(2024, 10, 14))
    assert record_of(refused.assignment).first().details["document"] == "170-CV/BCĐ (14/10/2024)"
