"""A person acts for another, from–to, by a document."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import local_day
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.people.enums import DelegationKind
from tasks_app.people.models import Delegation, Person
from tasks_app.people.queries import standing_for


class DelegationRefused(Exception):
    """Why nobody was given powers, or why none were taken back; a sentence for the person who asked for it."""


@transaction.atomic
def grant_delegation(
    *,
    principal: Person,
    deputy: Person,
    kind: DelegationKind,
    valid_from: date,
    valid_to: date,
    basis: str,
    by: Actor,
    at: datetime,
) -> Delegation:
    """Let a person act for another on the days [valid_from, valid_to), by a document.

    Recorded on the delegation as ``delegation.granted``. No mail goes out: both see it on every page from its first
    day on. Raises DelegationRefused for acting for oneself, for powers granted to oneself, for days that are over, for
    a person who has nothing of the kind to lend on the first day, and where the two have a delegation of the kind on
    one of the days already, so a repetition changes nothing.
    """
    # One after the other: the database cannot say by itself that no two overlap.
    principal = Person.objects.select_for_update(no_key=True).get(pk=principal.pk)
    delegation = Delegation(
        principal=principal,
        deputy=deputy,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=tidy(basis),
        at=at,
        **by.fields,
    )
    _refuse(delegation, by=by, today=local_day(at))
    delegation.save()
    record(
        "delegation.granted",
        delegation,
        by=by,
        at=at,
        principal=principal.pk,
        deputy=deputy.pk,
        kind=str(kind),
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat(),
        basis=delegation.basis,
    )
    return delegation


def _refuse(delegation: Delegation, *, by: Actor, today: date) -> None:
    principal, deputy = delegation.principal, delegation.deputy
    if principal == deputy:
        raise DelegationRefused(_("Nobody acts for himself. Choose two people."))
    if deputy.pk in by.people:
        raise DelegationRefused(_("Nobody grants powers to himself. Ask a colleague of the secretariat to enter this."))
    if delegation.valid_to <= delegation.valid_from or delegation.valid_to <= today:
        raise DelegationRefused(_("The last day lies before the first, or is over already. Look at the days again."))
    if not deputy.is_active:
        raise DelegationRefused(_("%(name)s may not sign in any more. Choose somebody else.") % {"name": deputy})
    if not standing_for(delegation, on=max(delegation.valid_from, today)).roles:
        raise DelegationRefused(
            _("%(name)s has no powers of this kind on the first day. Look at the person and the kind again.")
            % {"name": principal}
        )
    others = Delegation.objects.filter(principal=principal, deputy=deputy, kind=delegation.kind)
    other = others.overlapping(delegation.valid_from, delegation.valid_to).first()
    if other:
        raise DelegationRefused(
            _("%(deputy)s acts for %(principal)s in this way already, until the end of %(date)s. End that one first.")
            % {"deputy": deputy, "principal": principal, "date": date_format(other.last_day, "DATE_FORMAT")}
        )


@transaction.atomic
def end_delegation(delegation: Delegation, *, by: Actor, at: datetime) -> Delegation:
    """End a delegation at once, or before it has begun: from this day on it is over.

    What was done by it stays as it is, under both names. Recorded on the delegation as ``delegation.ended``. Raises
    DelegationRefused where it is over, so a repetition changes nothing.
    """
    delegation = (
        Delegation.objects.select_for_update(of=["self"]).select_related("principal", "deputy").get(pk=delegation.pk)
    )
    today, old = local_day(at), delegation.valid_to
    if delegation.is_over(today):
        raise DelegationRefused(_("This delegation is over already; nothing was changed."))
    delegation.valid_to = max(today, delegation.valid_from)
    delegation.ended_at = at
    delegation.save(update_fields=["valid_to", "ended_at"])
    record("delegation.ended", delegation, by=by, at=at, old=old.isoformat(), new=delegation.valid_to.isoformat())
    return delegation
