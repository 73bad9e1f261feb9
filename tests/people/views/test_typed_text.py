"""What was typed outlives a session that ran out, a name that changed, and a token that is stale."""

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tasks_app.common.dates import at_time
from tasks_app.people.enums import Role
from tasks_app.people.models import Person
from tasks_app.people.queries import Name
from tasks_app.people.views.typed import LIMIT
from tasks_app.plan.enums import State
from tasks_app.plan.models import Receipt
from tasks_app.reporting.models import ProgressReport
from tests.factories import (
    AssignmentFactory,
    ExtensionFactory,
    OrganisationFactory,
    PersonFactory,
    ReportFactory,
    appoint,
    delegate,
    focal_officer,
    member,
    secretary,
)

pytestmark = pytest.mark.django_db

PASSWORD = "không-ai-đoán-được-7"
TYPED = "Đã rà soát tại mười hai đơn vị\nCòn hai đơn vị chưa gửi số liệu"
PAGE = reverse("typed_text")


@pytest.fixture
def person() -> Person:
    person = member(username="an", full_name="Trần Thị An")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def assignment(person):
    return AssignmentFactory(responsible=person)


def url_of(assignment) -> str:
    return reverse("report_edit", args=[assignment.pk])


def filled(browser: Client, path: str, **typed) -> dict:
    """The form as a person has it before him, with what he typed into it."""
    form = browser.get(path).context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    mark = browser.get(path).context["frame"].mark
    return hidden | {"written_as": mark} | typed


def report(browser: Client, assignment, **typed) -> dict:
    typed = {"situation": "working", "percent": "60", "results": TYPED, "draft": "1"} | typed
    return filled(browser, url_of(assignment), **typed)


def lose_the_session(browser: Client) -> None:
    browser.session.flush()


def sign_in(browser: Client, username: str = "an", to: str = "/"):
    return browser.post(reverse("account_login"), {"login": username, "password": PASSWORD, "next": to}, follow=True)


def words(response) -> str:
    return " ".join(response.content.decode().split())


# --- The session ran out ----------------------------------------------------------------------------------------------


def test_a_report_waits_until_its_writer_has_signed_in_and_is_then_sent(client_of, person, assignment):
    browser = client_of(person)
    data = report(browser, assignment)
    lose_the_session(browser)

    answer = browser.post(url_of(assignment), data)

    assert answer.url == f"{reverse('account_login')}?next={url_of(assignment)}"
    page = sign_in(browser, to=url_of(assignment))
    assert page.redirect_chain[-1] == (url_of(assignment), HTTPStatus.FOUND)
    assert page.context["form"]["results"].value() == TYPED
    assert page.context["form"]["percent"].value() == "60"
    assert "được điền lại vào biểu mẫu, nhưng chưa được gửi" in words(page)
    assert "Xem nội dung" not in words(page)
    assert not ProgressReport.objects.exists()

    browser.post(url_of(assignment), data | {"written_as": page.context["frame"].mark})

    assert ProgressReport.objects.get().results == TYPED
    assert "điền lại" not in words(browser.get(url_of(assignment)))
    assert browser.get(PAGE).url == reverse("home")


def test_the_page_of_the_text_shows_it_field_by_field_and_discards_it(client_of, person, assignment):
    browser = client_of(person)
    data = report(browser, assignment)
    lose_the_session(browser)
    browser.post(url_of(assignment), data)

    elsewhere = sign_in(browser)

    assert "Có nội dung đã nhập nhưng chưa được gửi." in words(elsewhere)
    page = browser.get(PAGE)
    assert [(one.label, one.value) for one in page.context["fields"]] == [
        ("Tình hình", "Đang thực hiện"),
        ("Tiến độ", "60"),
        ("Kết quả chính trong kỳ", TYPED),
    ]
    assert "mười hai đơn vị" in words(page)
    assert browser.post(PAGE).url == reverse("home")
    assert "chưa được gửi" not in words(browser.get(reverse("my_work")))
    assert browser.get(url_of(assignment)).context["form"]["results"].value() != TYPED


def test_another_person_sees_nothing_and_the_text_is_gone(client_of, person, assignment):
    other = member(username="binh")
    other.set_password(PASSWORD)
    other.save()
    assignment.task.assignments.update(responsible=other)
    browser = client_of(person)
    assignment.responsible = other
    AssignmentFactory(responsible=person)
    data = {"written_as": browser.get(reverse("my_work")).context["frame"].mark, "results": TYPED}
    lose_the_session(browser)
    browser.post(url_of(assignment), data)

    page = sign_in(browser, "binh", to=url_of(assignment))

    assert page.context["form"]["results"].value() != TYPED
    assert "mười hai đơn vị" not in words(page)
    browser.force_login(person)
    assert browser.get(PAGE).url == reverse("home")


def test_the_sign_out_drops_the_text(client_of, person, assignment):
    browser = client_of(person)
    data = report(browser, assignment)
    lose_the_session(browser)
    browser.post(url_of(assignment), data)
    sign_in(browser)

    browser.post(reverse("account_logout"))
    sign_in(browser)

    assert browser.get(PAGE).url == reverse("home")


def test_a_form_that_comes_back_with_errors_keeps_nothing_beside_itself(client_of, person, assignment):
    """It was refused, so it was not sent: the text still waits until it is."""
    browser = client_of(person)
    data = report(browser, assignment)
    lose_the_session(browser)
    browser.post(url_of(assignment), data)
    sign_in(browser)

    answer = browser.post(url_of(assignment), data | {"percent": "400"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert browser.get(PAGE).status_code == HTTPStatus.OK


def test_what_is_sent_in_another_name_leaves_the_text_waiting(client_of, person, assignment):
    delegation = delegate(person, focal_officer(assignment.organisation))
    browser = client_of(delegation.deputy)
    browser.post(reverse("act_for", args=[delegation.pk]))
    data = report(browser, assignment)
    browser.post(reverse("act_for_oneself"))
    browser.post(url_of(assignment), data)
    assert browser.get(PAGE).status_code == HTTPStatus.OK

    own = report(browser, assignment, results="Bằng tên của mình")
    assert browser.post(url_of(assignment), own).status_code == HTTPStatus.FOUND

    assert TYPED in [one.value for one in browser.get(PAGE).context["fields"]]


def test_what_nobody_of_ours_opened_is_not_kept(person, assignment):
    """Without the signed mark anybody could fill the table of sessions."""
    for mark in ({}, {"written_as": f"{person.pk}-:made-up"}):
        browser = Client()

        browser.post(url_of(assignment), {"results": TYPED} | mark)

        assert "typed" not in browser.session


def test_only_the_fields_of_the_form_are_kept(client_of, person, assignment):
    browser = client_of(person)
    data = report(browser, assignment, password="geheim", anything="else")
    lose_the_session(browser)

    browser.post(url_of(assignment), data)

    kept = dict(browser.session["typed"]["fields"])
    assert {"results", "percent", "uid", "version", "based_on"} <= set(kept)
    assert not {"password", "anything", "draft", "written_as", "csrfmiddlewaretoken"} & set(kept)


@pytest.mark.parametrize(("length", "kept"), [(LIMIT - 200, True), (LIMIT + 1, False)])
def test_a_text_is_kept_up_to_a_limit(client_of, person, assignment, length, kept):
    browser = client_of(person)
    data = report(browser, assignment, results="a" * length)
    lose_the_session(browser)

    answer = browser.post(url_of(assignment), data)

    assert answer.status_code == HTTPStatus.FOUND
    assert ("typed" in browser.session) == kept


def test_a_button_without_text_keeps_nothing(client_of, person, assignment):
    browser = client_of(person)
    mark = browser.get(reverse("my_work")).context["frame"].mark
    lose_the_session(browser)

    browser.post(reverse("assignment_urge", args=[assignment.pk]), {"written_as": mark})

    assert "typed" not in browser.session


def test_a_request_that_did_not_come_from_a_page_of_ours_keeps_nothing(person, assignment, client_of):
    mark = client_of(person).get(reverse("my_work")).context["frame"].mark
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post(url_of(assignment), {"results": TYPED, "written_as": mark})

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "typed" not in stranger.session
    assert "mười hai" not in words(answer)


@pytest.mark.parametrize("decision", ["review", "review together", "decide", "delegate", "propose"])
def test_the_secretariats_forms_keep_their_text_too(client_of, decision):
    person = secretary(username="an")
    person.set_password(PASSWORD)
    person.save()
    path, field = {
        "review": lambda: (reverse("report_review", args=[ReportFactory().pk]), "comment"),
        "review together": lambda: (
            f"{reverse('reports_decide', args=['return'])}?report={ReportFactory().pk}",
            "comment",
        ),
        "decide": lambda: (reverse("assignment_decide", args=[AssignmentFactory().pk, "suspend"]), "reason"),
        "delegate": lambda: (reverse("delegation_list"), "basis"),
        # On a page of another address than the form's own.
        "propose": lambda: (reverse("extension_propose", args=[ExtensionFactory().pk]), "comment"),
    }[decision]()
    browser = client_of(person)
    data = {"written_as": Name(person.pk).mark, field: "Đề nghị bổ sung số liệu"}
    lose_the_session(browser)
    browser.post(path, data)

    page = sign_in(browser, to=path)

    form = page.context["proposal_form" if decision == "propose" else "form"]
    assert form[field].value() == "Đề nghị bổ sung số liệu"
    assert "Xem nội dung" not in words(page)
    assert f'name="written_as" value="{page.context["frame"].mark}"' in page.content.decode()


def test_a_contribution_waits_too_and_knows_what_it_followed(client_of):
    contribution = AssignmentFactory(coordinating=[OrganisationFactory()]).contributions.get()
    person = focal_officer(contribution.organisation, username="an")
    person.set_password(PASSWORD)
    person.save()
    path, browser = reverse("contribution_edit", args=[contribution.pk]), client_of(person)
    data = filled(browser, path, answer="given", text=TYPED, document="45/BC-STP", document_on="14/10/2024")
    lose_the_session(browser)
    browser.post(path, data)

    page = sign_in(browser, to=path)

    form = page.context["form"]
    typed = {name: form[name].value() for name in ("seen", "answer", "text", "document", "document_on")}
    assert typed == {name: str(data[name]) for name in typed}
    assert not contribution.entries.exists()
    browser.post(path, data)
    assert contribution.entries.get().text == TYPED


# --- The name changed between opening and sending ---------------------------------------------------------------------


@pytest.fixture
def delegation(person):
    deputy = PersonFactory(username="binh")
    deputy.set_password(PASSWORD)
    deputy.save()
    return delegate(person, deputy, last_day=date(2024, 10, 20))


def act(browser, delegation):
    browser.post(reverse("act_for", args=[delegation.pk]))


def refused(browser, assignment, data):
    answer = browser.post(url_of(assignment), data)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert not ProgressReport.objects.exists()
    return answer


def test_a_delegation_that_ends_in_mid_form_records_nothing_and_shows_all_that_was_typed(
    client_of, delegation, assignment, clock
):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, assignment, difficulties="Thiếu số liệu", proposals="Gia hạn một tuần")
    clock.move_to(at_time(delegation.valid_to, 0, 1))

    answer = refused(browser, assignment, data)

    assert "Ủy quyền làm thay đ/c Trần Thị An đã kết thúc, nên chưa có gì được ghi nhận" in words(answer)
    assert [(one.label, one.value) for one in answer.context["fields"]] == [
        ("Tình hình", "Đang thực hiện"),
        ("Tiến độ", "60"),
        ("Kết quả chính trong kỳ", TYPED),
        ("Khó khăn, vướng mắc (nếu có)", "Thiếu số liệu"),
        ("Đề xuất, kiến nghị (nếu có)", "Gia hạn một tuần"),
    ]
    assert answer.content.decode().count("<textarea") == 5
    # Said once: the next page is one's own.
    assert "đã kết thúc" not in words(browser.get(reverse("home")))


def test_a_delegation_that_was_ended_by_the_secretariat_in_mid_form(client_of, delegation, assignment):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, assignment)
    client_of(secretary()).post(reverse("delegation_end", args=[delegation.pk]))

    assert TYPED.splitlines()[0] in words(refused(browser, assignment, data))


def test_after_the_end_a_form_without_a_mark_is_refused_as_well(client_of, delegation, assignment, clock):
    """Whose form it was cannot be told, and what one may oneself must not be done by mistake."""
    assignment.responsible = delegation.deputy
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, AssignmentFactory(responsible=delegation.principal))
    del data["written_as"]
    clock.move_to(at_time(date(2024, 10, 22), 8))

    refused(browser, assignment, data)


def test_what_is_sent_under_another_choice_than_it_was_opened_is_refused(client_of, delegation, assignment):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    for_another = report(browser, assignment)
    browser.post(reverse("act_for_oneself"))
    own = {"written_as": browser.get(reverse("home")).context["frame"].mark, "results": TYPED}

    assert "được mở với tên đ/c Trần Thị An" in words(refused(browser, assignment, for_another))
    act(browser, delegation)
    assert "được mở với tên của chính mình" in words(refused(browser, assignment, own))


def test_the_text_then_waits_in_the_name_in_which_the_form_was_opened(client_of, delegation, assignment):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, assignment)
    browser.post(reverse("act_for_oneself"))
    answer = refused(browser, assignment, data)
    assert "Làm thay đ/c Trần Thị An và mở lại biểu mẫu" in words(answer)
    assert "Xem nội dung" not in words(answer)

    page = browser.post(reverse("act_for", args=[delegation.pk]), {"next": url_of(assignment)}, follow=True)

    assert page.context["form"]["results"].value() == TYPED
    assert browser.post(url_of(assignment), data).status_code == HTTPStatus.FOUND
    assert ProgressReport.objects.get().for_person == delegation.principal


@pytest.mark.parametrize("address", ["contribution_edit", "contribution_dates", "assignment_receive"])
def test_what_goes_with_an_assignment_is_sent_in_the_name_in_which_it_was_opened_or_not_at_all(client_of, address):
    """A deputy who may do it himself as well: without the mark it would count in whichever name is chosen now."""
    lead, coordinating = OrganisationFactory(), OrganisationFactory()
    assignment = AssignmentFactory(organisation=lead, coordinating=[coordinating])
    contribution = assignment.contributions.get()
    organisation = coordinating if address == "contribution_edit" else lead
    delegation = delegate(focal_officer(organisation), focal_officer(organisation))
    path = reverse(address, args=[contribution.pk if address == "contribution_edit" else assignment.pk])
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    opened_at = reverse("assignment_detail", args=[assignment.pk]) if address == "assignment_receive" else path
    page = browser.get(opened_at).content.decode()
    mark = Name(delegation.deputy.pk, delegation.pk).mark
    form = page.partition(f'action="{path}"' if address == "assignment_receive" else '<form class="panel"')[2]
    browser.post(reverse("act_for_oneself"))

    typed = {"seen": "0", "answer": "given", "text": TYPED, f"due_{contribution.pk}": "18/10/2024"}
    answer = browser.post(path, typed | {"written_as": mark})

    assert f'name="written_as" value="{mark}"' in form.partition("</form>")[0]
    assert answer.status_code == HTTPStatus.CONFLICT
    contribution.refresh_from_db()
    assert (contribution.due_on, contribution.entries.count(), Receipt.objects.count()) == (None, 0, 0)


def test_a_form_of_ones_own_is_opened_again_in_ones_own_name(client_of, delegation):
    deputy = delegation.deputy
    appoint(deputy, Role.MEMBER)
    own = AssignmentFactory(responsible=deputy)
    browser = client_of(deputy)
    data = report(browser, own)
    act(browser, delegation)
    refused(browser, own, data)

    page = browser.post(reverse("act_for_oneself"), {"next": url_of(own)}, follow=True)

    assert page.context["form"]["results"].value() == TYPED


def test_a_form_of_another_delegation_that_is_over_is_only_shown(client_of, delegation, assignment):
    """Acting for one in this window and for another in that: the form knows which."""
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, assignment)
    act(browser, delegate(member(), delegation.deputy))
    client_of(secretary()).post(reverse("delegation_end", args=[delegation.pk]))

    answer = refused(browser, assignment, data)

    assert "Ủy quyền dùng khi mở biểu mẫu này đã kết thúc" in words(answer)
    assert TYPED.splitlines()[0] in words(answer)
    assert browser.get(PAGE).url == reverse("home")


@pytest.mark.parametrize("elsewhere", ["https://example.vn/", "//example.vn", "javascript:alert(1)"])
def test_a_choice_leads_nowhere_else(client_of, delegation, elsewhere):
    browser = client_of(delegation.deputy)

    for path in (reverse("act_for", args=[delegation.pk]), reverse("act_for_oneself")):
        assert browser.post(path, {"next": elsewhere}).url == reverse("home")


def test_what_another_account_opened_is_refused_and_not_shown(client_of, person, assignment):
    data = report(client_of(person), assignment)
    other = member()
    AssignmentFactory(responsible=other)

    answer = refused(client_of(other), assignment, data)

    assert "do một tài khoản khác mở" in words(answer)
    assert "mười hai" not in words(answer)


def test_a_mark_that_was_made_up_shows_nothing(client_of, person, assignment):
    data = report(client_of(person), assignment) | {"written_as": f"{person.pk}-:made-up"}

    assert "mười hai" not in words(refused(client_of(person), assignment, data))


def test_a_script_that_saves_is_told_in_words_and_the_page_still_comes_with_the_button(
    client_of, delegation, assignment, clock
):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, assignment)
    clock.move_to(at_time(delegation.valid_to, 8))

    saved = browser.post(url_of(assignment), data | {"autosave": "1"})

    assert (saved.status_code, list(saved.json())) == (HTTPStatus.CONFLICT, ["words"])
    assert "đã kết thúc" in words(refused(browser, assignment, data))


def test_the_language_and_the_sign_out_are_nobodys_forms(client_of, delegation, clock):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    clock.move_to(at_time(delegation.valid_to, 8))

    assert browser.post(reverse("set_language"), {"language": "en"}).status_code == HTTPStatus.FOUND
    assert browser.post(reverse("account_logout")).status_code == HTTPStatus.FOUND


# --- Both at once: the session of a deputy ran out --------------------------------------------------------------------


def test_a_deputys_text_comes_back_in_the_name_in_which_it_was_written(client_of, delegation, assignment):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, assignment)
    lose_the_session(browser)
    browser.post(url_of(assignment), data)

    page = sign_in(browser, "binh", to=url_of(assignment))
    answer = browser.post(url_of(assignment), data)

    assert page.context["form"]["results"].value() == TYPED
    assert answer.status_code == HTTPStatus.FOUND
    written = ProgressReport.objects.get()
    assert (written.by, written.for_person) == (delegation.deputy, delegation.principal)


def test_a_deputys_text_is_not_lost_where_the_delegation_ended_meanwhile(client_of, delegation, assignment, clock):
    browser = client_of(delegation.deputy)
    act(browser, delegation)
    data = report(browser, assignment)
    clock.move_to(at_time(delegation.valid_to, 8))
    lose_the_session(browser)
    browser.post(url_of(assignment), data)

    page = sign_in(browser, "binh", to=url_of(assignment))

    assert page.status_code == HTTPStatus.NOT_FOUND
    assert "Ủy quyền làm thay đ/c <b>Trần Thị An</b> đã kết thúc" in words(page)
    assert "Xem nội dung" in words(page)
    assert TYPED.splitlines()[0] in words(browser.get(PAGE))


# --- The token is stale -----------------------------------------------------------------------------------------------


def test_a_stale_token_shows_the_writer_what_he_typed(person, assignment):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    data = report(browser, assignment) | {"csrfmiddlewaretoken": "x" * 64}

    answer = browser.post(url_of(assignment), data)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "mười hai đơn vị" in words(answer)
    assert not ProgressReport.objects.exists()


def test_a_stale_token_shows_nobody_else_anything(person, assignment, client_of):
    data = report(client_of(person), assignment)
    for other in (member(), None):
        browser = Client(enforce_csrf_checks=True)
        if other:
            browser.force_login(other)

        answer = browser.post(url_of(assignment), data)

        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "mười hai" not in words(answer)


def test_an_assignment_that_takes_no_report_any_more_leaves_the_text_to_be_copied(client_of, person, assignment):
    browser = client_of(person)
    data = report(browser, assignment)
    lose_the_session(browser)
    browser.post(url_of(assignment), data)
    assignment.state = State.SUSPENDED
    assignment.save()

    page = sign_in(browser, to=url_of(assignment))

    assert page.status_code == HTTPStatus.OK
    assert "Xem nội dung" in words(page)
    assert "được điền lại" not in words(page)
