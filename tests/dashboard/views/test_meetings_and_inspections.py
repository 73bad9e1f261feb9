"""The conclusion is typed in the meeting mode too; inspections stand on the page of their organisation."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.meetings.models import Meeting
from tests.factories import AssignmentFactory, focal_officer, inspector, secretary
from tests.factories.meetings import carried_out, held_meeting, inspection

pytestmark = pytest.mark.django_db


def test_the_conclusion_of_the_meeting_of_today_is_typed_in_the_meeting_mode(client_of, plan):
    by = Actor(secretary())
    AssignmentFactory(task__key_task__plan=plan)
    held_meeting(by=by)
    browser, address = client_of(by.person), reverse("meeting", args=[2])
    form = browser.get(address).context["form"]

    answer = browser.post(
        reverse("meeting_conclusion", args=[Meeting.objects.get().pk]),
        {"text": "Giao Sở Nội vụ", "seen": form.mark, "page": 2},
    )

    assert (answer.status_code, answer.url) == (HTTPStatus.FOUND, address)
    assert Meeting.objects.get().conclusion == "Giao Sở Nội vụ"
    assert "running" not in client_of(inspector()).get(address).context


def test_an_organisations_inspections_stand_on_its_page_once_carried_out(client_of, plan):
    by = Actor(secretary())
    place = AssignmentFactory(task__key_task__plan=plan).organisation
    done, planned = carried_out(place, by=by), inspection(place, by=by, is_surprise=True)

    page = client_of(focal_officer(place)).get(reverse("organisation_detail", args=[place.pk])).content.decode()

    assert reverse("inspection_detail", args=[done.pk]) in page
    assert reverse("inspection_detail", args=[planned.pk]) not in page
