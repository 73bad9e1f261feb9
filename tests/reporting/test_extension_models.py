"""What the database itself refuses of extensions."""

from datetime import date

import pytest

from tasks_app.common.dates import at_time
from tasks_app.reporting.enums import ExtensionState, Recommendation
from tasks_app.reporting.models import Extension
from tests.constraints import refused_by
from tests.factories import ExtensionFactory, member

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 15), 9)


def changed(extension: Extension, **fields) -> None:
    Extension.objects.filter(pk=extension.pk).update(**fields)


def test_one_open_request_for_an_assignment():
    extension = ExtensionFactory()
    extension.pk = None

    with refused_by("an_assignment_has_one_open_request_for_an_extension"):
        extension.save()


def test_what_was_answered_leaves_room_for_another():
    first = ExtensionFactory(state=ExtensionState.REFUSED)
    ExtensionFactory(assignment=first.assignment)

    assert first.assignment.extensions.count() == 2


@pytest.mark.parametrize("field", ["deadline_asked", "deadline_proposed", "deadline_granted"])
def test_no_new_deadline_lies_before_the_old_one(field):
    extension = ExtensionFactory(state=ExtensionState.APPROVED)

    with refused_by("a_new_deadline_lies_after_the_old_one"):
        changed(extension, **{field: extension.deadline_before})


@pytest.mark.parametrize(
    ("state", "fields", "name"),
    [
        (ExtensionState.REQUESTED, {"reason": ""}, "an_extension_has_a_reason"),
        (ExtensionState.PROPOSED, {"proposed_by": None}, "a_proposal_has_someone_who_made_it"),
        (ExtensionState.REQUESTED, {"proposed_at": AT}, "a_proposal_has_someone_who_made_it"),
        (
            ExtensionState.REQUESTED,
            {"state": ExtensionState.PROPOSED},
            "a_request_that_waits_for_a_decision_has_a_proposal",
        ),
        (
            ExtensionState.PROPOSED,
            {"recommendation": Recommendation.REFUSE},
            "a_proposal_to_approve_and_only_it_names_a_day",
        ),
        (ExtensionState.PROPOSED, {"deadline_proposed": None}, "a_proposal_to_approve_and_only_it_names_a_day"),
        (ExtensionState.REFUSED, {"decided_by": None}, "a_decided_extension_and_only_it_has_a_decider"),
        (ExtensionState.PROPOSED, {"decided_at": AT}, "a_decided_extension_and_only_it_has_a_decider"),
        (ExtensionState.APPROVED, {"document": ""}, "an_approved_extension_has_its_day_and_its_document"),
        (ExtensionState.APPROVED, {"document_on": None}, "an_approved_extension_has_its_day_and_its_document"),
        (ExtensionState.APPROVED, {"deadline_granted": None}, "an_approved_extension_has_its_day_and_its_document"),
        (
            ExtensionState.REFUSED,
            {"deadline_granted": date(2025, 1, 1)},
            "an_approved_extension_has_its_day_and_its_document",
        ),
        (ExtensionState.REFUSED, {"decision_comment": ""}, "a_refused_extension_has_a_reason"),
        (ExtensionState.WITHDRAWN, {"withdrawn_at": None}, "a_withdrawn_request_has_a_time_of_withdrawal"),
        (ExtensionState.REQUESTED, {"withdrawn_at": AT}, "a_withdrawn_request_has_a_time_of_withdrawal"),
        (ExtensionState.PROPOSED, {"is_opened": True}, "an_extension_that_a_leader_opens_is_approved_at_once"),
    ],
)
def test_half_a_record_is_refused(state, fields, name):
    extension = ExtensionFactory(state=state)

    with refused_by(name):
        changed(extension, **fields)


@pytest.mark.parametrize("field", ["decided_by", "decided_for"])
@pytest.mark.parametrize("asker", ["by", "for_person"])
def test_who_asked_does_not_decide(field, asker):
    extension = ExtensionFactory(state=ExtensionState.APPROVED, for_person=member())

    with refused_by("who_asked_for_an_extension_does_not_decide_on_it"):
        changed(extension, **{field: getattr(extension, asker)})


@pytest.mark.parametrize("field", ["proposed_by", "proposed_for"])
@pytest.mark.parametrize("asker", ["by", "for_person"])
def test_who_asked_makes_no_proposal(field, asker):
    extension = ExtensionFactory(state=ExtensionState.PROPOSED, for_person=member())

    with refused_by("who_asked_for_an_extension_makes_no_proposal_on_it"):
        changed(extension, **{field: getattr(extension, asker)})
