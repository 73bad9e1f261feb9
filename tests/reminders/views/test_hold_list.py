"""What is held back, and the form for another hold."""

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Hold
from tests.factories import HoldFactory, PersonFactory, secretary

URL = reverse("hold_list")
NOW = at_time(date(2024, 10, 15), 8)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def form(**given) -> dict:
    return {"whom": "everybody", "person": "", "reason": "Chuyển máy chủ thư", "last_day": "17/10/2024"} | given


def errors(response) -> set[str]:
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not Hold.objects.exists()
    return set(response.context["form"].errors)


def test_where_nothing_is_held_it_says_so(browser):
    page = browser.get(URL).content.decode()

    assert "Không thư nào bị tạm giữ" in page


def test_everything_is_held_until_the_end_of_the_day(client_of):
    person = secretary()

    response = client_of(person).post(URL, form(), follow=True)

    hold = Hold.objects.get()
    assert (hold.person, hold.by, hold.starts_at, hold.ends_at) == (None, person, NOW, at_time(date(2024, 10, 18), 0))
    assert hold.reason == "Chuyển máy chủ thư"
    page = response.content.decode()
    assert "Không thư công việc nào được gửi cho đến khi kết thúc tạm giữ." in page
    assert "Chuyển máy chủ thư" in page
    assert "17/10/2024" in page
    assert Entry.objects.get(verb="hold.made").by == person


def test_one_person_is_held(browser):
    person = PersonFactory(full_name="Trần Quốc Huấn")

    response = browser.post(URL, form(whom="person", person=person.pk), follow=True)

    assert Hold.objects.get().person == person
    assert "gửi đến Trần Quốc Huấn" in response.content.decode()


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"whom": ""}, {"whom"}),
        ({"whom": "nobody"}, {"whom"}),
        ({"whom": "person"}, {"person"}),
        ({"whom": "person", "person": "999999"}, {"person"}),
        ({"reason": " "}, {"reason"}),
        ({"reason": "x" * 301}, {"reason"}),
        ({"last_day": ""}, {"last_day"}),
        ({"last_day": "31/02/2025"}, {"last_day"}),
        ({"last_day": "14/10/2024"}, {"last_day"}),
        ({"last_day": "14/12/2024"}, {"last_day"}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(browser, given, wrong):
    assert errors(browser.post(URL, form(**given))) == wrong


@pytest.mark.parametrize("last_day", ["15/10/2024", "13/12/2024"])
def test_from_today_to_sixty_days(browser, last_day):
    assert browser.post(URL, form(last_day=last_day)).status_code == HTTPStatus.FOUND


def test_who_cannot_sign_in_any_more_cannot_be_chosen(browser):
    person = PersonFactory(is_active=False)

    assert errors(browser.post(URL, form(whom="person", person=person.pk))) == {"person"}


def test_twice_is_once_and_says_until_when(browser):
    browser.post(URL, form())

    response = browser.post(URL, form(last_day="20/10/2024"))

    assert response.status_code == HTTPStatus.CONFLICT
    assert "18/10/2024" in str(response.context["form"].non_field_errors())
    assert (Hold.objects.count(), Entry.objects.count()) == (1, 1)


def test_what_is_in_force_stands_before_what_is_over(browser):
    in_force = HoldFactory(person=PersonFactory(), at=NOW - timedelta(days=1))
    ran_out = HoldFactory(at=NOW - timedelta(days=20), ends_at=NOW - timedelta(days=10))
    ended = HoldFactory(person=PersonFactory(), at=NOW - timedelta(days=2), ended_at=NOW - timedelta(days=1))

    response = browser.get(URL)

    assert (response.context["in_force"], response.context["over"]) == ([in_force], [ended, ran_out])
    page = response.content.decode()
    assert reverse("hold_end", args=[in_force.pk]) in page
    assert reverse("hold_end", args=[ended.pk]) not in page


def test_the_administrator_may_too(client_of, world):
    browser = client_of(world.administrator)

    assert browser.get(URL).status_code == HTTPStatus.OK
    assert browser.post(URL, form(reason="Khác", whom="person", person=world.leader.pk)).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_not_for_others(client_of, world, who, method):
    before = Hold.objects.count()

    assert getattr(client_of(getattr(world, who)), method)(URL, form()).status_code == HTTPStatus.NOT_FOUND
    assert Hold.objects.count() == before


def test_one_signs_in_first_and_the_text_is_kept(client):
    assert client.get(URL).url.startswith(reverse("account_login"))
    assert client.post(URL, form()).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(browser):
    assert browser.put(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_queries_do_not_grow(browser, constant_queries):
    def more():
        for _ in range(3):
            HoldFactory(person=PersonFactory(), at=NOW - timedelta(days=1))
            HoldFactory(person=PersonFactory(), at=NOW - timedelta(days=20))

    more()

    constant_queries(lambda: browser.get(URL), more)
