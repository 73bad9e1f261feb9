"""Vietnamese text: what looks the same is the same, and is found however it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_app.common.text import ascii_name, folded, given_name_key, tidy


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("name", ["Đô Lương", "Nghệ An", "Quế Phong", "Thường trực"])
def test_a_name_from_a_phone_is_the_name_from_a_keyboard(name):
    assert nfd(name) != name
    assert tidy(f"  {nfd(name)}\n") == name


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Đô Lương", "do luong"),
        ("ĐÔ LƯƠNG", "do luong"),
        ("đô  lương ", "do luong"),
        (nfd("Đô Lương"), "do luong"),
        ("do luong", "do luong"),
        ("Cải cách hành chính", "cai cach hanh chinh"),
        ("Kỷ luật, kỷ cương", "ky luat, ky cuong"),
        ("", ""),
    ],
)
def test_text_is_found_without_its_marks(typed, found):
    assert folded(typed) == found


@given(st.text(alphabet=st.characters(max_codepoint=0x1EFF)))
def test_folding_twice_is_folding_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="aăâeêioôơuưyđdAĂÂEÊÔƠƯĐ áàảãạấầẩẫậứừửữự"))
def test_the_form_of_storage_does_not_matter_for_search(text):
    assert folded(nfd(text)) == folded(tidy(text))


def test_people_are_sorted_by_their_given_name():
    people = ["Trần Văn Bình", "Lê Thị Đào", "Nguyễn An", "Phạm Văn Ánh", "Lê Văn Bình", "Bình"]

    assert sorted(people, key=given_name_key) == [
        "Nguyễn An",
        "Phạm Văn Ánh",
        "Bình",
        "Lê Văn Bình",
        "Trần Văn Bình",
        "Lê Thị Đào",
    ]


def test_a_person_without_a_name_has_a_key():
    assert given_name_key("") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đô Lương, quý II", "Do-Luong-quy-II"),
        (nfd("Sở Tư pháp"), "So-Tu-phap"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 100, "a" * 80),
        ("—", ""),
    ],
)
def test_a_name_for_a_file_is_plain(text, name):
    assert ascii_name(text) == name
