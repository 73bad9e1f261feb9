"""A member reports completion, the secretariat confirms it, and the board counts it: through the pages alone."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tasks_app.plan.enums import Bucket, State
from tests.factories import AssignmentFactory, member, secretary

PASSWORD = "mat-khau-thu-nghiem"

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    person.set_password(PASSWORD)
    person.save()
    browser = Client()
    response = browser.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    assert response.status_code == HTTPStatus.FOUND
    return browser


def fields_of(form) -> dict:
    """What a browser sends of the form as it was opened; of files, nothing where none is there."""
    values = {name: form[name].value() for name in form.fields if name not in ("files", "uploads")}
    return {name: "" if value is None else value for name, value in values.items()}


def test_report_from_form_to_board():
    author, reviewer = member(), secretary()
    assignment = AssignmentFactory(responsible=author, deadline_on=date(2024, 10, 16))
    AssignmentFactory(responsible=author, task=assignment.task, deadline_on=date(2024, 10, 10))
    members_phone, secretariat = signed_in(author), signed_in(reviewer)

    # The member's day begins on his own work, and the row leads to the form.
    start = members_phone.get(reverse("home"))
    assert [row.assignment for row in start.context["work"].due_soon] == [assignment]
    form_url = reverse("report_edit", args=[assignment.pk])
    assert f'href="{form_url}#report"' in start.content.decode()

    # He reports completion and is back at his work, where it now waits.
    typed = fields_of(members_phone.get(form_url).context["form"]) | {
        "situation": "done",
        "results": "Đã ban hành Kế hoạch",
        "evidence_number": "45/KH-UBND",
        "evidence_on": "14/10/2024",
        "submit": "1",
    }
    after = members_phone.post(form_url, typed, follow=True)
    assert [row.assignment for row in after.context["work"].waiting] == [assignment]

    # The secretariat's day begins on the overview: nothing is completed, one report waits.
    overview = secretariat.get(reverse("home"))
    assert overview.context["waiting"] == 1
    assert overview.context["board"].tally.completed == 0
    assert overview.context["board"].tally.in_bucket(Bucket.OVERDUE) == 1

    # It is accepted from the queue.
    report = secretariat.get(reverse("report_list")).context["rows"][0].waiting.report
    review_url = reverse("report_review", args=[report.pk])
    assert "45/KH-UBND" in secretariat.get(review_url).content.decode()
    secretariat.post(review_url, {"decision": "accept", "comment": ""})

    # The board counts it on time, and the number leads to the one assignment.
    board = secretariat.get(reverse("overview")).context["board"]
    assert board.tally.in_bucket(Bucket.COMPLETED_ON_TIME) == 1
    assert (board.tally.completed, board.tally.overdue, board.tally.completion_rate) == (1, 1, 50.0)
    listed = secretariat.get(reverse("assignment_list"), {"bucket": "completed_on_time"})
    assert [row.assignment for row in listed.context["rows"]] == [assignment]

    assignment.refresh_from_db()
    assert (assignment.state, assignment.completed_on) == (State.COMPLETED, date(2024, 10, 15))
    done = members_phone.get(reverse("my_work")).context["work"].done
    assert [row.assignment for row in done] == [assignment]
