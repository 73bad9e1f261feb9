"""The province's single sign-on, over the wire with a real OpenID provider on this machine."""

import json
import logging
import re
from html import unescape

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.journal.models import Entry
from tasks_app.people import actions
from tasks_app.people.actions import AccountRefused
from tasks_app.people.models import Person, SignIn
from tasks_app.people.openid import ALGORITHMS, AWAY_FOR, KEPT_FOR
from tasks_app.people.queries import person_named
from tasks_app.people.rules import account_named
from tests import openid_provider
from tests.conftest import TODAY
from tests.factories import PersonFactory, administrator, member, secretary
from tests.openid_provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db

AT = at_time(TODAY, 8)
SUBJECT = "f3a1"
ADDRESS = "an@nghean.example"
DISCOVERY = "/.well-known/openid-configuration"
LOGIN = reverse("account_login")
ENDED = reverse("account_sign_on_ended")


@pytest.fixture
def provider(settings):
    """The provider that the settings name; whoever An is, it knows him."""
    settings.SITE_URL = "http://testserver"
    people = {
        SUBJECT: {"email": ADDRESS, "email_verified": True, "preferred_username": "an"},
        "stranger": {"email": "la@nghean.example", "email_verified": True, "preferred_username": "la"},
        "unverified": {"email": ADDRESS, "email_verified": False, "preferred_username": "mao-danh"},
    }
    with openid_provider.running(people, registered="http://testserver" + callback()) as provider:
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = provider.url, CLIENT, SECRET
        yield provider


@pytest.fixture
def person() -> Person:
    return member(username="an", email=ADDRESS)


def callback() -> str:
    return reverse("account_sign_on_callback")


def begin(browser: Client, **posted) -> str:
    """The address to which the page of the way leads."""
    page = browser.post(reverse("account_sign_on"), posted)
    return unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())[1])


def at_provider(address: str, who: str = SUBJECT) -> str:
    """Where the provider sends somebody back to after he has signed in there, or cancelled (``who`` empty)."""
    answer = requests.post(address, data={"person": who} if who else {"cancel": "1"}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def sign_on(browser: Client, who: str = SUBJECT, **posted):
    return browser.get(at_provider(begin(browser, **posted), who))


def told(browser: Client, response) -> str:
    """Nobody came in: what the page says."""
    assert response.status_code == 302
    assert response.url == ENDED
    assert not is_in(browser)
    page = browser.get(ENDED)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode().partition("<main")[2]).split())


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


# --- Coming in --------------------------------------------------------------------------------------------------------


def test_who_has_an_account_comes_in_and_is_connected(provider, person):
    browser = Client(headers={"user-agent": "Firefox/131.0"})

    response = sign_on(browser)

    assert response.status_code == 302
    assert response.url == reverse("home")
    assert browser.session["_auth_user_id"] == str(person.pk)
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid, account.extra_data) == (person, provider.url, SUBJECT, {})
    entry = Entry.objects.get(verb="person.sign_on_connected")
    assert (entry.by, entry.subject_id, entry.details) == (person, person.pk, {"issuer": provider.url})
    assert SignIn.objects.get().person == person
    assert not SocialToken.objects.exists()
    assert not EmailAddress.objects.exists()


def test_the_session_ends_with_the_browser_and_obeys_the_limits(provider, person, clock):
    browser = Client()
    sign_on(browser)

    assert browser.session.get_expire_at_browser_close()
    assert not SignIn.objects.get().is_own_device
    clock.move_to(at_time(TODAY, 16, 1))
    assert LOGIN in browser.get(reverse("my_work")).url


def test_who_comes_back_takes_the_place_of_who_signed_in_meanwhile(provider, person):
    browser = Client()
    address = begin(browser)
    browser.force_login(secretary())

    browser.get(at_provider(address))

    assert browser.session["_auth_user_id"] == str(person.pk)
    assert browser.session.get_expire_at_browser_close()


def test_the_next_time_the_subject_counts_and_not_the_address(provider, person):
    sign_on(Client())
    Person.objects.filter(pk=person.pk).update(email="moi@nghean.example", username="ten-moi")
    provider.people[SUBJECT] = {"email": "khac@nghean.example", "email_verified": False}
    successor = member(email=ADDRESS)
    browser = Client()

    sign_on(browser)

    assert browser.session["_auth_user_id"] == str(person.pk) != str(successor.pk)
    assert Entry.objects.filter(verb="person.sign_on_connected").count() == 1


@pytest.mark.parametrize(
    ("asked", "reached"),
    [("/assignments/?status=overdue", "/assignments/?status=overdue"), ("https://evil.example/", reverse("home"))],
)
def test_it_leads_to_the_page_that_was_asked_for_and_nowhere_else(asked, reached, provider, person):
    assert sign_on(Client(), next=asked).url == reached


def test_what_was_typed_before_stands_in_the_form_again(provider, person, world):
    world.member.email = ADDRESS.replace("an@", "thanhvien@")
    world.member.save()
    provider.people["member"] = {"email": world.member.email, "email_verified": True}
    browser = Client()
    browser.force_login(world.member)
    form = reverse("report_edit", args=[world.own.pk])
    mark = re.search(r'name="written_as" value="([^"]+)"', browser.get(form).content.decode())[1]
    browser.cookies.pop(settings.SESSION_COOKIE_NAME)
    asked = browser.post(form, {"written_as": unescape(mark), "results": "Đã xong chín phần mười."})

    response = sign_on(browser, "member", next=form)

    assert asked.url == f"{LOGIN}?next={form}"
    assert "Đã xong chín phần mười." in browser.get(response.url).content.decode()


def test_a_chosen_language_is_kept(provider, person):
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    sign_on(browser)

    person.refresh_from_db()
    assert person.language == "en"


@pytest.mark.parametrize("methods", [["client_secret_basic"], ["client_secret_post"], []])
def test_the_secret_goes_the_way_that_the_provider_takes(methods, provider, person):
    provider.auth_methods = methods
    browser = Client()
    sign_on(browser)

    assert is_in(browser)


def test_what_the_id_token_does_not_say_is_asked_for(provider, person):
    provider.says_less = True
    browser = Client()
    sign_on(browser)

    assert is_in(browser)
    assert provider.asked.count("/userinfo") == 1


def test_an_account_can_be_found_by_the_user_name(provider, person, settings):
    settings.OIDC_MATCH = "preferred_username"
    Person.objects.filter(pk=person.pk).update(email="khac@nghean.example")
    browser = Client()
    sign_on(browser)

    assert browser.session["_auth_user_id"] == str(person.pk)
    assert "/userinfo" not in provider.asked


def test_the_provider_is_asked_once_for_what_stays_the_same(provider, person, clock):
    sign_on(Client())
    sign_on(Client())
    assert [provider.asked.count(path) for path in (DISCOVERY, "/keys", "/token")] == [1, 1, 2]

    clock.shift(KEPT_FOR + 1)
    sign_on(Client())
    assert [provider.asked.count(path) for path in (DISCOVERY, "/keys")] == [2, 2]


def test_a_new_key_of_the_provider_is_fetched(provider, person):
    sign_on(Client())
    provider.key = "second"
    browser = Client()
    sign_on(browser)

    assert is_in(browser)
    assert provider.asked.count("/keys") == 2


# --- Nobody comes in --------------------------------------------------------------------------------------------------


def connected_to_another(person):
    actions.connect_sign_on(person, issuer=settings.OIDC_ISSUER, subject="who was before", at=AT)


def closed_before(person):
    Person.objects.filter(pk=person.pk).update(is_active=False)


def closed_after(person):
    actions.connect_sign_on(person, issuer=settings.OIDC_ISSUER, subject=SUBJECT, at=AT)
    closed_before(person)


def nobody(person):
    Person.objects.filter(pk=person.pk).update(email="khac@nghean.example")


@pytest.mark.parametrize("how", [nobody, closed_before, closed_after, connected_to_another])
def test_who_has_no_account_is_told_whom_to_ask_always_by_the_same_words(how, provider, person):
    how(person)
    before = SocialAccount.objects.count()
    browser = Client()

    words = told(browser, sign_on(browser))

    assert f"với tên {ADDRESS} . Việc đó thành công, nhưng ở đây chưa có tài khoản" in words
    assert "Xin liên hệ bộ phận này" in words
    assert SocialAccount.objects.count() == before
    assert not SignIn.objects.exists()


def test_it_is_said_in_english_as_well(provider):
    browser = Client(headers={"accept-language": "en"})

    words = told(browser, sign_on(browser, "stranger"))

    assert "as la@nghean.example . That worked, but this identity has no account here" in words


def test_an_address_that_the_provider_has_not_verified_opens_nothing(provider, person):
    browser = Client()

    words = told(browser, sign_on(browser, "unverified"))

    assert ADDRESS not in words
    assert "không xác nhận" in words


def test_what_is_told_to_one_browser_is_told_to_no_other(provider):
    sign_on(Client(), "stranger")

    answer = Client().get(ENDED)

    assert answer.status_code == 302
    assert answer.url == LOGIN


def test_as_somebody_else_the_provider_asks_again(provider, person):
    browser = Client()
    sign_on(browser, "stranger", next="/assignments/")

    page = browser.get(ENDED).content.decode()

    assert 'name="anew"' in page
    assert 'name="next" value="/assignments/"' in page
    assert "prompt=login" in begin(browser, anew="1")
    assert "prompt" not in begin(browser)


def test_cancelled_there(provider, person):
    browser = Client()

    words = told(browser, sign_on(browser, ""))

    assert "Đã hủy đăng nhập" in words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Xin bắt đầu lại"),
        ("?code=x", "Xin bắt đầu lại"),
        ("?code=x&state=made-up", "Xin bắt đầu lại"),
        ("?error=temporarily_unavailable&state={state}", "Nơi đăng nhập không trả lời"),
        ("?error=invalid_scope&state={state}", "Đăng nhập không thành"),
        ("?error=%00%3Cscript%3E&state={state}", "Đăng nhập không thành"),
        ("?code=made-up&state={state}", "Đăng nhập không thành"),
    ],
)
def test_a_return_that_brings_nothing(query, words, provider, person):
    browser = Client()
    state = re.search(r"state=([^&]+)", begin(browser))[1]

    assert words in told(browser, browser.get(callback() + query.format(state=state)))


def test_a_return_counts_once_and_only_in_the_browser_that_began(provider, person):
    browser, other = Client(), Client()
    back = at_provider(begin(browser))

    assert "Xin bắt đầu lại" in told(other, other.get(back))
    browser.get(back)
    assert is_in(browser)
    browser.logout()
    assert "Xin bắt đầu lại" in told(browser, browser.get(back))


WRONG_CLAIMS = {
    "nonce of another sign-on": {"nonce": "0" * 64},
    "no nonce": {"nonce": None},
    "for another program": {"aud": "another"},
    "for another program too": {"aud": [CLIENT, "another"], "azp": None},
    "of another party": {"azp": "another"},
    "of another issuer": {"iss": "https://sso.example.org"},
    "expired": {"exp": int(AT.timestamp()) - 61},
    "without an end": {"exp": None},
    "of a time to come": {"iat": int(AT.timestamp()) + 61},
    "of nobody": {"sub": None},
    "of somebody without a name": {"sub": ""},
    "of a number": {"sub": 7},
    "of somebody with a very long name": {"sub": "x" * 192},
}


@pytest.mark.parametrize("claims", WRONG_CLAIMS.values(), ids=WRONG_CLAIMS)
def test_an_id_token_that_says_something_wrong(claims, provider, person):
    provider.wrong.claims = claims
    browser = Client()

    assert "Đăng nhập không thành" in told(browser, sign_on(browser))
    assert not SocialAccount.objects.exists()


def test_a_clock_that_differs_a_little(provider, person):
    provider.wrong.claims = {"exp": int(AT.timestamp()) - 59, "iat": int(AT.timestamp()) + 59}
    browser = Client()
    sign_on(browser)

    assert is_in(browser)


@pytest.mark.parametrize(
    "how", [{"signed_with": "of somebody else"}, {"algorithm": "none"}, {"algorithm": "HS256"}], ids=str
)
def test_an_id_token_that_the_provider_has_not_signed(how, provider, person):
    for name, value in how.items():
        setattr(provider.wrong, name, value)
    browser = Client()

    assert "Đăng nhập không thành" in told(browser, sign_on(browser))


def test_whoever_checks_a_signature_cannot_make_one():
    assert not [one for one in ALGORITHMS if one.startswith("HS") or one == "none"]
    assert set(ALGORITHMS) <= set(jwt.algorithms.get_default_algorithms())


def test_a_key_that_the_provider_does_not_publish(provider, person):
    sign_on(Client())
    provider.wrong.answers["/keys"] = 200, json.dumps({"keys": [provider._public("second")]})
    cache.clear()
    browser = Client()

    assert "Đăng nhập không thành" in told(browser, sign_on(browser))


def test_user_info_of_somebody_else(provider, person):
    provider.says_less = True
    provider.wrong.answers["/userinfo"] = 200, json.dumps({"sub": "other", "email": ADDRESS, "email_verified": True})
    browser = Client()

    assert "Đăng nhập không thành" in told(browser, sign_on(browser, "stranger"))


GARBAGE = [
    "",
    "<h1>Xin chào",
    "[]",
    "null",
    "7",
    '{"access_token": 7}',
    '{"keys": 7}',
    '{"keys": [{"kty": "RSA"}]}',
    "{}",
]


@pytest.mark.parametrize("path", ["/token", "/keys", "/userinfo", DISCOVERY])
@pytest.mark.parametrize("text", GARBAGE)
def test_an_answer_that_means_nothing(text, path, provider, person):
    provider.says_less = True  # so that everything is asked for
    browser = Client()
    back = at_provider(begin(browser))
    cache.clear()
    provider.wrong.answers[path] = 200, text

    assert "Đăng nhập không thành" in told(browser, browser.get(back))
    provider.wrong.answers.clear()
    sign_on(browser)
    assert is_in(browser)  # nothing of it was kept


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://sso.example.org"},
        {"token_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": 7},
    ],
    ids=str,
)
def test_a_document_that_is_not_the_issuers_leads_nobody_away(change, provider, person):
    provider.wrong.answers[DISCOVERY] = 200, json.dumps(provider.configuration | change)
    browser = Client()

    assert "Đăng nhập không thành" in told(browser, browser.post(reverse("account_sign_on")))


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/keys", "/userinfo"])
@pytest.mark.parametrize("status", [500, 503])
def test_a_provider_that_is_not_well(status, path, provider, person):
    provider.says_less = True
    browser = Client()
    back = at_provider(begin(browser))
    cache.clear()
    provider.wrong.answers[path] = status, "<h1>Bảo trì"

    assert "Nơi đăng nhập không trả lời" in told(browser, browser.get(back))


@pytest.mark.parametrize("path", [DISCOVERY, "/token", "/keys", "/userinfo"])
def test_a_provider_that_keeps_silent(path, provider, person, settings):
    provider.says_less = True
    browser = Client()
    back = at_provider(begin(browser))
    cache.clear()
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.3
    provider.wrong.silent = {path}

    assert "Nơi đăng nhập không trả lời" in told(browser, browser.get(back))


def test_a_provider_that_is_away_keeps_nobody_waiting_twice(provider, person, clock):
    provider.wrong.answers[DISCOVERY] = 503, ""
    browser = Client()
    for _twice in range(2):
        assert "Hãy đăng nhập bằng mật khẩu" in told(browser, browser.post(reverse("account_sign_on")))
    assert provider.asked == [DISCOVERY]

    provider.wrong.answers.clear()
    clock.shift(AWAY_FOR + 1)
    sign_on(browser)
    assert is_in(browser)


def test_a_provider_that_is_not_there_at_all(person, settings):
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "http://127.0.0.1:9", CLIENT, SECRET
    browser = Client()

    assert "Nơi đăng nhập không trả lời" in told(browser, browser.post(reverse("account_sign_on")))


def test_a_wrong_secret_is_told_to_the_log_without_any_secret(provider, person, settings, caplog):
    settings.OIDC_CLIENT_SECRET = "another secret"
    browser = Client()
    with caplog.at_level(logging.WARNING):
        told(browser, sign_on(browser))

    assert "A sign-on failed (failed): 401 invalid_client" in caplog.text
    assert "another secret" not in caplog.text


def test_passwords_go_on_when_the_provider_is_away(person, settings):
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "http://127.0.0.1:9", CLIENT, SECRET
    person.set_password("mot-mat-khau-dai-2024")
    person.save()
    browser = Client()
    browser.post(LOGIN, {"login": "an", "password": "mot-mat-khau-dai-2024"})

    assert is_in(browser)


# --- The addresses ----------------------------------------------------------------------------------------------------


def test_off_means_off(client):
    assert "hoặc bằng mật khẩu" not in client.get(LOGIN).content.decode()
    assert client.post(reverse("account_sign_on")).status_code == 404
    assert client.get(callback()).status_code == 404


def test_the_page_of_the_sign_in_offers_it(provider, client, settings):
    assert "Đăng nhập qua hệ thống đăng nhập một lần của tỉnh" in client.get(LOGIN).content.decode()
    settings.OIDC_NAME = "Cổng <Nghệ An>"
    assert "Đăng nhập qua Cổng &lt;Nghệ An&gt;" in client.get(LOGIN).content.decode()
    assert provider.asked == []


def test_opened_it_begins_nothing(provider, client):
    answer = client.get(reverse("account_sign_on"))

    assert answer.status_code == 302
    assert answer.url == LOGIN
    assert provider.asked == []


def test_it_begins_only_from_our_own_page(provider):
    assert Client(enforce_csrf_checks=True).post(reverse("account_sign_on")).status_code == 403


def test_who_is_in_is_not_led_away(provider, person, client_of):
    assert client_of(person).post(reverse("account_sign_on")).url == LOGIN


@pytest.mark.parametrize("asked", ["process=connect", "process=redirect", "scope=admin", "auth_params=prompt%3Dnone"])
def test_a_request_does_not_choose_what_it_is_for(asked, provider, person, client):
    answer = client.post(f"{reverse('account_sign_on')}?{asked}", dict([asked.split("=")]))
    address = unescape(re.search(r'content="0; url=([^"]+)"', answer.content.decode())[1])

    assert "admin" not in address
    assert "prompt" not in address
    client.get(at_provider(address))
    assert is_in(client)
    assert sorted(re.search(r"scope=([^&]+)", address)[1].split("+")) == ["email", "openid"]


def test_what_is_sent_along(provider, client):
    address = begin(client)

    assert address.startswith(f"{provider.url}/authorize?")
    for name in ("state", "nonce", "code_challenge"):
        assert len(re.search(rf"[?&]{name}=([^&]+)", address)[1]) >= 16
    assert "code_challenge_method=S256" in address
    assert "response_type=code" in address
    assert begin(client) != address


def test_nothing_of_a_way_is_kept_by_browsers(provider, client):
    for answer in (client.post(reverse("account_sign_on")), client.get(callback()), client.get(ENDED)):
        assert "no-store" in answer.headers["Cache-Control"]
    assert client.head(callback()).status_code == 405


def test_the_policy_of_pages_stays_as_it_is(provider, client):
    assert "form-action 'self';" in client.get(LOGIN).headers["Content-Security-Policy"] + ";"


def test_too_many_returns_are_turned_away(provider, client):
    statuses = [client.get(callback()).status_code for _each in range(61)]

    assert statuses[:60] == [302] * 60
    assert statuses[60] == 429


def test_who_came_by_it_is_told_that_it_goes_on(provider, person, client, client_of):
    sign_on(client)

    assert "trên máy dùng chung, hãy đăng xuất cả ở đó" in client.get(reverse("account_logout")).content.decode()
    assert "đăng xuất cả ở đó" not in client_of(person).get(reverse("account_logout")).content.decode()


# --- Who is whose -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claims", "by", "named"),
    [
        ({"email": ADDRESS, "email_verified": True}, "email", ADDRESS),
        ({"email": ADDRESS, "email_verified": False}, "email", ""),
        ({"email": ADDRESS, "email_verified": "true"}, "email", ""),
        ({"email": ADDRESS, "email_verified": 1}, "email", ""),
        ({"email": ADDRESS}, "email", ""),
        ({"email_verified": True}, "email", ""),
        ({"email": [ADDRESS], "email_verified": True}, "email", ""),
        ({"preferred_username": "an"}, "preferred_username", "an"),
        ({"email": ADDRESS, "email_verified": True}, "preferred_username", ""),
    ],
)
def test_what_names_an_account(claims, by, named):
    assert account_named(claims, by=by) == named


@pytest.mark.parametrize(
    ("name", "by", "is_found"),
    [
        (ADDRESS, "email", True),
        (ADDRESS.upper(), "email", True),
        ("an", "email", False),
        ("an", "preferred_username", True),
        ("AN", "preferred_username", True),
        (ADDRESS, "preferred_username", False),
        ("", "email", False),
        ("an@nghean.ex\u0430mple", "email", False),
    ],
)
def test_whose_account_it_is(name, by, is_found, person):
    PersonFactory(username="khac", email="")

    assert person_named(name, by=by) == (person if is_found else None)


def test_letters_that_look_alike_are_not_the_same():
    PersonFactory(username="kim", email="kim@nghean.example")

    assert person_named("\u212aim@nghean.example", by="email") is None
    assert person_named("k\u0131m", by="preferred_username") is None


def test_who_is_called_like_another_is_nobody():
    PersonFactory(username="binh")
    PersonFactory(username="Binh")

    assert person_named("binh", by="preferred_username") is None


def test_connecting_twice_is_connecting_once(person):
    for _twice in range(2):
        actions.connect_sign_on(person, issuer="https://sso.example.org", subject=SUBJECT, at=AT)

    assert SocialAccount.objects.count() == Entry.objects.filter(verb="person.sign_on_connected").count() == 1


def test_another_issuer_knows_nobody_yet(person):
    actions.connect_sign_on(person, issuer="https://old.example.org", subject=SUBJECT, at=AT)
    actions.connect_sign_on(person, issuer="https://new.example.org", subject="other", at=AT)

    assert SocialAccount.objects.filter(user=person).count() == 2


def test_the_administrator_removes_a_connection_and_the_next_one_is_connected(provider, person, client_of):
    connected_to_another(person)
    by = administrator()
    page = reverse("person_detail", args=[person.pk])
    assert "đã nối với tài khoản này" in client_of(by).get(page).content.decode()

    answer = client_of(by).post(reverse("person_sign_on_remove", args=[person.pk]))

    assert answer.url == page
    assert Entry.objects.get(verb="person.sign_on_disconnected").by == by
    assert "chưa dùng lần nào" in client_of(by).get(page).content.decode()
    browser = Client()
    sign_on(browser)
    assert is_in(browser)


def test_there_is_nothing_to_remove(person):
    with pytest.raises(AccountRefused):
        actions.disconnect_sign_on(person, by=Actor(administrator()), at=AT)


# --- The provider itself ----------------------------------------------------------------------------------------------


def test_the_provider_of_the_tests_is_strict(provider: Provider, client, person):
    """Otherwise what is shown above would show nothing."""
    address = begin(client)

    assert (
        requests.post(address.replace("callback", "elsewhere"), data={"person": SUBJECT}, timeout=5).status_code == 400
    )
    back = at_provider(address)
    data = {
        "grant_type": "authorization_code",
        "code": re.search(r"code=([^&]+)", back)[1],
        "redirect_uri": "http://testserver" + callback(),
        "client_id": CLIENT,
        "client_secret": SECRET,
    }

    def ask(**more):
        return requests.post(f"{provider.url}/token", data=data | more, timeout=5)

    assert ask(client_secret="wrong").json()["error"] == "invalid_client"
    assert ask().json()["error"] == "invalid_request"  # no verifier
    assert ask(code_verifier="x" * 64).json()["error"] == "invalid_grant"
    client.get(back)
    assert is_in(client)
    assert ask(code_verifier="x" * 64).json()["error"] == "invalid_grant"  # served once
