"""An organisation changes what it is called, its type or below whom it stands; what it was until then is kept."""

from __future__ import annotations

from datetime import date, timedelta

from tasks_app.organisations.models import Identity, Organisation


def alter_organisation(organisation: Organisation, *, since: date, basis: str, **held) -> Identity | None:
    """From this day on it is called so, of this type, or below that one (``Identity.HELD``), inside the caller's
    transaction.

    What it was until the day before is kept beside it, so that pages of earlier days show that. Returns the identity
    that begins; None where nothing changes, so a repetition adds nothing.
    """
    before = Identity.of(organisation, since=None, until=since - timedelta(days=1))
    for name, value in held.items():
        setattr(organisation, name, value)
    if all(getattr(before, name) == getattr(organisation, name) for name in Identity.HELD):
        return None
    if not Identity.objects.filter(organisation=organisation).end(on=since - timedelta(days=1)):
        before.save()
    organisation.save()
    now = Identity.of(organisation, since=since, basis=basis)
    now.save()
    return now
