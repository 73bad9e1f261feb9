from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.models import LETTERHEAD_FIELDS, LetterheadData
from tasks_app.documents.models.letterheads import DEFAULTS
from tasks_app.journal.actions import record
from tasks_app.journal.rules import changes


class LetterheadChanged(Exception):
    """Somebody else saved it since the form was opened; ``theirs`` is what stands now."""

    def __init__(self, theirs: LetterheadData):
        self.theirs = theirs
        super().__init__(
            _("Somebody saved this letterhead in the meantime. What stands now is shown; what you typed is still here.")
        )


@transaction.atomic
def edit_letterhead(
    letterhead: Letterhead, typed: Mapping[str, str], *, version: int, by: Actor, at: datetime
) -> LetterheadData | None:
    """Keep what the office says of itself on its paper, by the names of the fields. Old and new stand in the record.

    ``version``: that which the form was opened with, 0 for what comes with the product. The same again changes
    nothing and returns None. Raises LetterheadChanged.
    """
    LetterheadData.objects.get_or_create(letterhead=letterhead, defaults=DEFAULTS[letterhead])
    data = LetterheadData.objects.select_for_update().get(letterhead=letterhead)
    changed = changes({name: getattr(data, name) for name in LETTERHEAD_FIELDS}, typed)
    if not changed:
        return None
    if data.version != version:
        raise LetterheadChanged(data)
    for name in changed:
        setattr(data, name, typed[name])
    data.version += 1
    data.save()
    record("letterhead.edited", data, by=by, at=at, changed=changed)
    return data
