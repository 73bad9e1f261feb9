"""Mail programs and virus scanners open every link before its reader does: that must change nothing."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.apps import apps
from django.conf import settings

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.models import Message
from tasks_app.reminders.actions import urge
from tasks_app.reporting.enums import ReportState
from tests.factories import AssignmentFactory, ReportFactory, focal_officer, secretary
from tests.reminders.ledger import composed, plan

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(r"https?://[^\s\"<>]+")


def everything() -> dict[str, list]:
    """All rows of the product's tables."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("tasks_app").get_models()
        if not model._meta.proxy
    }


@pytest.mark.parametrize("method", ["get", "head"])
def test_every_link_of_every_mail_can_be_opened_and_changes_nothing(method, client_of, client):
    assignment = AssignmentFactory(deadline_on=date(2024, 10, 10))
    focal_officer(assignment.organisation)
    returned = AssignmentFactory(responsible=assignment.responsible, deadline_on=date(2024, 12, 31))
    ReportFactory(assignment=returned, state=ReportState.RETURNED)
    ReportFactory(assignment=assignment, state=ReportState.DRAFT)
    plan(date(2024, 10, 15))
    urge(assignment, by=Actor(secretary()), at=at_time(date(2024, 10, 15), 8))
    mails = list(Message.objects.select_related("to_person"))
    before = everything()

    opened = []
    for mail in mails:
        its = composed(mail) if mail.kind == Notice.DIGEST else mail
        for address in set(ADDRESS.findall(its.text) + ADDRESS.findall(its.html)):
            path = address.removeprefix(settings.SITE_URL)
            assert getattr(client, method)(path).status_code == HTTPStatus.FOUND
            assert getattr(client_of(mail.to_person), method)(path).status_code == HTTPStatus.OK
            opened.append(path)

    assert len(mails) == 4
    assert len(opened) == 2 + 1 + 1 + 1 + 1 + 1 + 2
    # Signing in leaves its time on the account; that is not the link's doing.
    assert without_sign_ins(everything()) == without_sign_ins(before)


def without_sign_ins(tables: dict[str, list]) -> dict[str, list]:
    people = [row | {"last_login": None} for row in tables["Person"]]
    return tables | {"Person": people}
