"""What becomes of the data of somebody who left: each field is decided, and words are taken out as a whole."""

from urllib.parse import quote, quote_plus

import pytest
from django.apps import apps
from django.db import models

from tasks_app.people.models import Person
from tasks_app.privacy.enums import Fate
from tasks_app.privacy.rules import FATES, Traces, fates_of, former, without_personal

ACCOUNTS = {"Person"}  # of which not only what points to a person, but all is about one
TEXTS = (models.CharField, models.TextField, models.JSONField, models.GenericIPAddressField, models.BinaryField)


def points_to_a_person(field) -> bool:
    return field.concrete and field.is_relation and field.related_model is Person


def fields_that_can_be_personal() -> dict[str, set[str]]:
    """By model each field that points to a person, and each of its texts that is no choice of ours."""
    found = {}
    for model in apps.get_models():
        pointing = {field.name for field in model._meta.get_fields() if points_to_a_person(field)}
        texts = {
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (*TEXTS, models.FileField)) and not field.choices
        }
        if pointing or model.__name__ in ACCOUNTS:
            found[model.__name__] = pointing | texts
    return found


def test_every_field_that_can_hold_personal_data_has_its_fate():
    """Somebody who adds one decides here what becomes of it, and does it in ``privacy.actions``."""
    assert {model: set(fates_of(model)) for model in FATES} == fields_that_can_be_personal()


@pytest.mark.parametrize("model", FATES)
def test_a_field_has_one_fate(model):
    fields = [field for fields in FATES[model].values() for field in fields.split()]

    assert len(fields) == len(set(fields))


def test_an_account_keeps_nothing_but_position_and_organisation():
    assert {field for field, fate in fates_of("Person").items() if fate == Fate.STAYS} == {"position_vi", "position_en"}


TRACES = Traces(
    "Nguyên Giám đốc",
    frozenset({"Lê Văn An", "Lê Văn An Bình"}),
    frozenset({"Trần Bé"}),
    frozenset({"an@nghean.example"}),
)


@pytest.mark.parametrize(
    ("text", "worded"),
    [
        ("Lê Văn An", "Nguyên Giám đốc"),
        ("đ/c Lê Văn An, Lê Văn An Bình.", "đ/c Nguyên Giám đốc, Nguyên Giám đốc."),
        ("LÊ VĂN AN ký", "Nguyên Giám đốc ký"),
        ("Lê Văn Anh", "Lê Văn Anh"),
        ("ULê Văn An", "ULê Văn An"),
        ("gửi an@nghean.example.", "gửi –."),
        ("gửi AN@nghean.example", "gửi –"),
        ("gửi khoan@nghean.example", "gửi khoan@nghean.example"),
        ("gửi an@nghean.example.vn", "gửi an@nghean.example.vn"),
        ("Trần Bé", "Trần Bé"),
        ("", ""),
    ],
)
def test_a_name_is_taken_out_of_a_text_as_a_whole(text, worded):
    assert TRACES.worded(text) == worded


def test_a_name_that_others_bear_is_only_taken_out_where_it_is_his():
    assert TRACES.worded("Trần Bé", at_home=True) == "Nguyên Giám đốc"


def test_a_name_is_taken_out_of_all_that_json_holds():
    said = {"names": ["Lê Văn An", "Trần Bé"], "number": 3, "inner": {"who": "Lê Văn An"}, "nothing": None}

    assert TRACES.worded_in(said) == {
        "names": ["Nguyên Giám đốc", "Trần Bé"],
        "number": 3,
        "inner": {"who": "Nguyên Giám đốc"},
        "nothing": None,
    }


@pytest.mark.parametrize("typed", ["Lê Văn An", "le van an", "an@nghean.example"])
@pytest.mark.parametrize("quoted", [quote, quote_plus])
def test_a_name_that_was_searched_for_goes_from_the_address(typed, quoted):
    assert TRACES.worded_query(f"q={quoted(typed)}&status=overdue") == "q=&status=overdue"


def test_the_details_of_his_own_lines_lose_addresses_reasons_and_what_he_was_called():
    details = {
        "address": "203.0.113.7",
        "reason": "Nghỉ ốm",
        "email": "an@nghean.example",
        "role": "member",
        "names": ["Trần Bé", "Lê Thị Cúc"],
        "changed": {"full_name": ["A", "B"], "email": ["a", "b"], "position_vi": ["Phó", "Trưởng"]},
    }

    assert without_personal(details, TRACES) == {
        "role": "member",
        "names": ["Nguyên Giám đốc", "Lê Thị Cúc"],
        "changed": {"full_name": ["–", "–"], "email": ["–", "–"], "position_vi": ["Phó", "Trưởng"]},
    }


@pytest.mark.parametrize(
    ("position", "organisation", "label"),
    [
        ("Giám đốc", ("Sở Nội vụ", "SNV"), "Nguyên Giám đốc, Sở Nội vụ"),
        ("Giám đốc Sở Nội vụ", ("Sở Nội vụ", "SNV"), "Nguyên Giám đốc Sở Nội vụ"),
        ("Giám đốc SNV", ("Sở Nội vụ", "SNV"), "Nguyên Giám đốc SNV"),
        ("Giám đốc", ("Sở Nội vụ", ""), "Nguyên Giám đốc, Sở Nội vụ"),
        ("Ủy viên", (), "Nguyên Ủy viên"),
        ("x" * 200, (), "Nguyên " + "x" * 113),
    ],
)
def test_what_stands_in_place_of_a_name(position, organisation, label):
    assert former("Nguyên", position, organisation, longest=120) == label
