"""Each page of the administration opens for the administrator and finds what is looked for; some are only shown."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext

from tasks_app.admin import SAID_BY_DJANGO
from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.models import CalendarDay
from tasks_app.common.admin import ReadOnlyAdmin, ShownMixin
from tasks_app.common.text import given_name_key
from tasks_app.journal.admin import RecordedAdmin
from tasks_app.journal.models import Entry
from tasks_app.organisations.models import Group
from tasks_app.people.models import Person
from tasks_app.plan.models import SourceDocument
from tests.factories import (
    AssignmentFactory,
    IndicatorFactory,
    LocalityFactory,
    MessageFactory,
    PersonFactory,
    set_options,
)

pytestmark = pytest.mark.django_db

REGISTERED = sorted(admin.site._registry, key=lambda model: model.__name__)


@pytest.fixture
def administrator(world, client_of):
    CalendarDay.objects.create(day="2024-10-16", kind=DayKind.DAY_OFF, name_vi="Nghỉ", name_en="Off")
    Group.objects.create(key="all", name_vi="Tất cả")
    SourceDocument.objects.create(key="notice", title_vi="Thông báo")
    IndicatorFactory()
    MessageFactory()
    set_options(answer_within=4)
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


@pytest.mark.parametrize("model", REGISTERED)
def test_it_says_where_the_product_changes_it(model, administrator):
    its, thing = admin.site._registry[model], model.objects.first()
    shown = administrator.get(address(model, "change", thing.pk))

    assert str(its.help) in administrator.get(address(model, "changelist")).content.decode()
    assert str(its.help) in shown.content.decode()
    for page in filter(None, [its.acts_on and reverse(its.acts_on[0]), its.get_view_on_site_url(thing)]):
        assert f'href="{page}"' in shown.content.decode()
        assert administrator.get(page).status_code == 200


def test_the_first_page_has_sections_and_a_way_back(administrator):
    response = administrator.get(reverse("admin:index"))

    sections = [[one["object_name"] for one in section["models"]] for section in response.context["app_list"]]
    assert sorted(name for section in sections for name in section) == [model.__name__ for model in REGISTERED]
    assert len(sections) == 5
    assert f'href="{reverse("home")}"' in response.content.decode()
    assert "css/tokens" in response.content.decode()


# What an administrator may do with each: everything else happens on the pages, by actions.
ALLOWED = {
    "assignment": "",
    "calendarday": "",
    "entry": "",
    "group": "",
    "indicatordefinition": "add change",
    "message": "",
    "optionchange": "",
    "organisation": "",
    "person": "add change",
    "phase": "",
    "plan": "",
    "reportingperiod": "",
    "sourcedocument": "",
    "task": "",
}


def test_everything_registered_has_its_row():
    assert {model._meta.model_name for model in REGISTERED} == set(ALLOWED)


@pytest.mark.parametrize("model", REGISTERED)
def test_nobody_does_more_than_the_table_says(model, administrator):
    allowed, thing = ALLOWED[model._meta.model_name].split(), model.objects.first()

    assert administrator.get(address(model, "add")).status_code == (200 if "add" in allowed else 403)
    if "change" not in allowed:
        assert administrator.post(address(model, "change", thing.pk), {}).status_code == 403
    assert administrator.post(address(model, "delete", thing.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"}
    administrator.post(address(model, "changelist"), chosen)
    assert model.objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("model", REGISTERED)
def test_what_can_be_written_is_recorded_and_what_hangs_on_it_is_not_deleted(model):
    its = admin.site._registry[model]

    assert isinstance(its, RecordedAdmin if ALLOWED[model._meta.model_name] else ReadOnlyAdmin)
    assert all(issubclass(one, ShownMixin) or not one.can_delete for one in its.inlines)


@pytest.mark.parametrize("model", REGISTERED)
def test_a_list_takes_the_same_queries_with_more_rows(model, administrator, constant_queries):
    def more():
        for _ in range(2):
            AssignmentFactory()
            IndicatorFactory()
            MessageFactory()
        set_options(answer_within=9)
        Group.objects.create(key="more", name_vi="Nữa")
        CalendarDay.objects.create(day="2024-10-17", kind=DayKind.DAY_OFF, name_vi="Nghỉ", name_en="Off")
        SourceDocument.objects.create(key="another", title_vi="Văn bản")

    constant_queries(lambda: administrator.get(address(model, "changelist")), more)


def test_an_indicator_is_changed_with_a_line_of_the_record(administrator):
    indicator = IndicatorFactory(name_vi="Tỷ lệ cũ")
    url = address(type(indicator), "change", indicator.pk)
    initial = administrator.get(url).context["adminform"].form.initial
    its = {name: value for name, value in initial.items() if value not in (None, False)}

    response = administrator.post(url, its | {"name_vi": "Tỷ lệ mới", "valid_from": "01/01/2024"})

    assert response.status_code == 302
    entry = Entry.objects.get(verb="administration.changed", subject_id=indicator.pk)
    assert entry.details["changed"]["name_vi"] == ["Tỷ lệ cũ", "Tỷ lệ mới"]
    assert entry.by.pk == int(administrator.session["_auth_user_id"])


def of_person(person, **given) -> dict:
    names = ("username", "full_name", "email", "position_vi", "position_en", "language")
    rows = {"appointments-TOTAL_FORMS": 0, "appointments-INITIAL_FORMS": 0}
    rows |= {"oversights-TOTAL_FORMS": 0, "oversights-INITIAL_FORMS": 0}
    return {name: getattr(person, name) for name in names} | rows | given


def role(name: str) -> dict:
    return {
        "appointments-TOTAL_FORMS": 1,
        "appointments-0-role": name,
        "appointments-0-valid_from": "15/10/2024",
    }


def test_a_person_is_put_right_by_the_action_and_not_shut_out_here(administrator):
    person = PersonFactory(full_name="Người Cũ")

    administrator.post(
        address(Person, "change", person.pk), of_person(person, full_name="Người Mới", is_superuser="on")
    )

    person.refresh_from_db()
    assert (person.full_name, person.is_superuser, person.is_active) == ("Người Mới", False, True)
    assert Entry.objects.get(verb="person.edited", subject_id=person.pk).details["changed"]["full_name"] == [
        "Người Cũ",
        "Người Mới",
    ]


def test_an_appointment_is_given_by_the_action_once_and_never_to_oneself(administrator, world):
    person = PersonFactory()
    url = address(Person, "change", person.pk)
    administrator.post(url, of_person(person, **role("inspector")))
    assert person.appointments.get().role == "inspector"
    assert Entry.objects.filter(verb="person.appointed", subject_id=person.pk).count() == 1

    again = administrator.post(url, of_person(person, **role("inspector")), follow=True)
    assert person.appointments.count() == 1
    assert again.status_code == 200

    himself = world.administrator
    administrator.post(address(Person, "change", himself.pk), of_person(himself, **role("secretariat")))
    assert not himself.appointments.filter(role="secretariat").exists()


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
    assert (person.is_staff, person.name_key) == (False, given_name_key("Người Mới"))
    assert Entry.objects.get(verb="administration.added", subject_id=person.pk).details["name"] == "Người Mới"


def test_a_password_that_is_set_here_is_recorded_without_it(administrator):
    person = PersonFactory()

    administrator.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"password1": "không-ai-đoán-được-7", "password2": "không-ai-đoán-được-7", "usable_password": "true"},
    )

    person.refresh_from_db()
    assert person.check_password("không-ai-đoán-được-7")
    entry = Entry.objects.get(verb="administration.changed", subject_id=person.pk)
    assert "không-ai" not in str(entry.details)


@pytest.mark.parametrize("text", SAID_BY_DJANGO)
def test_what_django_says_is_said_in_vietnamese(text):
    assert gettext(text) != text
