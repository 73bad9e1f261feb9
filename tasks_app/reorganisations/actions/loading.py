"""The reorganisations of 2024 and 2025, from their data file."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from tasks_app.organisations.models import Organisation
from tasks_app.reorganisations.enums import ReorganisationState
from tasks_app.reorganisations.models import Alteration, Reorganisation, Succession

REORGANISATIONS = Path(__file__).parent.parent / "data" / "reorganisations.json"


@transaction.atomic
def load_reorganisations(*, at: datetime, path: Path = REORGANISATIONS) -> tuple[int, int]:
    """Enter the reorganisations of a data file as planned: each takes effect on its day, as others do. One of which it
    is not known who follows is being prepared: the secretariat chooses.

    Needs the organisations and communes. The first line of an organisation takes what is given to no other. Repeating
    it changes nothing: they are recognised by their keys. Returns (entered now, known before).
    """
    rows = json.loads(path.read_text(encoding="utf-8"))["reorganisations"]
    known = set(Reorganisation.objects.exclude(key="").values_list("key", flat=True))
    organisations = {one.key: one for one in Organisation.objects.all()}
    new = [row for row in rows if row["key"] not in known]
    for row in new:
        _enter(row, organisations, at=at)
    return len(new), len(rows) - len(new)


def _enter(row: dict, organisations: dict[str, Organisation], *, at: datetime) -> None:
    day = date.fromisoformat(row["day"])
    its = Reorganisation.objects.create(
        key=row["key"],
        kind=row["kind"],
        title_vi=row["title_vi"],
        title_en=row["title_en"],
        day=day,
        basis=row["basis"],
        basis_on=date.fromisoformat(row["basis_on"]) if row["basis_on"] else None,
        state=ReorganisationState.DRAFT if row.get("is_draft") else ReorganisationState.PLANNED,
        at=at,
    )
    seen: set[str] = set()
    lines = []
    for predecessor, successor in row["successions"]:
        lines.append(
            Succession(
                reorganisation=its,
                predecessor=organisations[predecessor],
                successor=organisations[successor] if successor else None,
                takes_rest=predecessor not in seen,
                founds=bool(successor) and organisations[successor].valid_from == day,
            )
        )
        seen.add(predecessor)
    Succession.objects.bulk_create(lines)
    Alteration.objects.bulk_create(
        Alteration(
            reorganisation=its,
            organisation=organisations[one["organisation"]],
            name_vi=one.get("name_vi", ""),
            name_en=one.get("name_en", ""),
            locality_type=one.get("locality_type", ""),
            moves="parent" in one,
            parent=organisations[one["parent"]] if one.get("parent") else None,
        )
        for one in row["alterations"]
    )
