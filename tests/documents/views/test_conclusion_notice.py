"""The notice of conclusion of a meeting: on both papers, in both languages, with its number once it has one."""

from http import HTTPStatus
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.exports.models import ExportRecord
from tasks_app.meetings import actions
from tasks_app.meetings.rules import ItemGiven
from tests.factories import KeyTaskFactory, OrganisationFactory, inspector, leader, member, secretary
from tests.factories.meetings import DAY, decision, held_meeting

pytestmark = pytest.mark.django_db

AT = at_time(DAY, 11)


@pytest.fixture
def by():
    return Actor(secretary())


@pytest.fixture
def its(by, plan):
    its = held_meeting(by=by, chair=leader(full_name="Nguyễn Văn Chủ Trì").pk, place="Hội trường lớn")
    item = actions.add_item(its, ItemGiven("Kết quả quý", "Results of the quarter"), by=by, at=AT)
    actions.write_conclusion(its, {None: "Một\nHai", item.pk: "Giao Sở Nội vụ"}, by=by, at=AT)
    lead = OrganisationFactory(name_vi="Sở Thử nghiệm", name_en="Test Department")
    decision(its, KeyTaskFactory(plan=plan), lead, member(), by=by)
    return its


def text_of(answer) -> str:
    document = docx.Document(BytesIO(answer.content if not answer.streaming else b"".join(answer.streaming_content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def made(browser, its, letterhead="party", language="vi") -> str:
    answer = browser.post(reverse("conclusion_notice", args=[its.pk]), {"letterhead": letterhead, "language": language})
    assert answer.status_code == HTTPStatus.OK
    return text_of(answer)


def test_the_partys_paper_has_dots_and_then_the_number(client_of, its, by):
    browser = client_of(by.person)
    text = made(browser, its)
    assert "……-TB/BCĐ" in text
    for words in (
        "THÔNG BÁO KẾT LUẬN",
        "Một",
        "Hai",
        "1. Kết quả quý",
        "Giao Sở Nội vụ",
        "Sở Thử nghiệm",
        "04/11/2024",
    ):
        assert words in text
    assert "04/11/2024" in text
    assert "Nguyễn Văn Chủ Trì" in text
    assert "Hội trường lớn" in text

    actions.number_notice(its, "08-TB/BCĐ", DAY, by=by, at=AT)
    text = made(browser, its)
    assert "08-TB/BCĐ" in text
    assert "ngày 15 tháng 10 năm 2024" in text
    assert ExportRecord.objects.filter(what="conclusion_notice", thing=its.pk).count() == 2


def test_the_states_paper_and_the_english_words(client_of, its, by):
    browser = client_of(by.person)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in made(browser, its, letterhead="state")
    text = made(browser, its, language="en")
    for words in ("NOTICE OF CONCLUSION", "1. Results of the quarter", "Test Department"):
        assert words in text


def test_amendments_stand_in_it(client_of, its, by):
    actions.conclude_meeting(its, by=by, at=AT)
    actions.amend(its, "Giao thêm Sở Tài chính.", by=by, at=AT)
    actions.amend(its, "Trình trước tháng 12.", item=its.items.get(), by=by, at=AT)

    text = made(client_of(by.person), its)

    for words in ("Bổ sung ngày 15/10/2024: Giao thêm Sở Tài chính.", "Trình trước tháng 12."):
        assert words in text


def test_others_do_not_make_it(client_of, its):
    answer = client_of(inspector()).get(reverse("conclusion_notice", args=[its.pk]))
    assert answer.status_code == HTTPStatus.NOT_FOUND
