"""The pages of meetings: from an agenda to tasks that are out; what each reads; that nothing typed is lost."""

from datetime import date
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tasks_app.common import stamps
from tasks_app.common.actors import Actor
from tasks_app.meetings.enums import MeetingState
from tasks_app.meetings.models import Decision, Meeting
from tests.factories import KeyTaskFactory, OrganisationFactory, focal_officer, inspector, member, oversee, secretary
from tests.factories.meetings import DAY, concluded_meeting, decision, held_meeting, meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor(secretary())


@pytest.fixture
def key_task(plan):
    return KeyTaskFactory(plan=plan)


def test_from_an_agenda_to_a_task_that_is_out(client_of, by, key_task):
    lead = OrganisationFactory()
    oversee(member(), lead)
    browser = client_of(by.person)
    said = {"kind": "quarterly", "title_vi": "Phiên họp Quý III", "on": "15/10/2024", "begins": "8h30"}
    browser.post(reverse("meeting_new"), said | {"whole_committee": "on"})
    its = Meeting.objects.get()
    assert f"{its.starts_at:%H:%M}" == "01:30"

    browser.post(reverse("meeting_item_new", args=[its.pk]), {"title_vi": "Kết quả quý", "presenter": lead.pk})
    browser.post(reverse("meeting_step", args=[its.pk, "hold"]))
    item = its.items.get()
    asked = {"text": "Công khai kết quả", "item": item.pk, "key_task": key_task.pk, "deliverable": "Báo cáo"}
    asked |= {"organisations": [lead.pk], "deadline_words": "trước ngày 16/11"}
    answer = browser.post(reverse("meeting_decide", args=[its.pk]), asked)
    assert answer.status_code == HTTPStatus.FOUND
    one = Decision.objects.get()
    assert (one.item, one.task.deadline_on, one.task.assignments.get().organisation) == (item, date(2024, 11, 15), lead)

    address = reverse("meeting_conclusion", args=[its.pk])
    seen = browser.get(address).context["form"].mark
    browser.post(address, {"text": "Giao Sở Nội vụ", "seen": seen})
    browser.post(reverse("meeting_step", args=[its.pk, "conclude"]))
    assert Meeting.objects.get().state == MeetingState.CONCLUDED
    page = browser.get(reverse("meeting_detail", args=[its.pk])).content.decode()
    assert "Giao Sở Nội vụ" in page
    assert "số … chờ ban hành" in page
    assert reverse("assignment_detail", args=[one.task.assignments.get().pk]) in page


def test_a_deadline_that_is_not_understood_asks_for_the_day_and_loses_nothing(client_of, by, key_task):
    its, lead = held_meeting(by=by), OrganisationFactory()
    asked = {"text": "Công khai kết quả", "key_task": key_task.pk, "deliverable": "Báo cáo"}
    asked |= {"organisations": [lead.pk], "deadline_words": "khi nào tiện"}

    answer = client_of(by.person).post(reverse("meeting_decide", args=[its.pk]), asked)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["form"].errors.keys() == {"deadline_words"}
    assert "Công khai kết quả" in answer.content.decode()


def test_a_decision_that_nobody_answers_for_comes_back_filled(client_of, by, key_task):
    its, lead = held_meeting(by=by), OrganisationFactory()
    asked = {"text": "Công khai kết quả", "key_task": key_task.pk, "deliverable": "Báo cáo"}
    asked |= {"organisations": [lead.pk], "deadline_on": "16/11/2024"}

    answer = client_of(by.person).post(reverse("meeting_decide", args=[its.pk]), asked)

    assert (answer.status_code, Decision.objects.count()) == (HTTPStatus.CONFLICT, 0)
    assert str(lead) in answer.context["form"].non_field_errors()[0]


def test_of_two_who_write_the_conclusion_the_second_sees_what_the_first_wrote(client_of, by):
    its = held_meeting(by=by)
    address, browser = reverse("meeting_conclusion", args=[its.pk]), client_of(by.person)
    seen = browser.get(address).context["form"].mark
    browser.post(address, {"text": "Một", "seen": seen})

    answer = browser.post(address, {"text": "Hai", "seen": seen})

    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Đã lưu" in answer.content.decode() or "Một" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "Hai"
    again = browser.post(address, {"text": "Hai", "seen": answer.context["form"]["seen"].value()})
    assert (again.status_code, Meeting.objects.get().conclusion) == (HTTPStatus.FOUND, "Hai")


def test_who_attends_reads_the_conclusion_once_it_is_concluded(client_of, by, key_task):
    its = held_meeting(by=by)
    decision(its, key_task, OrganisationFactory(), member(), by=by)
    address = reverse("meeting_detail", args=[its.pk])
    reader, follower = client_of(member()), client_of(inspector())

    assert "Rà soát, cắt giảm" not in reader.get(address).content.decode()
    assert "Rà soát, cắt giảm" in follower.get(address).content.decode()

    browser = client_of(by.person)
    conclusion = reverse("meeting_conclusion", args=[its.pk])
    browser.post(conclusion, {"text": "Kết luận chung", "seen": browser.get(conclusion).context["form"].mark})
    browser.post(reverse("meeting_step", args=[its.pk, "conclude"]))
    page = reader.get(address).content.decode()
    assert "Rà soát, cắt giảm" in page
    assert "Kết luận chung" in page


def test_whom_it_does_not_concern_does_not_find_it(client_of, by):
    its = concluded_meeting(by=by)
    assert client_of(focal_officer()).get(reverse("meeting_detail", args=[its.pk])).status_code == HTTPStatus.NOT_FOUND


def test_the_list_is_filtered(client_of, by):
    one = meeting(by=by, title_vi="Chuyên đề chuyển đổi số", kind="thematic")
    concluded_meeting(by=by, on=date(2024, 7, 2))
    browser, address = client_of(by.person), reverse("meeting_list")

    def found(**asked):
        return [row[0] for row in browser.get(address, asked).context["rows"]]

    assert found(q="chuyen de") == found(kind="thematic") == found(state="planned") == [one]
    assert len(found(year="2024")) == 2
    assert found(year="2023") == []


@pytest.mark.parametrize("name", ["meeting_list", "meeting_detail"])
def test_pages_have_a_constant_number_of_queries(client_of, by, key_task, name):

    its = held_meeting(by=by)
    browser, address = client_of(by.person), reverse(name, args=[its.pk] if name == "meeting_detail" else [])

    def queries():
        stamps.forget_all()
        with CaptureQueriesContext(connection) as caught:
            browser.get(address)
        return len(caught)

    decision(its, key_task, OrganisationFactory(), member(), by=by)
    queries()
    few = queries()
    for _more in range(2):
        decision(its, key_task, OrganisationFactory(), member(), by=by)
        meeting(by=by, on=DAY)
    assert queries() == few
