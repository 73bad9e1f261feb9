"""Organisations merge, divide, are renamed and end: by which document, on which day, and what passed to whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import ActedMixin, AppendOnlyMixin, BilingualMixin
from tasks_app.organisations.enums import LocalityType
from tasks_app.organisations.models import Organisation
from tasks_app.plan.models import Assignment
from tasks_app.reorganisations.enums import Passed, ReorganisationKind, ReorganisationState
from tasks_app.reorganisations.rules import EDITABLE, ENDS, Line


class Reorganisation(BilingualMixin, ActedMixin):
    """One decision and all that it does on its day. ``by`` entered it at ``at``.

    ``key``: of those that came with the product. ``applied_on``: the first day that boards show it, which is its own
    unless it was entered late. ``members_follow``: assignments also go to the member who oversees their new lead.
    """

    stamps = Part.ORGANISATIONS

    key = models.SlugField(max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ReorganisationKind)
    title_vi = models.CharField(_("title (Vietnamese)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    day = models.DateField(_("takes effect on"))
    basis = models.CharField(_("basis document"), max_length=100)
    basis_on = models.DateField(_("date of the basis document"), null=True, blank=True)
    members_follow = models.BooleanField(_("assignments go to the member who oversees their new lead"), default=False)
    state = models.CharField(_("state"), max_length=12, choices=ReorganisationState, default=ReorganisationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    applied_on = models.DateField(null=True)
    applied_at = models.DateTimeField(null=True)
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="a_reorganisation_of_the_product_is_there_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "reversed"], applied_at__isnull=False, applied_on__isnull=False)
                | (~Q(state__in=["applied", "reversed"]) & Q(applied_at__isnull=True, applied_on__isnull=True)),
                name="what_was_carried_out_and_only_that_has_its_day",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        return self.in_language("title")

    @property
    def title_language(self) -> str:
        """In which language the title is, for readers aloud."""
        return "en" if self.title == self.title_en else "vi"

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def ends_predecessors(self) -> bool:
        return self.kind in ENDS

    @property
    def document(self) -> str:
        """The basis as it is written on what passed on."""
        return f"{self.basis}, {self.basis_on:%d/%m/%Y}" if self.basis_on else self.basis


class Succession(models.Model):
    """An organisation and one that follows it; without a successor it ends and nobody follows.

    ``takes_rest``: this one takes all that is not given to another. ``founds``: the successor begins by it.
    """

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )
    takes_rest = models.BooleanField(_("takes what is given to no other"), default=True)
    founds = models.BooleanField(default=False)

    class Meta:
        ordering = ["reorganisation", "predecessor__order", "-takes_rest", "successor__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor", "successor"],
                name="an_organisation_is_followed_by_another_once",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor"],
                condition=Q(successor__isnull=True),
                name="an_organisation_is_followed_by_nobody_once",
            ),
            models.UniqueConstraint(
                fields=["reorganisation", "predecessor"],
                condition=Q(takes_rest=True),
                name="one_successor_takes_what_is_given_to_no_other",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("predecessor")),
                name="no_organisation_follows_itself",
            ),
        ]

    def __str__(self):
        return f"{self.predecessor_id} → {self.successor_id}"

    @property
    def line(self) -> Line:
        return Line(self.predecessor_id, self.successor_id, self.takes_rest)


class Alteration(models.Model):
    """What an organisation that goes on is called, or stands below, from the day on. Empty: stays as it is."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="alterations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name_vi = models.CharField(_("new name (Vietnamese)"), max_length=200, blank=True)
    name_en = models.CharField(_("new name (English)"), max_length=200, blank=True)
    short_vi = models.CharField(_("new short name (Vietnamese)"), max_length=60, blank=True)
    short_en = models.CharField(_("new short name (English)"), max_length=60, blank=True)
    locality_type = models.CharField(_("new type"), max_length=20, choices=LocalityType, blank=True)
    moves = models.BooleanField(_("stands below another from then on, or below the province"), default=False)
    parent = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("then below")
    )

    class Meta:
        ordering = ["reorganisation", "organisation__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "organisation"], name="an_organisation_is_altered_once_by_a_reorganisation"
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id}: {self.name_vi}"

    @property
    def held(self) -> dict:
        """What of an identity changes, for ``alter_organisation``."""
        texts = ("name_vi", "name_en", "short_vi", "short_en", "locality_type")
        changed = {name: getattr(self, name) for name in texts if getattr(self, name)}
        return changed | ({"parent_id": self.parent_id} if self.moves else {})


class Allotment(models.Model):
    """To whom an assignment passes where that was chosen one by one."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="allotments")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "assignment"], name="an_assignment_is_allotted_once_by_a_reorganisation"
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id} → {self.organisation_id}"


class Passing(AppendOnlyMixin):
    """One thing that passed on when a reorganisation took effect, as it is needed to take it back.

    ``thing``: the primary key of what passed, by ``what``; ``begun``: that of the row that began instead. ``before``
    and ``after``: the organisations; ``person``: of whom, where it is about one.
    """

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="passings")
    what = models.CharField(max_length=12, choices=Passed)
    thing = models.BigIntegerField()
    begun = models.BigIntegerField(null=True)
    before = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        base_manager_name = "objects"
        ordering = ["reorganisation", "pk"]
        indexes = [models.Index(fields=["what", "thing"], name="what_passed_on")]

    def __str__(self):
        return f"{self.what} {self.thing}: {self.before_id} → {self.after_id}"
