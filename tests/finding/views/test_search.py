from http import HTTPStatus

import pytest
from django.urls import reverse

from tasks_app.finding.enums import Kind
from tasks_app.plan.models import SourceDocument
from tests.factories import (
    AssignmentFactory,
    FileFactory,
    LocalityFactory,
    PersonFactory,
    ReportFactory,
    member,
    secretary,
)

URL = reverse("search")

pytestmark = pytest.mark.django_db


def found(response) -> dict[str, list[str]]:
    return {section.kind: [line.title for line in section.lines] for section in response.context["sections"]}


@pytest.fixture
def do_luong(plan):
    return AssignmentFactory(organisation=LocalityFactory(name_vi="Huyện Đô Lương"), responsible=member())


def test_what_is_found_leads_to_its_pages(client_of, do_luong):
    response = client_of(secretary()).get(URL, {"q": "do luong"})

    page = response.content.decode()
    assert found(response) == {Kind.ASSIGNMENTS: [do_luong.task.title], Kind.ORGANISATIONS: ["Huyện Đô Lương"]}
    assert f'href="{reverse("assignment_detail", args=[do_luong.pk])}"' in page
    assert f'href="{reverse("organisation_detail", args=[do_luong.organisation_id])}"' in page


def test_every_line_leads_to_a_page_that_opens(client_of, world):
    for role in ("member", "other_member", "officer", "leader", "secretary", "inspector", "administrator"):
        browser = client_of(getattr(world, role))
        for text in ("thu nghiem", "so", "bao cao"):
            urls = {line.url for one in browser.get(URL, {"q": text}).context["sections"] for line in one.lines}
            assert {url: browser.get(url).status_code for url in urls - {""}} == dict.fromkeys(
                urls - {""}, HTTPStatus.OK
            )


def test_a_member_is_found_with_his_page_or_his_work(client_of, world):
    def line(role: str, person):
        sections = client_of(getattr(world, role)).get(URL, {"q": person.full_name}).context["sections"]
        return next(line for one in sections if one.kind == Kind.PEOPLE for line in one.lines)

    assert line("secretary", world.other_member).url == reverse("member_detail", args=[world.other_member.pk])
    assert line("member", world.other_member).url == f"{reverse('assignment_list')}?member={world.other_member.pk}"
    assert line("member", world.leader).url == ""


def test_what_one_sees_no_work_of_leads_nowhere(client_of, do_luong):
    response = client_of(member()).get(URL, {"q": "do luong"})

    assert found(response) == {Kind.ORGANISATIONS: ["Huyện Đô Lương"]}
    assert response.context["sections"][0].lines[0].url == ""


def test_more_than_the_first_stand_in_their_lists(client_of, plan):
    for _number in range(6):
        AssignmentFactory(organisation=LocalityFactory(name_vi="Huyện Đô Lương"), responsible=member())
    browser = client_of(secretary())

    sections = {one.kind: one for one in browser.get(URL, {"q": "do luong"}).context["sections"]}

    assert {kind: one.has_more for kind, one in sections.items()} == {Kind.ASSIGNMENTS: True, Kind.ORGANISATIONS: True}
    assert len(browser.get(sections[Kind.ASSIGNMENTS].url).context["rows"]) == 6
    assert len(found(browser.get(sections[Kind.ORGANISATIONS].url))[Kind.ORGANISATIONS]) == 6


def test_a_kind_in_full_has_pages(client_of, plan):
    for _number in range(26):
        LocalityFactory(name_vi="Huyện Đô Lương")
    browser = client_of(secretary())

    pages = [browser.get(URL, {"q": "do luong", "only": "organisations", "page": page}) for page in ("1", "2", "99")]

    assert [len(found(page)[Kind.ORGANISATIONS]) for page in pages] == [25, 1, 1]
    assert "q=do+luong" in pages[0].content.decode()


def test_the_list_of_tasks_of_a_document_is_what_it_leads_to(client_of, do_luong):
    document = SourceDocument.objects.create(key="n", number="08-TB/BCĐ", title_vi="Thông báo kết luận")
    do_luong.task.basis_documents.add(document)
    browser = client_of(member())

    line = browser.get(URL, {"q": "08-tb"}).context["sections"][0].lines[0]

    sections = browser.get(line.url).context["sections"]
    assert [row.task for section in sections for row in section.rows] == [do_luong.task]


def test_before_anything_is_typed_it_says_what_can_be(client_of, plan):
    response = client_of(member()).get(URL)

    assert response.context["sections"] == []
    assert "autofocus" in response.content.decode()


def test_nothing_found_is_said_with_what_to_do(client_of, plan):
    page = client_of(member()).get(URL, {"q": "<b>zzz"}).content.decode()

    assert "Không tìm thấy kết quả" in page
    assert 'value="&lt;b&gt;zzz"' in page
    assert f'href="{reverse("assignment_list")}"' in page


def test_a_kind_that_is_not_known_is_left_out_and_said(client_of, do_luong):
    response = client_of(secretary()).get(URL, {"q": "do luong", "only": "gossip"})

    assert len(found(response)) == 2
    assert "bỏ qua" in response.content.decode()


@pytest.mark.parametrize("text", ["x" * 101, "a\x00b"])
def test_what_cannot_be_looked_for_is_left_out_and_said(client_of, do_luong, text):
    response = client_of(secretary()).get(URL, {"q": text})

    assert response.status_code == HTTPStatus.OK
    assert found(response) == {}
    assert "bỏ qua" in response.content.decode()


def test_an_account_without_a_role_finds_nothing_here(client_of, do_luong):
    assert client_of(PersonFactory()).get(URL, {"q": "do luong"}).status_code == HTTPStatus.NOT_FOUND


def test_without_a_sign_in_it_leads_there(client):
    assert client.get(URL, {"q": "do luong"}).url.startswith(reverse("account_login"))


def test_it_only_answers_to_get(client_of, plan):
    assert client_of(secretary()).post(URL).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_box_stands_on_every_page_but_this_one(client_of, plan):
    browser = client_of(member())

    assert f'action="{URL}"' in browser.get(reverse("assignment_list")).content.decode()
    assert browser.get(URL).content.decode().count(f'action="{URL}"') == 1
    assert f'action="{URL}"' not in client_of(PersonFactory()).get(reverse("home")).content.decode()


def test_the_number_of_queries_does_not_grow(client_of, plan, constant_queries):
    def one_of_each():
        place = LocalityFactory(name_vi="Huyện Đô Lương")
        assignment = AssignmentFactory(
            organisation=place, responsible=member(full_name="Đô Lương"), task__title_vi="Đô Lương"
        )
        document = SourceDocument.objects.create(key=f"d{place.pk}", title_vi="Đô Lương")
        document.clauses.create(code="1", text_vi="Đô Lương")
        file = FileFactory(assignment=assignment, name="Đô Lương.pdf")
        ReportFactory(
            assignment=assignment,
            situation="done",
            files={file.pk},
            evidence=("1/BC", assignment.task.issued_on, "Đô Lương"),
        )

    def more():
        one_of_each()
        one_of_each()

    one_of_each()
    browser = client_of(secretary())

    constant_queries(lambda: browser.get(URL, {"q": "do luong"}), more, below=26)
    assert len(found(browser.get(URL, {"q": "do luong"}))) == len(Kind)
