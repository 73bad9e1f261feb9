"""An inspection from its plan to the re-check of what it recommended: what holds then, twice, refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.inspections import actions
from tasks_app.inspections.enums import InspectionState, Result, Topic, ViolationKind
from tasks_app.inspections.models import Finding, Inspection, Recheck, Recommendation, Violation
from tasks_app.inspections.queries import (
    counts_of,
    findings_of,
    given_of_inspection,
    open_recommendations,
    statistics,
    visible_inspections,
)
from tasks_app.journal.queries import record_of
from tasks_app.people.queries import standing
from tasks_app.plan.enums import State
from tasks_app.plan.models import Task
from tasks_app.planning.actions import EditedMeanwhile, MembersMissing
from tests.constraints import refused_by
from tests.factories import KeyTaskFactory, OrganisationFactory, focal_officer, inspector, leader, member, secretary
from tests.factories.meetings import DAY, carried_out, inspection, recommendation

pytestmark = pytest.mark.django_db

AT = at_time(DAY, 16)
LATER = date(2024, 11, 5)


@pytest.fixture
def by():
    return Actor(secretary())


@pytest.fixture
def place():
    return OrganisationFactory()


@pytest.fixture
def its(by, place) -> Inspection:
    return carried_out(place, by=by)


@pytest.fixture
def asked(its, by) -> Recommendation:
    return recommendation(its, KeyTaskFactory(), member(), by=by)


def verbs(thing) -> list[str]:
    return [entry.verb for entry in record_of(thing)][::-1]


@pytest.mark.parametrize("is_surprise", [True, False])
def test_until_it_is_carried_out_only_those_who_follow_the_province_and_its_lead_know_of_it(by, place, is_surprise):
    lead, overseer, officer = member(), member(oversees=[place]), focal_officer(place)
    its = inspection(place, by=by, is_surprise=is_surprise, lead=lead.pk)

    def know(*people):
        return {its in visible_inspections(standing(one, on=DAY)) for one in people}

    assert know(leader(), inspector(), by.person, lead) == {True}
    assert know(overseer, officer) == {False}

    actions.carry_out(its, by=by, at=AT)
    assert know(overseer, officer) == {True}
    assert know(focal_officer(), member()) == {False}


def test_it_is_not_carried_out_before_its_day_and_not_twice(by, place):
    its = inspection(place, by=by)
    with pytest.raises(actions.NotBegunYet):
        actions.carry_out(its, by=by, at=at_time(DAY - timedelta(days=1), 8))
    actions.carry_out(its, by=by, at=AT)
    with pytest.raises(actions.NotPossibleNow):
        actions.carry_out(its, by=by, at=AT)


def test_only_what_is_planned_is_cancelled(its, by, place):
    with pytest.raises(actions.NotPossibleNow):
        actions.cancel_inspection(its, by=by, at=AT)
    planned = inspection(place, by=by)
    assert actions.cancel_inspection(planned, by=by, at=AT).state == InspectionState.CANCELLED


def test_once_carried_out_its_team_can_be_corrected_and_not_its_organisation(its, by):
    given = given_of_inspection(its)

    actions.change_inspection(its, replace(given, team="Hai công chức"), seen=given.mark, by=by, at=AT)

    assert Inspection.objects.get().team == "Hai công chức"
    with pytest.raises(actions.NotPossibleNow):
        actions.change_inspection(its, replace(given, organisation=OrganisationFactory().pk), by=by, at=AT)
    with pytest.raises(EditedMeanwhile):
        actions.change_inspection(its, given, seen=given.mark, by=by, at=AT)
    with pytest.raises(actions.NotBegunYet):
        actions.change_inspection(its, replace(given, starts_on=LATER, ends_on=LATER), by=by, at=AT)


def test_findings_and_counts_are_written_as_a_whole(its, by):
    actions.write_findings(
        its, {Topic.HOURS: "Đúng giờ"}, {ViolationKind.LATE: 3, ViolationKind.DRESS: 1}, by=by, at=AT
    )
    actions.write_findings(its, {Topic.CASES: "Chậm"}, {ViolationKind.LATE: 2, ViolationKind.DRESS: 0}, by=by, at=AT)
    actions.write_findings(its, {Topic.CASES: "Chậm "}, {ViolationKind.LATE: 2}, by=by, at=AT)

    assert (findings_of(its), counts_of(its)) == ({"cases": "Chậm"}, {"late": 2})
    assert verbs(its).count("inspection.found") == 2


def test_findings_that_another_has_written_are_not_overwritten(its, by):
    seen = (findings_of(its), counts_of(its))
    actions.write_findings(its, {Topic.HOURS: "Một"}, {}, seen=seen, by=by, at=AT)
    with pytest.raises(EditedMeanwhile):
        actions.write_findings(its, {Topic.HOURS: "Hai"}, {}, seen=seen, by=by, at=AT)


def test_it_is_concluded_with_findings_and_then_frozen(its, by, asked):
    with pytest.raises(actions.NothingFound):
        actions.conclude_inspection(its, "12/KL-SNV", DAY, by=by, at=AT)
    actions.write_findings(its, {Topic.HOURS: "Đúng giờ"}, {}, by=by, at=AT)

    done = actions.conclude_inspection(its, "12/KL-SNV", DAY, by=by, at=AT)

    assert (done.state, asked.task.basis_documents.get().number) == (InspectionState.CONCLUDED, "12/KL-SNV")
    with pytest.raises(actions.NotPossibleNow):
        actions.write_findings(its, {Topic.HOURS: "Khác"}, {}, by=by, at=AT)
    with pytest.raises(actions.NotPossibleNow):
        actions.conclude_inspection(its, "13/KL-SNV", DAY, by=by, at=AT)


def test_a_recommendation_is_a_task_of_the_inspected_organisation_at_once(asked, its, place):
    work = asked.task.assignments.get()
    assert (work.organisation, work.state, work.deadline_on) == (place, State.ASSIGNED, date(2024, 10, 25))
    assert asked.task.basis_documents.get() == Inspection.objects.get().conclusion
    assert verbs(its)[-1] == "inspection.recommended"


def test_where_the_organisation_has_ended_since_its_successor_is_asked(its, by, place):
    place.valid_to, place.successor = DAY - timedelta(days=1), OrganisationFactory()
    place.save()
    assert recommendation(its, KeyTaskFactory(), member(), by=by).task.assignments.get().organisation == place.successor

    place.successor = None
    place.save()
    with pytest.raises(actions.NobodyFollowed):
        recommendation(its, KeyTaskFactory(), member(), by=by)


def test_nothing_is_recommended_before_it_was_carried_out(by, place):
    with pytest.raises(actions.NotPossibleNow):
        recommendation(inspection(place, by=by), KeyTaskFactory(), member(), by=by)


def test_a_recommendation_that_cannot_go_out_leaves_nothing(its, by):
    with pytest.raises(MembersMissing):
        recommendation(its, KeyTaskFactory(), None, by=by)
    assert not Task.objects.exists()
    assert Inspection.objects.get().conclusion is None


def test_what_is_not_remedied_is_looked_at_again_until_it_is(asked, by):
    who = standing(by.person, on=DAY)
    assert [(one.due_on, one.last_result) for one in open_recommendations(who)] == [(date(2024, 10, 30), "")]

    actions.recheck(asked, Result.PARTLY, date(2024, 10, 30), next_on=date(2024, 11, 20), by=by, at=at_time(LATER, 9))
    assert [(one.due_on, one.last_result) for one in open_recommendations(who)] == [(date(2024, 11, 20), "partly")]
    with pytest.raises(actions.RecheckedLater):
        actions.recheck(asked, Result.REMEDIED, date(2024, 10, 29), by=by, at=at_time(LATER, 9))

    actions.recheck(asked, Result.REMEDIED, LATER, by=by, at=at_time(LATER, 9))
    assert not open_recommendations(who).exists()
    with pytest.raises(actions.RemediedAlready):
        actions.recheck(asked, Result.REMEDIED, LATER, by=by, at=at_time(LATER, 9))
    assert asked.rechecks.count() == 2


def test_the_figures_of_a_year_are_of_what_was_carried_out_in_it(its, asked, by, place):
    actions.write_findings(its, {Topic.HOURS: "Một", Topic.CASES: "Hai"}, {ViolationKind.LATE: 3}, by=by, at=AT)
    other = carried_out(OrganisationFactory(), by=by, is_surprise=True)
    actions.write_findings(other, {Topic.HOURS: "Ba"}, {ViolationKind.LATE: 2, ViolationKind.DRESS: 1}, by=by, at=AT)
    inspection(place, by=by)
    carried_out(place, by=by, on=date(2023, 12, 29))
    actions.recheck(asked, Result.REMEDIED, LATER, by=by, at=at_time(LATER, 9))

    its = statistics(2024)

    assert (its.inspections, its.surprise, its.organisations) == (2, 1, 2)
    assert (its.violations, its.all_violations) == (((ViolationKind.LATE, 5), (ViolationKind.DRESS, 1)), 6)
    assert its.topics == ((Topic.HOURS, 2), (Topic.CASES, 1))
    assert (its.recommendations, its.remedied) == (1, 1)


def test_what_the_database_refuses(its, asked, by):
    day = DAY - timedelta(days=1)
    with refused_by("an_inspection_begins_before_it_ends"):
        Inspection.objects.filter(pk=its.pk).update(ends_on=day)
    with refused_by("what_is_counted_was_found"):
        Violation.objects.create(inspection=its, kind=ViolationKind.LATE, number=0)
    Violation.objects.create(inspection=its, kind=ViolationKind.LATE, number=1)
    with refused_by("an_inspection_counts_a_type_once"):
        Violation.objects.create(inspection=its, kind=ViolationKind.LATE, number=1)
    Finding.objects.create(inspection=its, topic=Topic.HOURS, text="Một")
    with refused_by("an_inspection_says_of_a_topic_once"):
        Finding.objects.create(inspection=its, topic=Topic.HOURS, text="Hai")
    with refused_by("what_is_not_remedied_is_looked_at_again"):
        Recheck.objects.create(recommendation=asked, result=Result.NOT, on=DAY, at=AT, **by.fields)
