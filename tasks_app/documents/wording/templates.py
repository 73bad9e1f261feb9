"""The fields that a template may use, for the people who write one: what each stands for.

From the same list the fields of a trial are made, so what is not explained here is unknown to the check of a template.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tasks_app.documents.enums import DocumentKind
from tasks_app.documents.wording.report import TEXTS


@dataclass(frozen=True)
class TemplateField:
    """``parts``: the fields within it; a list has rows with these, or texts where it has none."""

    name: str
    words: str
    parts: tuple[TemplateField, ...] = ()
    is_list: bool = False

    def sample(self, *, empty: bool = False):
        """A value of its shape: its own words as text, two rows of a list; ``empty``: no text and no row."""
        one = {part.name: part.sample(empty=empty) for part in self.parts} or ("" if empty else str(self.words))
        return ([] if empty else [one, one]) if self.is_list else one


@dataclass(frozen=True)
class ListedField:
    """A field as its line of the list: ``written`` as it stands in a template, ``within`` these loops."""

    written: str
    words: str
    within: str = ""
    is_list: bool = False
    has_rows: bool = False
    has_groups: bool = False

    @property
    def code(self) -> str:
        """What is written into the template; a list is repeated by paragraphs."""
        if not self.is_list:
            return f"{{{{ {self.written} }}}}"
        name = "group" if self.has_groups else "row"
        repeated = "…" if self.has_rows else f"{{{{ {name} }}}}"
        return f"{{%p for {name} in {self.written} %}} {repeated} {{%p endfor %}}"


def sample_fields(kind: DocumentKind, *, empty: bool = False) -> dict:
    """Every field of a kind of document, filled for a trial."""
    return {one.name: one.sample(empty=empty) for one in FIELDS[kind]}


def listed_fields(kind: DocumentKind) -> list[ListedField]:
    return [line for one in FIELDS[kind] for line in _lines(one)]


def _lines(its: TemplateField, prefix: str = "", within: str = "") -> Iterator[ListedField]:
    written = f"{prefix}{its.name}"
    if its.is_list or not its.parts:
        yield ListedField(
            written,
            str(its.words),
            within,
            its.is_list,
            has_rows=bool(its.parts),
            has_groups=_variable(its) == "group",
        )
    for part in its.parts:
        if its.is_list:
            yield from _lines(part, f"{_variable(its)}.", f"{within} › {_loop(its, written)}".removeprefix(" › "))
        else:
            yield from _lines(part, f"{written}.", within)


def _variable(its: TemplateField) -> str:
    """That of a loop over it, in the list of fields."""
    return "group" if any(part.is_list and part.parts for part in its.parts) else "row"


def _loop(its: TemplateField, written: str) -> str:
    return f"for {_variable(its)} in {written}"


def _rows(name: str, words: str, *parts: TemplateField) -> TemplateField:
    return TemplateField(name, words, parts, is_list=True)


def _texts(**words: str) -> tuple[TemplateField, ...]:
    return tuple(TemplateField(name, its) for name, its in words.items())


_HEAD = (
    TemplateField(
        "head",
        _("head of the document"),
        _texts(
            superior=_("superior agency"),
            agency=_("issuing agency"),
            number=_("number and code of the document; dots where it has no number yet"),
            place_and_date=_("place and date"),
            kind=_("kind of document, in capitals"),
            abstract=_("abstract line"),
        ),
    ),
    TemplateField(
        "sign",
        _("signature"),
        (_rows("lines", _("in which capacity it is signed, line by line")), *_texts(name=_("name of the signatory"))),
    ),
    _rows("recipients", _("recipients, one a line")),
)
_FIGURES = _texts(
    total=_("assignments in force"),
    on_time=_("completed on time"),
    late=_("completed late"),
    pending=_("not completed, in time"),
    in_progress=_("going on, in time"),
    not_started=_("not started"),
    overdue=_("not completed, overdue"),
    rate=_("completion rate"),
)
_NO = TemplateField("no", _("place in the list"))
_TASK = _texts(number=_("number of the task"), task=_("content of the task"))
_REPORT = (
    *_texts(
        title=_("abstract line of the report"),
        period=_("period or day, within a sentence"),
        cut_off=_("day of the figures"),
        first_day=_("first day of the time reported on"),
        year=_("year of the plan"),
        committee=_("name of the committee"),
        plan_document=_("document of the plan: number and date"),
        preliminary=_("says that figures are preliminary; empty where they are final"),
    ),
    TemplateField("texts", _("texts that were edited"), tuple(_rows(name, label) for name, label in TEXTS.items())),
    _rows("general", _("sentences of the general situation")),
    _rows(
        "key_tasks",
        _("key tasks"),
        *_texts(
            number=_("number of the key task"),
            title=_("name of the key task"),
            short=_("short name of the key task"),
            sentence=_("sentence with its figures"),
            tasks=_("number of its tasks"),
        ),
        _rows("results", _("results of its tasks, one a line")),
        *_FIGURES,
    ),
    TemplateField(
        "total",
        _("row of totals"),
        (
            *_texts(
                name=_("the word “Total”"),
                short=_("the word “Total”"),
                tasks=_("number of tasks of the plan"),
            ),
            *_FIGURES,
            *(
                TemplateField(name, _("empty, so that the row fits each table"))
                for name in ("no", "number", "rank", "change", "before", "on_time_rate", "position")
            ),
        ),
    ),
    _rows(
        "members",
        _("members of the committee with work"),
        _NO,
        *_texts(
            name=_("name of the member"),
            position=_("position of the member"),
            before=_("completion rate of the period before"),
            organisations=_("number of units and localities that he oversees"),
            overseen_overdue=_("overdue assignments of these"),
        ),
        *_FIGURES,
    ),
    _rows("members_said", _("sentences on the members")),
    _rows("units", _("sentences on the units")),
    _rows("localities", _("sentences on the localities")),
    *_texts(indicators_sentence=_("sentence on the indicators")),
    _rows(
        "indicators",
        _("indicators"),
        _NO,
        *_texts(
            name=_("name of the indicator"),
            period=_("period of the reading"),
            goal=_("target"),
            value=_("value read"),
            before=_("value of the period before"),
            attained=_("whether the target is attained"),
        ),
    ),
    _rows(
        "shortcomings",
        _("shortcomings of the year before"),
        _NO,
        *_texts(text=_("the shortcoming"), state=_("how far it is overcome"), tasks=_("tasks that overcome it")),
    ),
    *_texts(next_sentence=_("sentence on what is due next")),
    _rows(
        "next_tasks",
        _("tasks that are due next"),
        _NO,
        *_texts(
            task=_("number and content of the task"),
            organisations=_("lead organisations"),
            number=_("number of assignments"),
            until=_("deadline"),
        ),
    ),
    _rows("extensions", _("extensions that await a decision, one a line")),
    _rows(
        "appendix_1",
        _("appendix I: groups, one a key task"),
        *_texts(numeral=_("Roman numeral"), title=_("name of the key task")),
        _rows(
            "rows",
            _("rows of the group"),
            _NO,
            *_texts(
                task=_("content of the task"),
                document=_("assigning document"),
                member=_("responsible member"),
                lead=_("lead organisation"),
                coordinating=_("coordinating organisations"),
                deliverable=_("deliverable"),
                deadline=_("deadline, original → adjusted"),
                result=_("results and their documents"),
                status=_("status"),
                cause=_("causes and proposals"),
            ),
        ),
    ),
    _rows(
        "appendix_2",
        _("appendix II: groups, units and localities"),
        *_texts(title=_("name of the group")),
        _rows(
            "rows",
            _("rows of the group"),
            _NO,
            *_texts(name=_("name of the unit or locality")),
            *_FIGURES,
            *_texts(
                on_time_rate=_("on-time completion rate"),
                rank=_("rank"),
                change=_("rank against that of the period before"),
            ),
        ),
    ),
    _rows(
        "appendix_3",
        _("appendix III: overdue assignments"),
        _NO,
        *_TASK,
        *_texts(
            lead=_("lead organisation"),
            member=_("responsible member"),
            deadline=_("deadline, original → adjusted"),
            days=_("calendar days overdue"),
            reason=_("reason as reported last"),
            extended=_("times extended"),
            urged=_("times urged, and when last"),
        ),
    ),
    *_texts(ranking_note=_("how the ranking is made")),
)
_LETTER = (
    *_texts(
        to=_("whom the letter is for"),
        year=_("year of the plan"),
        day=_("day of the figures"),
        answer_by=_("day by which an answer is asked for"),
        number=_("number of overdue tasks"),
    ),
    _rows(
        "rows",
        _("overdue tasks"),
        _NO,
        *_TASK,
        *_texts(
            deadline=_("deadline, original → adjusted"),
            days=_("calendar days overdue"),
            urged=_("times urged, and when last"),
            member=_("responsible member"),
        ),
    ),
)
_SHEET = (
    *_texts(name=_("name of the member"), position=_("position of the member"), day=_("day of the figures")),
    TemplateField(
        "figures",
        _("his figures"),
        tuple(one for one in _FIGURES if one.name not in ("in_progress", "not_started")),
    ),
    _rows(
        "rows",
        _("his open work, the most pressing first"),
        _NO,
        *_TASK,
        *_texts(organisation=_("lead organisation"), deadline=_("deadline"), status=_("status")),
    ),
    *_texts(rest=_("how many more there are; empty where all are shown")),
    _rows(
        "overseen",
        _("units and localities that he oversees"),
        *_texts(
            name=_("name of the unit or locality"),
            total=_("assignments in force"),
            completed=_("completed"),
            overdue=_("not completed, overdue"),
        ),
    ),
    *_texts(others=_("how many more there are; empty where all are shown")),
    _rows("waiting", _("what waits for him, one a line")),
)
_CONCLUSION = (
    *_texts(
        met_at=_("time and day of the meeting"),
        meeting=_("title of the meeting"),
        place=_("place of the meeting"),
        chair=_("who chaired it"),
    ),
    _rows("conclusion", _("the conclusion as a whole, one line each")),
    _rows(
        "items",
        _("items of the agenda"),
        _NO,
        *_texts(title=_("title of the item")),
        _rows("lines", _("its conclusion, one line each")),
    ),
    _rows(
        "rows",
        _("tasks given out"),
        _NO,
        *_texts(
            task=_("what was decided"),
            lead=_("lead organisations"),
            deadline=_("deadline"),
            deliverable=_("deliverable"),
        ),
    ),
)
FIELDS: dict[DocumentKind, tuple[TemplateField, ...]] = {
    DocumentKind.REPORT: _HEAD + _REPORT,
    DocumentKind.URGING_LETTER: _HEAD + _LETTER,
    DocumentKind.FOLLOW_UP_SHEET: _HEAD + _SHEET,
    DocumentKind.CONCLUSION: _HEAD + _CONCLUSION,
}
