"""Who acts, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True)
class Actor:
    """The person who acts and, where he acts for another, that person.

    Both names are kept with every record, so that a dispute can be settled later.
    """

    person: AbstractBaseUser
    for_person: AbstractBaseUser | None = None

    @property
    def fields(self) -> dict:
        """The two columns of every record of an act, ready for ``Model(**actor.fields)``."""
        return {"by": self.person, "for_person": self.for_person}

    @property
    def people(self) -> frozenset[int]:
        """The primary keys of both: whoever wrote something must not be among those who decide on it."""
        return frozenset(one.pk for one in (self.person, self.for_person) if one is not None)


def in_words(person: AbstractBaseUser | None, for_person: AbstractBaseUser | None) -> str:
    """Who did something, with both names where it was done for another; nobody is the system itself."""
    if person is None:
        return _("the system")
    if for_person is None:
        return str(person)
    return _("%(person)s on behalf of %(for_person)s") % {"person": person, "for_person": for_person}
