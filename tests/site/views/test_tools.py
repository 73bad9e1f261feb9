import pytest
from django.urls import reverse

from tasks_app.site.toolbox import SECTIONS
from tests.factories import inspector, secretary

pytestmark = pytest.mark.django_db


def test_every_tool_opens(client):
    client.force_login(secretary())
    shown = client.get(reverse("tools")).content.decode()
    offered = [tool.page for section in SECTIONS for tool in section.tools if f'href="{reverse(tool.page)}"' in shown]

    assert {page: client.get(reverse(page)).status_code for page in offered} == dict.fromkeys(offered, 200)
    assert {"period_list", "delegation_list", "ladder_list", "message_list"} <= set(offered)


def test_the_page_asks_nothing_of_the_database_for_its_list(client, django_assert_max_num_queries):
    client.force_login(secretary())
    client.get(reverse("tools"))

    with django_assert_max_num_queries(3):
        client.get(reverse("tools"))


def test_who_may_not_open_a_tool_is_not_shown_it(client):
    client.force_login(inspector())
    shown = client.get(reverse("tools")).content.decode()

    assert reverse("letter_list") not in shown
    assert reverse("hold_list") not in shown
    assert reverse("period_list") in shown
