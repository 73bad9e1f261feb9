"""The pages of letterheads and templates: looked at, taken, put in force after a check, and back to the default."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO

import docx
import pytest
from django.urls import reverse

from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.models import DocumentTemplate, LetterheadData
from tasks_app.documents.rendering import TemplateBroken, default_template, template_for
from tasks_app.exports.models import ExportRecord
from tasks_app.journal.models import Entry
from tests.documents.papers import paper, text_of
from tests.factories import inspector, secretary
from tests.uploads import DOC, LOCKED, PDF, WITH_MACROS, chosen, read_out

pytestmark = pytest.mark.django_db

PLACE = (DocumentKind.URGING_LETTER, Letterhead.STATE, "vi")
URL, TAKE, RESET = (reverse(name, args=PLACE) for name in ("template_detail", "template_take", "template_reset"))
LETTERHEAD = reverse("letterhead_edit", args=["state"])


def written(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def upload(browser, content: bytes, name: str = "Mẫu công văn.docx"):
    return browser.post(URL, {"file": chosen(name, content)})


@pytest.fixture
def writer():
    return secretary(full_name="Nguyễn Văn Thư")


@pytest.fixture
def browser(client_of, writer):
    return client_of(writer)


def test_the_list_says_what_is_in_force_everywhere(browser):
    upload(browser, written("Kính gửi: {{ to }}"))
    shown = browser.get(reverse("template_list")).content.decode()
    assert shown.count("Mặc định") >= 11
    assert "Mẫu công văn.docx" in shown
    assert "Nguyễn Văn Thư" in shown
    assert "KT. GIÁM ĐỐC" in shown


def test_a_template_is_put_in_force_and_letters_are_made_with_it(browser, writer):
    answer = upload(browser, written("Kính gửi: {{ to }}"))

    assert answer.url == URL
    row = DocumentTemplate.objects.get()
    assert (row.kind, row.letterhead, row.language, row.name, row.by) == (*PLACE, "Mẫu công văn.docx", writer)
    assert template_for(*PLACE) == written("Kính gửi: {{ to }}") or len(template_for(*PLACE)) == row.size
    assert text_of(docx.Document(BytesIO(template_for(*PLACE)))).strip() == "Kính gửi: {{ to }}"
    entry = Entry.objects.get(verb="document_template.put_in_force")
    assert entry.details["sha256"] == row.sha256
    for other in ((DocumentKind.URGING_LETTER, Letterhead.PARTY, "vi"), (DocumentKind.URGING_LETTER, "state", "en")):
        assert template_for(*other) == default_template(*other)


def test_the_same_file_again_is_the_one_in_force(browser):
    content = written("{{ to }}")
    upload(browser, content)
    upload(browser, content)
    assert DocumentTemplate.objects.count() == 1


def test_a_refused_template_changes_nothing_and_all_reasons_are_listed(browser):
    answer = upload(browser, written("{{ nowhere }} {{ head.no }} <b>", "{% set x = 1 %}"))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    shown = answer.content.decode()
    assert all(one in shown for one in ("“nowhere”", "“head.no”", "“set”"))
    assert not DocumentTemplate.objects.exists()
    assert not Entry.objects.filter(verb__startswith="document_template").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("Mẫu.docx", b"", "rỗng"),
        ("Mẫu.docx", PDF, "không phải văn bản Word"),
        ("Mẫu.pdf", PDF, "không phải văn bản Word"),
        ("Mẫu.doc", DOC, "không phải văn bản Word"),
        ("Mẫu.docm", written("{{ to }}"), "macro"),
        ("Mẫu.xlsx", WITH_MACROS, "macro"),
        ("Mẫu.docx", LOCKED, "mật khẩu"),
        ("<script>.docx", b"x", "&lt;script&gt;"),
    ],
)
def test_what_is_no_word_file_is_said(browser, name, content, said):
    answer = upload(browser, content, name)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()
    assert not DocumentTemplate.objects.exists()


def test_too_large_a_file_and_too_large_a_request_are_said(browser, settings):
    settings.UPLOAD_FILE_BYTES = 1000
    assert "tối đa" in upload(browser, written("{{ to }}")).content.decode()
    settings.UPLOAD_REQUEST_BYTES = 2000
    answer = upload(browser, written("{{ to }}"))
    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "quá lớn" in answer.content.decode()


def test_back_to_the_default_keeps_the_other_one(browser):
    upload(browser, written("Của cơ quan {{ to }}"))
    first = DocumentTemplate.objects.get()

    assert browser.post(RESET).url == URL
    browser.post(RESET)

    assert template_for(*PLACE) == default_template(*PLACE)
    assert DocumentTemplate.objects.count() == 2
    assert Entry.objects.filter(verb="document_template.default_again").count() == 1
    kept = browser.post(TAKE, {"version": first.pk})
    assert "Của cơ quan" in text_of(paper(kept))


def test_a_template_is_taken_and_that_is_logged(browser, writer):
    upload(browser, written("Của cơ quan {{ to }}"))

    assert "Của cơ quan" in text_of(paper(browser.post(TAKE)))
    answer = browser.post(TAKE, {"version": "default"})
    assert read_out(answer) == default_template(*PLACE)
    assert 'filename="Mau_Cong-van-don-doc_' in answer["Content-Disposition"]
    assert answer["Content-Disposition"].isascii()
    log = ExportRecord.objects.first()
    assert (log.what, log.by, log.query) == ("template_detail", writer, "urging_letter/state/vi")
    assert browser.post(TAKE, {"version": "999"}).status_code == HTTPStatus.NOT_FOUND
    assert browser.post(TAKE, {"version": "x"}).status_code == HTTPStatus.NOT_FOUND


def test_who_only_looks_is_not_offered_to_change(client_of):
    browser = client_of(inspector())
    shown = browser.get(URL).content.decode()
    assert 'type="file"' not in shown
    assert LETTERHEAD not in browser.get(reverse("template_list")).content.decode()
    assert upload(browser, written("{{ to }}")).status_code == HTTPStatus.NOT_FOUND


def test_every_field_stands_on_the_page_with_its_words(browser):
    shown = browser.get(URL).content.decode()
    assert "{{ head.number }}" in shown
    assert "{%p for row in rows %}" in shown
    assert "{%p for row in recipients %} {{ row }} {%p endfor %}" in shown
    assert "ngày đề nghị báo cáo" in shown


@pytest.mark.parametrize("wrong", [("letter", "state", "vi"), ("report", "royal", "vi"), ("report", "state", "fr")])
def test_there_are_no_other_templates(browser, wrong):
    for name in ("template_detail", "template_take", "template_reset"):
        assert browser.post(reverse(name, args=wrong)).status_code == HTTPStatus.NOT_FOUND


def test_a_file_that_got_lost_is_a_sentence_and_no_letter_of_another_look(browser):
    upload(browser, written("{{ to }}"))
    DocumentTemplate.objects.get().stored.storage.delete(DocumentTemplate.objects.get().stored.name)
    with pytest.raises(TemplateBroken, match="Mẫu công văn.docx"):
        template_for(*PLACE)
    assert browser.post(TAKE).url == URL


def test_the_pages_cost_as_many_queries_with_more_versions(browser, constant_queries):
    upload(browser, written("{{ to }}"))

    def more():
        for number in range(3):
            upload(browser, written("{{ to }}", str(number)))

    constant_queries(lambda: browser.get(URL), more)
    constant_queries(lambda: browser.get(reverse("template_list")), more)


# --- Letterheads ------------------------------------------------------------------------------------------------------


def typed(**changed) -> dict:
    data = LetterheadData.default(Letterhead.STATE)
    names = LetterheadData._meta.get_fields()
    return {one.name: getattr(data, one.name) for one in names if one.name != "id"} | {"version": 0} | changed


def test_a_letterhead_is_edited_and_recorded(browser, writer):
    answer = browser.post(LETTERHEAD, typed(sign_vi=" GIÁM ĐỐC \r\n\r\n", sign_name="Trần Thị Đ"))

    assert answer.url == reverse("template_list")
    data = LetterheadData.objects.get()
    assert (data.letterhead, data.sign_vi, data.sign_name, data.version) == ("state", "GIÁM ĐỐC", "Trần Thị Đ", 1)
    assert data.superior_vi == "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN"
    entry = Entry.objects.get(verb="letterhead.edited")
    assert entry.details["changed"]["sign_vi"] == ["KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "GIÁM ĐỐC"]
    assert "Nguyễn Văn Thư" in browser.get(reverse("template_list")).content.decode()


def test_the_page_of_a_letterhead_shows_what_stands(browser):
    shown = browser.get(LETTERHEAD).content.decode()
    assert "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC</textarea>" in shown
    assert "Thể thức Nhà nước" in shown


def test_the_same_again_changes_nothing(browser):
    browser.post(LETTERHEAD, typed())
    assert not Entry.objects.filter(verb="letterhead.edited").exists()


def test_two_people_at_one_letterhead_see_both(client_of, browser):
    client_of(secretary()).post(LETTERHEAD, typed(agency_vi="SỞ KHÁC"))
    answer = browser.post(LETTERHEAD, typed(agency_vi="SỞ CỦA TÔI"))

    assert answer.status_code == HTTPStatus.CONFLICT
    shown = answer.content.decode()
    assert "SỞ KHÁC" in shown
    assert "SỞ CỦA TÔI</textarea>" in shown
    assert LetterheadData.objects.get().agency_vi == "SỞ KHÁC"

    browser.post(LETTERHEAD, typed(agency_vi="SỞ CỦA TÔI", version=answer.context["form"]["version"].value()))
    assert LetterheadData.objects.get().agency_vi == "SỞ CỦA TÔI"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"agency_vi": " "}, "agency_vi"),
        ({"agency_vi": "a\nb\nc\nd"}, "agency_vi"),
        ({"sign_vi": ""}, "sign_vi"),
        ({"report_code": "x" * 31}, "report_code"),
        ({"version": "x"}, "version"),
    ],
)
def test_what_cannot_stand_on_paper_is_said(browser, changed, field):
    answer = browser.post(LETTERHEAD, typed(**changed))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert field in answer.context["form"].errors
    assert not LetterheadData.objects.exists()


def test_there_is_no_third_letterhead(browser):
    assert browser.get(reverse("letterhead_edit", args=["royal"])).status_code == HTTPStatus.NOT_FOUND
