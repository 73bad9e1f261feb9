import pytest
from django.urls import reverse

from tasks_app.indicators.enums import Side
from tasks_app.indicators.models import IndicatorTarget
from tasks_app.journal.queries import record_of
from tests.factories import IndicatorFactory, inspector, member, secretary, target

pytestmark = pytest.mark.django_db


@pytest.fixture
def its():
    return target(IndicatorFactory(), 90, side=Side.LOCALITIES)


def url_of(its) -> str:
    return reverse("target_withdraw", args=[its.pk])


def test_it_says_what_follows_and_does_nothing_yet(client_of, its):
    page = client_of(secretary()).get(url_of(its)).content.decode()

    assert "<b>≥ 90%</b> Địa phương, 2024" in page
    assert IndicatorTarget.objects.count() == 1


def test_the_target_is_withdrawn_and_stays_in_the_history(client_of, its):
    response = client_of(secretary()).post(url_of(its))

    assert response.url == reverse("indicator_detail", args=[its.definition_id])
    assert IndicatorTarget.objects.newest().get().value is None
    assert IndicatorTarget.objects.filter(pk=its.pk, value=90).exists()
    assert record_of(its.definition).first().details["changed"] == {"target": ["90.00", None]}


def test_twice_it_is_gone(client_of, its):
    browser = client_of(secretary())
    browser.post(url_of(its))

    assert browser.post(url_of(its)).status_code == 404
    assert IndicatorTarget.objects.count() == 2


def test_of_what_is_withdrawn_nothing_is_left_to_withdraw(client_of, its):
    browser = client_of(secretary())
    browser.post(url_of(its))
    withdrawn = IndicatorTarget.objects.newest().get()

    assert browser.get(url_of(withdrawn)).status_code == 404


@pytest.mark.parametrize("person", [member, inspector])
def test_others_find_nothing(client_of, its, person):
    browser = client_of(person())

    assert browser.get(url_of(its)).status_code == 404
    assert browser.post(url_of(its)).status_code == 404
    assert IndicatorTarget.objects.count() == 1
