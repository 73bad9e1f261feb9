"""The guards bite: a guard that catches nothing any more would be missed by nobody."""

import socket
import warnings

import pytest
from django.core.handlers.base import BaseHandler
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import path

from tasks_app.common.dates import at_time
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.exports.models import ExportRecord
from tasks_app.journal.models import DataView
from tasks_app.mailing.actions import MailOutsideTransaction, queue
from tasks_app.mailing.models import Message
from tasks_app.mailing.rendering import Rendered
from tasks_app.people.models import Person
from tests.conftest import TODAY
from tests.factories import PersonFactory
from tests.guards import GuardError


def render(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)


def answer(method: str, view, path: str = "/somewhere/") -> HttpResponse:
    handler = BaseHandler()
    handler._middleware_chain = view
    return handler.get_response(RequestFactory().generic(method, path))


def writing_view(request) -> HttpResponse:
    PersonFactory()
    return HttpResponse(status=204)


@pytest.mark.django_db
def test_a_template_that_queries_is_refused():
    with pytest.raises(GuardError, match="queries"):
        render("{{ people.count }}", people=Person.objects.all())


@pytest.mark.django_db
def test_a_template_that_evaluates_a_queryset_is_refused():
    with pytest.raises(GuardError, match="queries"):
        render("{% for person in people %}{{ person }}{% endfor %}", people=Person.objects.all())


@pytest.mark.django_db
def test_after_a_refused_template_queries_are_possible_again():
    with pytest.raises(GuardError):
        render("{{ people.count }}", people=Person.objects.all())

    assert Person.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_safe_method_that_writes_is_refused(method):
    with pytest.raises(GuardError, match="writes"):
        answer(method, writing_view)


def logging_view(request) -> HttpResponse:
    log_export("calendar_feed", FileFormat.ICS, rows=1, by=None, at=at_time(TODAY))
    return HttpResponse(status=204)


@pytest.fixture
def machine_address(settings):
    """An address that is named like one for machines."""
    settings.ROOT_URLCONF = (path("machines", logging_view, name="calendar_feed"),)
    return "/machines"


@pytest.mark.django_db
def test_what_a_machine_fetches_is_logged(machine_address):
    assert answer("GET", logging_view, machine_address).status_code == 204
    assert ExportRecord.objects.count() == 1


@pytest.mark.django_db
def test_an_address_for_machines_writes_nothing_but_the_log(machine_address):
    with pytest.raises(GuardError, match="writes"):
        answer("GET", writing_view, machine_address)


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["/", "/somewhere/"])
def test_no_other_address_writes_into_the_log_of_exports(elsewhere):
    with pytest.raises(GuardError, match="writes"):
        answer("GET", logging_view, elsewhere)


@pytest.fixture
def page_with_personal_data(settings):
    settings.ROOT_URLCONF = (path("person", looking_view, name="person_detail"),)
    return "/person"


def looking_view(request) -> HttpResponse:
    DataView.objects.bulk_create([DataView(at=at_time(TODAY), on=TODAY, what="person_detail")], ignore_conflicts=True)
    return HttpResponse(status=204)


@pytest.mark.django_db
def test_who_looks_at_personal_data_is_kept(page_with_personal_data):
    assert answer("GET", looking_view, page_with_personal_data).status_code == 204
    assert DataView.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("view", [writing_view, logging_view])
def test_a_page_with_personal_data_writes_nothing_else(page_with_personal_data, view):
    with pytest.raises(GuardError, match="writes"):
        answer("GET", view, page_with_personal_data)


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["/", "/somewhere/"])
def test_no_other_page_keeps_who_looked_at_it(elsewhere):
    with pytest.raises(GuardError, match="writes"):
        answer("GET", looking_view, elsewhere)


@pytest.mark.django_db
def test_a_post_may_write():
    assert answer("POST", writing_view).status_code == 204


@pytest.mark.parametrize("source", ["{{ nothing }}", "{{ nothing|default:'' }}", "{% with a=nothing %}{% endwith %}"])
def test_an_undefined_variable_is_refused(source):
    with pytest.raises(GuardError, match="nothing is not defined"):
        render(source)


def test_an_undefined_variable_is_refused_after_a_change_of_settings(settings):
    settings.DEBUG = not settings.DEBUG

    with pytest.raises(GuardError, match="nothing is not defined"):
        render("{{ nothing }}")


def test_a_variable_may_be_asked_whether_it_is_defined():
    assert render("{% if nothing %}something{% endif %}") == ""


@pytest.mark.django_db
def test_mail_outside_a_transaction_is_refused(today):
    mail = Rendered(subject="Thư", text="Thư", html="", language="vi")
    details = {
        "key": "test",
        "kind": "test",
        "to_address": "a@example.vn",
        "at": at_time(today),
        "expires_at": at_time(today),
    }
    with pytest.raises(MailOutsideTransaction):
        queue(mail, **details)
    with transaction.atomic():
        queue(mail, **details)

    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_paging_through_an_unordered_queryset_is_refused():
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(Person.objects.order_by(), 10).page(1)


def test_a_warning_is_a_failure():
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_the_network_beyond_this_machine_is_closed():
    with socket.socket() as probe, pytest.raises(GuardError, match="203.0.113.1"):
        probe.connect(("203.0.113.1", 80))
