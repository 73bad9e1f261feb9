"""What people say of a plan, a key task or a task: plain values, as the forms read them and the record keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from hashlib import sha256

from tasks_app.common.text import tidy

ON_ONE_LINE = frozenset({"title_vi", "title_en"})  # they stand in lists, in subjects of mail and in file names


class Given:
    """Texts are tidied; two that say the same have the same mark."""

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                text = " ".join(value.split()) if field.name in ON_ONE_LINE else value
                object.__setattr__(self, field.name, tidy(text))
            elif isinstance(value, (list, set, frozenset)):
                object.__setattr__(self, field.name, tuple(sorted(value)))

    @property
    def written(self) -> dict:
        """As the record keeps it: plain JSON values."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @property
    def mark(self) -> str:
        """What a form is born with, so that two who edit the same find out: it changes with what is said."""
        text = json.dumps(self.written, ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def mark_of_draft(responsible: int | None, coordinating: Iterable[int]) -> str:
    """As ``Given.mark``: of who answers for a draft of work and who coordinates, by their primary keys."""
    return f"{responsible or ''}|{','.join(map(str, sorted(coordinating)))}"


@dataclass(frozen=True)
class PlanDetails(Given):
    """``committee`` and ``source_document`` are primary keys; no committee: the one in office on the first day."""

    year: int
    motto_vi: str
    motto_en: str = ""
    starts_on: date | None = None
    committee: int | None = None
    source_document: int | None = None
    wording_is_provisional: bool = False
    is_demonstration: bool = False
    deadlines_roll: bool = True
    soon_days: int = 7
    extensions_limit: int = 1

    @property
    def first_day(self) -> date:
        return self.starts_on or date(self.year, 1, 1)


@dataclass(frozen=True)
class KeyTaskGiven(Given):
    text_vi: str
    short_vi: str
    text_en: str = ""
    short_en: str = ""


@dataclass(frozen=True)
class WordsGiven(Given):
    """A text in two languages: a shortcoming; with a code, a clause."""

    text_vi: str
    text_en: str = ""
    code: str = ""


@dataclass(frozen=True)
class DocumentGiven(Given):
    title_vi: str
    title_en: str = ""
    number: str = ""
    issued_on: date | None = None
    issuer_vi: str = ""
    issuer_en: str = ""


@dataclass(frozen=True)
class TaskGiven(Given):
    """Clause, documents and shortcomings are primary keys. A draft may leave deliverable and deadline open."""

    title_vi: str
    title_en: str = ""
    content_vi: str = ""
    content_en: str = ""
    deliverable_vi: str = ""
    deliverable_en: str = ""
    clause: int | None = None
    basis_documents: tuple[int, ...] = ()
    shortcomings: tuple[int, ...] = ()
    frequency: str = "none"
    deadline_words_vi: str = ""
    deadline_words_en: str = ""
    deadline_kind: str = ""
    deadline_on: date | None = None
    deadline_is_confirmed: bool = True

    def without_deadline(self) -> TaskGiven:
        """As a draft whose words nobody could read."""
        return replace(self, deadline_kind="", deadline_on=None, deadline_is_confirmed=False)

    @property
    def columns(self) -> dict:
        """Those of the task's own row."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name not in ("clause", "basis_documents", "shortcomings")
        } | {"clause_id": self.clause}
