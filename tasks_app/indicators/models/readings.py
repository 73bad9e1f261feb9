"""What was measured."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.indicators import rules
from tasks_app.indicators.enums import PERIOD_KINDS
from tasks_app.indicators.models.definitions import CorrectedQuerySet, IndicatorDefinition
from tasks_app.organisations.models import Organisation


class ReadingQuerySet(CorrectedQuerySet):
    def counted(self):
        """Without what was withdrawn; needs to be asked of the newest."""
        return self.filter(denominator__isnull=False)

    def between(self, first: date, last: date):
        """Of periods that lie within some days, both included."""
        return self.filter(period_from__gte=first, period_to__lte=last)


class IndicatorReading(ActedMixin, AppendOnlyMixin):
    """Numerator and denominator of an organisation in a period; of the province, for what is not read by organisation.

    Written once: a correction is the next row and supersedes this one; one without figures withdraws it.
    """

    definition = models.ForeignKey(IndicatorDefinition, on_delete=models.PROTECT, related_name="readings")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="readings")
    period_kind = models.CharField(max_length=12, choices=PERIOD_KINDS)
    period_from = models.DateField()
    period_to = models.DateField()
    numerator = models.DecimalField(_("numerator"), max_digits=14, decimal_places=2, null=True)
    denominator = models.DecimalField(_("denominator"), max_digits=14, decimal_places=2, null=True)
    source = models.CharField(_("source"), max_length=200)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    at = models.DateTimeField(_("at"))

    objects = ReadingQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["definition", "period_from", "organisation", "pk"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        indexes = [models.Index(fields=["definition", "period_from"], name="readings_by_period")]
        constraints = [
            models.CheckConstraint(
                condition=Q(numerator__isnull=False, numerator__gte=0, denominator__isnull=False, denominator__gte=0)
                | Q(numerator__isnull=True, denominator__isnull=True, supersedes__isnull=False),
                name="a_reading_has_both_figures_or_withdraws_an_earlier_one",
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="the_period_of_a_reading_begins_before_it_ends"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="a_reading_names_its_source"),
            models.UniqueConstraint(
                fields=["definition", "period_kind", "period_from", "organisation"],
                condition=Q(supersedes__isnull=True, organisation__isnull=False),
                name="an_organisation_is_first_read_once_for_a_period",
            ),
            models.UniqueConstraint(
                fields=["definition", "period_kind", "period_from"],
                condition=Q(supersedes__isnull=True, organisation__isnull=True),
                name="the_province_is_first_read_once_for_a_period",
            ),
        ]

    def __str__(self):
        return f"{self.definition_id} {self.period_from}: {self.numerator}/{self.denominator}"

    @property
    def ratio(self) -> rules.Ratio | None:
        """None where the reading was withdrawn."""
        return None if self.denominator is None else rules.Ratio(self.numerator, self.denominator)
