"""The ladders that hold, and back to the default."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder
from tasks_app.reminders.queries import ladders
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder, Stage
from tests.factories import secretary
from tests.reminders.views.ladders import typed

URL = reverse("ladder_list")
EDIT, RESET = reverse("ladder_edit", args=["work"]), reverse("ladder_reset", args=["work"])

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary(full_name="Lê Thị Thu Hà"))


@pytest.fixture
def written(browser):
    browser.post(EDIT, typed(Ladder((Stage(-7, to_secretariat=True),)), save=""))
    return EditedLadder.objects.get()


def words(response) -> str:
    return " ".join(response.content.decode().split())


def marks(response) -> dict[Subject, list[str]]:
    return {one["subject"]: [stage.mark for stage in one["stages"]] for one in response.context["ladders"]}


def test_each_with_its_stages(browser):
    assert marks(browser.get(URL)) == {
        Subject.WORK: ["T–10", "T–5", "T–2", "T", "T+1", "T+3", "T+5", "+5…"],
        Subject.REPORT: ["T–3", "T", "T+1", "T+3"],
        Subject.CONTRIBUTION: ["T–10", "T–5", "T–2", "T", "T+1", "T+3", "T+5", "+5…"],
        Subject.REVIEW: ["+4", "+5…"],
        Subject.EXTENSION: ["+4", "+5…"],
        Subject.SUMMARY: [""],
    }


def test_who_wrote_one_is_named(browser, written):
    response = browser.get(URL)

    assert marks(response)[Subject.WORK] == ["T–7"]
    page = words(response)
    assert "Sửa bởi Lê Thị Thu Hà, " in page
    assert "gửi thêm: bộ phận thường trực" in page
    assert page.count("Mặc định.") == 5
    assert RESET in page


def test_a_ladder_without_a_stage_says_what_that_means(browser):
    browser.post(EDIT, typed(Ladder(()), save=""))

    assert "Không có mốc nào: không ai được nhắc." in words(browser.get(URL))


def test_who_may_not_write_is_led_to_no_form(client_of, world):
    page = words(client_of(world.inspector).get(URL))

    assert EDIT not in page


def test_back_to_the_default_after_a_question(browser, written):
    asked = browser.get(RESET)
    assert EditedLadder.objects.exists()

    response = browser.post(RESET, {"seen": asked.context["seen"]})

    assert response.url == URL
    assert ladders() == DEFAULT_LADDERS
    assert "Quy tắc này đang là mặc định" in words(browser.post(RESET, follow=True))
    assert browser.get(RESET).url == URL


def test_what_another_wrote_since_is_not_thrown_away(browser, written):
    response = browser.post(RESET, {"seen": ""}, follow=True)

    assert "đã sửa quy tắc này" in words(response)
    assert EditedLadder.objects.get() == written


@pytest.mark.parametrize("who", ["member", "leader", "officer", "nobody"])
def test_others_do_not_see_them(client_of, world, who):
    assert client_of(getattr(world, who)).get(URL).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "administrator", "nobody"])
def test_others_do_not_put_them_back(client_of, world, who, written):
    browser = client_of(getattr(world, who))

    assert browser.get(RESET).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(RESET, {"seen": written.at.isoformat()}).status_code == HTTPStatus.NOT_FOUND
    assert EditedLadder.objects.exists()


def test_they_are_only_looked_at(browser):
    assert browser.post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_queries_do_not_grow(browser, constant_queries):
    browser.post(EDIT, typed(Ladder((Stage(-7),)), save=""))

    constant_queries(
        lambda: browser.get(URL),
        lambda: [
            browser.post(reverse("ladder_edit", args=[subject]), typed(Ladder((Stage(1), Stage(2))), save=""))
            for subject in ("report", "review", "extension")
        ],
    )
