"""The people of a data file."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person

PEOPLE = Path(__file__).parent.parent / "data" / "people.json"
FIELDS = ["full_name", "email", "position_vi", "position_en", "language"]


@transaction.atomic
def load_people(*, since: date, basis: str, password_hash: str, path: Path = PEOPLE) -> tuple[int, int]:
    """Enter the people of a data file with their appointments and oversights, all from the day ``since``.

    ``password_hash`` is an encoded password, the same for all. Repeating it changes nothing: people are
    recognised by their user name, and what has been edited since stays. Returns (entered now, known before).
    """
    rows = json.loads(path.read_text(encoding="utf-8"))["people"]
    organisations = {organisation.key: organisation for organisation in Organisation.objects.all()}
    known = set(Person.objects.values_list("username", flat=True))
    new = [row for row in rows if row["username"] not in known]
    for row in new:
        _enter(row, organisations, since=since, basis=basis, password_hash=password_hash)
    return len(new), len(rows) - len(new)


def _enter(row: dict, organisations: dict[str, Organisation], *, since: date, basis: str, password_hash: str) -> None:
    administers = any(appointment["role"] == Role.ADMINISTRATOR for appointment in row["appointments"])
    person = Person.objects.create(
        username=row["username"],
        organisation=organisations[row["organisation"]] if row["organisation"] else None,
        password=password_hash,
        is_staff=administers,
        is_superuser=administers,
        **{field: row[field] for field in FIELDS},
    )
    Appointment.objects.bulk_create(
        Appointment(
            person=person,
            role=appointment["role"],
            organisation=organisations[appointment["organisation"]] if appointment["organisation"] else None,
            is_head=appointment.get("is_head", False),
            post=appointment.get("post", ""),
            valid_from=since,
        )
        for appointment in row["appointments"]
    )
    Oversight.objects.bulk_create(
        Oversight(member=person, organisation=organisations[key], valid_from=since, basis=basis)
        for key in row["oversees"]
    )
