"""What coordinating organisations give: the rule in tables, then what changes, is recorded and told."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.plan import actions
from tasks_app.plan.enums import Answer, ContributionState, Happening, State
from tasks_app.plan.models import ContributionEntry, Notification
from tasks_app.plan.rules import (
    Basis,
    Given,
    Yardstick,
    contribution_standing,
    fits_the_deadline,
    takes_contributions,
)
from tasks_app.plan.wording import contribution_shown
from tests.calendar.days import PLAIN
from tests.constraints import refused_by
from tests.factories import AssignmentFactory, OrganisationFactory, focal_officer, member

TODAY = date(2024, 10, 15)  # a Tuesday
AT = at_time(TODAY, 9)
GIVEN = Given(Answer.GIVEN, "Đã rà soát 12 thủ tục", Basis("45/BC-STP", date(2024, 10, 14)))
NOTHING = Given(Answer.NOTHING, "Không thuộc lĩnh vực")


def standing(**given):
    facts = {"due_on": None, "answer": None, "answered_on": None} | given
    return contribution_standing(facts.pop("state", State.IN_PROGRESS), **facts, by=Yardstick(TODAY, PLAIN))


@pytest.mark.parametrize(
    ("given", "state", "days"),
    [
        ({}, ContributionState.UNDATED, None),
        ({"due_on": date(2024, 10, 14)}, ContributionState.OVERDUE, -1),
        ({"due_on": date(2024, 10, 15)}, ContributionState.DUE, 0),
        ({"due_on": date(2024, 10, 18)}, ContributionState.DUE, 3),
        # On a Saturday, it counts until the Monday: one day late on Tuesday, and not two.
        ({"due_on": date(2024, 10, 12)}, ContributionState.OVERDUE, -1),
        (
            {"due_on": date(2024, 10, 10), "answer": Answer.GIVEN, "answered_on": date(2024, 10, 11)},
            ContributionState.GIVEN,
            -1,
        ),
        ({"answer": Answer.GIVEN, "answered_on": date(2024, 10, 11)}, ContributionState.GIVEN, None),
        (
            {"due_on": date(2024, 10, 18), "answer": Answer.NOTHING, "answered_on": TODAY},
            ContributionState.NOTHING,
            3,
        ),
        ({"due_on": date(2024, 10, 14), "state": State.SUBMITTED}, ContributionState.CLOSED, -1),
        ({"due_on": date(2024, 10, 14), "state": State.RETURNED}, ContributionState.OVERDUE, -1),
        (
            {"answer": Answer.GIVEN, "answered_on": TODAY, "state": State.COMPLETED},
            ContributionState.GIVEN,
            None,
        ),
    ],
)
def test_how_a_contribution_stands(given, state, days):
    its = standing(**given)

    assert (its.state, its.working_days) == (state, days)
    assert its.is_open == (state in (ContributionState.OVERDUE, ContributionState.DUE, ContributionState.UNDATED))


@pytest.mark.parametrize(
    ("given", "css", "label"),
    [
        ({}, "", "chưa gửi, chưa đặt hạn"),
        ({"due_on": date(2024, 10, 11)}, "s-over", "chưa gửi, quá hạn 2 ngày"),
        ({"due_on": date(2024, 10, 22)}, "s-soon", "chưa gửi, hạn 22/10/2024"),
        ({"due_on": date(2024, 10, 23)}, "s-ontime", "chưa gửi, hạn 23/10/2024"),
        (
            {"due_on": date(2024, 10, 10), "answer": Answer.GIVEN, "answered_on": date(2024, 10, 14)},
            "",
            "đã gửi 14/10/2024, chậm 2 ngày",
        ),
        ({"answer": Answer.NOTHING, "answered_on": TODAY}, "", "không có nội dung phối hợp"),
    ],
)
def test_what_is_read_of_it(given, css, label):
    shown = contribution_shown(standing(**given))

    assert (shown.css, shown.label) == (css, label)


@pytest.mark.parametrize("state", State)
def test_contributions_are_taken_while_the_work_goes_on(state):
    assert takes_contributions(state) == (state in (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED))


@pytest.mark.parametrize(
    ("due_on", "deadline_on", "fits"),
    [
        (date(2024, 10, 31), date(2024, 10, 31), True),
        (date(2024, 11, 1), date(2024, 10, 31), False),
        (date(2030, 1, 1), None, True),
        # The deadline is today: nothing later. It has passed: whatever day is still to come.
        (date(2024, 10, 16), date(2024, 10, 15), False),
        (date(2024, 10, 16), date(2024, 10, 14), True),
    ],
)
def test_the_date_lies_before_the_deadline_or_on_it(due_on, deadline_on, fits):
    assert fits_the_deadline(due_on, deadline_on, today=TODAY) == fits


def coordinated(**given):
    """An assignment with two coordinating organisations, and their contributions."""
    others = OrganisationFactory.create_batch(2)
    assignment = AssignmentFactory(**({"deadline_on": date(2024, 10, 31), "coordinating": others} | given))
    return assignment, list(assignment.contributions.order_by("pk"))


def entries():
    return list(Entry.objects.filter(verb__startswith="contribution.").order_by("pk"))


def give(contribution, given=GIVEN, *, seen=0, by=None, at=AT):
    return actions.give_contribution(contribution, given, seen=seen, by=Actor(by or member()), at=at)


@pytest.mark.django_db
def test_what_is_given_is_kept_and_recorded_with_both_names():
    assignment, (contribution, _other) = coordinated()
    officer, boss = focal_officer(contribution.organisation), member()

    entry = actions.give_contribution(contribution, GIVEN, seen=0, by=Actor(officer, boss), at=AT)

    assert (entry.revision, entry.answer, entry.text) == (1, Answer.GIVEN, "Đã rà soát 12 thủ tục")
    assert (entry.document, entry.document_on) == ("45/BC-STP", date(2024, 10, 14))
    assert (entry.by, entry.for_person, entry.at) == (officer, boss, AT)
    line = entries()[0]
    assert (line.verb, line.subject_id, line.by, line.for_person) == (
        "contribution.given",
        assignment.pk,
        officer,
        boss,
    )
    assert line.details["organisation"]["vi"] == contribution.organisation.name_vi
    assignment.refresh_from_db()
    assert assignment.state == State.ASSIGNED  # a contribution is no report


@pytest.mark.django_db
def test_a_second_word_is_a_revision_and_the_first_stays():
    _assignment, (contribution, _other) = coordinated()
    give(contribution)

    give(contribution, NOTHING, seen=1)

    kept = contribution.entries.values_list("revision", "answer", "text")
    assert list(kept) == [(2, "nothing", "Không thuộc lĩnh vực"), (1, "given", "Đã rà soát 12 thủ tục")]
    assert [line.verb for line in entries()] == ["contribution.given", "contribution.nothing"]


@pytest.mark.django_db
@pytest.mark.parametrize("seen", [0, 1])
def test_the_same_given_twice_is_one(seen):
    _assignment, (contribution, _other) = coordinated()
    give(contribution)

    with pytest.raises(actions.AlreadyGiven, match="09:00 15/10/2024"):
        give(contribution, seen=seen)

    assert ContributionEntry.objects.count() == len(entries()) == 1


@pytest.mark.django_db
def test_what_a_colleague_gave_meanwhile_is_shown_and_not_overwritten():
    _assignment, (contribution, _other) = coordinated()
    theirs = give(contribution, by=focal_officer(contribution.organisation, full_name="Lê Thị Đồng"))

    with pytest.raises(actions.ContributionConflict, match="Lê Thị Đồng") as conflict:
        give(contribution, NOTHING, seen=0)

    assert conflict.value.theirs == theirs
    assert ContributionEntry.objects.get() == theirs


@pytest.mark.django_db
def test_the_first_is_taken_whatever_the_form_says_it_has_seen():
    """Only a form that was tampered with says so; where nobody gave anything there is nobody's to show beside it."""
    _assignment, (contribution, _other) = coordinated()

    assert give(contribution, seen=7).revision == 1


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.SUBMITTED, State.COMPLETED, State.SUSPENDED, State.CANCELLED])
def test_nothing_is_taken_once_the_work_is_submitted_or_stopped(state):
    assignment, (contribution, _other) = coordinated(state=state)

    with pytest.raises(actions.ContributionNotPossible, match=str(state.label).replace("(", r"\(").replace(")", r"\)")):
        give(contribution)
    with pytest.raises(actions.ContributionNotPossible):
        actions.date_contributions(assignment, {contribution.pk: TODAY}, by=Actor(member()), at=AT)

    assert not ContributionEntry.objects.exists()
    assert entries() == []


@pytest.mark.django_db
def test_a_date_is_recorded_and_told_to_those_whose_date_changed():
    assignment, (one, other) = coordinated()
    told, left = focal_officer(one.organisation), focal_officer(other.organisation)
    Notification.objects.all().delete()

    changed = actions.date_contributions(
        assignment, {one.pk: date(2024, 10, 25), other.pk: None}, by=Actor(assignment.responsible), at=AT
    )

    one.refresh_from_db()
    assert (changed, one.due_on) == ([one], date(2024, 10, 25))
    assert entries()[0].details["dates"] == [
        [{"vi": one.organisation.name_vi, "en": one.organisation.name_en}, "2024-10-25"]
    ]
    notification = Notification.objects.get()
    assert (notification.person, notification.happening, notification.quote) == (
        told,
        Happening.CONTRIBUTION_DATED,
        "25/10/2024",
    )
    assert left != notification.person


@pytest.mark.django_db
def test_the_same_dates_again_change_record_and_tell_nothing():
    assignment, (one, _other) = coordinated()
    focal_officer(one.organisation)
    dates, by = {one.pk: date(2024, 10, 25)}, Actor(assignment.responsible)
    actions.date_contributions(assignment, dates, by=by, at=AT)
    told = Notification.objects.count()

    assert actions.date_contributions(assignment, dates, by=by, at=AT) == []

    assert len(entries()) == 1
    assert Notification.objects.count() == told


@pytest.mark.django_db
def test_a_date_that_is_taken_away_is_recorded_and_told_to_nobody():
    assignment, (one, _other) = coordinated()
    focal_officer(one.organisation)
    by = Actor(assignment.responsible)
    actions.date_contributions(assignment, {one.pk: date(2024, 10, 25)}, by=by, at=AT)
    told = Notification.objects.count()

    actions.date_contributions(assignment, {one.pk: None}, by=by, at=AT)

    one.refresh_from_db()
    assert one.due_on is None
    assert entries()[-1].details["dates"][0][1] is None
    assert Notification.objects.count() == told


@pytest.mark.django_db
def test_a_date_after_the_deadline_is_refused():
    assignment, (one, _other) = coordinated()

    with pytest.raises(ValueError, match="deadline"):
        actions.date_contributions(assignment, {one.pk: date(2024, 11, 1)}, by=Actor(member()), at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("a_contribution_has_each_revision_once", {"revision": 1}),
        ("a_contribution_says_what_is_given_or_why_nothing", {"text": ""}),
        ("a_document_that_is_given_has_its_date", {"document": "45/BC"}),
        ("a_document_that_is_given_has_its_date", {"document_on": TODAY}),
        (
            "a_document_that_is_given_has_its_date",
            {"answer": Answer.NOTHING, "document": "45/BC", "document_on": TODAY},
        ),
    ],
)
def test_what_the_database_refuses(name, wrong):
    _assignment, (contribution, _other) = coordinated()
    give(contribution)
    facts = {"revision": 2, "answer": Answer.GIVEN, "text": "Đã góp ý", "at": AT, "by": member()}

    with refused_by(name):
        ContributionEntry.objects.create(contribution=contribution, **(facts | wrong))
