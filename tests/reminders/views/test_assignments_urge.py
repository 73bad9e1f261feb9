"""Several ticked assignments are urged at once."""

from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.plan.enums import State
from tasks_app.reminders.models import Urging
from tests.factories import AssignmentFactory, LocalityFactory, focal_officer, leader, member, secretary

pytestmark = pytest.mark.django_db

LIST = reverse("assignment_list") + "?status=overdue&page=2"


def url_of(*assignments, back=LIST):
    ticked = [("assignment", assignment.pk) for assignment in assignments]
    return f"{reverse('assignments_urge')}?{urlencode([*ticked, ('next', back)])}"


def overdue(**given):
    return AssignmentFactory(deadline_on=date(2024, 10, 10), **given)


def urged():
    return set(Urging.objects.values_list("assignment", flat=True))


def mails():
    return Message.objects.filter(kind=Notice.URGING)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_the_page_says_whom_it_reaches_and_what_is_left_out_and_does_nothing(client_of):
    responsible = member(full_name="Nguyễn Văn Toàn")
    one, other = overdue(responsible=responsible), overdue(responsible=responsible)
    done = overdue(state=State.COMPLETED, submitted_on=date(2024, 10, 1))
    nobody = overdue(responsible=member(is_active=False))

    response = client_of(secretary()).get(url_of(one, other, done, nobody))

    page = response.content.decode()
    assert [row.assignment for row in response.context["to_urge"]] == [one, other]
    assert response.context["mails"] == [(responsible, [one, other])]
    assert "2 việc sẽ được nhắc" in page
    assert "1 thư, mỗi người một thư" in page
    assert "Nguyễn Văn Toàn" in page
    assert {row.assignment for row in response.context["left"]} == {done, nobody}
    assert "chưa có ai nhận được thư nhắc" in page
    assert "nên không cần nhắc" in page
    assert (urged(), mails().count()) == (set(), 0)


def test_the_ticked_are_urged_and_one_comes_back_to_the_list(client_of):
    responsible = member()
    one, other, not_ticked = (overdue(responsible=responsible) for _ in range(3))
    focal_officer(one.organisation)

    response = client_of(secretary()).post(url_of(one, other), {"message": "Gửi trước thứ Sáu."}, follow=True)

    assert urged() == {one.pk, other.pk}
    assert not_ticked.pk not in urged()
    assert mails().count() == 2
    assert {"Gửi trước thứ Sáu." in mail.text for mail in mails()} == {True}
    assert response.redirect_chain == [(LIST, HTTPStatus.FOUND)]
    assert messages_of(response) == ["Đã nhắc 2 việc. Gửi thư tới 2 người, mỗi người một thư."]


def test_at_night_it_says_when_the_mails_leave(client_of, clock):
    browser = client_of(secretary())
    clock.move_to(at_time(date(2024, 10, 15), 21))

    response = browser.post(url_of(overdue()), follow=True)

    assert messages_of(response) == [
        "Đã nhắc 1 việc. Gửi thư tới 1 người, mỗi người một thư. Thư gửi đi lúc 07:15 16/10/2024."
    ]


def test_twice_urges_once(client_of):
    together = [overdue(), overdue()]
    browser = client_of(secretary())
    browser.post(url_of(*together), {"message": "Gửi sớm"}, follow=True)

    response = browser.post(url_of(*together), {"message": "Gửi sớm"}, follow=True)

    assert messages_of(response) == [
        "Đã bỏ qua 2 việc: hôm nay đã nhắc, việc không còn mở, hoặc chưa có người nhận thư."
    ]
    assert (Urging.objects.count(), mails().count()) == (2, 2)
    page = browser.get(url_of(*together)).content.decode()
    assert "mỗi ngày chỉ gửi một thư" in page
    assert 'name="message"' not in page


def test_the_overseer_urges_what_he_oversees_and_nothing_else(client_of):
    locality = LocalityFactory()
    his, foreign = overdue(organisation=locality), overdue()
    browser = client_of(member(oversees=[locality]))

    response = browser.get(url_of(his, foreign))
    browser.post(url_of(his, foreign))

    assert [row.assignment for row in response.context["to_urge"]] == [his]
    assert str(foreign.organisation) not in response.content.decode()
    assert urged() == {his.pk}


def test_a_message_that_is_too_long_is_said_and_not_lost(client_of):
    assignment = overdue()

    response = client_of(secretary()).post(url_of(assignment), {"message": "Gửi sớm " * 63})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(response.context["form"].errors) == ["message"]
    assert "Gửi sớm Gửi sớm" in response.content.decode()
    assert urged() == set()


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com/", "javascript:alert(1)", ""])
@pytest.mark.parametrize(("person", "page"), [(secretary, "assignment_list"), (leader, "my_organisations")])
def test_one_comes_back_to_this_site_only(client_of, target, person, page):
    locality = LocalityFactory()
    who = person(oversees=[locality]) if person is leader else person()
    browser = client_of(who)
    assignment = overdue(organisation=locality)

    assert browser.get(url_of(assignment, back=target)).context["back"] == reverse(page)
    assert browser.post(url_of(assignment, back=target)).url == reverse(page)


@pytest.mark.parametrize(
    "ticked", ["", "assignment=", "assignment=nine", "assignment=999999", f"assignment={'9' * 30}"]
)
def test_nothing_ticked_leads_back(client_of, ticked):
    response = client_of(secretary()).get(f"{reverse('assignments_urge')}?{ticked}", follow=True)

    assert response.redirect_chain == [(reverse("assignment_list"), HTTPStatus.FOUND)]
    assert messages_of(response) == ["Chưa chọn việc nào. Hãy đánh dấu các việc cần nhắc."]


@pytest.mark.parametrize("who", ["officer", "inspector", "administrator", "nobody"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_not_for_others(client_of, world, who, method):
    answer = getattr(client_of(getattr(world, who)), method)(url_of(world.overdue))

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert urged() == set()


def test_an_oversight_that_has_ended_does_not_count(client_of):
    locality = LocalityFactory()
    former = member(oversees=[locality], until=date(2024, 10, 14))
    assignment = overdue(organisation=locality)

    client_of(former).post(url_of(assignment))

    assert urged() == set()


def test_wrong_method(client_of):
    assert client_of(secretary()).delete(url_of()).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_one_signs_in_first(client):
    assert client.post(url_of(overdue())).url.startswith(reverse("account_login"))
    assert urged() == set()


def test_the_number_of_queries_is_constant(client_of, constant_queries):
    browser, together = client_of(secretary()), [overdue()]

    constant_queries(lambda: browser.get(url_of(*together)), lambda: together.extend(overdue() for _ in range(3)))


# --- Where they are ticked --------------------------------------------------------------------------------------------


def box(assignment) -> str:
    return f'name="assignment" value="{assignment.pk}" form="urge-together"'


@pytest.mark.parametrize("asked", ["?status=overdue", "?bucket=overdue"])
def test_the_secretariat_ticks_in_the_list_of_what_is_overdue(client_of, plan, asked):
    assignment = overdue()

    page = client_of(secretary()).get(reverse("assignment_list") + asked).content.decode()

    assert box(assignment) in page
    assert f'action="{reverse("assignments_urge")}"' in page
    assert f'name="next" value="{reverse("assignment_list")}{asked}"' in page


@pytest.mark.parametrize(
    ("person", "asked"), [(secretary, ""), (secretary, "?status=due_soon"), (leader, "?status=overdue")]
)
def test_elsewhere_and_for_others_the_list_has_no_boxes(client_of, plan, person, asked):
    overdue()
    AssignmentFactory(deadline_on=date(2024, 10, 16))

    page = client_of(person()).get(reverse("assignment_list") + asked).content.decode()

    assert 'name="assignment"' not in page
    assert "urge-together" not in page


def test_the_overseer_ticks_what_can_be_urged(client_of):
    locality = LocalityFactory()
    overseer = member(oversees=[locality])
    open_work = overdue(organisation=locality)
    waiting = AssignmentFactory(
        organisation=locality, state=State.SUBMITTED, submitted_on=date(2024, 10, 9), deadline_on=date(2024, 10, 10)
    )
    browser = client_of(overseer)

    page = browser.get(reverse("my_organisations")).content.decode()
    assert box(open_work) in page
    assert box(waiting) not in page

    browser.post(url_of(open_work))
    page = browser.get(reverse("my_organisations")).content.decode()
    assert box(open_work) not in page
    assert "urge-together" not in page
