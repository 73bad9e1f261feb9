"""The check of a template: what people get wrong is named thing by thing, and what would do harm is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import OxmlElement

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.documents.actions import make_report
from tasks_app.documents.checking import template_faults
from tasks_app.documents.enums import DocumentKind, Letterhead
from tasks_app.documents.models import LetterheadData
from tasks_app.documents.queries import follow_up, overdue_organisations
from tasks_app.documents.rendering import default_template
from tasks_app.documents.wording import (
    FIELDS,
    conclusion_fields,
    fields,
    head_fields,
    letter_fields,
    listed_fields,
    sample_fields,
    sheet_fields,
)
from tasks_app.meetings.actions import write_conclusion
from tasks_app.meetings.queries import decision_lines, meeting_page
from tasks_app.people.queries import standing
from tasks_app.plan.queries import PlanDay, yardstick
from tests.factories import ReportFactory
from tests.factories.meetings import decision
from tests.uploads import DOCX

LETTER = DocumentKind.URGING_LETTER
DAY = date(2024, 10, 15)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def template(*paragraphs: str, change: Callable = lambda document: None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    change(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def with_part(name: str, content: bytes, whole: bytes = b"") -> bytes:
    target = BytesIO(whole or template("{{ to }}"))
    with ZipFile(target, "a", ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("letterhead", Letterhead)
@pytest.mark.parametrize("kind", DocumentKind)
def test_our_own_templates_pass(kind, letterhead, language):
    assert template_faults(default_template(kind, letterhead, language), kind) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("{{ nowhere }}", ["Không có trường “nowhere”."]),
        ("{{ head.nowhere }} {{ nowhere }}", ["Không có trường “head.nowhere”.", "Không có trường “nowhere”."]),
        ("{{ to }} {{ to.upper }}", ["Không có trường “to.upper”."]),
        ("{% for x in rows %}{{ x.nowhere }}{{ row.task }}{% endfor %}", ["“x.nowhere”", "“row”"]),
        ("{% for x in rows %}{{ x['nowhere'] }}{{ x['task'] }}{% endfor %}", ["x['nowhere']"]),
        ("{% if to == 'x' %}{{ in_no_branch_today }}{% endif %}", ["“in_no_branch_today”"]),
        ("{% for x in to %}{{ x }}{% endfor %}", ["“to” không phải danh sách"]),
        ("{% for x in rows %}{% for y in x.task %}{% endfor %}{% endfor %}", ["“x.task” không phải danh sách"]),
        ("{% set x = to %}", ["“set”"]),
        ("{% macro m() %}{% endmacro %}", ["“macro”"]),
        ("{% include 'x' %}", ["“include”"]),
        ("{% import 'x' as y %}", ["“import”"]),
        ("{{ to.__class__.__mro__ }}", ["“to.__class__”"]),
        ("{{ ''.__class__ }}", ["“….__class__”"]),
        ("{{ to.format(to) }}", ["“…(…)”"]),
        ("{{ range(9) }}", ["“…(…)”"]),
        ("{{ to|safe }}", ["“|safe”"]),
        ("{{ to|center(1000000000) }}", ["“|center”"]),
        ("{{ to|replace('', 'a')|replace('a', 'aa')|replace('a', 'aa') }}", ["“|…|…|…”"]),
        ("{{ '" + "a" * 200 + "' }}", ["a" * 100]),
        ("{{ to * 9 }}", ["“mul”"]),
        ("{% for a in rows %}{% for b in rows %}{% for c in rows %}{% endfor %}{% endfor %}{% endfor %}", ["“rows”"]),
        ("{% for x in rows recursive %}{% endfor %}", ["for …, … in"]),
        ("{% for x in rows %}", ["gần"]),
        ("Kính gửi {{ to", ["gần “Kính gửi {{ to”"]),
        ("{{ to } }", ["gần"]),
        ("{{ 1 / 0 }}", ["“div”"]),
        ("{{ '{{' }} {{ loop.index }}", ["“loop”"]),
    ],
)
def test_what_a_template_asks_for_is_named(asked, said):
    found = template_faults(template(asked), LETTER)
    assert len(found) == len(said), found
    assert all(part in sentence for part, sentence in zip(said, found, strict=True)), found


def test_a_field_that_word_tore_apart_is_one_field():
    def torn(document):
        paragraph = document.add_paragraph()
        for part in ("{", "{ no", "where }", "}"):
            paragraph.add_run(part).bold = part == "{"

    assert template_faults(template(change=torn), LETTER) == ["Không có trường “nowhere”."]


@pytest.mark.parametrize("place", ["header", "footer"])
def test_heads_and_feet_of_pages_are_read_too(place):
    def with_field(document):
        getattr(document.sections[0], place).paragraphs[0].text = "{{ nowhere }}"

    assert template_faults(template(change=with_field), LETTER) == ["Không có trường “nowhere”."]


def test_the_properties_of_the_file_are_tried():
    def titled(document):
        document.core_properties.title = "{{ nowhere }}"

    assert "nowhere" in template_faults(template(change=titled), LETTER)[0]


def test_a_field_of_another_kind_is_unknown():
    assert template_faults(template("{{ answer_by }}"), LETTER) == []
    assert template_faults(template("{{ answer_by }}"), DocumentKind.REPORT) == ["Không có trường “answer_by”."]


def test_where_the_list_is_empty_it_is_tried_as_well():
    asked = template("{{ rows[0].task }}")
    assert len(template_faults(asked, LETTER)) == 1


# --- Files that would do harm -----------------------------------------------------------------------------------------


def linked(kind: str, target: str) -> Callable:
    return lambda document: document.part.relate_to(target, kind, is_external=True)


def with_instruction(*parts: str) -> Callable:
    def change(document):
        for part in parts:
            run = document.add_paragraph().add_run()
            element = OxmlElement("w:instrText")
            element.text = part
            run._r.append(element)

    return change


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (template(change=linked(RELATIONSHIP_TYPE.IMAGE, "http://192.0.2.1/x.png")), "192.0.2.1"),
        (template(change=linked(f"{OFFICE}/attachedTemplate", "file:///C:/x.dotm")), "x.dotm"),
        (template(change=with_instruction("DDEAUTO c:\\\\cmd.exe")), "DDEAUTO"),
        (template(change=with_instruction("INCLUDE", "TEXT file:///etc/passwd")), "INCLUDETEXT"),
        (with_part("word/embeddings/oleObject1.bin", b"x"), "oleObject1.bin"),
        (with_part("word/activeX/activeX1.xml", b"<x/>"), "activeX1.xml"),
        (with_part("word/vbaProject.bin", b"x"), "vbaProject.bin"),
        (with_part("word/media/x.bin", b"\0" * (41 << 20)), "lớn hơn"),
        (with_part("word/late.xml", b"<not closed"), "Không mở được"),
        (with_part("word/late.xml", "<w/>".encode("utf-16")[2:]), "Không mở được"),
        (DOCX, "Không mở được"),
        (b"PK\x03\x04 and then nothing", "Không mở được"),
        (b"", "Không mở được"),
    ],
)
def test_files_that_would_do_harm_or_are_broken(content, said):
    found = template_faults(content, LETTER)
    assert len(found) == 1, found
    assert said in found[0]


def test_a_hyperlink_waits_to_be_pressed_and_is_allowed():
    asked = template("{{ to }}", change=linked(RELATIONSHIP_TYPE.HYPERLINK, "https://nghean.example"))
    assert template_faults(asked, LETTER) == []


def test_entities_that_grow_are_not_unfolded():
    grown = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;&b;</x>'
    assert template_faults(with_part("word/late.xml", grown), LETTER) in ([], ["Không mở được tệp này bằng Word."])


# --- The list of fields is the truth ----------------------------------------------------------------------------------


def shape(value, *, like):
    """Its shape, where lists have an element to look at, and that of the explained fields where they are empty."""
    if isinstance(value, Mapping):
        inside = like if isinstance(like, Mapping) else {}
        return {name: shape(one, like=inside.get(name)) for name, one in value.items()}
    if isinstance(value, list | tuple):
        rows = value or like or []
        return [shape(rows[0], like=like[0] if like else None)] if rows else []
    return "text"


def concluded_fields(world, by: Actor) -> dict:
    """Of a meeting with an item, a text for the whole and for the item, and a decision."""
    write_conclusion(world.meeting, {None: "Kết luận", world.agenda_item.pk: "Giao việc"}, by=by, at=at_time(DAY, 8))
    world.meeting.refresh_from_db()
    decision(world.meeting, world.own.task.key_task, world.unit, world.member, by=by)
    world.meeting.chair = world.leader
    return conclusion_fields(world.meeting, meeting_page(world.meeting).items, decision_lines(world.meeting))


@pytest.fixture
def real(world) -> dict[DocumentKind, dict]:
    """The fields of a document of each kind, as they are made."""
    on = PlanDay(world.plan, yardstick(world.plan, today=DAY))
    by = Actor(world.secretary)
    ReportFactory(assignment=world.overdue, difficulties="Thiếu người")
    report = make_report(world.plan, DAY, by=by, at=at_time(DAY, 8))
    found = overdue_organisations(on)[0]
    sheet = follow_up(world.member, on, standing(by.person, on=DAY))
    made = {
        DocumentKind.REPORT: fields(report.its_facts, report.texts, title=report.title),
        LETTER: letter_fields("Sở Tư pháp", found.lines, plan_year=2024, on=DAY, answer_by=DAY),
        DocumentKind.FOLLOW_UP_SHEET: sheet_fields(sheet, on=DAY),
        DocumentKind.CONCLUSION: concluded_fields(world, by),
    }
    data = LetterheadData.default(Letterhead.STATE)
    return {kind: head_fields(data, kind, abstract="x") | its for kind, its in made.items()}


@pytest.mark.parametrize("kind", DocumentKind)
def test_the_explained_fields_are_those_that_a_document_is_filled_with(real, kind):
    sample = sample_fields(kind)
    assert shape(real[kind], like=sample) == shape(sample, like=sample)


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_field_is_explained_once(kind):
    lines = listed_fields(kind)
    assert all(line.words for line in lines)
    assert len({(line.written, line.within) for line in lines}) == len(lines)
    assert {one.name for one in FIELDS[kind]} == set(sample_fields(kind))
