"""Two secretaries at once, on a real PostgreSQL."""

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.inspections import actions
from tasks_app.inspections.enums import Result, Topic
from tasks_app.inspections.models import Recheck
from tasks_app.inspections.queries import findings_of
from tests.at_once import at_once
from tests.factories import KeyTaskFactory, OrganisationFactory, member, secretary
from tests.factories.meetings import DAY, carried_out, recommendation

AT = at_time(DAY, 17)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_a_recommendation_is_found_remedied_once():
    one, other = Actor(secretary()), Actor(secretary())
    asked = recommendation(carried_out(OrganisationFactory(), by=one), KeyTaskFactory(), member(), by=one)

    results = at_once(
        lambda: actions.recheck(asked, Result.REMEDIED, DAY, by=one, at=AT),
        lambda: actions.recheck(asked, Result.REMEDIED, DAY, by=other, at=AT),
    )

    assert sorted(type(result).__name__ for result in results) == ["Recheck", "RemediedAlready"]
    assert Recheck.objects.count() == 1


def test_of_two_who_write_findings_the_second_is_told():
    one, other = Actor(secretary()), Actor(secretary())
    its = carried_out(OrganisationFactory(), by=one)

    results = at_once(
        lambda: actions.write_findings(its, {Topic.HOURS: "Một"}, {}, seen=({}, {}), by=one, at=AT),
        lambda: actions.write_findings(its, {Topic.HOURS: "Hai"}, {}, seen=({}, {}), by=other, at=AT),
    )

    assert sorted(type(result).__name__ for result in results) == ["EditedMeanwhile", "Inspection"]
    assert findings_of(its)["hours"] in ("Một", "Hai")
