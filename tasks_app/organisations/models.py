from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import BilingualMixin
from tasks_app.common.text import folded, tidy
from tasks_app.organisations.enums import LocalityType, OrganisationKind


class OrganisationQuerySet(models.QuerySet):
    def in_being(self, on: date):
        """Those that exist on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        )

    def units(self):
        return self.exclude(kind=OrganisationKind.LOCALITY)

    def localities(self):
        return self.filter(kind=OrganisationKind.LOCALITY)


class Organisation(BilingualMixin, models.Model):
    """A unit or a locality, as long as it existed. Merged ones stay, with their successor."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    locality_type = models.CharField(_("type of locality"), max_length=20, choices=LocalityType, blank=True)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    short_vi = models.CharField(_("short name (Vietnamese)"), max_length=60, blank=True)
    short_en = models.CharField(_("short name (English)"), max_length=60, blank=True)
    valid_from = models.DateField(_("effective from"), null=True, blank=True)
    valid_to = models.DateField(_("effective until"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    basis = models.CharField(_("basis document of the succession"), max_length=100, blank=True)
    order = models.PositiveSmallIntegerField(_("official order"), default=0)
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_col = models.PositiveSmallIntegerField(null=True, blank=True)
    search = models.TextField(editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="an_organisation_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.LOCALITY, locality_type__gt="")
                | (~Q(kind=OrganisationKind.LOCALITY) & Q(locality_type="")),
                name="localities_and_only_they_have_a_locality_type",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.name_vi, self.name_en = tidy(self.name_vi), tidy(self.name_en)
        self.search = folded(f"{self.name_vi} {self.short_vi} {self.name_en} {self.short_en}")
        super().save(**kwargs)

    @property
    def name(self) -> str:
        return self.in_language("name")

    @property
    def is_locality(self) -> bool:
        return self.kind == OrganisationKind.LOCALITY

    @property
    def gone_on(self) -> date | None:
        """The first day on which it is no more."""
        return self.valid_to + timedelta(days=1) if self.valid_to else None

    @property
    def becomes_part(self) -> bool:
        """Whether its successor was there before and takes it in; otherwise that one takes its place."""
        its = self.successor
        return its is not None and (its.valid_from is None or its.valid_from < self.gone_on)


class UnitManager(models.Manager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        return super().get_queryset().units()


class LocalityManager(models.Manager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        return super().get_queryset().localities()


class Unit(Organisation):
    objects = UnitManager()

    class Meta:
        proxy = True
        verbose_name = _("unit")
        verbose_name_plural = _("units")


class Locality(Organisation):
    objects = LocalityManager()

    class Meta:
        proxy = True
        verbose_name = _("locality")
        verbose_name_plural = _("localities")


class Group(BilingualMixin, models.Model):
    """A group to which work is given with one press: all localities, all departments, the Party agencies…"""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("group of organisations")
        verbose_name_plural = _("groups of organisations")

    def __str__(self):
        return self.in_language("name")


class GroupMembership(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["group", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="an_organisation_is_in_a_group_once_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.group_id}: {self.organisation_id}"
