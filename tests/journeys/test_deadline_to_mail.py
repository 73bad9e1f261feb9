"""A deadline comes near, a mail goes out once, and its link opens the form."""

import re
from datetime import date

import pytest
from django.core import mail

from tasks_app.common.dates import at_time
from tasks_app.mailing.enums import MessageState
from tasks_app.mailing.jobs import deliver_due
from tasks_app.mailing.models import Message
from tasks_app.reminders.jobs import plan_reminders
from tasks_app.reminders.models import Reminder
from tests.factories import AssignmentFactory, focal_officer, member

pytestmark = pytest.mark.django_db


def test_deadline_to_mail(client_of, clock, settings):
    person = member(full_name="Trần Thị Mẫu", email="mau@cchc.example")
    soon = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 17))
    overdue = AssignmentFactory(responsible=person, deadline_on=date(2024, 10, 14))
    far = AssignmentFactory(responsible=person, deadline_on=date(2024, 12, 31))
    officer = focal_officer(soon.organisation, email="daumoi@cchc.example")

    # Before seven nothing is planned; at seven it is; the mail leaves from a quarter past.
    clock.move_to(at_time(date(2024, 10, 15), 6, 59))
    plan_reminders()
    assert not Message.objects.exists()
    clock.move_to(at_time(date(2024, 10, 15), 7, 0))
    plan_reminders()
    deliver_due()
    assert Message.objects.filter(state=MessageState.WAITING).count() == 2
    assert not mail.outbox
    clock.move_to(at_time(date(2024, 10, 15), 7, 15))
    deliver_due()

    # One mail for each person, with what concerns him.
    sent = {message.to[0]: message for message in mail.outbox}
    assert set(sent) == {person.email, officer.email}
    digest = sent[person.email]
    assert "Trần Thị Mẫu" in digest.body
    assert soon.task.title_vi in digest.body
    assert overdue.task.title_vi in digest.body
    assert far.task.title_vi not in digest.body
    assert overdue.task.title_vi not in sent[officer.email].body
    assert digest.alternatives[0].mimetype == "text/html"

    # The link opens the form of the most urgent work.
    links = re.findall(rf"{re.escape(settings.SITE_URL)}(/assignments/\d+/report/)", digest.body)
    assert links[0] == f"/assignments/{overdue.pk}/report/"
    page = client_of(person).get(links[0])
    assert page.context["assignment"] == overdue
    assert 'name="results"' in page.content.decode()

    # However often the jobs run on that day, nobody is mailed again; the next stage is another day's.
    for minute in (20, 25, 30):
        clock.move_to(at_time(date(2024, 10, 15), 7, minute))
        plan_reminders()
        deliver_due()
    assert len(mail.outbox) == 2
    clock.move_to(at_time(date(2024, 10, 17), 7, 15))
    plan_reminders()
    deliver_due()
    stages = Reminder.objects.filter(assignment=soon, recipient=person).order_by("stage")
    assert list(stages.values_list("stage", flat=True)) == [-2, 0]
