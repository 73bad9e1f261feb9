"""Units and localities, as long as they exist."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import BilingualMixin, EndedOnceMixin
from tasks_app.common.text import folded, tidy
from tasks_app.organisations.enums import LOCALITY_KINDS, LocalityType, OrganisationKind
from tasks_app.organisations.models.called import names_of_the_day


class OrganisationQuerySet(models.QuerySet):
    def in_being(self, on: date):
        """Those that exist on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
            is_only_prepared=False,
        )

    def units(self):
        return self.exclude(kind__in=LOCALITY_KINDS)

    def localities(self):
        return self.filter(kind__in=LOCALITY_KINDS)

    def below_another(self, on: date):
        """Those that stand below another that is in being on a day: the communes of a district."""
        there = Organisation.objects.in_being(on).filter(kind=OrganisationKind.LOCALITY).values("pk")
        then = Identity.objects.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), organisation=OuterRef("pk"), valid_to__gte=on
        )
        below = Q(parent__in=there) | Q(parent__successor__in=there)  # a district that went into another
        return self.filter(
            Exists(then.filter(below)) | (~Exists(then) & below),
            kind=OrganisationKind.COMMUNE,
        )

    def answering(self, on: date):
        """Those that the province gives work to on a day: all in being but the communes of a district, whose work is
        the district's to give."""
        return self.in_being(on).exclude(pk__in=self.model.objects.below_another(on).values("pk"))


class Organisation(BilingualMixin, models.Model):
    """A unit or a locality, as long as it existed. Merged ones stay, with their successor.

    Names, type and ``parent`` are those that hold now; what held before stands in its identities.
    """

    stamps = Part.ORGANISATIONS

    key = models.SlugField(_("key"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    locality_type = models.CharField(_("type of locality"), max_length=20, choices=LocalityType, blank=True)
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    short_vi = models.CharField(_("short name (Vietnamese)"), max_length=60, blank=True)
    short_en = models.CharField(_("short name (English)"), max_length=60, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("below"),
        help_text=_("The district of a commune; empty where the province stands directly above."),
    )
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
    # Entered for a reorganisation that is not planned yet: no day has it, so that nobody gives it work.
    is_only_prepared = models.BooleanField(default=False, editable=False)
    order = models.PositiveSmallIntegerField(_("official order"), default=0)
    tile_row = models.PositiveSmallIntegerField(_("row on the map"), null=True, blank=True)
    tile_col = models.PositiveSmallIntegerField(_("column on the map"), null=True, blank=True)
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
                condition=Q(kind__in=LOCALITY_KINDS, locality_type__gt="")
                | (~Q(kind__in=LOCALITY_KINDS) & Q(locality_type="")),
                name="localities_and_only_they_have_a_type_of_locality",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="no_organisation_is_below_itself"
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.made_findable()
        super().save(**kwargs)

    def made_findable(self):
        """With tidy names, and the words by which it is found; for what is saved by ``bulk_create``."""
        self.name_vi, self.name_en = tidy(self.name_vi), tidy(self.name_en)
        self.search = folded(f"{self.name_vi} {self.short_vi} {self.name_en} {self.short_en}")
        return self

    @property
    def called(self) -> BilingualMixin:
        """What holds its names on the day that is spoken of: itself, or an identity that has ended since."""
        return names_of_the_day().get(self.pk, self)

    @property
    def name(self) -> str:
        return self.called.in_language("name")

    @property
    def short(self) -> str:
        """Its short form, or its name where there is none."""
        return self.called.in_language("short") or self.name

    @property
    def is_locality(self) -> bool:
        return self.kind in LOCALITY_KINDS

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


class Identity(BilingualMixin, EndedOnceMixin):
    """What an organisation was called, of which type it was and below whom it stood, on the days [valid_from,
    valid_to]. ``valid_from`` is empty for what it was from its beginning.

    One is written when something of it changes, for what was until then, and another for what is from then on.
    """

    stamps = Part.ORGANISATIONS

    HELD = ("name_vi", "name_en", "short_vi", "short_en", "locality_type", "parent_id")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="identities")
    name_vi = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_vi = models.CharField(max_length=60, blank=True)
    short_en = models.CharField(max_length=60, blank=True)
    locality_type = models.CharField(max_length=20, choices=LocalityType, blank=True)
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    basis = models.CharField(_("basis document"), max_length=100, blank=True)

    class Meta:
        base_manager_name = "objects"
        ordering = ["organisation", F("valid_from").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(valid_to__isnull=True),
                name="an_organisation_has_one_identity_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.name_vi} ({self.valid_from} – {self.valid_to})"

    @property
    def name(self) -> str:
        return self.in_language("name")

    @classmethod
    def of(cls, organisation: Organisation, *, since: date | None, until: date | None = None, basis: str = ""):
        """What an organisation is now, not saved yet."""
        held = {name: getattr(organisation, name) for name in cls.HELD}
        return cls(organisation=organisation, valid_from=since, valid_to=until, basis=basis, **held)
