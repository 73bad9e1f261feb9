"""Somebody tries the product: each account of the demonstration signs in and opens the pages of his role."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tasks_app.management.demonstration import PASSWORD
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment, Task

pytestmark = pytest.mark.django_db

PAGES = {
    "thanhvien01": ["home", "my_work", "my_organisations", "assignment_list", "task_list"],
    "truongban": ["home", "my_work", "my_organisations", "overview", "assignment_list", "task_list"],
    "thuky01": ["home", "overview", "report_list", "assignment_list", "task_list", "message_list"],
    "daumoi-427": ["home", "my_work", "assignment_list", "task_list"],
    "giamsat01": ["home", "overview", "assignment_list", "task_list"],
    "quantri": ["home", "overview", "gallery", "admin:index"],
}


@pytest.mark.parametrize("username", PAGES)
def test_an_account_opens_its_pages(username, demonstration, client_of, queries):
    browser = client_of(Person.objects.get(username=username))

    for page in PAGES[username]:
        url = reverse(page)
        response = browser.get(url)
        assert response.status_code == HTTPStatus.OK, page
        assert queries(lambda url=url: browser.get(url)) < 32, page


def test_the_printed_password_opens_the_door(demonstration):
    browser = Client()

    response = browser.post(reverse("account_login"), {"login": "thuky01", "password": PASSWORD}, follow=True)

    assert response.status_code == HTTPStatus.OK
    assert response.context["user"].username == "thuky01"


def test_every_page_of_a_task_and_of_an_assignment_opens(demonstration, client_of):
    browser = client_of(Person.objects.get(username="thuky01"))
    urls = [reverse("task_detail", args=[task.pk]) for task in Task.objects.all()]
    urls += [reverse("assignment_detail", args=[pk]) for pk in Assignment.objects.values_list("pk", flat=True)[::25]]

    for url in urls:
        assert browser.get(url).status_code == HTTPStatus.OK, url
