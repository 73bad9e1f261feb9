"""The pages of inspections: from the plan to the re-check; who finds a surprise; that nothing typed is lost."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks_app.common import stamps
from tasks_app.common.actors import Actor
from tasks_app.inspections.enums import InspectionState, Result
from tasks_app.inspections.models import Inspection, Recheck, Recommendation
from tests.factories import KeyTaskFactory, OrganisationFactory, focal_officer, inspector, member, oversee, secretary
from tests.factories.meetings import carried_out, inspection, recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor(secretary())


@pytest.fixture
def place():
    its = OrganisationFactory()
    oversee(member(), its)
    return its


@pytest.fixture
def key_task(plan):
    return KeyTaskFactory(plan=plan)


def test_from_the_plan_to_the_re_check(client_of, by, place, key_task):
    browser = client_of(by.person)
    said = {"organisation": place.pk, "starts_on": "15/10/2024", "ends_on": "15/10/2024", "is_surprise": "on"}
    browser.post(reverse("inspection_new"), said)
    its = Inspection.objects.get()
    browser.post(reverse("inspection_step", args=[its.pk, "carry-out"]))
    address = reverse("inspection_findings", args=[its.pk])
    seen = browser.get(address).context["form"].mark
    browser.post(address, {"hours": "Một số công chức đi muộn", "count_late": "3", "seen": seen})
    asked = {"text": "Chấn chỉnh giờ giấc", "key_task": key_task.pk, "deliverable": "Báo cáo"}
    asked |= {"deadline_on": "25/10/2024", "recheck_on": "28/10/2024"}
    browser.post(reverse("inspection_recommend", args=[its.pk]), asked)
    one = Recommendation.objects.get()
    assert one.task.assignments.get().organisation == place
    conclusion = {"number": "12/KL-SNV", "issued_on": "15/10/2024"}
    browser.post(reverse("inspection_conclude", args=[its.pk]), conclusion)
    assert Inspection.objects.get().state == InspectionState.CONCLUDED

    found = {"result": "partly", "on": "15/10/2024", "note": "Còn một phòng"}
    refused = browser.post(reverse("inspection_recheck", args=[one.pk]), found)
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert refused.context["form"].errors.keys() == {"next_on"}
    browser.post(reverse("inspection_recheck", args=[one.pk]), found | {"next_on": "20/11/2024"})
    assert Recheck.objects.get().result == Result.PARTLY

    page = browser.get(reverse("inspection_detail", args=[its.pk])).content.decode()
    for words in ("Một số công chức đi muộn", "Chấn chỉnh giờ giấc", "12/KL-SNV", "Còn một phòng", "20/11/2024"):
        assert words in page


def test_a_surprise_is_found_by_nobody_whom_it_would_warn(client_of, by, place):
    its = inspection(place, by=by, is_surprise=True)
    officer = client_of(focal_officer(place))

    assert officer.get(reverse("inspection_detail", args=[its.pk])).status_code == HTTPStatus.NOT_FOUND
    page = officer.get(reverse("inspection_list"))
    assert page.context["rows"] == []
    assert list(page.context["form"].fields["organisation"].choices)[1:] == []
    assert client_of(inspector()).get(reverse("inspection_detail", args=[its.pk])).status_code == HTTPStatus.OK


def test_findings_that_another_has_saved_stand_beside_what_was_typed(client_of, by, place):
    its = carried_out(place, by=by)
    browser, address = client_of(by.person), reverse("inspection_findings", args=[its.pk])
    seen = browser.get(address).context["form"].mark
    browser.post(address, {"hours": "Một", "seen": seen})

    answer = browser.post(address, {"hours": "Hai", "seen": seen})

    assert answer.status_code == HTTPStatus.CONFLICT
    page = answer.content.decode()
    assert "Một" in page
    assert "Hai" in page


def test_what_is_due_stands_first_and_figures_are_for_those_who_follow(client_of, by, place, key_task):
    its = carried_out(place, by=by)
    recommendation(its, key_task, member(), by=by)

    page = client_of(by.person).get(reverse("inspection_list"))
    assert [row.is_due for row in page.context["waiting"]] == [False]
    assert page.context["figures"].inspections == 1
    assert client_of(focal_officer(place)).get(reverse("inspection_list")).context["figures"] is None


@pytest.mark.parametrize("name", ["inspection_list", "inspection_detail"])
def test_pages_have_a_constant_number_of_queries(client_of, by, place, key_task, name):
    its = carried_out(place, by=by)
    browser, address = client_of(by.person), reverse(name, args=[its.pk] if name == "inspection_detail" else [])

    def queries():
        stamps.forget_all()
        with CaptureQueriesContext(connection) as caught:
            browser.get(address)
        return len(caught)

    recommendation(its, key_task, member(), by=by)
    queries()
    few = queries()
    for _more in range(2):
        recommendation(its, key_task, member(), by=by)
        carried_out(OrganisationFactory(), by=by)
    assert queries() == few
