"""What set-up and start say, in the operator's language: Django's translations are there only once it is set up."""

import gettext
from functools import cache

from django.conf import settings

from deploy.messages import CATALOGUE


def text(english):
    """The text in CONSOLE_LANGUAGE, as the catalogue has it; marked for the catalogue by its name, ``_``."""
    return _catalogue(settings.CONSOLE_LANGUAGE).gettext(english)


@cache
def _catalogue(language):
    return gettext.translation("django", CATALOGUE.parents[2], languages=[language], fallback=True)
