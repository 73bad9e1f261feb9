"""The texts of a report on its page: the field, what another saved meanwhile, and what it was put together from."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks_app.documents.forms import TextsForm
from tasks_app.documents.models import OfficialReport
from tasks_app.documents.wording import TEXTS, Source, difficulties_of, proposals_of, sources

SOURCES = {"difficulties": difficulties_of, "proposals": proposals_of}


@dataclass(frozen=True)
class Section:
    """``bound``: the field of the form, None for those who read; ``lines``: what stands there now, by paragraphs.

    ``theirs``: what another has saved where that is something else than what is in the form, None otherwise.
    """

    name: str
    label: str
    bound: object | None
    lines: list[str]
    theirs: str | None = None
    sources: list[Source] = field(default_factory=list)


def sections(report: OfficialReport, form: TextsForm | None, theirs: OfficialReport | None) -> dict[str, Section]:
    return {name: _section(name, report, form, theirs) for name in TEXTS}


def _section(name: str, report: OfficialReport, form: TextsForm | None, theirs: OfficialReport | None) -> Section:
    text = report.texts[name]
    saved = theirs.texts[name] if theirs else None
    return Section(
        name=name,
        label=str(TEXTS[name]),
        bound=form[name] if form else None,
        lines=[line for line in text.splitlines() if line.strip()],
        theirs=saved if form and saved is not None and saved != form.data.get(name) else None,
        sources=sources(report.its_facts, SOURCES[name]) if form and name in SOURCES else [],
    )
