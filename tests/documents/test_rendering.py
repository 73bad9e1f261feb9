"""Templates are filled with text and nothing else; what an office's own template may not do, it cannot."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.documents.enums import Letterhead
from tasks_app.documents.letterheads import blank, body
from tasks_app.documents.rendering import TemplateBroken, plain, render


def template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def text_of(made: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(BytesIO(made)).paragraphs)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Sở Tư pháp & Sở Nội vụ", "Sở Tư pháp & Sở Nội vụ"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("{{ 7 * 7 }} {% for %}", "{{ 7 * 7 }} {% for %}"),
        (unicodedata.normalize("NFD", "Huyện Đô Lương"), "Huyện Đô Lương"),
        ("một\nhai", "một\nhai"),
        ("a\x00\x08b\x0cc", "abc"),
        ("\a\f", ""),
        ("<w:p>", "<w:p>"),
        ("\"quoted\" 'text'", "\"quoted\" 'text'"),
    ],
)
def test_what_was_typed_is_text(typed, printed):
    assert text_of(render(template("{{ said }}"), {"said": typed})) == printed


@given(st.text(max_size=200))
def test_every_text_can_be_printed(typed):
    assert render(template("{{ said }}"), {"said": typed})


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("{{ nowhere }}", "nowhere"),
        ("{{ head.nowhere }}", "nowhere"),
        ("{% for x in %}", ""),
        ("{{ said", ""),
        ("{{ said.__class__ }}", "__class__"),
        ("{{ said.__class__.__mro__ }}", "__class__"),
        ("{{ said.upper() }}", ""),
        ("{{ said.ljust(1000000000) }}", ""),
        ("{{ 'a' * 1000000000 }}", ""),
        ("{{ 10 ** 10 ** 10 }}", ""),
        ("{{ range(3) }}", ""),
        ("{{ said|center(1000000000) }}", "center"),
        ("{{ lipsum.__globals__ }}", "lipsum"),
        ("{% include '/etc/passwd' %}", ""),
        ("{{ 1 / 0 }}", ""),
        ("{{ many.append(1) }}", ""),
    ],
)
def test_what_a_template_may_not_do_is_refused_in_words(asked, reason):
    with pytest.raises(TemplateBroken) as refused:
        render(template(asked), {"said": "x", "many": [1], "head": {"number": "1"}})

    assert reason in str(refused.value)


def test_loops_conditions_and_a_few_filters_serve():
    asked = template(
        "{% for one in many %}{{ loop.index }}{{ one|upper }}{% if not loop.last %}, {% endif %}{% endfor %}"
    )

    assert text_of(render(asked, {"many": ["a", "b"]})) == "1A, 2B"


def test_no_object_of_ours_comes_within_reach():
    with pytest.raises(TypeError):
        plain({"x": object()})


HEAD = {
    "superior": "UBND TỈNH NGHỆ AN",
    "agency": "SỞ NỘI VỤ",
    "number": "12/BC-SNV",
    "place_and_date": "Nghệ An, ngày 15 tháng 10 năm 2024",
    "kind": "BÁO CÁO",
    "abstract": "Kết quả quý III",
}


@pytest.mark.parametrize("letterhead", Letterhead)
def test_a_letterhead_is_filled(letterhead):
    document = blank(letterhead)
    body(document, "{{ said }}")
    target = BytesIO()
    document.save(target)

    made = docx.Document(BytesIO(render(target.getvalue(), {"head": HEAD, "said": "Nội dung"})))

    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    assert any("UBND TỈNH NGHỆ AN\nSỞ NỘI VỤ" in cell for cell in cells)
    assert [one.text for one in made.paragraphs if one.text] == ["BÁO CÁO", "Kết quả quý III", "Nội dung"]
    numbered = {Letterhead.STATE: "Số: 12/BC-SNV", Letterhead.PARTY: "Số 12/BC-SNV"}[letterhead]
    assert any(numbered in cell for cell in cells)
