"""Who has to have a second factor is led to it first, and loses nothing; the administration asks for it too."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from reform.urls import opens_administration
from tasks_app.people.models import Person
from tasks_app.people.queries import second_factor_of
from tests.factories import AssignmentFactory, administrator, appoint, member, secretary
from tests.people.codes import PASSWORD, code, secret_on, sign_in, with_password, with_second_factor

ACTIVATE = "/accounts/2fa/activate/"
AGAIN = "/accounts/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def _obligatory(settings):
    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["administrator", "secretariat"]


@pytest.fixture
def person(db) -> Person:
    return with_password(secretary())


def page(answer) -> str:
    return answer.content.decode()


def test_after_the_password_the_way_leads_to_the_second_factor_and_on(person):
    browser = Client()
    target = reverse("tools")
    answer = browser.post(
        reverse("account_login"), {"login": person.username, "password": PASSWORD, "next": target}, follow=True
    )

    assert answer.redirect_chain[-1][0] == f"{ACTIVATE}?next=%2Ftools%2F"
    assert "bắt buộc có xác thực hai lớp" in page(answer)
    browser.post(ACTIVATE, {"next": target})
    secret = secret_on(page(browser.get(ACTIVATE)))
    answer = browser.post(ACTIVATE, {"code": code(secret)}, follow=True)

    assert f'href="{target}"' in page(answer)
    assert browser.get(target).status_code == HTTPStatus.OK


def test_who_need_not_have_one_is_not_led_there(client_of, db):
    assert client_of(member()).get(reverse("my_work")).status_code == HTTPStatus.OK


def test_with_one_a_code_opens_everything(person):
    browser = sign_in(person, code(with_second_factor(person)))

    assert browser.get(reverse("tools")).status_code == HTTPStatus.OK


def test_a_recovery_code_opens_everything_too(person):
    with_second_factor(person)
    browser = sign_in(person, second_factor_of(person).codes[0])

    assert browser.get(reverse("tools")).status_code == HTTPStatus.OK


def test_a_session_from_before_asks_for_a_code(person, client_of):
    browser, secret = client_of(person), with_second_factor(person)
    asked = browser.get(reverse("tools"))
    assert asked.url == f"{AGAIN}?next=%2Ftools%2F"

    assert browser.post(asked.url, {"code": code(secret)}).url == reverse("tools")
    assert browser.get(reverse("tools")).status_code == HTTPStatus.OK


def test_a_role_that_is_given_asks_from_the_next_page_on(client_of, db):
    person = member()
    browser = client_of(person)
    assert browser.get(reverse("my_work")).status_code == HTTPStatus.OK

    appoint(person, "secretariat")

    assert browser.get(reverse("my_work")).url.startswith(ACTIVATE)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("second_factor", []),
        ("second_factor_activate", []),
        ("account_logout", []),
        ("account_change_password", []),
        ("healthz", []),
        ("readyz", []),
        ("offline", ["vi"]),
        ("manifest", []),
        ("service_worker", []),
    ],
)
def test_what_stays_open(client_of, person, name, args):
    assert client_of(person).get(reverse(name, args=args)).status_code in (
        HTTPStatus.OK,
        HTTPStatus.SERVICE_UNAVAILABLE,
    )


def test_the_language_can_be_chosen(client_of, person):
    browser = client_of(person)
    browser.post(reverse("set_language"), {"language": "en", "next": ACTIVATE})

    assert "Your role can change much" in page(browser.get(ACTIVATE))


@pytest.mark.parametrize(
    "name", ["home", "tools", "person_list", "devices", "help", "typed_text", "recovery_codes", "admin:index"]
)
def test_what_does_not(client_of, person, name):
    assert client_of(person).get(reverse(name)).url.startswith(ACTIVATE)


def test_what_keys_open_is_left_alone(client_of, person, world):
    browser = client_of(person)

    assert browser.get(reverse("calendar_feed", args=[world.feed.token])).status_code == HTTPStatus.OK
    assert browser.get(reverse("api:assignment", args=[world.own.pk])).status_code == HTTPStatus.UNAUTHORIZED


def test_what_was_being_sent_is_shown_recorded_nowhere_and_waits(person, settings):
    """The duty came while somebody was writing."""
    settings.SECOND_FACTOR_OBLIGATORY_FOR = []
    work = AssignmentFactory(responsible=person)
    appoint(person, "member")
    browser, form = sign_in(person), reverse("report_edit", args=[work.pk])
    mark = browser.get(form).context["frame"].mark
    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["secretariat"]

    answer = browser.post(form, {"written_as": mark, "results": "Đã họp với ba sở"})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Đã họp với ba sở" in page(answer)
    assert not work.reports.exists()
    browser.post(ACTIVATE, {"next": form})
    secret = secret_on(page(browser.get(ACTIVATE)))
    browser.post(ACTIVATE, {"code": code(secret)})
    assert "Đã họp với ba sở" in page(browser.get(form))


def test_a_script_that_saves_meanwhile_is_told(person, client_of):
    answer = client_of(person).post(reverse("my_work"), {"autosave": "1"})

    assert (answer.status_code, "xác thực hai lớp" in answer.json()["words"]) == (HTTPStatus.CONFLICT, True)


def test_who_has_proved_it_costs_no_more_queries(person, queries, settings):
    browser = sign_in(person, code(with_second_factor(person)))
    browser.get(reverse("tools"))
    with_duty = queries(lambda: browser.get(reverse("tools")))
    settings.SECOND_FACTOR_OBLIGATORY_FOR = []

    assert queries(lambda: browser.get(reverse("tools"))) == with_duty


def test_who_need_not_costs_no_more_queries(client_of, queries, settings, db):
    browser = client_of(member())
    browser.get(reverse("my_work"))
    with_duty = queries(lambda: browser.get(reverse("my_work")))
    settings.SECOND_FACTOR_OBLIGATORY_FOR = []

    assert queries(lambda: browser.get(reverse("my_work"))) == with_duty


# --- The administration -----------------------------------------------------------------------------------------------


def test_the_administration_asks_for_a_second_factor_of_this_session(client_of, db):
    person = with_password(administrator())
    secret = with_second_factor(person)
    old = client_of(person)

    assert old.get(reverse("admin:index")).url.startswith(AGAIN)
    assert sign_in(person, code(secret)).get(reverse("admin:index")).status_code == HTTPStatus.OK


def test_the_first_account_sets_one_up_before_it_enters(db):
    first = Person.objects.create_superuser("root", "root@example.vn", PASSWORD, full_name="Người Đầu")
    browser = sign_in(first)
    assert browser.get(reverse("admin:index")).url.startswith(ACTIVATE)

    browser.post(ACTIVATE)
    secret = secret_on(page(browser.get(ACTIVATE)))
    browser.post(ACTIVATE, {"code": code(secret)})

    assert browser.get(reverse("admin:index")).status_code == HTTPStatus.OK


def test_the_administration_is_closed_by_itself_too(client_of, db, settings):
    """Whatever the middleware lets through."""
    browser = client_of(administrator())
    settings.SECOND_FACTOR_OBLIGATORY_FOR = []
    request = browser.get(reverse("home")).wsgi_request
    assert opens_administration(request)

    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["administrator"]

    assert not opens_administration(request)


def test_without_a_duty_the_password_opens_it(client_of, db, settings):
    settings.SECOND_FACTOR_OBLIGATORY_FOR = ["secretariat"]

    assert client_of(administrator()).get(reverse("admin:index")).status_code == HTTPStatus.OK
