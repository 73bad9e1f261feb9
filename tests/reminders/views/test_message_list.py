from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import ACCOUNT_MAIL, MessageState, Notice
from tests.factories import HoldFactory, MessageFactory, PersonFactory, secretary
from tests.factories.plan import ISSUED_AT

URL = reverse("message_list")

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client_of):
    return client_of(secretary())


def shown(response):
    return [row["mail"] for row in response.context["rows"]]


def test_mails_with_what_became_of_them_newest_first(browser):
    person = PersonFactory(full_name="Trần Quốc Huấn")
    old = MessageFactory(kind=Notice.DIGEST, to_person=person, subject="2 việc quá hạn", state=MessageState.SENT)
    new = MessageFactory(
        kind=Notice.URGING,
        state=MessageState.FAILED,
        last_error="550 No such mailbox",
        created_at=ISSUED_AT + timedelta(days=1),
    )

    response = browser.get(URL)

    assert shown(response) == [new, old]
    page = response.content.decode()
    for words in (
        "2 việc quá hạn",
        "Trần Quốc Huấn",
        old.to_address,
        str(MessageState.FAILED.label),
        "550 No such mailbox",
        "2 thư",
    ):
        assert words in page
    assert reverse("message_detail", args=[new.pk]) in page


def test_secrets_are_not_listed(browser):
    MessageFactory(is_secret=True)

    response = browser.get(URL)

    assert shown(response) == []
    assert "Chưa có thư nào" in response.content.decode()


def test_it_is_narrowed_by_state_kind_and_name(browser):
    wanted = MessageFactory(
        kind=Notice.DIGEST, state=MessageState.EXPIRED, to_person=PersonFactory(full_name="Lê Văn Đông")
    )
    MessageFactory(kind=Notice.DIGEST, state=MessageState.EXPIRED)
    MessageFactory(kind=Notice.URGING, state=MessageState.EXPIRED)
    MessageFactory(kind=Notice.DIGEST)

    assert shown(browser.get(URL, {"state": "expired", "kind": "digest", "q": "van dong"})) == [wanted]


def test_mail_about_an_account_is_named_and_asked_for(browser):
    wanted = MessageFactory(kind=ACCOUNT_MAIL)
    MessageFactory(kind=Notice.DIGEST)

    response = browser.get(URL, {"kind": ACCOUNT_MAIL})

    assert [(row["mail"], row["kind"]) for row in response.context["rows"]] == [(wanted, "Tài khoản")]


def test_it_is_narrowed_by_the_day_on_which_it_was_to_leave(browser):
    wanted = MessageFactory(send_after=at_time(date(2024, 10, 14), 23, 59))
    MessageFactory(send_after=at_time(date(2024, 10, 15), 0))

    assert shown(browser.get(URL, {"day": "14/10/2024"})) == [wanted]


def test_what_is_still_to_be_written_has_a_name_to_press(browser):
    MessageFactory(kind=Notice.DIGEST, composed_at=None, subject="", text="", html="")

    assert "Nội dung được soạn khi gửi" in browser.get(URL).content.decode()


def test_what_can_be_done_something_with_can_be_ticked(browser):
    failed, sent = MessageFactory(kind=Notice.URGING, state="failed"), MessageFactory(state="sent")

    page = browser.get(URL).content.decode()

    assert f'name="message" value="{failed.pk}"' in page
    assert f'name="message" value="{sent.pk}"' not in page
    assert f'action="{reverse("messages_act")}"' in page


def test_where_nothing_can_be_ticked_nothing_is_offered(browser):
    MessageFactory(state="sent")

    assert reverse("messages_act") not in browser.get(URL).content.decode()


def test_an_address_that_takes_no_mail_is_marked_and_led_to_by_who_may_correct_it(client_of, world):
    MessageFactory(state="returned", to_person=world.member, to_address="cu@example.vn", last_error="550 No mailbox")
    MessageFactory(to_person=world.member, to_address="cu@example.vn")
    link = reverse("admin:tasks_app_person_change", args=[world.member.pk])

    for who, times in ((world.administrator, 2), (world.secretary, 0)):
        page = client_of(who).get(URL, {"q": "cu@example.vn"}).content.decode()
        assert page.count("Thư gửi đến địa chỉ này bị trả về") == 2
        assert page.count(link) == times
        assert "550 No mailbox" in page


def test_what_is_held_back_is_said_above(browser):
    hold = HoldFactory(at=at_time(date(2024, 10, 15), 7))

    page = browser.get(URL).content.decode()

    assert hold.reason in page
    assert f'href="{reverse("hold_list")}"' in page


def test_where_nothing_matches_it_says_so(browser):
    MessageFactory()

    page = browser.get(URL, {"q": "không ai"}).content.decode()

    assert "Không có thư nào khớp" in page
    assert f'href="{URL}"' in page


def test_what_it_does_not_know_is_left_out_and_said(browser):
    MessageFactory()

    response = browser.get(URL, {"state": "lost", "kind": "digest"})

    assert response.status_code == HTTPStatus.OK
    assert shown(response) == []
    assert response.context["form"].errors.keys() == {"state"}


def test_pages_keep_the_filter(browser):
    MessageFactory.create_batch(51, kind=Notice.DIGEST)
    MessageFactory(kind=Notice.URGING)

    first, second = browser.get(URL, {"kind": "digest"}), browser.get(URL, {"kind": "digest", "page": 2})

    assert (len(shown(first)), len(shown(second))) == (50, 1)
    assert "kind=digest&amp;page=2" in first.content.decode()


@pytest.mark.parametrize(("page", "rows"), [("999", 1), ("0", 1), ("abc", 50)])
def test_a_page_that_is_not_there_is_the_nearest_that_is(browser, page, rows):
    MessageFactory.create_batch(51)

    assert len(shown(browser.get(URL, {"page": page}))) == rows


def test_the_administrator_sees_it_too(client_of, world):
    assert client_of(world.administrator).get(URL).status_code == HTTPStatus.OK


@pytest.mark.parametrize("who", ["member", "leader", "officer", "inspector", "nobody"])
def test_others_do_not(client_of, world, who):
    assert client_of(getattr(world, who)).get(URL).status_code == HTTPStatus.NOT_FOUND


def test_one_signs_in_first(client):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_it_is_only_looked_at(browser):
    assert browser.post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_queries_do_not_grow(browser, constant_queries):
    def more():
        for _ in range(3):
            MessageFactory(to_person=PersonFactory())

    more()

    constant_queries(lambda: browser.get(URL), more)
