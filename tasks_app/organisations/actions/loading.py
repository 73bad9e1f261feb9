"""The organisations of the province from their data files."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Group, GroupMembership, Organisation

DATA = Path(__file__).parent.parent / "data"
ORGANISATIONS = DATA / "organisations.json"
COMMUNES = DATA / "communes.json"
FORMER_DISTRICTS = DATA / "former_districts.json"
FIRST_COMMUNE = 1_000  # in the official order communes stand behind everything else
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


@transaction.atomic
def load_communes(*, path: Path = COMMUNES, former_districts: Path = FORMER_DISTRICTS) -> tuple[int, int]:
    """Enter the communes, wards and townships with their districts, dates and successors; needs the districts.

    The communes of each former district become a group from the first day of those that have no district. Repeating
    it changes nothing. Returns (entered now, known before).
    """
    rows = json.loads(path.read_text(encoding="utf-8"))["communes"]
    districts = {one.key: one for one in Organisation.objects.filter(kind=OrganisationKind.LOCALITY)}
    known = set(Organisation.objects.filter(kind=OrganisationKind.COMMUNE).values_list("key", flat=True))
    new = [(order, row) for order, row in enumerate(rows) if row["key"] not in known]
    entered = Organisation.objects.bulk_create(_commune(row, order, districts).made_findable() for order, row in new)
    communes = {one.key: one for one in Organisation.objects.filter(kind=OrganisationKind.COMMUNE)}
    succeeded = [row for _order, row in new if "successor" in row]
    for row in succeeded:
        communes[row["key"]].successor = communes[row["successor"]]
    Organisation.objects.bulk_update([communes[row["key"]] for row in succeeded], ["successor"], batch_size=200)
    if new:
        _group_by_former_district(json.loads(former_districts.read_text(encoding="utf-8")), districts, communes)
    return len(entered), len(rows) - len(new)


def _commune(row: dict, order: int, districts: dict[str, Organisation]) -> Organisation:
    return Organisation(
        key=row["key"],
        kind=OrganisationKind.COMMUNE,
        locality_type=row["type"],
        name_vi=row["name"],
        name_en=row["english"],
        short_vi=row["short"],
        short_en=row["short"],
        parent=districts[row["parent"]] if "parent" in row else None,
        valid_from=_day(row.get("valid_from")),
        valid_to=_day(row.get("valid_to")),
        basis=row.get("basis", ""),
        order=FIRST_COMMUNE + order,
    )


def _group_by_former_district(
    data: dict, districts: dict[str, Organisation], communes: dict[str, Organisation]
) -> None:
    """What people still call by the district's name, once there are no districts (huyện cũ)."""
    for key, members in data["former_districts"].items():
        district = districts[key]
        group, _is_new = Group.objects.get_or_create(
            key=f"huyen-cu-{key}",
            defaults={"name_vi": f"{district.name_vi} (cũ)", "name_en": f"Former {district.name_en}"},
        )
        GroupMembership.objects.bulk_create(
            GroupMembership(group=group, organisation=communes[member], valid_from=district.gone_on)
            for member in members
            if district.gone_on
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
