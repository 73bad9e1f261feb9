from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tasks_app.plan.enums import Frequency


class IndicatorUnit(TextChoices):
    """What numerator ÷ denominator is read in."""

    PERCENT = "percent", _("per cent")
    DAYS = "days", _("days on average")


class Direction(TextChoices):
    HIGHER = "higher", _("the higher, the better")
    LOWER = "lower", _("the lower, the better")


class Side(TextChoices):
    """Whom a target is set for, where it is not everybody and not a single organisation."""

    UNITS = "units", _("Units")
    LOCALITIES = "localities", _("Localities")


class Trend(TextChoices):
    """Against the period before, by what is better."""

    BETTER = "better", _("better than in the period before")
    WORSE = "worse", _("worse than in the period before")
    SAME = "same", _("as in the period before")


class ShortcomingState(TextChoices):
    OVERCOME = "overcome", _("Overcome")
    UNDER_WAY = "under_way", _("Being overcome")
    WITHOUT_TASK = "without_task", _("No task answers it")


# The periods for which indicators are read.
PERIOD_KINDS = [choice for choice in Frequency.choices if choice[0] in ("monthly", "quarterly", "year")]


class NumberFault(TextChoices):
    """Why what was typed or pasted is not taken as a number."""

    EMPTY = "empty", _("A number is missing.")
    NOT_A_NUMBER = "not_a_number", _("This is not a number. Write it like 1.234 or 1.234,5.")
    NEGATIVE = "negative", _("A number below 0 cannot be counted.")
    AMBIGUOUS = "ambiguous", _("This may be read in two ways: write 1.234 for a thousand, or 1,23 for a fraction.")
    TOO_LARGE = "too_large", _("The number is too large.")
    TOO_FINE = "too_fine", _("At most two digits may stand behind the comma.")


class RowFault(TextChoices):
    """Why a pasted row cannot be entered."""

    CELLS = "cells", _("The row needs three cells: organisation, numerator, denominator.")
    UNKNOWN = "unknown", _("No organisation that reports this indicator has this name.")
    AMBIGUOUS = "ambiguous", _("Several organisations have this name. Write it in full.")
    TWICE = "twice", _("This organisation stands in an earlier row already.")
    PART_IS_LARGER = "part_is_larger", _("The numerator is larger than the denominator.")
