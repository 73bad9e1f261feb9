from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.plan import actions
from tasks_app.plan.enums import Answer, State
from tasks_app.plan.models import ContributionEntry
from tasks_app.plan.rules import Given
from tests.factories import AssignmentFactory, OrganisationFactory, focal_officer, leader, secretary

pytestmark = pytest.mark.django_db

AT = at_time(date(2024, 10, 14), 9)


def coordinated(**given):
    assignment = AssignmentFactory(coordinating=[OrganisationFactory()], **given)
    return assignment, assignment.contributions.get()


def url_of(contribution):
    return reverse("contribution_edit", args=[contribution.pk])


def typed(**given):
    return {
        "seen": "0",
        "answer": "given",
        "text": "Đã rà soát 12 thủ tục",
        "document": "",
        "document_on": "",
    } | given


def give(contribution, text="Bản trước", *, by=None, seen=0):
    by = Actor(by or focal_officer(contribution.organisation))
    return actions.give_contribution(contribution, Given(Answer.GIVEN, text), seen=seen, by=by, at=AT)


@pytest.fixture
def contribution():
    return coordinated()[1]


@pytest.fixture
def browser(client_of, contribution):
    return client_of(focal_officer(contribution.organisation))


def test_it_is_given_with_its_document_and_stands_on_the_page_of_the_assignment(browser, contribution):
    answer = browser.post(url_of(contribution), typed(document="45/BC-STP", document_on="14/10/2024"), follow=True)

    entry = contribution.entries.get()
    assert answer.redirect_chain[0][0] == reverse("assignment_detail", args=[contribution.assignment_id])
    assert (entry.text, entry.document, entry.document_on) == (
        "Đã rà soát 12 thủ tục",
        "45/BC-STP",
        date(2024, 10, 14),
    )
    page = answer.content.decode()
    assert "Đã rà soát 12 thủ tục" in page
    assert "đã gửi 15/10/2024" in page


def test_nothing_to_contribute_is_an_answer_with_its_reason(browser, contribution):
    browser.post(url_of(contribution), typed(answer="nothing", text="Không thuộc lĩnh vực"))

    entry = contribution.entries.get()
    assert (entry.answer, entry.text) == (Answer.NOTHING, "Không thuộc lĩnh vực")


def test_the_form_goes_on_from_what_was_given(browser, contribution):
    give(contribution, "Bản thứ nhất")

    form = browser.get(url_of(contribution)).context["form"]
    browser.post(url_of(contribution), typed(seen=form["seen"].value(), text="Bản thứ hai"))

    assert form["text"].value() == "Bản thứ nhất"
    assert list(contribution.entries.values_list("text", flat=True)) == ["Bản thứ hai", "Bản thứ nhất"]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"answer": ""}, "answer", "Hãy chọn có hay không"),
        ({"answer": "perhaps"}, "answer", "perhaps"),
        ({"text": "  "}, "text", "Hãy nêu nội dung phối hợp"),
        ({"answer": "nothing", "text": ""}, "text", "lý do không có nội dung"),
        ({"document": "45/BC", "document_on": ""}, "document_on", "ngày văn bản"),
        ({"document": "", "document_on": "14/10/2024"}, "document", "số"),
        ({"document": "45/BC", "document_on": "16/10/2024"}, "document_on", "Ngày này chưa đến"),
        (
            {"answer": "nothing", "document": "45/BC", "document_on": "14/10/2024"},
            "document",
            "Hãy xóa số văn bản",
        ),
    ],
)
def test_wrong_input_is_said_and_not_lost(browser, contribution, wrong, field, sentence):
    form = typed(text="Nội dung đã nhập") | wrong

    answer = browser.post(url_of(contribution), form)

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert list(answer.context["form"].errors) == [field]
    assert sentence in page
    assert form["text"] in page
    assert not ContributionEntry.objects.exists()


def test_what_a_colleague_gave_meanwhile_stands_beside_what_was_typed(browser, contribution):
    give(contribution, "Bản của đồng nghiệp")

    answer = browser.post(url_of(contribution), typed(text="Bản của tôi"))

    page = answer.content.decode()
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "Bản của đồng nghiệp" in page
    assert "Bản của tôi" in page
    again = answer.context["form"]
    browser.post(url_of(contribution), typed(seen=again["seen"].value(), text="Bản chung"))
    assert list(contribution.entries.values_list("text", flat=True)) == ["Bản chung", "Bản của đồng nghiệp"]


def test_twice_is_one(browser, contribution):
    browser.post(url_of(contribution), typed(), follow=True)

    answer = browser.post(url_of(contribution), typed(), follow=True)

    assert contribution.entries.count() == 1
    assert "không gửi thêm lần nữa" in answer.content.decode()


def test_after_the_work_was_submitted_it_is_refused_and_not_lost(client_of):
    assignment, contribution = coordinated(state=State.SUBMITTED)
    browser = client_of(focal_officer(contribution.organisation))

    opened = browser.get(url_of(contribution))
    answer = browser.post(url_of(contribution), typed())

    assert opened.url == reverse("assignment_detail", args=[assignment.pk])
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "không nhận nội dung phối hợp" in answer.content.decode()
    assert "Đã rà soát 12 thủ tục" in answer.content.decode()
    assert not ContributionEntry.objects.exists()


@pytest.mark.parametrize("who", ["responsible", "lead officer", "secretary", "leader", "another coordinator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gives_it_for_another_organisation(client_of, who, method):
    assignment, contribution = coordinated()
    person = {
        "responsible": lambda: assignment.responsible,
        "lead officer": lambda: focal_officer(assignment.organisation),
        "secretary": secretary,
        "leader": leader,
        "another coordinator": focal_officer,
    }[who]()

    assert getattr(client_of(person), method)(url_of(contribution), typed()).status_code == HTTPStatus.NOT_FOUND
    assert not ContributionEntry.objects.exists()


def test_a_coordinator_does_not_report_for_the_lead(client_of):
    assignment, contribution = coordinated()
    browser = client_of(focal_officer(contribution.organisation))

    assert browser.get(reverse("report_edit", args=[assignment.pk])).status_code == HTTPStatus.NOT_FOUND
    assert browser.get(reverse("contribution_dates", args=[assignment.pk])).status_code == HTTPStatus.NOT_FOUND
    page = browser.get(reverse("assignment_detail", args=[assignment.pk])).content.decode()
    assert url_of(contribution) in page
    assert "/report/" not in page
    assert "/receive/" not in page


def test_wrong_method(browser, contribution):
    assert browser.delete(url_of(contribution)).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_markup_stays_text(browser, contribution):
    page = browser.post(url_of(contribution), typed(text="<b>đậm</b>"), follow=True).content.decode()

    assert "<b>đậm</b>" not in page
    assert "&lt;b&gt;đậm&lt;/b&gt;" in page


def test_the_number_of_queries_is_constant(browser, contribution, constant_queries):
    def more():
        for revision in range(3):
            give(contribution, f"Bản {revision}", seen=revision)

    constant_queries(lambda: browser.get(url_of(contribution)), more)
