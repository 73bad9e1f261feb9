import json
from datetime import date
from pathlib import Path

from django.db import transaction

from tasks_app.organisations.models import Organisation

ORGANISATIONS = Path(__file__).parent / "data" / "organisations.json"
FIELDS = [
    "kind",
    "locality_type",
    "name_vi",
    "name_en",
    "short_vi",
    "short_en",
    "basis",
    "order",
    "tile_row",
    "tile_col",
]


@transaction.atomic
def load_organisations(*, path: Path = ORGANISATIONS) -> tuple[int, int]:
    """Enter the organisations and localities of a data file with their dates and successors.

    Repeating it changes nothing: rows are recognised by their key, and what the secretariat has
    edited since stays. Returns (entered now, known before).
    """
    rows = json.loads(path.read_text(encoding="utf-8"))["organisations"]
    known = {organisation.key: organisation for organisation in Organisation.objects.all()}
    new = [row for row in rows if row["key"] not in known]
    for row in new:
        known[row["key"]] = Organisation.objects.create(
            key=row["key"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            **{field: row[field] for field in FIELDS},
        )
    for row in new:
        if row["successor"]:
            Organisation.objects.filter(key=row["key"]).update(successor=known[row["successor"]])
    return len(new), len(rows) - len(new)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
