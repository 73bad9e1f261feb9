"""Whom an urging reaches."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.people.enums import Role
from tasks_app.reminders.actions import urge
from tasks_app.reminders.queries import mails_of, to_urge
from tests.factories import AssignmentFactory, LocalityFactory, appoint, focal_officer, member, secretary

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 15)


def found(*assignments, by=None):
    return to_urge(assignments, by=by or Actor(secretary()), on=TODAY)


def test_the_longest_overdue_comes_first_and_what_has_no_deadline_last():
    late = AssignmentFactory(deadline_on=date(2024, 10, 10))
    later = AssignmentFactory(deadline_on=date(2024, 9, 1))
    never = AssignmentFactory(deadline_on=None)

    assert [one.assignment for one in found(never, late, later)] == [later, late, never]


def test_the_responsible_member_and_the_focal_officers_of_today_are_reached():
    assignment = AssignmentFactory()
    officer = focal_officer(assignment.organisation)
    focal_officer(assignment.organisation, is_active=False)
    focal_officer(assignment.organisation, email="")
    focal_officer(LocalityFactory())

    assert found(assignment)[0].recipients == [assignment.responsible, officer]


def test_who_urges_and_the_one_he_acts_for_are_not_among_them():
    assignment = AssignmentFactory()
    officer = focal_officer(assignment.organisation)

    [one] = found(assignment, by=Actor(officer, for_person=assignment.responsible))

    assert one.recipients == []


def test_urged_today_is_what_one_of_the_two_urged_today():
    assignment = AssignmentFactory()
    person, other = secretary(), secretary()
    urge(assignment, by=Actor(person), at=at_time(date(2024, 10, 14), 9))
    assert not found(assignment, by=Actor(person))[0].urged_today

    urge(assignment, by=Actor(other, for_person=person), at=at_time(TODAY, 7))

    assert [found(assignment, by=Actor(one))[0].urged_today for one in (person, other, secretary())] == [
        True,
        True,
        False,
    ]


def test_each_person_is_mailed_once_about_all_that_is_his():
    responsible = member(full_name="Trần Văn An")
    one, other = AssignmentFactory(responsible=responsible), AssignmentFactory(responsible=responsible)
    appoint(responsible, Role.FOCAL_OFFICER, organisation=one.organisation)
    officer = focal_officer(other.organisation, full_name="Lê Thị Bình")

    assert mails_of(found(one, other)) == [(responsible, [one, other]), (officer, [other])]


def test_three_queries_for_however_many(queries):
    by = Actor(secretary())

    for number in (1, 4):
        assignments = AssignmentFactory.create_batch(number)
        assert queries(lambda them=assignments: to_urge(them, by=by, on=TODAY)) == 3
