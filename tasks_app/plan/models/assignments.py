"""What is given to whom, and how the database judges where it stands."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.enums import Part
from tasks_app.organisations.models import Organisation
from tasks_app.plan import rules
from tasks_app.plan.enums import Bucket, Contradiction, OverdueAge, Silence, State, Status
from tasks_app.plan.models.plans import Plan, Task


class JudgedQuerySet(models.QuerySet):
    """Rows that say how assignments stand: the assignments themselves now, or what held of them on a past day."""

    def in_force(self):
        return self.filter(state__in=rules.IN_FORCE)

    def of_plan(self, plan: Plan):
        return self.filter(task__key_task__plan=plan)

    def in_status(self, status: Status, by: rules.Yardstick):
        """Those that stand so on the yardstick's day: ``rules.timeliness`` in SQL."""
        return self.filter(status_condition(Status(status), by))

    def in_bucket(self, bucket: Bucket, by: rules.Yardstick):
        """Those of one of the four shares of the assignments in force."""
        return self.filter(in_bucket_condition(bucket, by))

    def overdue_for(self, age: OverdueAge, by: rules.Yardstick):
        """Overdue and not completed, for so long."""
        first, last = rules.OVERDUE_AGES[OverdueAge(age)]
        overdue = (
            self.in_bucket(Bucket.OVERDUE, by)
            .annotate(overdue_for=overdue_for(by))
            .filter(overdue_for__gte=timedelta(days=first))
        )
        return overdue.filter(overdue_for__lte=timedelta(days=last)) if last else overdue

    def silent_for(self, silence: Silence, by: rules.Yardstick):
        """Worked on, and nothing was reported for so long."""
        return self.filter(silence_condition(silence, by))

    def contradicting(self, contradiction: Contradiction, by: rules.Yardstick):
        """Whose percentage and dates contradict each other so."""
        return self.filter(contradiction_condition(contradiction, by))

    def with_status(self, by: rules.Yardstick):
        """Adds ``status``, so that a database can count how many stand how."""
        return self.annotate(status=status_case(by))


class AssignmentQuerySet(JudgedQuerySet):
    def not_received(self, *, held_until: date | None = None):
        """Work that is out and that its lead organisation has not said to have received.

        A report since it holds the work says so too. ``held_until``: only what it has held since that day or longer.
        """
        is_silent = Q(last_word_on__isnull=True) | Q(last_word_on__lt=F("holders__valid_from"))
        held_long = Q(holders__valid_from__lte=held_until) if held_until else Q()
        return self.filter(
            is_silent & held_long,
            state__in=rules.WORKED_ON,
            holders__isnull=False,
            holders__valid_to__isnull=True,
            holders__receipt__isnull=True,
        )


def status_condition(status: Status, by: rules.Yardstick) -> Q:
    """What makes an assignment stand so on the yardstick's day."""
    # An OR with NULL is unknown in SQL, so work without a deadline is named wherever it belongs.
    open_ended = Q(counts_until_on__isnull=True)
    passed = Q(counts_until_on__lt=by.today)
    soon = Q(counts_until_on__lte=by.soon_until)
    later = open_ended | ~soon
    worked_on = Q(state__in=rules.WORKED_ON)
    match status:
        case Status.DONE:
            return Q(state=State.COMPLETED) & (open_ended | Q(completed_on__lte=F("counts_until_on")))
        case Status.LATE:
            return Q(state=State.COMPLETED, completed_on__gt=F("counts_until_on"))
        case Status.WAITING:
            return Q(state=State.SUBMITTED) & (open_ended | Q(submitted_on__lte=F("counts_until_on")))
        case Status.OVERDUE:
            return (worked_on & passed) | Q(state=State.SUBMITTED, submitted_on__gt=F("counts_until_on"))
        case Status.DUE_SOON:
            return worked_on & soon & ~passed
        case Status.NOT_STARTED:
            return Q(state=State.ASSIGNED) & later
        case Status.ON_TRACK:
            return Q(state__in=rules.WORKED_ON - {State.ASSIGNED}) & later
        case Status.OUT_OF_FORCE:
            return ~Q(state__in=rules.IN_FORCE)


def in_bucket_condition(bucket: Bucket, by: rules.Yardstick) -> Q:
    """What puts an assignment into one of the four shares on the yardstick's day."""
    condition = Q()
    for status, its_bucket in rules.BUCKET_OF.items():
        if its_bucket == Bucket(bucket):
            condition |= status_condition(status, by)
    return condition


def of_relation(relation: str, condition: Q) -> Q:
    """The same condition on the columns of what a relation leads to."""
    its = Q(_connector=condition.connector, _negated=condition.negated)
    for part in condition.children:
        if isinstance(part, Q):
            its.children.append(of_relation(relation, part))
        else:
            column, value = part
            value = F(f"{relation}__{value.name}") if isinstance(value, F) else value
            its.children.append((f"{relation}__{column}", value))
    return its


def overdue_for(by: rules.Yardstick) -> ExpressionWrapper:
    """The time past the day until which the deadline was good; it stops at submission."""
    stopped_on = Coalesce("submitted_on", Value(by.today))
    return ExpressionWrapper(stopped_on - F("counts_until_on"), output_field=models.DurationField())


def silence_condition(silence: Silence, by: rules.Yardstick) -> Q:
    """What makes work silent for so long on the yardstick's day."""
    worked_on = Q(state__in=rules.WORKED_ON)
    if silence == Silence.NEVER:
        return worked_on & Q(last_word_on__isnull=True)
    first, last = rules.SILENCES[Silence(silence)]
    since = Q(last_word_on__lte=by.today - timedelta(days=first))
    return worked_on & since & (Q(last_word_on__gte=by.today - timedelta(days=last)) if last else Q())


def contradiction_condition(contradiction: Contradiction, by: rules.Yardstick) -> Q:
    """``rules.contradiction`` in SQL."""
    if contradiction == Contradiction.NEARLY_DONE_BUT_OVERDUE:
        passed = Q(counts_until_on__lt=by.today)
        return Q(percent__gte=rules.NEARLY_DONE, state__in=rules.WORKED_ON) & passed
    return Q(percent__lte=rules.FAR_BEHIND) & status_condition(Status.DUE_SOON, by)


def status_case(by: rules.Yardstick) -> Case:
    """The status of a row on the yardstick's day, as an expression."""
    # The most frequent first: a database asks in this order and stops at the first that fits.
    whens = [
        When(status_condition(status, by), then=Value(status.value))
        for status in (Status.DONE, Status.ON_TRACK, Status.NOT_STARTED, Status.OVERDUE, Status.LATE, Status.WAITING)
    ]
    whens.append(When(state__in=rules.WORKED_ON, then=Value(Status.DUE_SOON.value)))
    return Case(*whens, default=Value(Status.OUT_OF_FORCE.value), output_field=models.CharField())


class JudgedMixin:
    """For a model with the columns that timeliness follows from."""

    @property
    def facts(self) -> rules.Facts:
        return rules.Facts(self.state, self.deadline_on, self.submitted_on, self.completed_on, self.counts_until_on)


class Assignment(JudgedMixin, models.Model):
    """A task given to one lead organisation, with one responsible member.

    ``organisation``, ``responsible``, ``deadline_on`` and ``state`` are what holds now; the dated
    facts beside them (Holder, Responsible, DeadlineChange, StateChange) are written in the same
    transaction, so that a past day can be asked later. A draft has none of them, and may lack its member until it is
    issued. ``counts_until_on``: until whose end the deadline is good, by
    the working calendar.
    """

    stamps = Part.WORK

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("task"))
    first_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("first lead organisation")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("lead organisation")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("responsible member"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    issued_on = models.DateField(_("date assigned"), null=True)
    original_deadline_on = models.DateField(_("original deadline"), null=True, blank=True)
    deadline_on = models.DateField(_("deadline"), null=True, blank=True)
    counts_until_on = models.DateField(null=True, editable=False)
    deadline_version = models.PositiveSmallIntegerField(_("version of the deadline"), default=1)
    percent = models.PositiveSmallIntegerField(_("progress (%)"), null=True, blank=True)
    last_word_on = models.DateField(_("last report on"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted for confirmation on"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    carried_to = models.ForeignKey(
        Task,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_over",
        verbose_name=_("carried over to"),
    )
    coordinating = models.ManyToManyField(
        Organisation, through="Contribution", related_name="contributes_to", verbose_name=_("coordinating")
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["task", "organisation"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        indexes = [
            models.Index(fields=["state", "deadline_on"], name="assignments_by_state_and_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "first_organisation"], name="a_task_is_given_to_an_organisation_once"
            ),
            models.CheckConstraint(
                condition=Q(responsible__isnull=False) | Q(state=State.DRAFT),
                name="only_a_draft_lacks_its_responsible_member",
            ),
            models.CheckConstraint(
                condition=Q(state=State.COMPLETED, completed_on__isnull=False)
                | (~Q(state=State.COMPLETED) & Q(completed_on__isnull=True)),
                name="a_completed_assignment_and_only_it_has_a_completion_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.SUBMITTED, State.COMPLETED], submitted_on__isnull=False)
                | (~Q(state__in=[State.SUBMITTED, State.COMPLETED]) & Q(submitted_on__isnull=True)),
                name="a_submission_day_stands_while_it_waits_and_when_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CARRIED_OVER, carried_to__isnull=False)
                | (~Q(state=State.CARRIED_OVER) & Q(carried_to__isnull=True)),
                name="work_that_is_carried_over_and_only_it_has_a_next_task",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
                name="progress_is_between_0_and_100_percent",
            ),
            models.CheckConstraint(
                condition=Q(deadline_on__isnull=True, counts_until_on__isnull=True)
                | Q(deadline_on__isnull=False, counts_until_on__gte=F("deadline_on")),
                name="a_deadline_and_only_it_counts_until_a_day",
            ),
        ]

    def __str__(self):
        return f"{self.task} – {self.organisation}"

    @property
    def key(self) -> int:
        """The primary key of the assignment; a phase has it under the same name."""
        return self.pk

    @property
    def recorded(self) -> dict:
        """What the record follows through every act, old and new."""
        return {"state": str(self.state), "percent": self.percent}

    def measured(self, *, today: date, calendar: WorkingCalendar) -> rules.Timeliness:
        """How it stands on a day; needs the task with its key task and plan at hand."""
        plan = self.task.key_task.plan
        return rules.timeliness(self.facts, plan.yardstick(today=today, calendar=calendar))

    @property
    def takes_reports(self) -> bool:
        return rules.takes_reports(self.state)


class Contribution(models.Model):
    """A coordinating organisation of an assignment; ``due_on``: until when the lead needs what it gives."""

    stamps = Part.WORK

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contributions")
    due_on = models.DateField(_("date for the contribution"), null=True, blank=True)

    class Meta:
        ordering = ["assignment", "organisation__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "organisation"], name="an_organisation_contributes_once_to_an_assignment"
            )
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.organisation_id}"
