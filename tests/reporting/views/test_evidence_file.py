"""A file is handed out to those who may see it, and never as a page."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.urls import reverse

from tasks_app.reporting.enums import ReportState
from tests import uploads
from tests.factories import AssignmentFactory, FileFactory, ReportFactory, focal_officer, inspector, member, secretary

pytestmark = pytest.mark.django_db


def url_of(file):
    return reverse("evidence_file", args=[file.pk])


def status_of(browser, file) -> int:
    response = browser.get(url_of(file))
    uploads.read_out(response)
    return response.status_code


@pytest.fixture
def sent():
    file = FileFactory(name="Báo cáo “quý III”.pdf")
    ReportFactory(assignment=file.assignment, files={file.pk})
    return file


def test_a_file_is_handed_out_to_be_saved(client_of, sent):
    response = client_of(secretary()).get(url_of(sent))

    assert response.status_code == HTTPStatus.OK
    assert b"".join(response) == uploads.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(uploads.PDF))
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20%E2%80%9Cqu%C3%BD%20III%E2%80%9D.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("encoding", ["", "gzip, deflate, br"])
def test_its_length_is_known_to_a_weak_link(client_of, encoding):
    file = FileFactory(content=uploads.PDF * 50)
    ReportFactory(assignment=file.assignment, files={file.pk})

    response = client_of(secretary()).get(url_of(file), headers={"accept-encoding": encoding})

    assert response["Content-Length"] == str(len(b"".join(response)))


def test_it_does_not_lie_among_the_static_files(sent, settings):
    stored = Path(sent.stored.path)

    assert stored.is_relative_to(settings.MEDIA_ROOT)
    assert not stored.is_relative_to(settings.STATIC_ROOT)
    assert stored.suffix == ""
    assert stored.stat().st_mode & 0o077 == 0


def who_are(file):
    assignment = file.assignment
    return {
        "responsible": lambda: assignment.responsible,
        "officer": lambda: focal_officer(assignment.organisation),
        "overseer": lambda: member(oversees=[assignment.organisation]),
        "secretary": secretary,
        "inspector": inspector,
        "stranger": member,
    }


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("responsible", 200, 200),
        ("officer", 200, 200),
        ("overseer", 404, 200),
        ("secretary", 404, 200),
        ("inspector", 404, 200),
        ("stranger", 404, 404),
    ],
)
def test_who_opens_it_before_and_after_it_was_sent(client_of, who, before, after):
    file = FileFactory()
    browser = client_of(who_are(file)[who]())
    assert status_of(browser, file) == before
    draft = ReportFactory(assignment=file.assignment, files={file.pk}, state=ReportState.DRAFT)
    assert status_of(browser, file) == before

    draft.state, draft.submitted_at = ReportState.SUBMITTED, draft.updated_at
    draft.save()

    assert status_of(browser, file) == after


def test_who_has_not_signed_in_is_led_to_the_sign_in(client, sent):
    response = client.get(url_of(sent))

    assert response.status_code == HTTPStatus.FOUND
    assert response.url.startswith(reverse("account_login"))


def test_a_wrong_method_changes_nothing(client_of, sent):
    browser = client_of(sent.assignment.responsible)

    assert browser.post(url_of(sent)).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert browser.delete(url_of(sent)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_what_is_missing_on_the_disk_is_not_found_and_told_to_the_operator(client_of, sent, caplog):
    Path(sent.stored.path).unlink()

    response = client_of(secretary()).get(url_of(sent))

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert sent.stored.name in caplog.text


def test_it_is_cheap(client_of, queries, sent):
    browser = client_of(secretary())
    status_of(browser, sent)

    assert queries(lambda: status_of(browser, sent)) <= 6


def test_it_stands_with_its_report_on_the_page_and_in_the_review(client_of, sent):
    report = sent.reports.get()
    browser = client_of(secretary())

    for page in (reverse("assignment_detail", args=[sent.assignment_id]), reverse("report_review", args=[report.pk])):
        text = browser.get(page).content.decode()
        assert url_of(sent) in text
        assert "Báo cáo “quý III”.pdf" in text


def test_what_was_not_sent_stands_on_no_page(client_of):
    file = FileFactory(assignment=AssignmentFactory())
    ReportFactory(assignment=file.assignment, files={file.pk}, state=ReportState.DRAFT)

    page = client_of(secretary()).get(reverse("assignment_detail", args=[file.assignment_id])).content.decode()

    assert url_of(file) not in page
