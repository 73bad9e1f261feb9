from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.finding.enums import ListPage
from tasks_app.finding.models import SavedView
from tests.factories import PersonFactory, SavedViewFactory, delegate, focal_officer, member, secretary

LIST, SAVE = reverse("view_list"), reverse("view_save")
ASSIGNMENTS = reverse("assignment_list")
VIEW = {"page": "assignment_list", "query": "status=overdue&sort=-days", "name": "Quá hạn"}

pytestmark = pytest.mark.django_db


def offered(response) -> list[tuple[str, bool, bool]]:
    return [(one.view.name, one.is_own, one.is_open) for one in response.context["frame"].views.offered]


# --- Saving -----------------------------------------------------------------------------------------------------------


def test_a_saved_view_stands_above_its_list_and_opens_it(client_of, plan):
    browser = client_of(member())

    response = browser.post(SAVE, VIEW, follow=True)

    assert response.redirect_chain == [(f"{ASSIGNMENTS}?status=overdue&sort=-days", HTTPStatus.FOUND)]
    assert offered(response) == [("Quá hạn", True, True)]
    assert f'href="{ASSIGNMENTS}?status=overdue&amp;sort=-days" aria-current="page"' in response.content.decode()
    assert offered(browser.get(ASSIGNMENTS)) == [("Quá hạn", True, False)]
    assert offered(browser.get(reverse("task_list"))) == []


@pytest.mark.parametrize(
    ("query", "can_be_saved"), [("", False), ("page=2", False), ("group=units", True), ("status=overdue", False)]
)
def test_what_has_no_name_yet_can_be_saved(client_of, plan, query, can_be_saved):
    person = member()
    SavedViewFactory(person=person, query="status=overdue")

    response = client_of(person).get(f"{ASSIGNMENTS}?{query}")

    assert response.context["frame"].views.can_be_saved == can_be_saved
    assert (f'action="{SAVE}"' in response.content.decode()) == can_be_saved


def test_a_name_that_is_taken_can_be_replaced(client_of, plan):
    person = member()
    SavedViewFactory(person=person, name="Quá hạn", query="group=units")
    browser = client_of(person)

    refused = browser.post(SAVE, VIEW)

    assert refused.status_code == HTTPStatus.CONFLICT
    assert 'type="checkbox" name="replaces"' in refused.content.decode()
    assert SavedView.objects.get().query == "group=units"

    browser.post(SAVE, VIEW | {"replaces": "on"})

    assert SavedView.objects.get().query == "status=overdue&sort=-days"


def test_without_a_name_nothing_is_saved_and_it_is_asked_for(client_of, plan):
    response = client_of(member()).post(SAVE, VIEW | {"name": " "})

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.context["form"]["query"].value() == VIEW["query"]
    assert 'name="replaces"' in response.content.decode()
    assert 'type="checkbox" name="replaces"' not in response.content.decode()
    assert not SavedView.objects.exists()


def test_who_opens_the_address_is_asked_for_the_name(client_of, plan):
    browser = client_of(member())

    response = browser.get(SAVE, VIEW)

    assert response.context["form"]["name"].value() == "Quá hạn"
    assert not SavedView.objects.exists()
    assert browser.get(SAVE, {"page": "gallery"}).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(SAVE, VIEW | {"page": "gallery"}).status_code == HTTPStatus.NOT_FOUND


def test_a_filter_of_a_view_that_is_no_more_is_said(client_of, world):
    view = SavedViewFactory(person=world.member, query="organisation=99999&status=overdue")

    response = client_of(world.member).get(f"{ASSIGNMENTS}?{view.query}")

    assert response.status_code == HTTPStatus.OK
    assert "bỏ qua" in response.content.decode()
    assert len(response.context["rows"]) == 2


# --- Whose ------------------------------------------------------------------------------------------------------------


def test_nobody_sees_anothers_view(client_of, plan):
    view = SavedViewFactory()
    browser = client_of(member())

    assert offered(browser.get(ASSIGNMENTS)) == []
    assert browser.get(LIST).context["views"] == []
    for name in ("view_edit", "view_remove"):
        for ask in (browser.get, browser.post):
            assert ask(reverse(name, args=[view.pk])).status_code == HTTPStatus.NOT_FOUND
    assert SavedView.objects.filter(pk=view.pk, name=view.name).exists()


def test_the_secretariat_can_show_a_view_to_everyone(client_of, plan):
    person, other = secretary(), member()
    SavedViewFactory(person=other, name="Riêng")

    client_of(person).post(SAVE, VIEW | {"is_shared": "on"})

    assert offered(client_of(other).get(ASSIGNMENTS)) == [("Riêng", True, False), ("Quá hạn", False, False)]
    assert str(person) in client_of(other).get(ASSIGNMENTS).content.decode()
    assert client_of(other).get(LIST).context["views"][0][0].name == "Riêng"


def test_others_cannot_show_theirs_to_everyone(client_of, plan):
    browser = client_of(member())

    browser.post(SAVE, VIEW | {"is_shared": "on"})
    browser.post(reverse("view_edit", args=[SavedView.objects.get().pk]), {"name": "Mới", "is_shared": "on"})

    assert (SavedView.objects.get().name, SavedView.objects.get().is_shared) == ("Mới", False)


def test_who_acts_for_another_keeps_his_own_views(client_of, plan, today):
    principal, deputy = member(), focal_officer()
    delegation = delegate(principal, deputy, by=secretary(), since=today, last_day=today.replace(day=30))
    SavedViewFactory(person=principal)
    browser = client_of(deputy)
    browser.post(reverse("act_for", args=[delegation.pk]))

    assert offered(browser.get(ASSIGNMENTS)) == []


def test_an_account_without_a_role_has_none(client_of, plan):
    assert client_of(PersonFactory()).get(LIST).status_code == HTTPStatus.NOT_FOUND


# --- Renaming and removing --------------------------------------------------------------------------------------------


def test_a_view_is_renamed(client_of, plan):
    person = member()
    view, other = SavedViewFactory(person=person, name="Một"), SavedViewFactory(person=person, name="Hai")
    browser, url = client_of(person), reverse("view_edit", args=[view.pk])

    assert browser.get(url).context["form"]["name"].value() == "Một"
    assert browser.post(url, {"name": other.name}).status_code == HTTPStatus.CONFLICT
    assert browser.post(url, {"name": "Ba"}).url == LIST

    assert [one.name for one, _url in browser.get(LIST).context["views"]] == ["Ba", "Hai"]


def test_a_view_is_removed_on_a_page_of_its_own(client_of, plan):
    view = SavedViewFactory()
    browser, url = client_of(view.person), reverse("view_remove", args=[view.pk])

    assert view.name in browser.get(url).content.decode()
    assert SavedView.objects.exists()
    assert browser.post(url).url == LIST
    assert not SavedView.objects.exists()
    assert browser.post(url).status_code == HTTPStatus.NOT_FOUND


def test_without_views_it_is_said_how_to_save_one(client_of, plan):
    assert 'class="empty' in client_of(member()).get(LIST).content.decode()


@pytest.mark.parametrize("url", [LIST, ASSIGNMENTS])
def test_the_number_of_queries_does_not_grow(client_of, plan, constant_queries, url):
    person, other = member(), secretary()

    def more():
        for page in (ListPage.ASSIGNMENTS, ListPage.TASKS):
            SavedViewFactory(person=person, page=page)
            SavedViewFactory(person=other, page=page, is_shared=True)

    more()
    browser = client_of(person)

    constant_queries(lambda: browser.get(url), more)
