"""What stands on the paper around a text."""

from datetime import date

import pytest
from django.utils import translation

from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.models import LetterheadData
from tasks_app.documents.queries import letterhead_data
from tasks_app.documents.wording import head_fields

STATE, PARTY = (LetterheadData.default(one) for one in (Letterhead.STATE, Letterhead.PARTY))


@pytest.mark.parametrize(
    ("data", "kind", "number", "printed"),
    [
        (STATE, DocumentKind.REPORT, "", "……/BC-SNV"),
        (STATE, DocumentKind.URGING_LETTER, "", "……/SNV-CCHC"),
        (PARTY, DocumentKind.REPORT, "", "……-BC/BCĐ"),
        (PARTY, DocumentKind.REPORT, "08-BC/BCĐ", "08-BC/BCĐ"),
    ],
)
def test_the_number_of_a_style(data, kind, number, printed):
    assert head_fields(data, kind, abstract="x", number=number)["head"]["number"] == printed


@pytest.mark.parametrize(
    ("language", "on", "printed"),
    [
        ("vi", date(2024, 10, 15), "Nghệ An, ngày 15 tháng 10 năm 2024"),
        ("vi", date(2024, 2, 5), "Nghệ An, ngày 05 tháng 02 năm 2024"),
        ("vi", date(2024, 3, 9), "Nghệ An, ngày 09 tháng 3 năm 2024"),
        ("vi", None, "Nghệ An, ngày …… tháng …… năm ……"),
        ("en", date(2024, 2, 5), "Nghệ An, 5 February 2024"),
        ("en", None, "Nghệ An, ……"),
    ],
)
def test_place_and_date(language, on, printed):
    with translation.override(language):
        assert head_fields(STATE, DocumentKind.REPORT, abstract="x", on=on)["head"]["place_and_date"] == printed


def test_who_signs_stands_in_lines():
    fields = head_fields(PARTY, DocumentKind.REPORT, abstract="Kết quả")

    assert fields["sign"]["lines"] == ["T/M BAN CHỈ ĐẠO", "K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC"]
    assert fields["recipients"][-1] == "Lưu Văn thư"
    assert (fields["head"]["kind"], fields["head"]["abstract"]) == ("BÁO CÁO", "Kết quả")


@pytest.mark.django_db
def test_what_the_secretariat_has_entered_counts():
    assert letterhead_data(Letterhead.STATE).agency_vi == "SỞ NỘI VỤ"
    data = LetterheadData.default(Letterhead.STATE)
    data.agency_vi = "SỞ NỘI VỤ NGHỆ AN"
    data.save()

    assert letterhead_data(Letterhead.STATE).agency_vi == "SỞ NỘI VỤ NGHỆ AN"
    assert letterhead_data(Letterhead.PARTY).agency_vi.startswith("BAN CHỈ ĐẠO")
