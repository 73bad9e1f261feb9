"""The secretariat writes a ladder: it sees what it would do, and then saves it."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.reminders.enums import Subject
from tasks_app.reminders.models import EditedLadder
from tasks_app.reminders.queries import ladders
from tasks_app.reminders.rules import DEFAULT_LADDERS, Ladder, Stage
from tests.factories import AssignmentFactory, OrganisationFactory, secretary
from tests.reminders.views.ladders import typed

URL = reverse("ladder_edit", args=["work"])
WORK = DEFAULT_LADDERS[Subject.WORK]
SPARSE = Ladder(
    (Stage(-5, note_vi="Chuẩn bị {task} trước {deadline}.", note_en="Prepare {task} by {deadline}."), Stage(3, True)),
    then=Stage(10, True, True),
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary(full_name="Lê Thị Thu Hà"))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_form_holds_the_ladder_and_empty_rows(browser):
    response = browser.get(URL)

    form = response.context["form"]
    assert [row["offset"].value() for row in form.stages.forms] == [-10, -5, -2, 0, 1, 3, 5, None, None, None]
    assert form.then["offset"].value() == 5
    assert "{organisation}" in words(response)


def test_first_it_shows_what_it_would_do(browser):
    AssignmentFactory(
        deadline_on=date(2024, 10, 22),
        task__title_vi="Số hóa hồ sơ",
        task__title_en="Digitise files",
        organisation=OrganisationFactory(name_vi="Sở Y tế"),
    )
    AssignmentFactory(deadline_on=date(2024, 10, 17))

    response = browser.post(URL, typed(SPARSE, preview=""))

    page = words(response)
    assert (response.context["before"].reminders, response.context["after"].reminders) == (2, 2)
    for text in (
        "Chuẩn bị 2.1 ",
        "Prepare 2.1 ",
        "trước 17/10/2024.",
        "by 17 Oct 2024.",
        "Chưa lưu gì.",
        "T–5",
        "+10…",
    ):
        assert text in page
    assert not EditedLadder.objects.exists()


def test_the_numbers_are_those_of_each_ladder(browser):
    AssignmentFactory(deadline_on=date(2024, 10, 15))

    response = browser.post(URL, typed(Ladder((Stage(3),)), preview=""))

    assert (response.context["before"].reminders, response.context["after"].reminders) == (1, 0)


def test_what_was_shown_is_saved(browser):
    shown = browser.post(URL, typed(SPARSE, preview="")).context["form"]
    hidden = {field.html_name: field.value() for form in shown.forms for field in form if field.value()}

    response = browser.post(
        URL, hidden | {"stages-TOTAL_FORMS": "5", "stages-INITIAL_FORMS": "0", "seen": "", "save": ""}
    )

    assert response.url == reverse("ladder_list")
    assert ladders()[Subject.WORK] == SPARSE


def test_from_what_was_shown_one_goes_back_with_all_that_was_typed(browser):
    response = browser.post(URL, typed(SPARSE, again=""))

    assert [row["offset"].value() for row in response.context["form"].stages.forms][:2] == ["-5", "3"]
    assert not EditedLadder.objects.exists()


def test_a_row_is_removed_by_a_tick_whatever_stands_in_it(browser):
    data = typed(SPARSE, save="") | {"stages-1-is_removed": "on", "stages-1-offset": "abc"}

    browser.post(URL, data)

    assert [stage.offset for stage in ladders()[Subject.WORK].stages] == [-5]


@pytest.mark.parametrize("minus", ["-5", "−5", "–5", " -5 "])
def test_a_minus_is_read_however_it_is_typed(browser, minus):
    browser.post(URL, typed(SPARSE, save="") | {"stages-0-offset": minus})

    assert ladders()[Subject.WORK].first == -5


@pytest.mark.parametrize(
    ("typed_into", "says"),
    [
        ({"stages-0-offset": "abc"}, "Nhập số nguyên ngày làm việc"),
        ({"stages-0-offset": "-61"}, "Nhập số từ −60 đến 60"),
        ({"stages-0-offset": "3"}, "Hai mốc trùng ngày"),
        ({"stages-0-offset": ""}, "Nhập số nguyên ngày làm việc"),
        ({"stages-0-note_vi": "Trước {ngày}."}, "Không có nội dung để thay cho {ngày}"),
        ({"stages-0-note_vi": ""}, "ghi cả câu tiếng Việt"),
        ({"then-offset": "0"}, "Nhập 1 trở lên"),
        ({"stages-0-is_removed": "on", "stages-1-is_removed": "on"}, "Chưa có mốc nào để nhắc lặp lại"),
    ],
)
def test_what_cannot_be_is_said_in_plain_words(browser, typed_into, says):
    for step in ("preview", "save"):
        response = browser.post(URL, typed(SPARSE, **{step: ""}) | typed_into)

        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert says in words(response)
    assert not EditedLadder.objects.exists()


def test_thirteen_stages_are_too_many(browser):
    response = browser.post(URL, typed(Ladder(tuple(Stage(number) for number in range(13))), save=""))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Quy tắc có nhiều nhất 12 mốc." in words(response)


def test_waiting_begins_after_a_day(browser):
    response = browser.post(reverse("ladder_edit", args=["review"]), typed(Ladder((Stage(0),)), save=""))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Thời gian chờ tính từ 1 ngày làm việc." in words(response)


def test_who_comes_second_is_told_and_loses_nothing(browser, client_of):
    browser.post(URL, typed(SPARSE, save=""))
    late = Ladder((Stage(-7),))

    response = client_of(secretary()).post(URL, typed(late, save=""))

    assert response.status_code == HTTPStatus.CONFLICT
    page = words(response)
    assert "Lê Thị Thu Hà đã sửa quy tắc này" in page
    assert 'value="-7"' in page
    assert ladders()[Subject.WORK] == SPARSE

    client_of(secretary()).post(URL, typed(late, seen=response.context["seen"], save=""))

    assert ladders()[Subject.WORK] == late


def test_a_mistake_does_not_make_one_see_what_another_wrote_since(browser, client_of):
    browser.post(URL, typed(SPARSE, save=""))

    response = client_of(secretary()).post(URL, typed(Ladder((Stage(99),)), preview=""))

    assert response.context["seen"] == ""


def test_the_summary_is_sent_or_not(browser):
    url = reverse("ladder_edit", args=["summary"])
    assert browser.get(url).context["form"]["is_sent"].value() is True

    assert browser.post(url, {"seen": "", "preview": ""}).status_code == HTTPStatus.OK
    browser.post(url, {"seen": "", "save": ""})

    assert ladders()[Subject.SUMMARY] == Ladder(())


def test_the_same_again_is_nothing(browser):
    response = browser.post(URL, typed(WORK, save=""), follow=True)

    assert "Không có gì thay đổi." in words(response)
    assert not EditedLadder.objects.exists()


@pytest.mark.parametrize("subject", list(Subject))
def test_every_ladder_can_be_opened(browser, subject):
    assert browser.get(reverse("ladder_edit", args=[subject])).status_code == HTTPStatus.OK


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "administrator", "nobody"])
def test_others_do_not(client_of, world, who):
    browser = client_of(getattr(world, who))

    assert browser.get(URL).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(URL, typed(SPARSE, save="")).status_code == HTTPStatus.NOT_FOUND
    assert not EditedLadder.objects.exists()
