"""Indicators and the targets of a year from a data file, beside the plan of that year."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from tasks_app.common.dates import at_time
from tasks_app.indicators.actions import set_target
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.indicators.rules import Goal
from tasks_app.organisations.models import Group
from tasks_app.plan.loading import UnknownName
from tasks_app.plan.models import Plan, SourceDocument

INDICATORS_2024 = Path(__file__).parent / "data" / "indicators_2024.json"
SAME = ["unit", "direction", "period_kind", "by_organisation"]
BILINGUAL = ["name", "numerator", "denominator", "formula"]


@transaction.atomic
def load_indicators(*, path: Path = INDICATORS_2024) -> tuple[int, int]:
    """Enter the indicators and targets of a year; its plan, documents and groups have to be there.

    Repeating it changes nothing: an indicator is recognised by its code, and what the secretariat has edited or
    withdrawn since stays. Returns (indicators entered now, known before). Raises UnknownName.
    """
    data = json.loads(path.read_text(encoding="utf-8"))
    return _Loading(data).run()


@dataclass
class _Loading:
    data: dict

    def run(self) -> tuple[int, int]:
        self.plan = Plan.objects.filter(year=self.data["year"]).first()
        if self.plan is None:
            raise UnknownName(str(self.data["year"]))
        self.documents = {document.key: document for document in SourceDocument.objects.all()}
        new = [self._indicator(order, row) for order, row in enumerate(self.data["indicators"], 1)]
        for row in self.data["targets"]:
            self._target(row)
        return sum(new), len(new) - sum(new)

    def _indicator(self, order: int, row: dict) -> bool:
        fields = {name: row[name] for name in SAME}
        fields |= {f"{name}_{language}": row[f"{name}_{language}"] for name in BILINGUAL for language in ("vi", "en")}
        definition, is_new = IndicatorDefinition.objects.get_or_create(
            code=row["code"],
            defaults=fields
            | {
                "order": order,
                "formula_is_provisional": self.data["formulas_provisional"],
                "source_document": self._document(row["source_document"]),
                "valid_from": date.fromisoformat(self.data["valid_from"]),
            },
        )
        if is_new:
            definition.groups.set(self._group(key) for key in row["groups"])
            definition.key_tasks.set(self.plan.key_tasks.filter(number__in=row["key_tasks"]))
            definition.shortcomings.set(self.plan.shortcomings.filter(number__in=row["shortcomings"]))
        return is_new

    def _target(self, row: dict) -> None:
        definition = IndicatorDefinition.objects.get(code=row["indicator"])
        if definition.targets.filter(plan=self.plan, side="", organisation=None).exists():
            return
        set_target(
            definition,
            self.plan,
            Goal(Decimal(row["value"]), row["is_strict"]),
            source_document=self._document(row["source_document"]),
            by=None,
            at=at_time(self.plan.starts_on),
        )

    def _document(self, key: str | None) -> SourceDocument | None:
        if key is None:
            return None
        if key not in self.documents:
            raise UnknownName(key)
        return self.documents[key]

    def _group(self, key: str) -> Group:
        group = Group.objects.filter(key=key).first()
        if group is None:
            raise UnknownName(key)
        return group
