"""How an assignment stood on a past day: the same columns as it has now, kept whenever one of them changes."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import EndedOnceMixin, EndedOnceQuerySet
from tasks_app.organisations.models import Organisation
from tasks_app.plan.enums import State
from tasks_app.plan.models.assignments import Assignment, JudgedMixin, JudgedQuerySet
from tasks_app.plan.models.plans import Task


class PhaseQuerySet(JudgedQuerySet, EndedOnceQuerySet):
    def on(self, day: date):
        """What was recorded by 24:00 of a day: one phase of each assignment that was entered by then."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Phase(JudgedMixin, EndedOnceMixin):
    """What held of an assignment at the end of each of the days [valid_from, valid_to].

    A phase that was followed by another on the day it began ends on the day before: no day ends with it. Only what
    boards ask for is here; why it changed, and who changed it, stand in the dated facts and in the record.
    ``counts_until_on`` is by the calendar as it was known then, so that a correction of the calendar changes today's
    figures and no past day's.
    """

    stamps = Part.WORK

    HELD = (
        "organisation_id",
        "responsible_id",
        "state",
        "deadline_on",
        "counts_until_on",
        "submitted_on",
        "completed_on",
        "percent",
        "last_word_on",
    )

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="phases", verbose_name=_("assignment")
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", verbose_name=_("task"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("responsible")
    )
    state = models.CharField(_("state"), max_length=12, choices=State)
    deadline_on = models.DateField(_("deadline"), null=True)
    counts_until_on = models.DateField(_("counts until"), null=True)
    submitted_on = models.DateField(_("submitted on"), null=True)
    completed_on = models.DateField(_("completed on"), null=True)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True)
    last_word_on = models.DateField(_("last report on"), null=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["assignment", "valid_from", "pk"]
        verbose_name = _("phase of an assignment")
        verbose_name_plural = _("phases of assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(valid_to__isnull=True),
                name="an_assignment_is_in_one_phase_at_a_time",
            )
        ]

    def __str__(self):
        first, last = (date_format(day, "SHORT_DATE_FORMAT") if day else "" for day in (self.valid_from, self.valid_to))
        return f"{self.get_state_display()} {first}–{last}"

    @property
    def key(self) -> int:
        """The primary key of the assignment that the phase is one of."""
        return self.assignment_id

    @classmethod
    def of(cls, assignment: Assignment, *, since: date, until: date | None = None) -> Phase:
        """The phase that an assignment is in, not saved yet."""
        held = {name: getattr(assignment, name) for name in cls.HELD}
        return cls(assignment=assignment, task_id=assignment.task_id, valid_from=since, valid_to=until, **held)

    def holds_of(self, assignment: Assignment) -> bool:
        return all(getattr(self, name) == getattr(assignment, name) for name in self.HELD)
