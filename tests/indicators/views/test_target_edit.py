from decimal import Decimal
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.indicators.enums import Direction, Side
from tasks_app.indicators.models import IndicatorTarget
from tasks_app.plan.models import SourceDocument
from tests.factories import IndicatorFactory, OrganisationFactory, PlanFactory, inspector, member, secretary, target

pytestmark = pytest.mark.django_db

TYPED = {"whom": "", "comparison": "loose", "value": "95", "source_document": ""}


@pytest.fixture(autouse=True)
def plan():
    return PlanFactory()


@pytest.fixture
def unit():
    return OrganisationFactory()


@pytest.fixture
def indicator(unit):
    return IndicatorFactory(reporters=[unit])


def url_of(indicator) -> str:
    return reverse("target_edit", args=[indicator.pk])


def set_as(browser, indicator, **typed):
    return browser.post(url_of(indicator), TYPED | typed)


def goals(indicator) -> list[tuple]:
    rows = IndicatorTarget.objects.newest().filter(definition=indicator).order_by("pk")
    return [(row.side, row.organisation, row.value, row.is_strict) for row in rows]


def test_a_target_is_set_for_everybody(client_of, indicator):
    document = SourceDocument.objects.create(key="plan", title_vi="Kế hoạch")

    response = set_as(client_of(secretary()), indicator, value="95,5", source_document=document.pk)

    assert response.url == reverse("indicator_detail", args=[indicator.pk])
    assert goals(indicator) == [("", None, Decimal("95.5"), False)]
    assert IndicatorTarget.objects.get().source_document == document


def test_a_target_is_set_for_a_side_or_an_organisation(client_of, indicator, unit):
    browser = client_of(secretary())

    set_as(browser, indicator, whom="localities", value="80")
    set_as(browser, indicator, whom=str(unit.pk), value="97", comparison="strict")

    assert goals(indicator) == [(Side.LOCALITIES, None, 80, False), ("", unit, 97, True)]


def test_the_same_again_is_answered_with_courtesy(client_of, indicator):
    browser = client_of(secretary())
    set_as(browser, indicator)

    response = browser.post(url_of(indicator), TYPED, follow=True)

    assert [str(one) for one in response.context["messages"]][-1].startswith("Chỉ tiêu này đã có sẵn")
    assert IndicatorTarget.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "101"}, "value"),
        ({"value": "95%"}, "value"),
        ({"value": "9,125"}, "value"),
        ({"comparison": ""}, "comparison"),
        ({"whom": "999999"}, "whom"),
        ({"source_document": "999999"}, "source_document"),
    ],
)
def test_wrong_input_is_said_and_nothing_is_set(client_of, indicator, typed, field):
    response = set_as(client_of(secretary()), indicator, **typed)

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == [field]
    assert not IndicatorTarget.objects.exists()


def test_where_lower_is_better_the_words_turn_round(client_of, unit):
    page = client_of(secretary()).get(url_of(IndicatorFactory(reporters=[unit], direction=Direction.LOWER)))

    assert "không quá mức này" in page.content.decode()


def test_of_the_province_alone_there_is_one_target(client_of):
    indicator = IndicatorFactory(by_organisation=False)
    browser = client_of(secretary())

    assert [key for key, _label in browser.get(url_of(indicator)).context["form"].fields["whom"].choices] == [""]
    assert set_as(browser, indicator, whom="localities").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_those_in_force_stand_beside_it_with_the_way_to_withdraw_them(client_of, indicator):
    its = target(indicator, 90)

    page = client_of(secretary()).get(url_of(indicator)).content.decode()

    assert f'href="{reverse("target_withdraw", args=[its.pk])}"' in page


@pytest.mark.parametrize("person", [member, inspector])
def test_others_find_nothing(client_of, indicator, person):
    browser = client_of(person())

    assert browser.get(url_of(indicator)).status_code == 404
    assert set_as(browser, indicator).status_code == 404


def test_without_a_plan_there_is_nothing_to_set(client_of, indicator, plan):
    plan.delete()

    assert client_of(secretary()).get(url_of(indicator)).status_code == 404
