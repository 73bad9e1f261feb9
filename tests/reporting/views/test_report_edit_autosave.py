"""A draft that a script saves while somebody types."""

from datetime import date
from http import HTTPStatus

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tasks_app.journal.models import Entry
from tasks_app.plan.enums import State
from tasks_app.reporting.enums import ReportState
from tasks_app.reporting.models import ProgressReport
from tests.factories import AssignmentFactory, FileFactory, ReportFactory, member, secretary
from tests.reporting.views.report_forms import drafted, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment():
    return AssignmentFactory(deadline_on=date(2024, 10, 18))


@pytest.fixture
def browser(client_of, assignment):
    return client_of(assignment.responsible)


def url_of(assignment):
    return reverse("report_edit", args=[assignment.pk])


def written(**changes):
    form = drafted(autosave="1", **changes)
    del form["draft"]
    return form


def test_the_form_hears_which_draft_it_goes_on_with(browser, assignment):
    form = written(results="Đã số hóa")

    response = browser.post(url_of(assignment), form)

    assert response.status_code == HTTPStatus.OK
    assert response.json() == {"uid": form["uid"], "version": 1, "words": "Đã lưu nháp lúc 08:00."}
    assert ProgressReport.objects.get().results == "Đã số hóa"
    assert list(get_messages(response.wsgi_request)) == []


def test_a_series_is_one_draft_and_one_line_of_the_record(browser, assignment):
    form = written()
    for number in range(5):
        answer = browser.post(url_of(assignment), form | {"results": "Đã số hóa" + "!" * number}).json()
        form["version"] = str(answer["version"])

    report = ProgressReport.objects.get()
    assert (report.version, report.results) == (5, "Đã số hóa!!!!")
    assert Entry.objects.filter(verb="report.saved").count() == 1
    del form["autosave"]
    browser.post(url_of(assignment), form | {"submit": "1", "results": "Đã xong"})
    assert ProgressReport.objects.get().state == ReportState.SUBMITTED


def test_a_repetition_changes_nothing(browser, assignment):
    form = written()
    browser.post(url_of(assignment), form)

    assert browser.post(url_of(assignment), form).json()["version"] == 1


def test_the_ticks_of_files_are_saved_too(browser, assignment):
    keep, drop = (FileFactory(assignment=assignment, name=name) for name in ("a.pdf", "b.pdf"))
    draft = ReportFactory(assignment=assignment, state=ReportState.DRAFT, files={keep.pk, drop.pk})

    browser.post(url_of(assignment), written(uid=str(draft.uid), version="1", files=[str(keep.pk)]))

    assert list(draft.files.all()) == [keep]


def test_what_is_half_typed_is_not_saved_and_said_in_short(browser, assignment):
    response = browser.post(url_of(assignment), written(percent="400"))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.json() == {"words": "Chưa lưu được bản nháp: có một ô cần sửa lại.", "has_two_versions": False}
    assert not ProgressReport.objects.exists()


def test_another_version_is_not_overwritten(browser, assignment):
    theirs = ReportFactory(assignment=assignment, state=ReportState.DRAFT, by=member(full_name="Lê Văn Khác"))

    response = browser.post(url_of(assignment), written())

    assert response.status_code == HTTPStatus.CONFLICT
    assert response.json() == {"words": "Lê Văn Khác vừa lưu bản nháp này.", "has_two_versions": True}
    theirs.refresh_from_db()
    assert theirs.version == 1


def test_what_was_sent_already_is_told_in_short(browser, assignment):
    form = typed()
    browser.post(url_of(assignment), form)

    response = browser.post(url_of(assignment), written(uid=form["uid"]))

    assert response.status_code == HTTPStatus.CONFLICT
    assert "không gửi thêm lần nữa" in response.json()["words"]
    assert response.json()["has_two_versions"] is False


def test_work_that_takes_no_report_is_told_in_short(client_of):
    assignment = AssignmentFactory(state=State.COMPLETED)

    response = client_of(assignment.responsible).post(url_of(assignment), written())

    assert response.status_code == HTTPStatus.CONFLICT
    assert f"“{State.COMPLETED.label}”" in response.json()["words"]
    assert response.json()["has_two_versions"] is False


def test_it_never_sends(browser, assignment):
    browser.post(url_of(assignment), written(submit="1", situation="done", percent="", results=""))

    assert ProgressReport.objects.get().state == ReportState.DRAFT


def test_after_the_session_it_leads_to_the_sign_in_and_saves_nothing(client, assignment):
    response = client.post(url_of(assignment), written())

    assert response.status_code == HTTPStatus.FOUND
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize("who", ["secretary", "stranger"])
def test_whose_it_is_not(client_of, assignment, who):
    person = secretary() if who == "secretary" else member()

    assert client_of(person).post(url_of(assignment), written()).status_code == HTTPStatus.NOT_FOUND
    assert not ProgressReport.objects.exists()
