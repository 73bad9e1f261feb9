"""Two versions of one report: both are shown, a choice or a mixture becomes the one version, nothing goes silently."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.reporting.enums import ReportState, Situation
from tasks_app.reporting.models import ProgressReport
from tests import uploads
from tests.factories import AssignmentFactory, FileFactory, ReportFactory, member
from tests.reporting.views.report_forms import drafted, typed
from tests.uploads import chosen

pytestmark = pytest.mark.django_db

HIDDEN = re.compile(r'<input type="hidden" name="(theirs|mine-\w+)" value="([^"]*)">')


@pytest.fixture
def assignment():
    return AssignmentFactory(deadline_on=date(2024, 10, 18))


@pytest.fixture
def browser(client_of, assignment):
    return client_of(assignment.responsible)


@pytest.fixture
def theirs(assignment):
    """A colleague's draft, saved while the form was open."""
    return ReportFactory(
        assignment=assignment,
        state=ReportState.DRAFT,
        by=member(full_name="Lê Văn Khác"),
        percent=80,
        results="Bản của người khác",
        difficulties="Thiếu kinh phí",
        evidence=("7/BC", date(2024, 10, 1), "Báo cáo tháng"),
    )


def url_of(assignment):
    return reverse("report_edit", args=[assignment.pk])


def as_shown(response, **changes) -> dict:
    """What the browser would send of the page that came back."""
    form = response.context["form"]
    shown = {name: form[name].value() for name in form.fields if name != "uploads"}
    hidden: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(response.content.decode()):
        hidden.setdefault(name, []).append(value)
    return {name: "" if value is None else value for name, value in shown.items()} | hidden | changes


def choices(response) -> dict[str, tuple[str, str]]:
    return {part.name: (part.theirs, part.mine) for part in response.context["merge"].differences}


def test_both_versions_stand_beside_each_other(browser, assignment, theirs):
    response = browser.post(url_of(assignment), typed(results="Bản của tôi"))

    assert response.status_code == HTTPStatus.CONFLICT
    assert choices(response) == {
        "percent": ("80%", "60%"),
        "results": ("Bản của người khác", "Bản của tôi"),
        "difficulties": ("Thiếu kinh phí", ""),
        "document": ("7/BC, 01/10/2024, Báo cáo tháng", ""),
    }
    page = response.content.decode()
    assert "Lê Văn Khác" in page
    assert "data-autosave>" not in page
    theirs.refresh_from_db()
    assert theirs.results == "Bản của người khác"


def test_a_mixture_of_both_becomes_the_one_version(browser, assignment, theirs):
    conflict = browser.post(url_of(assignment), typed(results="Bản của tôi"))

    filled = browser.post(
        url_of(assignment),
        as_shown(conflict, merge="1", **{"take-percent": "theirs", "take-document": "theirs", "take-results": "mine"}),
    )

    assert filled.status_code == HTTPStatus.OK
    form = filled.context["form"]
    assert [form[name].value() for name in ("percent", "results", "difficulties", "evidence_number")] == [
        "80",
        "Bản của tôi",
        "",
        "7/BC",
    ]
    theirs.refresh_from_db()
    assert (theirs.results, theirs.version) == ("Bản của người khác", 1)
    browser.post(url_of(assignment), as_shown(filled, results="Bản của tôi, sửa thêm", submit="1"))
    report = ProgressReport.objects.get()
    assert (report.pk, report.state, report.percent, report.results) == (
        theirs.pk,
        ReportState.SUBMITTED,
        80,
        "Bản của tôi, sửa thêm",
    )
    assert report.evidence.get().title == "Báo cáo tháng"


def test_what_was_typed_can_be_fetched_back(browser, assignment, theirs):
    conflict = browser.post(url_of(assignment), typed(results="Bản của tôi"))
    filled = browser.post(url_of(assignment), as_shown(conflict, merge="1", **{"take-results": "theirs"}))
    assert filled.context["form"]["results"].value() == "Bản của người khác"

    back = browser.post(url_of(assignment), as_shown(filled, merge="1", **{"take-results": "mine"}))

    assert back.context["form"]["results"].value() == "Bản của tôi"
    assert choices(back) == choices(conflict)


def test_what_was_written_by_hand_stays_where_nothing_is_chosen(browser, assignment, theirs):
    conflict = browser.post(url_of(assignment), typed(results="Bản của tôi"))

    filled = browser.post(
        url_of(assignment), as_shown(conflict, merge="1", results="Cả hai bản", **{"take-percent": "theirs"})
    )

    assert filled.context["form"]["results"].value() == "Cả hai bản"


def test_a_mistake_while_merging_leaves_both_versions_on_the_page(browser, assignment, theirs):
    conflict = browser.post(url_of(assignment), typed(results="Bản của tôi"))

    response = browser.post(url_of(assignment), as_shown(conflict, percent="400", submit="1"))

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert choices(response) == choices(conflict)


def test_a_second_conflict_while_merging_is_shown_again(client_of, browser, assignment, theirs):
    conflict = browser.post(url_of(assignment), typed(results="Bản của tôi"))
    colleague = client_of(theirs.by)
    theirs.assignment.responsible = theirs.by
    theirs.assignment.save()
    colleague.post(
        url_of(assignment), drafted(uid=str(theirs.uid), version="1", results="Người khác lại sửa", percent="90")
    )
    theirs.assignment.responsible = assignment.responsible
    theirs.assignment.save()

    for press in ({"merge": "1", "take-results": "theirs"}, {"submit": "1"}):
        response = browser.post(url_of(assignment), as_shown(conflict, **press))

        assert response.status_code == HTTPStatus.CONFLICT
        assert choices(response)["results"] == ("Người khác lại sửa", "Bản của tôi")
        assert response.context["form"]["results"].value() == "Bản của tôi"
    assert ProgressReport.objects.get().results == "Người khác lại sửa"
    browser.post(url_of(assignment), as_shown(response, submit="1"))
    assert ProgressReport.objects.get().results == "Bản của tôi"


def test_a_report_that_was_sent_meanwhile_is_merged_into_a_new_one(browser, assignment):
    opened = typed(results="Bản của tôi")
    sent = ReportFactory(assignment=assignment, by=member(), results="Đã gửi trước", percent=60)
    conflict = browser.post(url_of(assignment), opened)
    assert choices(conflict)["results"] == ("Đã gửi trước", "Bản của tôi")

    filled = browser.post(url_of(assignment), as_shown(conflict, merge="1", **{"take-results": "theirs"}))
    browser.post(url_of(assignment), as_shown(filled, percent="65", submit="1"))

    reports = ProgressReport.objects.order_by("pk")
    assert [(report.results, report.percent) for report in reports] == [("Đã gửi trước", 60), ("Đã gửi trước", 65)]
    assert sent == reports[0]


def test_the_files_of_both_are_there_to_be_ticked(browser, assignment):
    theirs = FileFactory(assignment=assignment, name="của họ.pdf", by=member())
    ReportFactory(assignment=assignment, state=ReportState.DRAFT, by=theirs.by, files={theirs.pk})

    conflict = browser.post(url_of(assignment), typed(uploads=[chosen("của tôi.docx", uploads.DOCX)]))

    shown = {str(option.data["label"]): option.data["selected"] for option in conflict.context["form"]["files"]}
    assert shown == {"của họ.pdf": False, "của tôi.docx": True}
    mine = conflict.context["form"]["files"].value()
    assert choices(conflict)["files"][0].startswith("của họ.pdf (")

    filled = browser.post(url_of(assignment), as_shown(conflict, merge="1", **{"take-files": "theirs"}))
    assert filled.context["form"]["files"].value() == [str(theirs.pk)]
    browser.post(url_of(assignment), as_shown(filled, files=[*mine, str(theirs.pk)], draft="1"))

    assert {file.name for file in ProgressReport.objects.get().files.all()} == {"của họ.pdf", "của tôi.docx"}


def test_a_situation_is_told_in_words(browser, assignment, theirs):
    response = browser.post(url_of(assignment), typed(situation="obstacle", difficulties="Chờ hướng dẫn"))

    assert choices(response)["situation"] == (str(Situation.WORKING.label), str(Situation.OBSTACLE.label))


@pytest.mark.parametrize("shown", ["", "x", "999999-1", "9" * 30 + "-1", "9" * 5000 + "-1", "another"])
def test_nothing_to_merge_with_brings_the_form_back(browser, assignment, shown):
    foreign = ReportFactory(state=ReportState.DRAFT, results="Của việc khác")
    key = f"{foreign.pk}-1" if shown == "another" else shown

    response = browser.post(
        url_of(assignment), drafted(merge="1", theirs=key, results="Bản của tôi", **{"take-results": "theirs"})
    )

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert response.context["form"]["results"].value() == "Bản của tôi"
    assert not assignment.reports.exists()
    assert "Của việc khác" not in response.content.decode()
