"""Each page of the administration opens for the administrator and finds what is looked for; some are only shown."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.organisations.models import Group
from tasks_app.plan.models import SourceDocument
from tests.factories import IndicatorFactory, LocalityFactory, PersonFactory

pytestmark = pytest.mark.django_db

REGISTERED = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "tasks_app"), key=lambda model: model.__name__
)


@pytest.fixture
def administrator(world, client_of):
    CalendarDay.objects.create(day="2024-10-16", kind=DayKind.DAY_OFF, name_vi="Nghỉ", name_en="Off")
    Group.objects.create(key="all", name_vi="Tất cả")
    SourceDocument.objects.create(key="notice", title_vi="Thông báo")
    IndicatorFactory()
    return client_of(world.administrator)


def address(model, verb: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}", args=args)


@pytest.mark.parametrize("model", REGISTERED)
def test_its_pages_open(model, administrator):
    thing = model.objects.first()

    assert administrator.get(address(model, "changelist")).status_code == 200
    assert administrator.get(address(model, "changelist"), {"q": "a"}).status_code == 200
    assert administrator.get(address(model, "change", thing.pk)).status_code == 200
    assert administrator.get(address(model, "history", thing.pk)).status_code == 200
    assert administrator.get(address(model, "add")).status_code in (200, 403)


@pytest.mark.parametrize("name", ["assignment", "calendarday", "entry"])
def test_what_changes_by_actions_alone_is_only_shown(name, administrator):
    model = next(model for model in REGISTERED if model._meta.model_name == name)
    thing = model.objects.first()

    assert administrator.get(address(model, "add")).status_code == 403
    assert administrator.post(address(model, "change", thing.pk), {}).status_code == 403
    assert administrator.post(address(model, "delete", thing.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("asked", ["Đào", "dao", "ĐÀO"])
def test_people_are_found_with_and_without_marks(administrator, asked):
    person = PersonFactory(full_name="Lê Thị Đào")

    found = administrator.get(address(type(person), "changelist"), {"q": asked}).context["cl"].queryset

    assert list(found) == [person]


@pytest.mark.parametrize("asked", ["Đô Lương", "do luong"])
def test_organisations_are_found_with_and_without_marks_where_they_are_chosen(administrator, asked):
    locality = LocalityFactory(name_vi="Huyện Đô Lương")
    field = {"app_label": "tasks_app", "model_name": "person", "field_name": "organisation"}

    found = administrator.get(reverse("admin:autocomplete"), {"term": asked, **field}).json()

    assert [one["id"] for one in found["results"]] == [str(locality.pk)]


def test_an_account_is_made_by_the_administrator(administrator):
    from tasks_app.people.models import Person

    administrator.post(
        address(Person, "add"),
        {
            "username": "moi",
            "full_name": "Người Mới",
            "email": "moi@example.vn",
            "password1": "không-ai-đoán-được-7",
            "password2": "không-ai-đoán-được-7",
            "appointments-TOTAL_FORMS": 0,
            "appointments-INITIAL_FORMS": 0,
            "oversights-TOTAL_FORMS": 0,
            "oversights-INITIAL_FORMS": 0,
        },
    )

    person = Person.objects.get(username="moi")
    assert person.check_password("không-ai-đoán-được-7")
    assert (person.is_staff, person.name_key) == (False, "moi nguoi")
