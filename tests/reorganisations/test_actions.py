"""Reorganisations are prepared, planned, carried out and taken back."""

from datetime import date, timedelta

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Message
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import GroupMembership, Organisation
from tasks_app.people.models import Appointment, Oversight
from tasks_app.plan import actions as plan_actions
from tasks_app.plan.enums import Act, State
from tasks_app.plan.models import Assignment, KeyUnit
from tasks_app.plan.rules import Basis
from tasks_app.reorganisations import actions, queries
from tasks_app.reorganisations.actions import ReorganisationConflict, ReorganisationRefused
from tasks_app.reorganisations.enums import Gap, Passed, ReorganisationKind, ReorganisationState
from tasks_app.reorganisations.models import Passing, Reorganisation
from tasks_app.reorganisations.rules import Details
from tests.factories import (
    AssignmentFactory,
    CommuneFactory,
    LocalityFactory,
    OrganisationFactory,
    PlanFactory,
    focal_officer,
    group_of,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

DAY = date(2024, 12, 1)
EVE = DAY - timedelta(days=1)
EARLIER = at_time(date(2024, 11, 1), 9)
MIDNIGHT = at_time(DAY, 0, 10)
ISSUED = at_time(date(2024, 9, 2), 8)


@pytest.fixture
def by(db):
    return Actor(secretary())


def details(kind=ReorganisationKind.MERGER, **given):
    return Details(
        **{
            "kind": kind,
            "title_vi": "Sắp xếp thử",
            "title_en": "A test",
            "day": DAY,
            "basis": "1/NQ-HĐND",
            "basis_on": date(2024, 10, 24),
        }
        | given
    )


def begun(by, kind=ReorganisationKind.MERGER, **given) -> Reorganisation:
    return actions.begin_reorganisation(details(kind, **given), by=by, at=EARLIER)


def with_lines(its, by, predecessors, successor, **given):
    its.refresh_from_db()
    actions.add_successions(its, predecessors, successor, seen=its.version, by=by, at=EARLIER, **given)
    its.refresh_from_db()
    return its


def planned(its, by, at=EARLIER):
    its.refresh_from_db()
    return actions.plan_reorganisation(its, seen=its.version, by=by, at=at)


def merger(by, predecessors, successor, **given):
    return planned(with_lines(begun(by, **given), by, predecessors, successor), by)


@pytest.fixture
def cua_lo():
    return LocalityFactory(name_vi="Thị xã Cửa Lò", name_en="Cửa Lò Town")


@pytest.fixture
def vinh():
    return LocalityFactory(name_vi="Thành phố Vinh", name_en="Vinh City")


# --- Preparing and planning


def test_one_that_is_prepared_changes_nothing(by, cua_lo, vinh):
    with_lines(begun(by), by, [cua_lo], vinh)

    cua_lo.refresh_from_db()
    assert (cua_lo.valid_to, cua_lo.successor) == (None, None)
    assert actions.apply_due(at=MIDNIGHT) == {"applied": 0, "refused": 0}


def test_planned_says_what_will_come(by, cua_lo, vinh):
    merger(by, [cua_lo], vinh)

    cua_lo.refresh_from_db()
    assert (cua_lo.valid_to, cua_lo.successor, cua_lo.basis) == (EVE, vinh, "1/NQ-HĐND")


def test_back_to_being_prepared_they_go_on(by, cua_lo, vinh):
    its = merger(by, [cua_lo], vinh)
    actions.prepare_again(its, seen=its.version, by=by, at=EARLIER)

    cua_lo.refresh_from_db()
    assert (cua_lo.valid_to, cua_lo.successor) == (None, None)


def test_not_carried_out_they_go_on_and_the_reason_stays(by, cua_lo, vinh):
    its = merger(by, [cua_lo], vinh)
    actions.cancel_reorganisation(its, reason="Nghị quyết bị hoãn", seen=its.version, by=by, at=EARLIER)

    cua_lo.refresh_from_db()
    assert cua_lo.valid_to is None
    assert Entry.objects.get(verb="reorganisation.cancelled").details["reason"] == "Nghị quyết bị hoãn"


def test_who_did_not_see_the_last_version_changes_nothing(by, cua_lo, vinh):
    its = begun(by)
    actions.add_successions(its, [cua_lo], vinh, seen=1, by=by, at=EARLIER)

    with pytest.raises(ReorganisationConflict):
        actions.add_successions(its, [LocalityFactory()], vinh, seen=1, by=by, at=EARLIER)


def test_what_is_planned_is_not_edited(by, cua_lo, vinh):
    its = merger(by, [cua_lo], vinh)

    with pytest.raises(ReorganisationRefused):
        actions.edit_reorganisation(its, details(day=date(2025, 1, 1)), seen=its.version, by=by, at=EARLIER)


def test_a_line_is_there_once(by, cua_lo, vinh):
    its = with_lines(begun(by), by, [cua_lo], vinh)

    with pytest.raises(ReorganisationRefused):
        actions.add_successions(its, [cua_lo], vinh, seen=its.version, by=by, at=EARLIER)


def test_a_successor_is_founded_for_its_day_and_goes_with_its_line(by, cua_lo):
    its = begun(by)
    new = {
        "key": "moi",
        "kind": OrganisationKind.LOCALITY,
        "locality_type": "thanh_pho",
        "name_vi": "Thành phố Mới",
    }
    its = with_lines(its, by, [cua_lo], None, founding=new)
    new = its.successions.get().successor
    assert new == Organisation.objects.get(key="moi", valid_from=DAY)
    assert not Organisation.objects.in_being(DAY).filter(pk=new.pk).exists()

    actions.remove_line(its.successions.get(), seen=its.version, by=by, at=EARLIER)

    assert not Organisation.objects.filter(key="moi").exists()


def test_a_new_successor_is_there_from_its_day_once_that_is_planned(by, cua_lo):
    new = {"key": "moi", "kind": OrganisationKind.LOCALITY, "locality_type": "thanh_pho", "name_vi": "Thành phố Mới"}
    its = with_lines(begun(by), by, [cua_lo], None, founding=new)
    its = planned(with_lines(its, by, [LocalityFactory()], its.successions.get().successor), by)

    assert all(line.founds for line in its.successions.all())
    assert not Organisation.objects.in_being(EVE).filter(key="moi").exists()
    assert Organisation.objects.in_being(DAY).filter(key="moi").exists()

    actions.prepare_again(its, seen=its.version, by=by, at=EARLIER)
    assert not Organisation.objects.in_being(DAY).filter(key="moi").exists()


def test_a_successor_entered_for_what_is_not_carried_out_never_is(by, cua_lo, vinh):
    new = {"key": "moi", "kind": OrganisationKind.LOCALITY, "locality_type": "thanh_pho", "name_vi": "Thành phố Mới"}
    its = with_lines(begun(by), by, [cua_lo], None, founding=new)
    its = planned(with_lines(its, by, [LocalityFactory()], vinh), by)

    actions.cancel_reorganisation(its, reason="Nghị quyết bị hoãn", seen=its.version, by=by, at=EARLIER)

    assert not Organisation.objects.filter(key="moi").exists()
    assert [line.successor for line in its.successions.all()] == [vinh]
    said = Entry.objects.get(verb="reorganisation.cancelled").details
    assert said["lines"] == ["Thị xã Cửa Lò → Thành phố Mới"]


def gaps_of(its) -> set[Gap]:
    return {found.gap for found in queries.gaps(its, today=EARLIER.date())}


def test_what_stands_in_its_way(by, cua_lo, vinh):
    AssignmentFactory(organisation=cua_lo, at=ISSUED)
    gone = LocalityFactory(valid_to=date(2024, 1, 1))
    late = LocalityFactory(valid_from=date(2025, 1, 1))

    assert gaps_of(begun(by)) == {Gap.EMPTY}
    assert gaps_of(with_lines(begun(by, ReorganisationKind.ABOLITION), by, [cua_lo], None)) == {
        Gap.WORK_WITHOUT_SUCCESSOR
    }
    assert gaps_of(with_lines(begun(by), by, [gone], vinh)) == {Gap.NOT_IN_BEING}
    assert gaps_of(with_lines(begun(by), by, [cua_lo], late)) == {Gap.SUCCESSOR_NOT_IN_BEING}
    chain = with_lines(begun(by), by, [cua_lo], vinh)
    assert gaps_of(with_lines(chain, by, [vinh], LocalityFactory())) == {Gap.SUCCESSOR_ENDS_TOO}
    merger(by, [cua_lo], vinh)
    assert gaps_of(with_lines(begun(by), by, [cua_lo], LocalityFactory())) == {Gap.ENDS_ELSEWHERE}


def test_an_abolition_is_planned_once_its_open_work_is_given_to_somebody(by, cua_lo):
    open_one = AssignmentFactory(organisation=cua_lo, at=ISSUED)
    department = OrganisationFactory()
    its = with_lines(begun(by, ReorganisationKind.ABOLITION), by, [cua_lo], None)
    with pytest.raises(ReorganisationRefused) as refused:
        planned(its, by)
    assert [found.gap for found in refused.value.gaps] == [Gap.WORK_WITHOUT_SUCCESSOR]

    actions.allot(its, {open_one: department}, seen=its.version, by=by, at=EARLIER)
    planned(its, by)
    actions.apply_due(at=MIDNIGHT)

    assert Assignment.objects.get().organisation == department


# --- Taking effect


def test_before_its_day_it_does_not_take_effect(by, cua_lo, vinh):
    its = merger(by, [cua_lo], vinh)

    with pytest.raises(ReorganisationRefused):
        actions.apply_reorganisation(its, by=by, at=at_time(EVE, 23, 59))


def test_focal_officers_people_oversight_and_groups_go_along(by, cua_lo, vinh):
    officer, overseer = focal_officer(cua_lo), member()
    officer.organisation = cua_lo
    officer.save()
    Oversight.objects.create(member=overseer, organisation=cua_lo, valid_from=date(2024, 1, 1))
    group_of(cua_lo, key="pilots")
    KeyUnit.objects.create(plan=PlanFactory(), organisation=cua_lo, valid_from=date(2024, 3, 1))
    merger(by, [cua_lo], vinh)

    actions.apply_due(at=MIDNIGHT)

    officer.refresh_from_db()
    assert officer.organisation == vinh
    held = Appointment.objects.filter(person=officer).order_by("pk").values_list("organisation", "valid_to")
    assert list(held) == [(cua_lo.pk, EVE), (vinh.pk, None)]
    overseen = Oversight.objects.order_by("pk").values_list("organisation", "member", "valid_from", "valid_to")
    assert list(overseen) == [
        (cua_lo.pk, overseer.pk, date(2024, 1, 1), EVE),
        (vinh.pk, overseer.pk, DAY, None),
    ]
    members = GroupMembership.objects.order_by("pk").values_list("organisation", "valid_to")
    assert list(members) == [(cua_lo.pk, EVE), (vinh.pk, None)]
    key_units = KeyUnit.objects.order_by("pk").values_list("organisation", "valid_from", "valid_to")
    assert list(key_units) == [(cua_lo.pk, date(2024, 3, 1), EVE), (vinh.pk, DAY, None)]


def test_an_overseer_that_the_successor_has_stays(by, cua_lo, vinh):
    its_own = member()
    Oversight.objects.create(member=member(), organisation=cua_lo, valid_from=date(2024, 1, 1))
    Oversight.objects.create(member=its_own, organisation=vinh, valid_from=date(2024, 1, 1))
    merger(by, [cua_lo], vinh)

    actions.apply_due(at=MIDNIGHT)

    assert Oversight.objects.get(valid_to__isnull=True).member == its_own


def test_the_same_task_of_both_is_led_twice_by_the_successor(by, cua_lo, vinh):
    """Cửa Lò's work passes to Vinh, which already holds its own."""
    own = AssignmentFactory(organisation=vinh, at=ISSUED)
    AssignmentFactory(task=own.task, organisation=cua_lo, at=ISSUED)
    merger(by, [cua_lo], vinh)

    actions.apply_due(at=MIDNIGHT)

    assert Assignment.objects.filter(task=own.task, organisation=vinh).count() == 2


def test_a_contribution_not_given_is_asked_of_the_successor_unless_it_leads(by, cua_lo, vinh):
    asked = AssignmentFactory(coordinating=[cua_lo], at=ISSUED)
    led = AssignmentFactory(organisation=vinh, coordinating=[cua_lo], at=ISSUED)
    merger(by, [cua_lo], vinh)

    actions.apply_due(at=MIDNIGHT)

    assert asked.contributions.get().organisation == vinh
    assert led.contributions.get().organisation == cua_lo


def test_a_division_gives_each_what_was_chosen_and_the_rest_to_one(by, cua_lo):
    rest, chosen = AssignmentFactory(organisation=cua_lo, at=ISSUED), AssignmentFactory(organisation=cua_lo, at=ISSUED)
    first, second = LocalityFactory(), LocalityFactory()
    its = with_lines(begun(by, ReorganisationKind.DIVISION), by, [cua_lo], first)
    its = with_lines(its, by, [cua_lo], second, takes_rest=False)
    actions.allot(its, {chosen: second}, seen=its.version, by=by, at=EARLIER)
    planned(its, by)

    actions.apply_due(at=MIDNIGHT)

    rest.refresh_from_db()
    chosen.refresh_from_db()
    assert (rest.organisation, chosen.organisation) == (first, second)


def test_a_transfer_moves_what_was_chosen_and_the_organisation_goes_on(by, cua_lo, vinh):
    stays, goes = AssignmentFactory(organisation=cua_lo, at=ISSUED), AssignmentFactory(organisation=cua_lo, at=ISSUED)
    focal_officer(cua_lo)
    its = with_lines(begun(by, ReorganisationKind.TRANSFER), by, [cua_lo], vinh, takes_rest=False)
    actions.allot(its, {goes: vinh}, seen=its.version, by=by, at=EARLIER)
    planned(its, by)

    actions.apply_due(at=MIDNIGHT)

    goes.refresh_from_db()
    stays.refresh_from_db()
    cua_lo.refresh_from_db()
    assert (goes.organisation, stays.organisation, cua_lo.valid_to) == (vinh, cua_lo, None)
    assert Appointment.objects.filter(organisation=cua_lo, valid_to__isnull=True).exists()


def test_a_renaming_keeps_the_work_and_the_name_of_the_day_before(by):
    commune = CommuneFactory(name_vi="Xã Nghi Phú")
    work = AssignmentFactory(organisation=commune, at=ISSUED)
    its = begun(by, ReorganisationKind.RENAMING)
    actions.add_alteration(
        its, commune, seen=its.version, by=by, at=EARLIER, name_vi="Phường Nghi Phú", locality_type="phuong"
    )
    planned(its, by)

    actions.apply_due(at=MIDNIGHT)

    work.refresh_from_db()
    commune.refresh_from_db()
    assert (work.organisation, commune.name_vi) == (commune, "Phường Nghi Phú")
    assert commune.identities.first().name_vi == "Xã Nghi Phú"


def test_members_follow_where_that_was_chosen(by, cua_lo, vinh):
    work, overseer = AssignmentFactory(organisation=cua_lo, at=ISSUED), member()
    Oversight.objects.create(member=overseer, organisation=vinh, valid_from=date(2024, 1, 1))
    merger(by, [cua_lo], vinh, members_follow=True)

    actions.apply_due(at=MIDNIGHT)

    work.refresh_from_db()
    assert work.responsible == overseer


def test_work_that_rests_or_waits_for_review_passes_and_closed_work_stays(by, cua_lo, vinh):
    of = {
        state: AssignmentFactory(organisation=cua_lo, state=state, at=ISSUED)
        for state in (State.ASSIGNED, State.SUBMITTED, State.RETURNED, State.COMPLETED)
    }
    resting = AssignmentFactory(organisation=cua_lo, at=ISSUED)
    plan_actions.decide(resting, Act.SUSPEND, reason="Chờ", basis=Basis("1/CV", date(2024, 9, 3)), by=by, at=EARLIER)
    merger(by, [cua_lo], vinh)

    actions.apply_due(at=MIDNIGHT)

    led = {state: Assignment.objects.get(pk=one.pk).organisation for state, one in of.items()}
    assert led == {
        State.ASSIGNED: vinh,
        State.SUBMITTED: vinh,
        State.RETURNED: vinh,
        State.COMPLETED: cua_lo,
    }
    assert Assignment.objects.get(pk=resting.pk).organisation == vinh


def test_who_takes_over_is_told_once(by, cua_lo, vinh):
    officer = focal_officer(vinh)
    work = AssignmentFactory(organisation=cua_lo, at=ISSUED)
    its = merger(by, [cua_lo], vinh)
    before = Message.objects.count()

    actions.apply_due(at=MIDNIGHT)
    actions.apply_due(at=MIDNIGHT)

    mails = Message.objects.order_by("pk")[before:]
    assert {mail.to_person for mail in mails} == {officer, work.responsible}
    mail = Message.objects.get(key=f"reorganisation:{its.pk}:{officer.pk}")
    assert "Thành phố Vinh" in mail.text
    assert "Thị xã Cửa Lò" in mail.text


def test_one_that_cannot_take_effect_stops_no_other(by, cua_lo, vinh):
    late = AssignmentFactory(organisation=cua_lo, at=ISSUED)
    blocked = with_lines(begun(by, ReorganisationKind.ABOLITION), by, [cua_lo], None)
    actions.allot(blocked, {late: vinh}, seen=blocked.version, by=by, at=EARLIER)
    planned(blocked, by)
    AssignmentFactory(organisation=cua_lo, at=ISSUED)  # came after it was planned, and nobody was chosen for it
    merger(by, [LocalityFactory()], vinh)

    assert actions.apply_due(at=MIDNIGHT) == {"applied": 1, "refused": 1}
    assert Reorganisation.objects.get(pk=blocked.pk).state == ReorganisationState.PLANNED


# --- Taking back


@pytest.fixture
def applied(by, cua_lo, vinh):
    focal_officer(cua_lo)
    Oversight.objects.create(member=member(), organisation=cua_lo, valid_from=date(2024, 1, 1))
    group_of(cua_lo, key="pilots")
    KeyUnit.objects.create(plan=PlanFactory(), organisation=cua_lo, valid_from=date(2024, 3, 1))
    AssignmentFactory(organisation=cua_lo, at=ISSUED)
    its = merger(by, [cua_lo], vinh)
    actions.apply_due(at=MIDNIGHT)
    return Reorganisation.objects.get(pk=its.pk)


def in_force(day) -> dict:
    return {
        "work": sorted(Assignment.objects.values_list("organisation__name_vi", flat=True)),
        "oversight": sorted(Oversight.objects.in_force(day).values_list("organisation__name_vi", flat=True)),
        "officers": sorted(
            Appointment.objects.in_force(day)
            .filter(organisation__isnull=False)
            .values_list("organisation__name_vi", flat=True)
        ),
        "key units": sorted(KeyUnit.objects.in_force(day).values_list("organisation__name_vi", flat=True)),
        "groups": sorted(
            GroupMembership.objects.filter(valid_to__isnull=True).values_list("organisation__name_vi", flat=True)
        ),
    }


def test_taken_back_everything_is_as_it_was(applied, by, cua_lo):
    later = at_time(date(2024, 12, 4), 9)
    actions.reverse_reorganisation(applied, reason="Nhầm", by=by, at=later)

    cua_lo.refresh_from_db()
    assert (cua_lo.valid_to, cua_lo.successor) == (None, None)
    name = "Thị xã Cửa Lò"
    kinds = ("work", "oversight", "officers", "groups", "key units")
    assert in_force(later.date()) == {kind: [name] for kind in kinds}


def test_the_days_in_between_stay(applied, by, vinh):
    actions.reverse_reorganisation(applied, reason="Nhầm", by=by, at=at_time(date(2024, 12, 4), 9))

    on_third = Oversight.objects.in_force(date(2024, 12, 3)).get()
    assert on_third.organisation == vinh
    holders = Assignment.objects.get().holders.values_list("valid_from", "valid_to")
    assert list(holders) == [(date(2024, 9, 2), EVE), (DAY, date(2024, 12, 3)), (date(2024, 12, 4), None)]


def test_once_anything_was_decided_it_is_not_taken_back(applied, by):
    plan_actions.decide(
        Assignment.objects.get(),
        Act.SUSPEND,
        reason="Chờ",
        basis=Basis("1/CV", DAY),
        by=by,
        at=at_time(date(2024, 12, 3), 9),
    )

    assert queries.hindrances(applied) == {"steps": 1}
    with pytest.raises(ReorganisationRefused):
        actions.reverse_reorganisation(applied, reason="Nhầm", by=by, at=at_time(date(2024, 12, 4), 9))


def test_once_new_work_was_given_to_who_began_by_it_it_is_not_taken_back(by, cua_lo):
    new = {"key": "moi", "kind": OrganisationKind.LOCALITY, "locality_type": "thanh_pho", "name_vi": "Thành phố Mới"}
    its = planned(with_lines(begun(by), by, [cua_lo], None, founding=new), by)
    actions.apply_due(at=MIDNIGHT)
    AssignmentFactory(organisation=Organisation.objects.get(key="moi"), at=at_time(date(2024, 12, 3), 9))

    assert queries.hindrances(Reorganisation.objects.get(pk=its.pk)) == {"given": 1}


def test_once_another_followed_it_is_not_taken_back(applied, by, vinh):
    its = with_lines(begun(by, day=date(2024, 12, 5)), by, [vinh], LocalityFactory())
    planned(its, by)
    actions.apply_due(at=at_time(date(2024, 12, 5), 0, 10))

    assert set(queries.hindrances(applied)) == {"moved", "later"}


def test_it_is_taken_back_once(applied, by):
    later = at_time(date(2024, 12, 4), 9)
    actions.reverse_reorganisation(applied, reason="Nhầm", by=by, at=later)

    with pytest.raises(ReorganisationRefused):
        actions.reverse_reorganisation(applied, reason="Nhầm", by=by, at=later)


def test_a_name_comes_back(by):
    commune = CommuneFactory(name_vi="Xã Nghi Phú")
    its = begun(by, ReorganisationKind.RENAMING)
    actions.add_alteration(its, commune, seen=its.version, by=by, at=EARLIER, name_vi="Phường Nghi Phú")
    planned(its, by)
    actions.apply_due(at=MIDNIGHT)

    actions.reverse_reorganisation(Reorganisation.objects.get(), reason="Nhầm", by=by, at=at_time(date(2024, 12, 4), 9))

    commune.refresh_from_db()
    assert commune.name_vi == "Xã Nghi Phú"
    assert [one.name_vi for one in commune.identities.all()] == ["Xã Nghi Phú", "Phường Nghi Phú", "Xã Nghi Phú"]


def test_the_preview_says_what_then_happens(by, cua_lo, vinh):
    for state in (State.ASSIGNED, State.ASSIGNED, State.COMPLETED):
        AssignmentFactory(organisation=cua_lo, state=state, at=ISSUED)
    AssignmentFactory(organisation=vinh, at=ISSUED)
    its = merger(by, [cua_lo], vinh)

    seen = queries.preview(its, on=DAY)
    actions.apply_due(at=MIDNIGHT)

    assert (seen.passing, seen.total) == (2, 4)
    assert sum(number for _one, number in seen.after) == seen.total
    led = Assignment.objects.values_list("organisation", flat=True)
    assert {one.pk: number for one, number in seen.after} == {pk: list(led).count(pk) for pk in set(led)}
    assert queries.passings_of(its)[Passed.ASSIGNMENT] == seen.passing
    assert Passing.objects.filter(what=Passed.ASSIGNMENT).count() == 2
