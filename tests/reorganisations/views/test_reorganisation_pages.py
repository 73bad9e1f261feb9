"""The wizard: a reorganisation is put together, planned and taken back through its pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tasks_app.common import clock, stamps
from tasks_app.common.dates import at_time
from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import Assignment
from tasks_app.reorganisations.actions import apply_due
from tasks_app.reorganisations.enums import ReorganisationState
from tasks_app.reorganisations.models import Allotment, Reorganisation
from tests.factories import AssignmentFactory, LocalityFactory, merger, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def day():
    return clock.today() + timedelta(days=20)


@pytest.fixture
def at_work(client):
    client.force_login(secretary())
    return client


@pytest.fixture
def its(day):
    cua_lo, vinh = LocalityFactory(name_vi="Thị xã Cửa Lò"), LocalityFactory(name_vi="Thành phố Vinh")
    AssignmentFactory(organisation=cua_lo)
    return merger(cua_lo, vinh, day=day, by=secretary())


def details(day: date, **given) -> dict:
    return {
        "kind": "merger",
        "title_vi": "Sắp xếp thử",
        "day": f"{day:%d/%m/%Y}",
        "basis": "12/NQ-HĐND",
    } | given


def test_from_nothing_to_work_that_has_passed(at_work, day):
    """Begun, put together with a new successor, planned, in effect on its day."""
    cua_lo = LocalityFactory(name_vi="Thị xã Cửa Lò")
    work = AssignmentFactory(organisation=cua_lo)
    at_work.post(reverse("reorganisation_new"), details(day))
    its = Reorganisation.objects.get()
    assert its.state == ReorganisationState.DRAFT

    line = {
        "predecessors": [cua_lo.pk],
        "successor": "new",
        "name_vi": "Thành phố Biển",
        "kind": "locality",
        "locality_type": "thanh_pho",
        "takes_rest": "on",
        "seen": its.version,
    }
    answer = at_work.post(reverse("reorganisation_line_add", args=[its.pk]), line, follow=True)
    assert "Thành phố Biển" in answer.content.decode()
    its.refresh_from_db()
    at_work.post(reverse("reorganisation_step", args=[its.pk, "plan"]), {"seen": its.version})
    its.refresh_from_db()
    assert its.state == ReorganisationState.PLANNED

    apply_due(at=at_time(day, 0, 10))

    work.refresh_from_db()
    assert work.organisation == Organisation.objects.get(name_vi="Thành phố Biển")
    shown = at_work.get(reverse("reorganisation_detail", args=[its.pk])).content.decode()
    assert "Thị xã Cửa Lò" in shown


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_vi": ""}, "title_vi"),
        ({"basis": ""}, "basis"),
        ({"day": "31/02/2025"}, "day"),
        ({"kind": "gossip"}, "kind"),
        ({"basis_on": "01/01/2190"}, "basis_on"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(at_work, day, wrong, field):
    answer = at_work.post(reverse("reorganisation_new"), details(day, title_en="Kept words") | wrong)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Kept words" in answer.content.decode()
    assert not Reorganisation.objects.exists()


def test_a_new_successor_needs_its_name_and_type(at_work, its):
    given = {
        "predecessors": [its.successions.get().predecessor_id],
        "successor": "new",
        "kind": "commune",
        "seen": its.version,
    }
    answer = at_work.post(reverse("reorganisation_line_add", args=[its.pk]), given)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name_vi", "locality_type"}


def test_who_did_not_see_the_last_version_is_told_and_loses_nothing(at_work, its):
    given = {"organisation": its.successions.get().predecessor_id, "name_vi": "Tên mới", "parent": ""}

    answer = at_work.post(reverse("reorganisation_change_add", args=[its.pk]), given | {"seen": its.version + 1})

    assert answer.status_code == 409
    assert "Tên mới" in answer.content.decode()


def test_a_line_is_taken_out(at_work, its):
    line = its.successions.get()

    at_work.post(reverse("reorganisation_line_remove", args=[line.pk]), {"seen": its.version})

    assert not its.successions.exists()


def test_work_is_given_to_whom_was_chosen(at_work, its):
    other, work = LocalityFactory(), Assignment.objects.get()
    page = reverse("reorganisation_allot", args=[its.successions.get().pk])

    at_work.post(page, {"seen": its.version, f"to-{work.pk}": other.pk})

    assert Allotment.objects.get().organisation == other
    assert at_work.get(page).context["form"][f"to-{work.pk}"].value() == str(other.pk)


def test_what_stands_in_the_way_is_said_before_planning(at_work, its):
    its.successions.update(successor=None)

    answer = at_work.get(reverse("reorganisation_step", args=[its.pk, "plan"]))
    assert [found.gap for found in answer.context["gaps"]] == ["work_without_successor"]

    at_work.post(reverse("reorganisation_step", args=[its.pk, "plan"]), {"seen": its.version})
    its.refresh_from_db()
    assert its.state == ReorganisationState.DRAFT


def test_what_was_changed_since_the_page_was_opened_is_not_planned_unseen(at_work, its):
    page = reverse("reorganisation_step", args=[its.pk, "plan"])
    seen = its.version
    at_work.post(reverse("reorganisation_line_remove", args=[its.successions.get().pk]), {"seen": seen})

    answer = at_work.post(page, {"seen": seen}, follow=True)

    its.refresh_from_db()
    assert its.state == ReorganisationState.DRAFT
    assert "thay đổi" in answer.content.decode()


def test_not_carrying_out_needs_a_reason(at_work, its):
    page = reverse("reorganisation_step", args=[its.pk, "cancel"])

    assert at_work.post(page, {"reason": " "}).status_code == 422
    at_work.post(page, {"reason": "Hoãn", "seen": its.version})
    its.refresh_from_db()
    assert its.state == ReorganisationState.CANCELLED


def test_taken_back_through_its_page(at_work, its, day):
    at_work.post(reverse("reorganisation_step", args=[its.pk, "plan"]), {"seen": its.version})
    apply_due(at=at_time(day, 0, 10))
    assert Assignment.objects.get().organisation.name_vi == "Thành phố Thử nghiệm"

    answer = at_work.post(reverse("reorganisation_step", args=[its.pk, "reverse"]), {"reason": "Nhầm"})

    assert answer.status_code == 302
    assert Assignment.objects.get().organisation.name_vi == "Thị xã Cửa Lò"


def test_a_long_one_costs_no_more_queries(at_work, its, django_assert_max_num_queries):
    page = reverse("reorganisation_detail", args=[its.pk])
    at_work.get(page)
    stamps.forget_all()
    with django_assert_max_num_queries(40) as short:
        at_work.get(page)
    for _one in range(3):
        other = LocalityFactory()
        AssignmentFactory(organisation=other)
        its.successions.create(predecessor=other, successor=its.successions.first().successor)
    stamps.forget_all()
    with django_assert_max_num_queries(len(short)):
        at_work.get(page)
