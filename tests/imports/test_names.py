"""Organisations as offices write them, in plans that begin on 1 January of 2025 and of 2026."""

import unicodedata
from datetime import date

import pytest

from tasks_app.imports.queries import directory
from tests.imports.province import province

__all__ = ["province"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

TNMT = "Sở Tài nguyên và Môi trường"
LABOUR = "Sở Lao động - Thương binh và Xã hội"
DISTRICTS, STATE_UNITS = "Huyện, thành phố, thị xã", "Sở, ban, ngành cấp tỉnh"
EVERY_UNIT = "Tất cả đơn vị cấp tỉnh"

IN_2025 = [
    ("Sở TN&MT", [TNMT]),
    ("Sở TNMT", [TNMT]),
    ("STNMT", [TNMT]),
    ("Sở Tài nguyên & Môi trường", [TNMT]),
    ("Sở Tài nguyên\nvà Môi trường", [TNMT]),
    ("Sở NV", ["Sở Nội vụ"]),
    ("SNV", ["Sở Nội vụ"]),
    ("Sở noi vu", ["Sở Nội vụ"]),
    ("SỞ NỘI VỤ", ["Sở Nội vụ"]),
    ("Sở Nội vụ tỉnh Nghệ An", ["Sở Nội vụ"]),
    ("Sở Nội vụ (chủ trì)", ["Sở Nội vụ"]),
    ("Giám đốc Sở Nội vụ", ["Sở Nội vụ"]),
    ("Sở NgV", ["Sở Ngoại vụ"]),
    ("Sở TC", ["Sở Tài chính"]),
    ("Sở TT&TT", ["Sở Thông tin và Truyền thông"]),
    ("Sở GD&ĐT", ["Sở Giáo dục và Đào tạo"]),
    ("Sở Giáo dục - Đào tạo", ["Sở Giáo dục và Đào tạo"]),
    ("Sở LĐ-TB&XH", [LABOUR]),
    ("Sở LĐTBXH", [LABOUR]),
    ("Sở Lao động TB&XH", [LABOUR]),
    ("Sở Lao động, Thương binh và Xã hội", [LABOUR]),
    ("Sở Nông nghiệp & PTNT", ["Sở Nông nghiệp và Phát triển nông thôn"]),
    ("UBND TP Vinh", ["Thành phố Vinh"]),
    ("TP.Vinh", ["Thành phố Vinh"]),
    ("huyện Đô lương", ["Huyện Đô Lương"]),
    ("do luong", ["Huyện Đô Lương"]),
    ("UBND huyện Đô Lương", ["Huyện Đô Lương"]),
    ("TX Thái Hoà", ["Thị xã Thái Hòa"]),
    ("H. Diễn Châu", ["Huyện Diễn Châu"]),
    ("VP UBND tỉnh", ["Văn phòng UBND tỉnh"]),
    ("Văn phòng Tỉnh uỷ", ["Văn phòng Tỉnh ủy"]),
    ("BTC Tỉnh ủy", ["Ban Tổ chức Tỉnh ủy"]),
    ("BQL KKT Đông Nam", ["Ban Quản lý Khu kinh tế Đông Nam"]),
    ("TTPVHCC tỉnh", ["Trung tâm Phục vụ hành chính công tỉnh"]),
    ("UBMTTQ tỉnh", ["Ủy ban MTTQ Việt Nam tỉnh"]),
    ("Mặt trận Tổ quốc tỉnh", ["Ủy ban MTTQ Việt Nam tỉnh"]),
    ("CA tỉnh", ["Công an tỉnh"]),
    ("UBND xã Nghi Phú", ["Xã Nghi Phú"]),
    ("UBND các huyện, thành, thị", [DISTRICTS]),
    ("UBND các huyện, thành phố, thị xã", [DISTRICTS]),
    ("UBND 20 huyện, thành, thị", [DISTRICTS]),
    ("UBND cấp huyện", [DISTRICTS]),
    ("Các địa phương", [DISTRICTS]),
    ("Các sở, ban, ngành", [STATE_UNITS]),
    ("các Sở, ngành cấp tỉnh", [STATE_UNITS]),
    ("Các sở, ban, ngành và UBND các huyện, thành, thị", [STATE_UNITS, DISTRICTS]),
    ("Các đơn vị, địa phương", [EVERY_UNIT, DISTRICTS]),
    ("Các cơ quan Đảng", ["Cơ quan Đảng cấp tỉnh"]),
    ("Sở Nội vụ, Tài chính, Tư pháp", ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]),
    ("Các sở: Nội vụ, Kế hoạch và Đầu tư", ["Sở Nội vụ", "Sở Kế hoạch và Đầu tư"]),
    ("các sở Nội vụ, Tài chính và Tư pháp", ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp"]),
    ("- Sở Nội vụ\n- Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ("1. Sở Nội vụ\n2. Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
    ("Sở Y tế/Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
    ("Sở Văn hóa và Thể thao; Sở Du lịch", ["Sở Văn hóa và Thể thao", "Sở Du lịch"]),
    ("UBND huyện Diễn Châu, Yên Thành", ["Huyện Diễn Châu", "Huyện Yên Thành"]),
    ("UBND các huyện: Diễn Châu và thị xã Hoàng Mai", ["Huyện Diễn Châu", "Thị xã Hoàng Mai"]),
    ("Sở Nội vụ, Sở NV", ["Sở Nội vụ"]),
]
GUESSED = [("Sở Nội vụu", "Sở Nội vụ"), ("Sở Tài chín", "Sở Tài chính")]
UNKNOWN = ["Sở Vũ trụ", "UBND tỉnh", "Bưu điện tỉnh", "Thành viên Ban Chỉ đạo"]
OPEN = ["Các cơ quan, đơn vị liên quan", "các sở, ngành có liên quan", "các đơn vị được giao"]
FOLLOWED = [
    ("Sở TN&MT", "Sở Nông nghiệp và Môi trường"),
    ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"),
    ("Ban Dân tộc", "Sở Dân tộc và Tôn giáo"),
    ("UBND xã Nghi Phú", "Phường Vinh Phú"),
]


@pytest.fixture(scope="module")
def in_2025(province, django_db_blocker):
    with django_db_blocker.unblock():
        return directory(on=date(2025, 1, 1))


@pytest.fixture(scope="module")
def in_2026(province, django_db_blocker):
    with django_db_blocker.unblock():
        return directory(on=date(2026, 1, 1))


def names(found) -> list[str]:
    return [one.named.name if one.named else f"? {one.words}" for one in found]


@pytest.mark.parametrize(("cell", "expected"), IN_2025)
def test_what_a_cell_names_is_found(cell, expected, in_2025):
    found = in_2025.split(cell)

    assert names(found) == expected
    assert all(one.is_sure for one in found)


@pytest.mark.parametrize(("cell", "expected"), IN_2025)
def test_decomposed_letters_change_nothing(cell, expected, in_2025):
    assert names(in_2025.split(unicodedata.normalize("NFD", cell))) == expected


@pytest.mark.parametrize(("cell", "expected"), GUESSED)
def test_a_slip_of_the_finger_is_guessed_and_said(cell, expected, in_2025):
    (found,) = in_2025.split(cell)

    assert (found.named.name, found.is_sure) == (expected, False)


@pytest.mark.parametrize("cell", UNKNOWN)
def test_what_is_nobody_is_never_guessed(cell, in_2025):
    (found,) = in_2025.split(cell)

    assert found.named is None


@pytest.mark.parametrize("cell", OPEN)
def test_whoever_is_concerned_is_nobody_in_particular(cell, in_2025):
    (found,) = in_2025.split(cell)

    assert (found.named, found.is_open) == (None, True)


def test_two_beside_whoever_is_concerned(in_2025):
    found = in_2025.split("Sở Nội vụ; UBND các huyện, thành, thị và các đơn vị liên quan")

    assert names(found) == ["Sở Nội vụ", DISTRICTS, "? các đơn vị liên quan"]


@pytest.mark.parametrize(("cell", "expected"), FOLLOWED)
def test_who_is_no_more_leads_to_who_followed(cell, expected, in_2026):
    (found,) = in_2026.split(cell)

    assert (found.named.name, found.is_former) == (expected, True)


@pytest.mark.parametrize("cell", ["huyện Đô Lương", "UBND TP Vinh", "UBND các huyện, thành, thị"])
def test_there_are_no_districts_any_more(cell, in_2026):
    assert all(one.named is None for one in in_2026.split(cell))


def test_who_is_founded_later_does_not_exist_yet(in_2025, in_2026):
    (found,) = in_2025.split("Sở Nông nghiệp và Môi trường")
    (later,) = in_2026.split("Sở Nông nghiệp và Môi trường")

    assert (found.named, found.is_gone) == (None, True)
    assert (later.named.name, later.is_former) == ("Sở Nông nghiệp và Môi trường", False)
