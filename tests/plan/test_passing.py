"""Work passes to another organisation or member, many assignments at once."""

from datetime import date

import pytest

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.organisations.models import Organisation
from tasks_app.plan.actions import hand_to_members, pass_to_organisations
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Phase
from tests.factories import AssignmentFactory, LocalityFactory, member, secretary

pytestmark = pytest.mark.django_db

ISSUED = at_time(date(2024, 9, 2), 8)
AT = at_time(date(2024, 12, 1), 0, 5)
EVE = date(2024, 11, 30)


@pytest.fixture
def work():
    return [AssignmentFactory(at=ISSUED) for _one in range(3)]


def passed(work, to, **given):
    return pass_to_organisations({one.pk: to for one in work}, **{"by": Actor(secretary()), "at": AT} | given)


def test_it_is_led_by_the_other_from_that_day_on(work):
    vinh = LocalityFactory()
    before = {one.pk: one.organisation for one in work}

    passed(work, vinh)

    for one in Assignment.objects.all():
        assert one.organisation == vinh
        assert one.first_organisation == before[one.pk]
        assert [(its.organisation, its.valid_from, its.valid_to) for its in one.holders.all()] == [
            (before[one.pk], date(2024, 9, 2), EVE),
            (vinh, date(2024, 12, 1), None),
        ]


def test_earlier_days_stay_as_they_were(work):
    before = {one.pk: one.organisation_id for one in work}

    passed(work, LocalityFactory())

    assert dict(Phase.objects.on(EVE).values_list("assignment", "organisation")) == before


def test_nothing_else_of_it_changes(work):
    kept = [name for name in Phase.HELD if name != "organisation_id"]
    before = list(Assignment.objects.order_by("pk").values(*kept))

    passed(work, LocalityFactory())

    assert list(Assignment.objects.order_by("pk").values(*kept)) == before


def test_both_names_are_recorded(work):
    vinh = LocalityFactory(name_vi="Thành phố Vinh", name_en="Vinh City")
    old = work[0].organisation

    passed(work[:1], vinh, document="1243/NQ-UBTVQH15")

    entry = Entry.objects.get(verb="assignment.passed_on")
    assert entry.details == {
        "parties": [{"vi": old.name_vi, "en": old.name_en}, {"vi": "Thành phố Vinh", "en": "Vinh City"}],
        "document": "1243/NQ-UBTVQH15",
    }


def test_a_repetition_changes_nothing(work):
    vinh = LocalityFactory()
    passed(work, vinh)
    phases = Phase.objects.count()

    assert passed(work, vinh) == []
    assert (Phase.objects.count(), Entry.objects.filter(verb="assignment.passed_on").count()) == (phases, 3)


def test_a_draft_passes_without_a_holder():
    draft = AssignmentFactory(state=State.DRAFT)

    passed([draft], LocalityFactory())

    draft.refresh_from_db()
    assert (draft.state, draft.holders.count()) == (State.DRAFT, 0)
    assert draft.organisation != draft.first_organisation


def test_twice_on_a_day_the_last_counts(work):
    first, second = LocalityFactory(), LocalityFactory()
    passed(work, first)
    passed(work, second)

    assert set(Phase.objects.on(AT.date()).values_list("organisation", flat=True)) == {second.pk}
    assert set(Assignment.objects.values_list("organisation", flat=True)) == {second.pk}


def test_a_member_takes_over(work):
    other = member()
    before = {one.pk: one.responsible_id for one in work}

    hand_to_members({one.pk: other for one in work}, by=Actor(secretary()), at=AT, document="3/QĐ-BCĐ")

    assert set(Assignment.objects.values_list("responsible", flat=True)) == {other.pk}
    assert dict(Phase.objects.on(EVE).values_list("assignment", "responsible")) == before
    assert [its.valid_to for its in work[0].responsibles.all()] == [EVE, None]


def test_many_cost_no_more_statements_than_one(django_assert_max_num_queries):
    one, many = [AssignmentFactory(at=ISSUED)], [AssignmentFactory(at=ISSUED) for _one in range(8)]
    vinh, by = LocalityFactory(), Actor(secretary())
    Organisation.objects.count()

    with django_assert_max_num_queries(14):
        pass_to_organisations({its.pk: vinh for its in one}, by=by, at=AT)
    with django_assert_max_num_queries(14):
        pass_to_organisations({its.pk: vinh for its in many}, by=by, at=AT)
