"""An organisation is put right, or entered."""

import json
from datetime import date

import pytest
from django.urls import reverse

from tasks_app.journal.models import Entry
from tasks_app.organisations.models import Organisation
from tasks_app.organisations.rules import CORRECTED
from tests.factories import OrganisationFactory, secretary

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(client):
    client.force_login(secretary())
    return client


def corrected(its, **given) -> dict:
    now = {name: getattr(its, name) for name in CORRECTED}
    return now | given | {"seen": json.dumps(now, ensure_ascii=False)}


def test_a_short_name_is_put_right_and_recorded(at_work):
    its = OrganisationFactory(short_vi="SNV")

    at_work.post(reverse("organisation_edit", args=[its.pk]), corrected(its, short_vi="Sở NV"))

    assert Organisation.objects.get(pk=its.pk).short_vi == "Sở NV"
    assert Entry.objects.get(verb="organisation.corrected").details["changed"] == {"short_vi": ["SNV", "Sở NV"]}


def test_another_name_is_a_correction_only_where_that_is_said(at_work):
    its = OrganisationFactory(name_vi="Sở Nội vu")
    page = reverse("organisation_edit", args=[its.pk])

    answer = at_work.post(page, corrected(its, name_vi="Sở Nội vụ"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["is_correction"])

    at_work.post(page, corrected(its, name_vi="Sở Nội vụ", is_correction="on"))
    assert Organisation.objects.get(pk=its.pk).name_vi == "Sở Nội vụ"


def test_who_did_not_see_the_last_change_loses_nothing(at_work):
    its = OrganisationFactory(short_vi="SNV")
    sent = corrected(its, short_vi="Sở NV")
    Organisation.objects.filter(pk=its.pk).update(short_en="HA")

    answer = at_work.post(reverse("organisation_edit", args=[its.pk]), sent)

    assert answer.status_code == 409
    assert "Sở NV" in answer.content.decode()
    assert Organisation.objects.get(pk=its.pk).short_vi == "SNV"


def test_nothing_changed_is_nothing_recorded(at_work):
    its = OrganisationFactory()

    at_work.post(reverse("organisation_edit", args=[its.pk]), corrected(its))

    assert not Entry.objects.filter(verb="organisation.corrected").exists()


def test_a_new_organisation_begins_on_its_day(at_work):
    given = {"name_vi": "Sở Thử", "kind": "specialised", "valid_from": "01/03/2025", "basis": "9/NQ-HĐND"}

    at_work.post(reverse("organisation_new"), given)

    its = Organisation.objects.get(name_vi="Sở Thử")
    assert (its.valid_from, its.key) == (date(2025, 3, 1), "So-Thu")
    assert Entry.objects.get(verb="organisation.founded").details["basis"] == "9/NQ-HĐND"


def test_a_new_locality_needs_its_type(at_work):
    given = {"name_vi": "Xã Thử", "kind": "commune", "valid_from": "01/03/2025", "basis": "9/NQ-HĐND"}

    answer = at_work.post(reverse("organisation_new"), given)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["locality_type"])
