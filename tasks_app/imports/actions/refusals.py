"""Why something about an import was not done: sentences for people."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _


class ImportRefused(Exception):
    """Why something was not done; a sentence for the person."""


class IsSettled(ImportRefused):
    def __init__(self):
        super().__init__(_("This file was taken over in the meantime, or is being taken over. Look at its page again."))


class EditedMeanwhile(ImportRefused):
    def __init__(self):
        super().__init__(_("Somebody else has corrected this row in the meantime. Look at it again."))


class NothingToTake(ImportRefused):
    def __init__(self):
        super().__init__(_("No row can be taken over. Correct the rows, or choose those that were left out."))


class TooLate(ImportRefused):
    def __init__(self):
        super().__init__(
            _("It was taken over more than a day ago, so it is not undone any more. Remove tasks one by one.")
        )


class WasTouched(ImportRefused):
    """``numbers``: of the tasks that were changed, given out or issued since."""

    def __init__(self, numbers: Iterable[str]):
        said = _("It is not undone, because of its tasks some were changed since: %(numbers)s.")
        super().__init__(said % {"numbers": ", ".join(numbers)})
