"""Signing in: how long it lasts, on which devices, and what the owner of an account is told of wrong passwords."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.mailing.models import Message
from tasks_app.people.actions import clear_away_sessions
from tasks_app.people.enums import SessionEnd
from tasks_app.people.models import Person, SignIn
from tasks_app.people.queries import devices
from tasks_app.people.rules import SessionLimits, device_name, session_end
from tests.conftest import TODAY
from tests.factories import member, secretary

MORNING = at_time(TODAY, 8)
PASSWORD = "mot-mat-khau-dai-2024"
LIMITS = SessionLimits(idle=timedelta(hours=8), at_most=timedelta(days=14))
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


# --- Rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "hours", "is_own", "end"),
    [
        (0, 0, False, None),
        (1, 7.99, False, None),
        (1, 8, False, SessionEnd.IDLE),
        (1, 8, True, None),
        (0.3, 9, False, None),  # the sign-in itself is a step
        (13.99, 0.1, False, None),
        (13.99, 300, True, None),
        (14, 0, True, SessionEnd.AGE),
        (14, 0, False, SessionEnd.AGE),
        (-1, 0, False, None),  # a clock that was set back
    ],
)
def test_when_a_session_is_over(days, hours, is_own, end):
    """``days`` since the sign-in, ``hours`` since the last step."""
    began = MORNING - timedelta(days=days)
    seen = MORNING - timedelta(hours=hours)

    assert session_end(began, seen, is_own_device=is_own, now=MORNING, limits=LIMITS) == end


def test_whose_last_step_is_not_known_is_judged_by_his_sign_in():
    began = MORNING - timedelta(hours=9)

    assert session_end(began, None, is_own_device=False, now=MORNING, limits=LIMITS) == SessionEnd.IDLE


@pytest.mark.parametrize(
    ("program", "name"),
    [
        (EDGE, "Edge, Windows"),
        (PHONE, "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/130.0 Chrome/124.0 Safari/537.36", "Cốc Cốc, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox, Linux"),
        ("curl/8.5", ""),
        ("", ""),
    ],
)
def test_a_device_is_called_as_its_owner_would(program, name):
    assert device_name(program) == name


# --- In the browser ---------------------------------------------------------------------------------------------------


@pytest.fixture
def person(db) -> Person:
    its = member(username="an", email="an@nghean.example")
    its.set_password(PASSWORD)
    its.save()
    return its


def sign_in(person: Person, *, program: str = EDGE, password: str = PASSWORD, address="127.0.0.1", **more) -> Client:
    browser = Client(headers={"user-agent": program}, REMOTE_ADDR=address)
    browser.answer = browser.post(
        reverse("account_login"), {"login": person.username, "password": password, **more}, follow=True
    )
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(reverse("my_work")).status_code == 200


def session_of(browser: Client):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return store(browser.cookies[settings.SESSION_COOKIE_NAME].value)


def test_a_sign_in_is_noted_with_its_device_and_recorded(person):
    browser = sign_in(person)

    its = SignIn.objects.get(person=person)
    assert (its.address, its.program, its.is_own_device, its.at) == ("127.0.0.1", EDGE, False, MORNING)
    assert its.session_key == session_of(browser).session_key
    entry = Entry.objects.get(verb="person.signed_in")
    assert (entry.subject_id, entry.by, entry.details["address"]) == (its.pk, person, "127.0.0.1")
    sign_in(person, remember="on")
    assert SignIn.objects.first().is_own_device


def test_who_does_nothing_for_hours_signs_in_again(person, clock):
    browser = sign_in(person)
    clock.move_to(at_time(TODAY, 15, 59))
    assert is_in(browser)
    clock.move_to(at_time(TODAY, 23, 58))
    assert is_in(browser)

    clock.shift(timedelta(hours=8))
    answer = browser.get(reverse("my_work"), follow=True)

    assert answer.redirect_chain[0][0].startswith(reverse("account_login"))
    assert "Đã lâu không có thao tác, đề nghị đăng nhập lại." in answer.content.decode()
    assert not is_in(browser)


def test_on_a_private_device_the_hours_do_not_count_but_the_days_do(person, clock):
    browser = sign_in(person, remember="on")
    clock.shift(timedelta(days=13, hours=23))
    assert is_in(browser)

    clock.shift(timedelta(hours=1))
    answer = browser.get(reverse("my_work"), follow=True)
    assert "Lần đăng nhập gần nhất đã lâu" in answer.content.decode()


def test_steps_do_not_lengthen_the_days(person, clock):
    browser = sign_in(person)
    for _ in range(41):
        clock.shift(timedelta(hours=8) - timedelta(minutes=2))
        assert is_in(browser)
    clock.shift(timedelta(hours=8))

    assert not is_in(browser)


def test_the_last_step_of_one_session_does_not_keep_another_alive(person, clock):
    old = sign_in(person)
    clock.shift(timedelta(hours=8))
    new = sign_in(person)

    old.cookies[settings.SEEN_COOKIE_NAME] = new.cookies[settings.SEEN_COOKIE_NAME].value

    assert is_in(new)
    assert not is_in(old)


def test_a_made_up_last_step_counts_for_nothing(person, clock):
    browser = sign_in(person)
    clock.shift(timedelta(hours=9))
    browser.cookies[settings.SEEN_COOKIE_NAME] = f"{int(at_time(TODAY, 17).timestamp())}:made-up"

    assert not is_in(browser)


def test_the_cookie_of_the_last_step_is_not_for_scripts_and_not_set_each_time(person, clock):
    browser = sign_in(person)
    its = browser.cookies[settings.SEEN_COOKIE_NAME]
    assert its["httponly"]
    assert its["samesite"] == "Lax"
    assert not its["max-age"]

    assert settings.SEEN_COOKIE_NAME not in browser.get(reverse("my_work")).cookies
    clock.shift(timedelta(minutes=1))
    assert settings.SEEN_COOKIE_NAME in browser.get(reverse("my_work")).cookies


# --- Devices ----------------------------------------------------------------------------------------------------------


def test_this_device_comes_first_and_is_not_to_be_signed_out(person):
    sign_in(person, program=PHONE)
    desk = sign_in(person)

    page = desk.get(reverse("devices")).content.decode()

    assert page.index("Edge, Windows") < page.index("Chrome, Android")
    assert page.count('<span class="chip s-ontime">') == 1
    assert page.count('name="device"') == 1


def test_another_device_is_signed_out_at_once(person):
    phone, desk = sign_in(person, program=PHONE), sign_in(person)
    assert is_in(phone)

    its = SignIn.objects.get(program=PHONE)
    answer = desk.post(reverse("devices"), {"device": its.pk}, follow=True)

    assert "Đã đăng xuất 1 thiết bị." in answer.content.decode()
    assert not is_in(phone)
    assert is_in(desk)
    entry = Entry.objects.get(verb="person.signed_out_elsewhere")
    assert (entry.subject_id, entry.details) == (person.pk, {"devices": 1})


def test_all_others_are_signed_out_with_one_press(person):
    others = [sign_in(person), sign_in(person, program=PHONE)]
    desk = sign_in(person)

    desk.post(reverse("devices"))

    assert [is_in(one) for one in others] == [False, False]
    assert is_in(desk)


@pytest.mark.parametrize("device", ["0", "x", "9" * 30, "-1"])
def test_what_is_no_device_of_ones_own_is_not_there(person, device):
    stranger = sign_in_of_another()
    desk = sign_in(person)

    assert desk.post(reverse("devices"), {"device": device}).status_code == 404
    assert desk.post(reverse("devices"), {"device": stranger.pk}).status_code == 404
    assert desk.post(reverse("devices"), {"device": SignIn.objects.get(person=person).pk}).status_code == 404
    assert SignIn.objects.count() == 2


def sign_in_of_another() -> SignIn:
    other = member(username="binh")
    other.set_password(PASSWORD)
    other.save()
    sign_in(other)
    return SignIn.objects.get(person=other)


def test_a_new_password_leaves_this_device_alone(person):
    phone, desk = sign_in(person, program=PHONE), sign_in(person)
    new = "mat-khau-moi-that-dai"
    desk.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert is_in(desk)
    assert not is_in(phone)
    assert [one.is_this for one in devices(person, session_key=session_of(desk).session_key, now=MORNING)] == [True]


def test_who_signs_out_is_on_no_list(person, clock):
    browser = sign_in(person)
    browser.post(reverse("account_logout"))

    assert devices(person, session_key=None, now=MORNING) == []
    assert clear_away_sessions(at=MORNING) == 0
    assert not SignIn.objects.exists()


def test_what_nobody_can_come_in_with_is_cleared_away(person):
    sign_in(person)
    after = MORNING + timedelta(days=16)

    assert clear_away_sessions(at=after) == 1
    assert not SignIn.objects.exists()
    assert not Session.objects.exists()


def test_how_many_devices_there_are_costs_no_queries(person, constant_queries):
    browser = sign_in(person)

    constant_queries(lambda: browser.get(reverse("devices")), lambda: [sign_in(person) for _ in range(3)])


# --- Wrong passwords --------------------------------------------------------------------------------------------------


def test_the_owner_is_told_with_the_fifth_wrong_password_and_only_once_a_day(person, clock):
    for _ in range(4):
        sign_in(person, password="sai")
    assert not Message.objects.exists()

    sign_in(person, password="sai", address="203.0.113.7")

    mail = Message.objects.get()
    assert mail.to_person == person
    assert "203.0.113.7" in mail.text
    assert "http" not in mail.text.split("--")[0].replace(settings.SITE_URL, "")
    assert Entry.objects.get(verb="person.sign_in_locked").details["address"] == "203.0.113.7"
    assert "Đăng nhập" in sign_in(person).answer.content.decode()  # the right one is not taken either, for now

    clock.shift(timedelta(minutes=6))
    for _ in range(5):
        sign_in(person, password="sai")
    assert Message.objects.count() == 1
    assert Entry.objects.filter(verb="person.sign_in_locked").count() == 2


def test_wrong_passwords_that_lie_apart_close_nothing_and_are_not_told_of(person, clock):
    for _ in range(6):
        sign_in(person, password="sai")
        clock.shift(timedelta(minutes=2))

    assert not Message.objects.exists()
    assert not Entry.objects.filter(verb="person.sign_in_locked").exists()
    assert is_in(sign_in(person))


@pytest.mark.parametrize("login", ["an", "AN@nghean.example", "khong-co-ai"])
def test_whoever_tries_reads_the_same_whether_the_account_exists_or_not(person, login):
    browser = Client()
    pages = []
    for _ in range(6):
        answer = browser.post(reverse("account_login"), {"login": login, "password": "sai"})
        pages.append((answer.status_code, login in answer.content.decode(), "alert" in answer.content.decode()))

    assert len(set(pages[:5])) == 1
    assert Message.objects.count() == (login != "khong-co-ai")


def test_tries_are_counted_by_account_whatever_it_is_called_and_at_whatever_host(person):
    """Anybody may write any port into the header Host."""
    names = ["an", "AN@nghean.example", "an@nghean.example", "an", "an@nghean.example"]
    for port, login in enumerate(names, 8001):
        Client().post(
            reverse("account_login"), {"login": login, "password": "sai"}, headers={"host": f"testserver:{port}"}
        )

    assert not is_in(sign_in(person))


def test_who_may_not_sign_in_is_told_nothing(person):
    Person.objects.filter(pk=person.pk).update(is_active=False)
    for _ in range(6):
        sign_in(person, password="sai")

    assert not Message.objects.exists()


# --- Headers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/accounts/login/", "/healthz", "/nowhere/"])
def test_every_answer_says_who_may_show_it_and_what_no_page_needs(client, db, path):
    answer = client.get(path)

    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_secretariat_signs_somebody_out_everywhere(person, client_of):
    """On the page of who has lost his phone; the press is there only while he is signed in somewhere."""
    at_work, page = client_of(secretary()), reverse("person_detail", args=[person.pk])
    press = reverse("person_sign_out", args=[person.pk])
    assert press not in at_work.get(page).content.decode()
    browsers = [sign_in(person), sign_in(person, program=PHONE)]
    assert "Đăng xuất 2 thiết bị" in at_work.get(page).content.decode()

    answer = at_work.post(press, follow=True).content.decode()

    assert [is_in(one) for one in browsers] == [False, False]
    assert press not in answer
    assert "Đăng xuất trên thiết bị khác" in answer
    assert "2 thiết bị" in answer
