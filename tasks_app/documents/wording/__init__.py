"""A report in words: its fields for a template, the texts to edit, and the name of its file."""

from tasks_app.documents.wording.assembled import Source, difficulties_of, proposals_of, sources
from tasks_app.documents.wording.conclusions import (
    amended,
    conclusion_abstract,
    conclusion_fields,
    conclusion_name,
)
from tasks_app.documents.wording.figures import day_name
from tasks_app.documents.wording.follow_up import sheet_abstract, sheet_fields, sheet_name
from tasks_app.documents.wording.heads import head_fields
from tasks_app.documents.wording.letters import letter_abstract, letter_fields, letter_name
from tasks_app.documents.wording.report import TEXTS, fields, file_name, first_texts, preliminary, title
from tasks_app.documents.wording.templates import FIELDS, ListedField, listed_fields, sample_fields

__all__ = [
    "FIELDS",
    "TEXTS",
    "ListedField",
    "Source",
    "amended",
    "conclusion_abstract",
    "conclusion_fields",
    "conclusion_name",
    "day_name",
    "difficulties_of",
    "fields",
    "file_name",
    "first_texts",
    "head_fields",
    "letter_abstract",
    "letter_fields",
    "letter_name",
    "listed_fields",
    "preliminary",
    "proposals_of",
    "sample_fields",
    "sheet_abstract",
    "sheet_fields",
    "sheet_name",
    "sources",
    "title",
]
