from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    DAY_OFF = "day_off", _("Day off")
    WORKED = "worked", _("Swapped working day")
