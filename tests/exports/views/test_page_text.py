"""Overdue work as messages for a chat group: what one may see of a page, in its language, and logged."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.urls import reverse

from tasks_app.exports.models import ExportRecord
from tasks_app.plan.enums import State
from tests.factories import AssignmentFactory, OrganisationFactory, TaskFactory, inspector, leader, member, secretary

ASSIGNMENTS = reverse("assignment_list")
MESSAGES = re.compile(r"<textarea[^>]*>\n?(.*?)</textarea>", re.DOTALL)

pytestmark = pytest.mark.django_db


def asked(browser, address: str):
    return browser.post(f"{reverse('page_text')}?{urlencode({'address': address})}")


def messages_of(browser, address: str) -> list[str]:
    response = asked(browser, address)
    assert response.status_code == HTTPStatus.OK
    return [unescape(one) for one in MESSAGES.findall(response.content.decode())]


@pytest.fixture
def overdue(today):
    def make(days: int = 7, **fields):
        return AssignmentFactory(deadline_on=today - timedelta(days=days), state=State.IN_PROGRESS, **fields)

    return make


def test_what_is_overdue_stands_below_its_organisation(client_of, overdue, today):
    office = OrganisationFactory(name_vi="Sở Tư pháp")
    one, other = overdue(9, organisation=office), overdue(8, organisation=office)
    AssignmentFactory(organisation=office, deadline_on=today + timedelta(days=40))

    (text,) = messages_of(client_of(secretary()), ASSIGNMENTS)

    lines = text.splitlines()
    assert lines[0] == f"VIỆC QUÁ HẠN đến ngày {today:%d/%m/%Y}"
    assert lines[1] == "2 việc của 1 đơn vị, địa phương; ngày tính theo ngày làm việc"
    at = lines.index("Sở Tư pháp")
    assert lines[at + 1].startswith(f"- {one.task.number} {one.task.title}, hạn {one.deadline_on:%d/%m/%Y}, quá ")
    assert lines[at + 2].startswith(f"- {other.task.number} {other.task.title}, hạn {other.deadline_on:%d/%m/%Y}, quá ")
    assert lines[-1] == f"Danh sách: {settings.SITE_URL}{ASSIGNMENTS}?status=overdue"


def test_it_is_narrowed_like_the_page_and_says_so(client_of, overdue):
    his, other = overdue(), overdue()
    address = f"{ASSIGNMENTS}?organisation={his.organisation.pk}&columns=status&page=1"

    (text,) = messages_of(client_of(secretary()), address)

    assert his.task.title in text
    assert other.task.title not in text
    assert f": {his.organisation}" in text.splitlines()[1]
    assert text.endswith(f"{ASSIGNMENTS}?organisation={his.organisation.pk}&status=overdue")


def test_a_past_day_is_kept(client_of, overdue, today):
    overdue(20)
    day = today - timedelta(days=3)

    texts = messages_of(client_of(leader()), f"{ASSIGNMENTS}?as_of={day.isoformat()}")

    for text in texts:
        assert f"đến ngày {day:%d/%m/%Y}" in text
        assert text.endswith(f"as_of={day.isoformat()}")


def test_a_member_gets_only_what_he_sees(client_of, overdue):
    his, other = overdue(responsible=member()), overdue()

    (text,) = messages_of(client_of(his.responsible), ASSIGNMENTS)

    assert his.task.title in text
    assert other.task.title not in text


@pytest.mark.parametrize("name", ["overview", "organisation_detail", "member_detail"])
def test_other_pages_have_one_too(client_of, overdue, name):
    its = overdue(responsible=member())
    args = {"organisation_detail": [its.organisation.pk], "member_detail": [its.responsible.pk]}.get(name, [])

    (text,) = messages_of(client_of(inspector()), reverse(name, args=args))

    assert its.task.title in text


def test_it_speaks_the_language_of_the_page(client_of, overdue):
    overdue()
    person = secretary(language="en")

    (text,) = messages_of(client_of(person), ASSIGNMENTS)

    assert text.startswith("OVERDUE on ")


def test_that_it_left_is_logged(client_of, overdue):
    overdue()
    person = secretary()

    messages_of(client_of(person), f"{ASSIGNMENTS}?status=overdue")

    line = ExportRecord.objects.get()
    assert (line.what, line.query, line.file_format, line.rows) == ("assignment_list", "status=overdue", "txt", 1)
    assert line.by == person


def test_where_nothing_is_overdue_nothing_leaves(client_of):
    AssignmentFactory()

    assert messages_of(client_of(secretary()), ASSIGNMENTS) == []
    assert not ExportRecord.objects.exists()


def test_whose_page_it_is_not_gets_no_text_of_it(client_of, overdue):
    its = overdue(responsible=member())

    assert asked(client_of(member()), reverse("member_detail", args=[its.responsible.pk])).status_code == 404
    assert asked(client_of(secretary()), reverse("tools")).status_code == 404
    assert not ExportRecord.objects.exists()


@pytest.mark.parametrize(
    ("address", "target"),
    [(f"{ASSIGNMENTS}?status=overdue",) * 2, ("https://example.com/", "/"), ("//example.com/", "/"), ("", "/")],
)
def test_who_only_opens_the_address_is_led_to_the_page(client_of, address, target):
    response = client_of(secretary()).get(reverse("page_text"), {"address": address})

    assert (response.status_code, response["Location"]) == (302, target)
    assert not ExportRecord.objects.exists()


def test_a_long_list_is_cut_and_asks_no_more_of_the_database(client_of, overdue, django_assert_max_num_queries):
    task = TaskFactory()
    for _ in range(60):
        overdue(task=task)

    browser = client_of(secretary())
    with django_assert_max_num_queries(35):
        texts = messages_of(browser, ASSIGNMENTS)

    assert len(texts) > 1
    assert max(map(len, texts)) <= 2000
