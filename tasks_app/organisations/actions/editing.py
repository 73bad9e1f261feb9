"""What is put right in an organisation, and one that is entered; what merges or renames it is a reorganisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.text import tidy
from tasks_app.journal.actions import record
from tasks_app.organisations.models import Organisation
from tasks_app.organisations.rules import CORRECTED


class OrganisationConflict(Exception):
    """Somebody else has changed it since it was opened; a sentence for the person."""

    def __init__(self, organisation: Organisation):
        super().__init__(
            _("%(name)s was changed by somebody since you opened this page. Look at what it says now and try again.")
            % {"name": organisation.name}
        )


@transaction.atomic
def correct_organisation(
    organisation: Organisation, given: Mapping, *, seen: Mapping, by: Actor, at: datetime
) -> Organisation:
    """Put names, short names or the official order right, on every day that is looked at.

    A new name from a day on is none of this: that is a reorganisation. ``given`` and ``seen``: the columns of
    CORRECTED, as they shall be and as they were when the page was opened. Recorded with old and new as
    ``organisation.corrected``; where nothing changes nothing is. Raises OrganisationConflict.
    """
    its = Organisation.objects.select_for_update().get(pk=organisation.pk)
    now = {name: getattr(its, name) for name in CORRECTED}
    if now != {name: seen[name] for name in CORRECTED}:
        raise OrganisationConflict(its)
    wanted = {name: tidy(given[name]) if isinstance(given[name], str) else given[name] for name in CORRECTED}
    changed = {name: [now[name], wanted[name]] for name in CORRECTED if now[name] != wanted[name]}
    if changed:
        for name, value in wanted.items():
            setattr(its, name, value)
        its.save()
        record("organisation.corrected", its, by=by, at=at, changed=changed)
    return its


@transaction.atomic
def found_organisation(given: Mapping, *, basis: str, by: Actor | None, at: datetime) -> Organisation:
    """Enter an organisation that begins on ``given["valid_from"]`` and follows no other. Recorded on it with the basis.

    ``given``: key, kind, locality_type, parent, names and valid_from; it stands last of its kind.
    """
    last = Organisation.objects.filter(kind=given["kind"]).order_by("-order").values_list("order", flat=True).first()
    new = Organisation(**given, order=last or 0)
    new.save()
    record("organisation.founded", new, by=by, at=at, basis=tidy(basis))
    return new
