"""What people are told when work has passed to them, or from one to another of those they oversee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.mailing.rendering import Rendered, render
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.reorganisations.models import Reorganisation


@dataclass(frozen=True)
class PassedOn:
    """So much work of one organisation is with another now."""

    before: Organisation
    after: Organisation
    number: int

    @property
    def words(self) -> str:
        return ngettext(
            "%(after)s takes over %(number)d assignment of %(before)s",
            "%(after)s takes over %(number)d assignments of %(before)s",
            self.number,
        ) % {"after": self.after.name, "before": self.before.name, "number": self.number}


def takeover_mail(
    person: Person, reorganisation: Reorganisation, passed: Sequence[PassedOn], *, is_demonstration: bool
) -> Rendered:
    """One mail of all that passed to a person's organisations, in his language."""
    language = person.mail_language
    with translation.override(language):
        total = sum(one.number for one in passed)
        context = {
            "recipient": person,
            "reorganisation": reorganisation,
            "day": date_format(reorganisation.applied_on, "DATE_FORMAT"),
            "lines": [one.words for one in passed],
            "in_short": ngettext(
                "%(number)d assignment has passed to another organisation",
                "%(number)d assignments have passed to another organisation",
                total,
            )
            % {"number": total},
            "url": settings.SITE_URL + reverse("home"),
            "action": _("Open"),
            "is_demonstration": is_demonstration,
        }
        return render("reorganisations/takeover", language=language, context=context)
