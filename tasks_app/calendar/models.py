from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks_app.calendar.enums import DayKind
from tasks_app.calendar.rules import SpecialDay, is_weekday
from tasks_app.common.enums import Part
from tasks_app.common.models import BilingualMixin


class CalendarDay(BilingualMixin, models.Model):
    """A day that is not what its weekday says: a holiday, a day off by swap, or a worked Saturday."""

    stamps = Part.CALENDAR

    day = models.DateField(_("day"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=DayKind)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200)
    notice_number = models.CharField(
        _("official notice"),
        max_length=60,
        blank=True,
        help_text=_("Number of the official notice that confirms the day; empty while it is unconfirmed."),
    )

    class Meta:
        ordering = ["day"]
        verbose_name = _("calendar day")
        verbose_name_plural = _("working calendar")

    def __str__(self):
        return f"{self.day:%d/%m/%Y} {self.name}"

    @property
    def name(self) -> str:
        return self.in_language("name")

    @property
    def kind_of_day(self) -> DayKind:
        return DayKind(self.kind)

    @property
    def is_confirmed(self) -> bool:
        return bool(self.notice_number)

    @property
    def is_on_a_weekend(self) -> bool:
        return not is_weekday(self.day)

    @property
    def said(self) -> SpecialDay:
        """What is said of the day, apart from its row."""
        return SpecialDay(self.day, self.kind_of_day, self.name_vi, self.name_en, self.notice_number)
