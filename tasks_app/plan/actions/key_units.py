"""Which organisations the committee watches most, from a day on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import KeyUnit, Plan


class KeyUnitsRefused(Exception):
    """Why the key units cannot be set so; a sentence for the person."""


class KeyUnitsConflict(KeyUnitsRefused):
    def __init__(self):
        super().__init__(
            _("The key units of that day are others than those that the page showed. Look at them and save again.")
        )


class KeyUnitsAreKept(KeyUnitsRefused):
    def __init__(self):
        super().__init__(_("This plan is closed: nothing is changed in it any more."))


class ChangedLater(KeyUnitsRefused):
    def __init__(self, day: date):
        super().__init__(
            _("The key units change on %(day)s already. Choose that day or a later one.")
            % {"day": date_format(day, "DATE_FORMAT")}
        )


class NotInBeing(KeyUnitsRefused):
    def __init__(self, organisation: Organisation):
        super().__init__(
            _("%(name)s does not exist on that day. Leave it out, or choose another day.") % {"name": organisation.name}
        )


@transaction.atomic
def set_key_units(
    plan: Plan,
    organisations: Iterable[Organisation],
    *,
    since: date,
    basis: str,
    seen: Collection[int] | None = None,
    by: Actor,
    at: datetime,
) -> bool:
    """These are the key units of a plan from a day on; those of the days before stay what they were.

    ``seen``: the keys of those that were key units of that day when the page was opened. Recorded as
    ``plan.key_units_set`` with the names of who joined and left; nobody is told. A repetition changes nothing and
    returns False. Raises KeyUnitsConflict, KeyUnitsAreKept where the plan is
    closed, ChangedLater where one begins or ends after that day, NotInBeing.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.closed_at:
        raise KeyUnitsAreKept
    since = max(since, plan.starts_on)
    rows = list(KeyUnit.objects.filter(plan=plan).select_related("organisation"))
    now = {one.organisation_id: one for one in rows if one.valid_from <= since and not _is_over(one, since)}
    if seen is not None and set(seen) != set(now):
        raise KeyUnitsConflict
    wanted = {one.pk: one for one in organisations}
    joining = [one for pk, one in wanted.items() if pk not in now]
    leaving = [one for pk, one in now.items() if pk not in wanted]
    if not joining and not leaving:
        return False
    _refuse_what_is_later(rows, since)
    there = set(Organisation.objects.in_being(since).filter(pk__in=list(wanted)).values_list("pk", flat=True))
    for one in joining:
        if one.pk not in there:
            raise NotInBeing(one)
    KeyUnit.objects.filter(pk__in=[one.pk for one in leaving]).update(valid_to=since - timedelta(days=1))
    KeyUnit.objects.bulk_create(
        KeyUnit(plan=plan, organisation=one, valid_from=since, basis=tidy(basis)) for one in joining
    )
    record(
        "plan.key_units_set",
        plan,
        by=by,
        at=at,
        since=since.isoformat(),
        basis=tidy(basis),
        joined=[one.name_vi for one in joining],
        left=[one.organisation.name_vi for one in leaving],
    )
    return True


def copy_key_units(source: Plan, plan: Plan) -> None:
    """Begin a plan with the key units that another has on its first day, inside the caller's transaction."""
    then = KeyUnit.objects.in_force(plan.starts_on).filter(plan=source)
    there = then.filter(organisation__in=Organisation.objects.in_being(plan.starts_on))
    KeyUnit.objects.bulk_create(
        KeyUnit(plan=plan, organisation_id=one.organisation_id, valid_from=plan.starts_on, basis=one.basis)
        for one in there
    )


def move_key_units(plan: Plan, *, was: date) -> None:
    """A draft begins on another day now, and those that were to be its key units from the first day on with it."""
    KeyUnit.objects.filter(plan=plan, valid_from=was).exclude(valid_to__lt=F("valid_from")).update(
        valid_from=plan.starts_on
    )


def _is_over(one: KeyUnit, day: date) -> bool:
    return one.valid_to is not None and one.valid_to < day


def _refuse_what_is_later(rows: Iterable[KeyUnit], since: date) -> None:
    """What ends with its organisation is no change that somebody has made."""
    held = [one for one in rows if one.valid_to is None or one.valid_to >= one.valid_from]
    begins = [one.valid_from for one in held if one.valid_from > since]
    ends = [
        one.valid_to + timedelta(days=1)
        for one in held
        if one.valid_to and one.valid_to >= since and one.valid_to != one.organisation.valid_to
    ]
    if begins or ends:
        raise ChangedLater(max(begins + ends))
