"""The files of meetings and inspections have what their pages show."""

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tests.exports.files import rows, sheets, taken_out
from tests.factories import KeyTaskFactory, OrganisationFactory, focal_officer, member, secretary
from tests.factories.meetings import carried_out, inspection, meeting, recommendation

pytestmark = pytest.mark.django_db


def test_meetings_as_they_are_listed(client_of, plan):
    by = Actor(secretary())
    meeting(by=by, place="Hội trường lớn")
    meeting(by=by, title_vi="Chuyên đề", kind="thematic")

    found = rows(taken_out(client_of(by.person), reverse("meeting_list") + "?kind=thematic"))

    assert [row["Cuộc họp"] for row in found] == ["Chuyên đề"]


def test_inspections_and_their_recommendations_without_a_surprise_to_come(client_of, plan):
    by, place = Actor(secretary()), OrganisationFactory()
    recommendation(carried_out(place, by=by), KeyTaskFactory(plan=plan), member(), by=by)
    inspection(place, by=by, is_surprise=True)

    book = sheets(taken_out(client_of(focal_officer(place)), reverse("inspection_list")))

    assert len(book["Kiểm tra"]) == 1
    assert [row["Kiến nghị"] for row in book["Kiến nghị"]] == ["Niêm yết lại bộ thủ tục hành chính"]
