"""What is measured, and what is to be reached."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import ActedMixin, AppendOnlyMixin, AppendOnlyQuerySet, BilingualMixin
from tasks_app.indicators import rules
from tasks_app.indicators.enums import PERIOD_KINDS, Direction, IndicatorUnit, Side
from tasks_app.organisations.models import Group, Organisation
from tasks_app.plan.models import KeyTask, Plan, Shortcoming, SourceDocument


class DefinitionQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Those that are measured on a day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class IndicatorDefinition(BilingualMixin, models.Model):
    """An indicator: a numerator over a denominator, by the formula of a document. It outlives the plan of a year."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    numerator_vi = models.CharField(_("numerator (Vietnamese)"), max_length=200)
    numerator_en = models.CharField(_("numerator (English)"), max_length=200, blank=True)
    denominator_vi = models.CharField(_("denominator (Vietnamese)"), max_length=200)
    denominator_en = models.CharField(_("denominator (English)"), max_length=200, blank=True)
    formula_vi = models.TextField(_("formula (Vietnamese)"))
    formula_en = models.TextField(_("formula (English)"), blank=True)
    formula_is_provisional = models.BooleanField(
        _("provisional formula"), default=False, help_text=_("Until the secretariat has compared it with the document.")
    )
    unit = models.CharField(_("unit"), max_length=10, choices=IndicatorUnit, default=IndicatorUnit.PERCENT)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.HIGHER)
    period_kind = models.CharField(_("read for each"), max_length=12, choices=PERIOD_KINDS)
    by_organisation = models.BooleanField(_("read by organisation"), default=True)
    groups = models.ManyToManyField(
        Group, blank=True, related_name="indicators", verbose_name=_("groups of organisations that report it")
    )
    source_document = models.ForeignKey(
        SourceDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("source document"),
    )
    key_tasks = models.ManyToManyField(KeyTask, blank=True, related_name="indicators", verbose_name=_("key tasks"))
    shortcomings = models.ManyToManyField(
        Shortcoming, blank=True, related_name="indicators", verbose_name=_("shortcomings")
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = DefinitionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="an_indicator_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(period_kind__in=[kind for kind, _label in PERIOD_KINDS]),
                name="an_indicator_is_read_by_months_quarters_or_years",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.in_language("name")

    @property
    def numerator(self) -> str:
        return self.in_language("numerator")

    @property
    def denominator(self) -> str:
        return self.in_language("denominator")

    @property
    def formula(self) -> str:
        return self.in_language("formula")


class CorrectedQuerySet(AppendOnlyQuerySet):
    """Rows that a later one of the same kind takes the place of."""

    def newest(self, before: datetime | None = None):
        """Those that count: of what was recorded before a moment, where one is given, and of everything otherwise."""
        if before is None:
            return self.filter(superseded_by__isnull=True)
        return self.filter(Q(superseded_by__isnull=True) | Q(superseded_by__at__gte=before), at__lt=before)


class IndicatorTarget(ActedMixin, AppendOnlyMixin):
    """What a year's plan asks for: of everybody, of the units or the localities, or of one organisation.

    Written once: another value, or none any more, is the next row, and the newest counts.
    """

    definition = models.ForeignKey(IndicatorDefinition, on_delete=models.PROTECT, related_name="targets")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    side = models.CharField(_("units or localities"), max_length=12, choices=Side, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    value = models.DecimalField(_("target"), max_digits=10, decimal_places=2, null=True)
    is_strict = models.BooleanField(_("more (or less) than that"), default=False)
    source_document = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    at = models.DateTimeField(_("at"))

    objects = CorrectedQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["definition", "plan", "pk"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(
                condition=Q(side="") | Q(organisation__isnull=True),
                name="a_target_is_for_one_side_or_for_one_organisation",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(supersedes__isnull=False),
                name="a_target_is_withdrawn_only_after_it_was_set",
            ),
            models.UniqueConstraint(
                fields=["definition", "plan", "side"],
                condition=Q(supersedes__isnull=True, organisation__isnull=True),
                name="a_target_is_first_set_once_for_a_side",
            ),
            models.UniqueConstraint(
                fields=["definition", "plan", "organisation"],
                condition=Q(supersedes__isnull=True, organisation__isnull=False),
                name="a_target_is_first_set_once_for_an_organisation",
            ),
        ]

    def __str__(self):
        return f"{self.definition_id}: {self.value}"

    @property
    def goal(self) -> rules.Goal:
        return rules.Goal(self.value, self.is_strict)
