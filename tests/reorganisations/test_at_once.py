"""Two at once, on the database that serves."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan.models import Assignment
from tasks_app.reorganisations.actions import ReorganisationRefused, apply_reorganisation, plan_reorganisation
from tasks_app.reorganisations.models import Passing
from tests.at_once import at_once
from tests.factories import AssignmentFactory, LocalityFactory, merger, secretary

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

DAY = date(2024, 12, 1)


@pytest.fixture
def planned():
    cua_lo = LocalityFactory()
    for _one in range(3):
        AssignmentFactory(organisation=cua_lo, at=at_time(date(2024, 9, 2), 8))
    its = merger(cua_lo, LocalityFactory(), day=DAY, by=secretary())
    return plan_reorganisation(its, seen=1, by=Actor(its.by), at=at_time(date(2024, 11, 1), 9))


def test_two_workers_let_it_take_effect_once(planned):
    def apply():
        try:
            apply_reorganisation(planned, by=None, at=at_time(DAY, 0, 10))
        except ReorganisationRefused:
            return "refused"
        return "applied"

    assert sorted(at_once(apply, apply)) == ["applied", "refused"]
    assert Passing.objects.filter(what="assignment").count() == 3
    assert Assignment.objects.get(pk=Passing.objects.filter(what="assignment").first().thing).holders.count() == 2
