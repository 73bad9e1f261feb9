"""The page of settings: what holds is seen, changed, refused in words, and its history kept."""

from datetime import time

import pytest
from django.urls import reverse

from tasks_app.options.enums import Section
from tasks_app.options.models import OptionChange
from tasks_app.options.queries import options
from tasks_app.options.rules import DECLARED, TECHNICAL, declared_in
from tests.factories import administrator, inspector, secretary, set_options

LIST = reverse("option_list")
MAIL = {"planned_from": "07:00", "sent_from": "7h30", "sent_until": "17:00", "held_at_most": "60", "seen": "0"}


def edit(section: str) -> str:
    return reverse("option_edit", args=[section])


def initial(section: Section) -> dict[str, str]:
    return {one.key: str(one.write(one.default)) for one in declared_in(section)} | {"seen": "0"}


@pytest.mark.parametrize("person", [secretary, inspector, administrator])
def test_everything_that_is_set_is_seen_in_one_place(client_of, person):
    set_options(ranking_minimum=5)
    page = client_of(person()).get(LIST)

    rows = [row for section in page.context["sections"] for row in section.rows]
    assert len(rows) == len(DECLARED)
    assert [(row.value, row.usual, row.last.new) for row in rows if row.last] == [
        ("5 nhiệm vụ đến hạn", "3 nhiệm vụ đến hạn", 5)
    ]


@pytest.mark.parametrize(
    ("person", "its"), [(secretary, set(Section) - TECHNICAL), (administrator, TECHNICAL), (inspector, set())]
)
def test_each_changes_what_is_his(client_of, person, its):
    page = client_of(person()).get(LIST)

    assert {one.section for one in page.context["sections"] if one.may_set} == its


@pytest.mark.parametrize("section", Section)
def test_each_section_is_saved_as_it_stands_and_nothing_changes(client_of, section):
    browser = client_of((administrator if section in TECHNICAL else secretary)())

    assert browser.get(edit(section)).status_code == 200
    assert browser.post(edit(section), initial(section)).status_code == 302
    assert not OptionChange.objects.exists()


def test_a_change_holds_and_its_history_says_who_and_why(client_of):
    person = secretary()
    browser = client_of(person)

    response = browser.post(edit("mail"), MAIL | {"reason": " Theo giờ hè "}, follow=True)

    assert (options().sent_from, options().sent_until) == (time(7, 30), time(17))
    assert "Đã thay đổi 2 thiết lập." in response.text
    history = browser.get(reverse("option_history", args=["mail"]))
    assert [(one.detail, one.who, one.quote) for one in history.context["events"]] == [
        ("16:30 → 17:00", str(person), "Theo giờ hè"),
        ("07:15 → 07:30", str(person), "Theo giờ hè"),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sent_from": "25:00"}, "sent_from"),
        ({"sent_from": ""}, "sent_from"),
        ({"sent_from": "04:00", "planned_from": "04:00"}, "sent_from"),
        ({"planned_from": "08:00"}, "planned_from"),
        ({"sent_until": "08:00"}, "sent_until"),
        ({"held_at_most": "viel"}, "held_at_most"),
        ({"held_at_most": "400"}, "held_at_most"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(client_of, given, field):
    response = client_of(secretary()).post(edit("mail"), MAIL | given | {"reason": "Lý do"})

    assert response.status_code == 422
    form = response.context["form"]
    assert field in form.errors
    assert (form["reason"].value(), form[field].value()) == ("Lý do", given[field])
    assert not OptionChange.objects.exists()


def test_what_a_colleague_saved_meanwhile_is_shown_beside_what_was_typed(client_of):
    browser = client_of(secretary())
    set_options(held_at_most=30)

    response = browser.post(edit("mail"), MAIL | {"held_at_most": "90"})
    assert response.status_code == 409
    assert options().held_at_most == 30
    assert "30 ngày" in response.text

    again = {field.name: field.value() or "" for field in response.context["form"]}
    assert browser.post(edit("mail"), again).status_code == 302
    assert options().held_at_most == 90


def test_no_secret_of_the_installation_is_shown(client_of, settings):
    settings.SECRET_KEY, settings.EMAIL_HOST_PASSWORD = "geheim-" * 9, "mat-khau-thu"

    page = client_of(administrator()).get(LIST).text

    assert settings.SITE_URL in page
    assert "geheim-" not in page
    assert "mat-khau-thu" not in page


def test_the_pages_take_the_same_queries_however_much_was_changed(client_of, constant_queries):
    browser = client_of(secretary())
    set_options(ranking_minimum=4)

    def change():
        set_options(ranking_minimum=5, answer_within=4, sent_until=time(17))
        set_options(answer_within=6)

    constant_queries(lambda: browser.get(LIST), change)
    constant_queries(
        lambda: browser.get(reverse("option_history", args=["boards"])), lambda: set_options(ranking_minimum=9)
    )
