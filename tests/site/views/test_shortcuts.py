import pytest
from django.urls import reverse

from tasks_app.common.shortcuts import PLACES
from tests.factories import inspector, member, secretary

pytestmark = pytest.mark.django_db


def shown(client, person) -> str:
    client.force_login(person)
    return client.get(reverse("shortcuts")).content.decode()


def test_the_sheet_names_the_keys_of_the_places_that_one_has(client):
    sheet = shown(client, member())

    assert f"<kbd>{PLACES['my_work'].upper()}</kbd></dt><dd>Việc của tôi</dd>" in sheet
    assert "Tổng quan</dd>" not in sheet


def test_the_keys_of_a_review_are_for_those_who_review(client):
    assert "Trả lại báo cáo" in shown(client, secretary())
    assert "Trả lại báo cáo" not in shown(client, inspector())


def test_each_place_carries_its_key(client):
    page = shown(client, secretary())

    assert f'<a href="{reverse("overview")}" accesskey="{PLACES["overview"]}"' in page
    assert f'<a href="{reverse("tools")}" accesskey="{PLACES["tools"]}"' in page
