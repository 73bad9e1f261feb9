"""A committee's plan from a data file: an action that fills half of the column's tables, in a module of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import models, transaction
from django.utils.translation import gettext as _

from tasks_app.common.dates import at_time
from tasks_app.organisations.models import Group, GroupMembership, Organisation
from tasks_app.plan.models import Clause, Committee, KeyTask, KeyUnit, Plan, Shortcoming, SourceDocument

PLAN_2024 = Path(__file__).parent / "data" / "plan_2024.json"
GROUP_MARK = "@"


class UnknownName(ValueError):
    """The plan's file names something that nobody has entered."""

    def __init__(self, name: str):
        super().__init__(_("The file names “%(name)s”, which is not known.") % {"name": name})


@dataclass
class Loaded:
    """What a loading found: the plan, and how many rows were entered now and known before."""

    plan: Plan | None = None
    entered: int = 0
    known: int = 0


def read(path: Path = PLAN_2024) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def load_plan(*, path: Path = PLAN_2024) -> Loaded:
    """Enter a plan with its committee, documents, key tasks, shortcomings, groups and tasks.

    Repeating it changes nothing: rows are recognised by their year, key or number, and what the
    secretariat has edited since stays. The organisations have to be there: raises UnknownName where
    one is not.
    """
    return _Loading(read(path)).run()


def fan_out(names: Iterable[str], *, on: date) -> list[Organisation]:
    """The organisations that keys and groups ("@localities") stand for on a day, each once, in the order given.

    Organisations that do not exist on that day are left out. Raises UnknownName.
    """
    found: dict[int, Organisation] = {}
    in_being = Organisation.objects.in_being(on)
    for name in names:
        for organisation in _members(name, in_being, on=on):
            found.setdefault(organisation.pk, organisation)
    return list(found.values())


def _members(name: str, in_being: models.QuerySet[Organisation], *, on: date) -> Iterable[Organisation]:
    if not name.startswith(GROUP_MARK):
        if not Organisation.objects.filter(key=name).exists():
            raise UnknownName(name)
        return in_being.filter(key=name)
    group = Group.objects.filter(key=name.removeprefix(GROUP_MARK)).first()
    if group is None:
        raise UnknownName(name)
    memberships = group.memberships.filter(valid_from__lte=on).exclude(valid_to__lt=on)
    return in_being.filter(pk__in=memberships.values("organisation"))


@dataclass
class _Loading:
    data: dict
    found: Loaded = field(default_factory=Loaded)

    def run(self) -> Loaded:
        self.organisations = {organisation.key: organisation for organisation in Organisation.objects.all()}
        self.documents = {row["key"]: self._document(row) for row in self.data["documents"]}
        self.plan = self.found.plan = self._plan()
        self.key_tasks = {row["number"]: self._key_task(row) for row in self.data["key_tasks"]}
        self.shortcomings = {row["number"]: self._shortcoming(row) for row in self.data["shortcomings"]}
        for row in self.data["groups"]:
            self._group(row)
        for row in self.data["tasks"]:
            self._task(row)
        return self.found

    def _enter(self, rows: models.Manager, fields: dict, **key) -> tuple[models.Model, bool]:
        thing, is_new = rows.get_or_create(**key, defaults=fields)
        self.found.entered += is_new
        self.found.known += not is_new
        return thing, is_new

    def _document(self, row: dict) -> SourceDocument:
        fields = {"number": row["number"], "issued_on": _day(row["issued_on"])} | _bilingual(row, "issuer", "title")
        document, _is_new = self._enter(SourceDocument.objects, fields, key=row["key"])
        for clause in row["clauses"]:
            self._enter(document.clauses, _bilingual(clause, "text"), code=clause["code"])
        return document

    def _plan(self) -> Plan:
        plan = Plan.objects.filter(year=self.data["year"]).first()
        if plan is not None:
            self.found.known += 1
            return plan
        fields = {
            "committee": self._committee(),
            "wording_is_provisional": self.data["wording_provisional"],
            "is_demonstration": self.data["is_demonstration"],
            "source_document": self.documents[self.data["source_document"]],
            "starts_on": _day(self.data["starts_on"]),
            "published_at": at_time(_day(self.data["starts_on"])),
        } | _bilingual(self.data, "motto")
        plan, _is_new = self._enter(Plan.objects, fields, year=self.data["year"])
        KeyUnit.objects.bulk_create(
            KeyUnit(
                plan=plan,
                organisation=one,
                valid_from=max(plan.starts_on, one.valid_from or plan.starts_on),
                valid_to=one.valid_to,
                basis=plan.source_document.number,
            )
            for one in self._organisations(self.data["key_units"])
        )
        return plan

    def _committee(self) -> Committee:
        row = self.data["committee"]
        fields = {"valid_from": _day(row["valid_from"])} | _bilingual(row, "name")
        committee, _is_new = self._enter(Committee.objects, fields, basis=row["basis"])
        return committee

    def _key_task(self, row: dict) -> KeyTask:
        key_task, _is_new = self._enter(self.plan.key_tasks, _bilingual(row, "text", "short"), number=row["number"])
        return key_task

    def _shortcoming(self, row: dict) -> Shortcoming:
        shortcoming, _is_new = self._enter(self.plan.shortcomings, _bilingual(row, "text"), number=row["number"])
        return shortcoming

    def _group(self, row: dict) -> None:
        """A member whom the secretariat has ended stays ended: any membership there ever was counts as known."""
        group, _is_new = self._enter(Group.objects, _bilingual(row, "name"), key=row["key"])
        ever = set(group.memberships.values_list("organisation", flat=True))
        members = self._organisations(row["members"])
        new = [organisation for organisation in members if organisation.pk not in ever]
        GroupMembership.objects.bulk_create(
            GroupMembership(
                group=group,
                organisation=organisation,
                valid_from=max(self.plan.starts_on, organisation.valid_from or self.plan.starts_on),
                valid_to=organisation.valid_to,
            )
            for organisation in new
        )
        self.found.entered += len(new)
        self.found.known += len(members) - len(new)

    def _task(self, row: dict) -> None:
        key_task, order = (int(part) for part in row["number"].split("."))
        fields = {
            "clause": self._clause(row["clause"]),
            "frequency": row["frequency"],
            "deadline_kind": row["deadline_kind"],
            "deadline_on": _day(row["deadline_on"]),
            "issued_on": _day(row["issued_on"]),
        } | _bilingual(row, "title", "content", "deliverable", "deadline_words")
        task, is_new = self._enter(self.key_tasks[key_task].tasks, fields, order=order)
        if is_new:
            task.basis_documents.set(self.documents[key] for key in row["basis_documents"])
            task.shortcomings.set(self.shortcomings[number] for number in row["shortcomings"])

    def _clause(self, code: str | None) -> Clause | None:
        """The plan's source document is cut into clauses; each task carries out one of them."""
        if not code:
            return None
        clause = self.documents[self.data["source_document"]].clauses.filter(code=code).first()
        if clause is None:
            raise UnknownName(code)
        return clause

    def _organisations(self, keys: list[str]) -> list[Organisation]:
        for key in keys:
            if key not in self.organisations:
                raise UnknownName(key)
        return [self.organisations[key] for key in keys]


def _bilingual(row: dict, *names: str) -> dict[str, str]:
    return {f"{name}_{language}": row[f"{name}_{language}"] for name in names for language in ("vi", "en")}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
