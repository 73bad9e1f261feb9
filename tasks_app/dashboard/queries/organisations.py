"""The organisations with their figures, and what the page of one shows beside its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from tasks_app.dashboard.queries.board import Tally
from tasks_app.dashboard.queries.work import tally_by
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Identity, Organisation
from tasks_app.people.models import Oversight
from tasks_app.plan.queries import PlanDay, key_units_of


@dataclass(frozen=True)
class ListedOrganisation:
    """``oversight``: who oversees it that day, None where nobody does."""

    organisation: Organisation
    is_key_unit: bool
    oversight: Oversight | None
    tally: Tally


def organisations_on(day: PlanDay, narrowed_to: QuerySet[Organisation] | None = None) -> list[ListedOrganisation]:
    """Those that answer to the province on a day, and the others that lead work: those that are no more, and communes
    of a district; in the official order.

    Four queries. ``narrowed_to``: only those of a group.
    """
    tallies = tally_by(day.assignments(), day, "organisation")
    known = (Organisation.objects.all() if narrowed_to is None else narrowed_to).answering(day.day)
    leading = (Organisation.objects.all() if narrowed_to is None else narrowed_to).filter(pk__in=list(tallies))
    key_units = set(key_units_of(day.plan, on=day.day).values_list("pk", flat=True))
    overseers = {
        one.organisation_id: one for one in Oversight.objects.in_force(day.day).select_related("member").order_by("pk")
    }
    return [
        ListedOrganisation(one, one.pk in key_units, overseers.get(one.pk), tallies[one.pk])
        for one in (known | leading).distinct().order_by("order", "pk")
    ]


def gone_by(day: date) -> QuerySet[Organisation]:
    """Units and districts that are no more on a day, the last to go first, with their successors; communes are on the
    page of all organisations."""
    gone = Organisation.objects.filter(valid_to__lt=day).exclude(kind=OrganisationKind.COMMUNE)
    return gone.select_related("successor").order_by("-valid_to", "order", "pk")


def predecessors_by(organisation: Organisation, day: date, *, planned: bool) -> list[Organisation]:
    """Those whose work it has taken over by a day; with ``planned`` those too that will pass to it."""
    its = organisation.predecessors.filter(valid_to__isnull=False)
    return list((its if planned else its.filter(valid_to__lt=day)).order_by("valid_to", "order", "pk"))


def identities_by(organisation: Organisation, day: date) -> list[Identity]:
    """What it was and has become by a day, the newest first; nothing where it was never called otherwise."""
    its = Identity.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day), organisation=organisation)
    return list(its.select_related("parent").order_by("-pk"))


def oversights_by(organisation: Organisation, day: date) -> list[Oversight]:
    """Who has overseen an organisation until a day, the newest first; one query."""
    its = Oversight.objects.filter(organisation=organisation, valid_from__lte=day)
    return list(its.select_related("member").order_by("-valid_from", "-pk"))
