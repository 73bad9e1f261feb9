from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.models import ActedMixin, BilingualMixin
from tasks_app.common.text import folded, tidy
from tasks_app.organisations.models import Organisation
from tasks_app.plan import rules
from tasks_app.plan.enums import Bucket, DeadlineKind, Frequency, State, Status


class Committee(BilingualMixin, models.Model):
    name_vi = models.CharField(_("name (Vietnamese)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    basis = models.CharField(_("basis document"), max_length=100, blank=True)

    class Meta:
        ordering = ["-valid_from"]
        verbose_name = _("committee")
        verbose_name_plural = _("committees")

    def __str__(self):
        return self.in_language("name")


class SourceDocument(BilingualMixin, models.Model):
    """A document that orders work. No classified document is ever entered."""

    key = models.SlugField(max_length=60, unique=True)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issuer_vi = models.CharField(_("issuer (Vietnamese)"), max_length=200, blank=True)
    issuer_en = models.CharField(_("issuer (English)"), max_length=200, blank=True)
    title_vi = models.CharField(_("abstract line (Vietnamese)"), max_length=500)
    title_en = models.CharField(_("abstract line (English)"), max_length=500, blank=True)

    class Meta:
        ordering = ["issued_on", "key"]
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def title(self) -> str:
        return self.in_language("title")


class Clause(BilingualMixin, models.Model):
    document = models.ForeignKey(SourceDocument, on_delete=models.CASCADE, related_name="clauses")
    code = models.CharField(_("code"), max_length=20)
    text_vi = models.TextField(_("text (Vietnamese)"))
    text_en = models.TextField(_("text (English)"), blank=True)

    class Meta:
        ordering = ["document", "code"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["document", "code"], name="a_clause_has_its_code_once_in_a_document")
        ]

    def __str__(self):
        return f"{self.code}. {self.in_language('text')}"


class Plan(BilingualMixin, models.Model):
    """The committee's plan of a year. Motto, key tasks and tasks are data: next year's are entered, not coded."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    motto_vi = models.CharField(_("motto (Vietnamese)"), max_length=200)
    motto_en = models.CharField(_("motto (English)"), max_length=200, blank=True)
    wording_is_provisional = models.BooleanField(
        _("provisional wording"),
        default=False,
        help_text=_("The Vietnamese wording is our translation until the official text is entered."),
    )
    source_document = models.ForeignKey(SourceDocument, on_delete=models.PROTECT, null=True, related_name="plans")
    starts_on = models.DateField(_("starts on"))
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    deadlines_roll = models.BooleanField(_("deadlines on days off count until the next working day"), default=True)
    soon_days = models.PositiveSmallIntegerField(_("due soon from (calendar days)"), default=7)
    extensions_limit = models.PositiveSmallIntegerField(_("limit of extensions"), default=1)
    key_units = models.ManyToManyField(Organisation, blank=True, related_name="key_in", verbose_name=_("key units"))

    class Meta:
        ordering = ["-year"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self):
        return str(self.year)

    @property
    def motto(self) -> str:
        return self.in_language("motto")

    def yardstick(self, *, today: date, calendar: WorkingCalendar) -> rules.Yardstick:
        """What this plan's assignments are measured with on a day."""
        return rules.Yardstick(
            today=today,
            calendar=calendar,
            rolls=self.deadlines_roll,
            soon_days=self.soon_days,
            since=self.starts_on,
        )


class KeyTask(BilingualMixin, models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="key_tasks")
    number = models.PositiveSmallIntegerField(_("number"))
    text_vi = models.TextField(_("full text (Vietnamese)"))
    text_en = models.TextField(_("full text (English)"), blank=True)
    short_vi = models.CharField(_("short form (Vietnamese)"), max_length=120)
    short_en = models.CharField(_("short form (English)"), max_length=120, blank=True)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("key task")
        verbose_name_plural = _("key tasks")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_key_task_has_its_number_once_in_a_plan")
        ]

    def __str__(self):
        return f"{self.number}. {self.short}"

    @property
    def text(self) -> str:
        return self.in_language("text")

    @property
    def short(self) -> str:
        return self.in_language("short")


class Shortcoming(BilingualMixin, models.Model):
    """A shortcoming of the year before, which the plan's tasks are to overcome."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shortcomings")
    number = models.PositiveSmallIntegerField(_("number"))
    text_vi = models.TextField(_("text (Vietnamese)"))
    text_en = models.TextField(_("text (English)"), blank=True)

    class Meta:
        ordering = ["plan", "number"]
        verbose_name = _("shortcoming")
        verbose_name_plural = _("shortcomings")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_shortcoming_has_its_number_once_in_a_plan")
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"

    @property
    def text(self) -> str:
        return self.in_language("text")


class Task(BilingualMixin, models.Model):
    """What the plan orders. It is carried out by its assignments, one for each lead organisation."""

    key_task = models.ForeignKey(KeyTask, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("key task"))
    order = models.PositiveSmallIntegerField(_("order under the key task"))
    title_vi = models.CharField(_("task (Vietnamese)"), max_length=300)
    title_en = models.CharField(_("task (English)"), max_length=300, blank=True)
    content_vi = models.TextField(_("content (Vietnamese)"), blank=True)
    content_en = models.TextField(_("content (English)"), blank=True)
    deliverable_vi = models.CharField(_("deliverable (Vietnamese)"), max_length=300)
    deliverable_en = models.CharField(_("deliverable (English)"), max_length=300, blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    basis_documents = models.ManyToManyField(SourceDocument, blank=True, related_name="tasks")
    shortcomings = models.ManyToManyField(Shortcoming, blank=True, related_name="tasks")
    frequency = models.CharField(_("reporting period"), max_length=12, choices=Frequency, default=Frequency.NONE)
    deadline_words_vi = models.CharField(_("deadline in words (Vietnamese)"), max_length=120)
    deadline_words_en = models.CharField(_("deadline in words (English)"), max_length=120, blank=True)
    deadline_kind = models.CharField(_("kind of deadline"), max_length=12, choices=DeadlineKind)
    deadline_on = models.DateField(_("deadline"), null=True, blank=True)
    issued_on = models.DateField(_("date assigned"))
    search = models.TextField(editable=False)

    class Meta:
        ordering = ["key_task", "order"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(fields=["key_task", "order"], name="a_task_has_its_number_once_under_a_key_task"),
            models.CheckConstraint(
                condition=Q(deadline_on__isnull=True, deadline_kind__in=[DeadlineKind.REGULAR, DeadlineKind.ON_REQUEST])
                | (
                    Q(deadline_on__isnull=False) & ~Q(deadline_kind__in=[DeadlineKind.REGULAR, DeadlineKind.ON_REQUEST])
                ),
                name="only_regular_and_on_request_tasks_have_no_deadline",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def save(self, **kwargs):
        self.title_vi, self.title_en = tidy(self.title_vi), tidy(self.title_en)
        self.search = folded(f"{self.title_vi} {self.title_en} {self.deliverable_vi} {self.deliverable_en}")
        super().save(**kwargs)

    @property
    def number(self) -> str:
        """The number under which people know it: "1.3" is the third task of key task 1."""
        return f"{self.key_task.number}.{self.order}"

    @property
    def title(self) -> str:
        return self.in_language("title")

    @property
    def content(self) -> str:
        return self.in_language("content")

    @property
    def deliverable(self) -> str:
        return self.in_language("deliverable")

    @property
    def deadline_words(self) -> str:
        return self.in_language("deadline_words")


class AssignmentQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(state__in=rules.IN_FORCE)

    def of_plan(self, plan: Plan):
        return self.filter(task__key_task__plan=plan)

    def with_counts_until(self, by: rules.Yardstick):
        """Adds ``counts_until``: the day until whose end the deadline is good, by the working calendar.

        The runs of days off become one CASE, so that the database judges by the same calendar as
        the rules. Deadlines after this year need no run: what is stopped before them is in time.
        """
        expression = F("deadline_on")
        if by.rolls:
            since = by.since or date(by.today.year - 2, 1, 1)
            runs = by.calendar.runs_of_days_off(since, date(by.today.year, 12, 31))
            whens = [When(deadline_on__range=(first, last), then=Value(after)) for first, last, after in runs]
            expression = Case(*whens, default=F("deadline_on"), output_field=models.DateField())
        return self.annotate(counts_until=expression)

    def in_status(self, status: Status, by: rules.Yardstick):
        """Those that stand so on the yardstick's day: ``rules.timeliness`` in SQL."""
        return self.with_counts_until(by).filter(status_condition(Status(status), by))

    def in_bucket(self, bucket: Bucket, by: rules.Yardstick):
        """Those of one of the four shares of the assignments in force."""
        condition = Q()
        for status, its_bucket in rules.BUCKET_OF.items():
            if its_bucket == Bucket(bucket):
                condition |= status_condition(status, by)
        return self.with_counts_until(by).filter(condition)


def status_condition(status: Status, by: rules.Yardstick) -> Q:
    """What makes an assignment stand so, for a queryset ``with_counts_until``."""
    # An OR with NULL is unknown in SQL, so work without a deadline is named wherever it belongs.
    open_ended = Q(deadline_on__isnull=True)
    passed = Q(deadline_on__lte=by.last_passed_deadline(by.today))
    soon = Q(deadline_on__lte=by.last_passed_deadline(by.soon_until + timedelta(days=1)))
    later = open_ended | ~soon
    worked_on = Q(state__in=rules.WORKED_ON)
    match status:
        case Status.DONE:
            return Q(state=State.COMPLETED) & (open_ended | Q(completed_on__lte=F("counts_until")))
        case Status.LATE:
            return Q(state=State.COMPLETED, completed_on__gt=F("counts_until"))
        case Status.WAITING:
            return Q(state=State.SUBMITTED) & (open_ended | Q(submitted_on__lte=F("counts_until")))
        case Status.OVERDUE:
            return (worked_on & passed) | Q(state=State.SUBMITTED, submitted_on__gt=F("counts_until"))
        case Status.DUE_SOON:
            return worked_on & soon & ~passed
        case Status.NOT_STARTED:
            return Q(state=State.ASSIGNED) & later
        case Status.ON_TRACK:
            return Q(state__in=rules.WORKED_ON - {State.ASSIGNED}) & later
        case Status.OUT_OF_FORCE:
            return ~Q(state__in=rules.IN_FORCE)


class Assignment(models.Model):
    """A task given to one lead organisation, with one responsible member.

    ``organisation``, ``responsible``, ``deadline_on`` and ``state`` are what holds now; the dated
    facts beside them (Holder, Responsible, DeadlineChange, StateChange) are written in the same
    transaction, so that a past day can be asked later.
    """

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
        related_name="assignments",
        verbose_name=_("responsible member"),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    issued_on = models.DateField(_("date assigned"), null=True)
    original_deadline_on = models.DateField(_("original deadline"), null=True, blank=True)
    deadline_on = models.DateField(_("deadline"), null=True, blank=True)
    deadline_version = models.PositiveSmallIntegerField(default=1)
    percent = models.PositiveSmallIntegerField(_("progress (%)"), null=True, blank=True)
    last_word_on = models.DateField(_("last report on"), null=True, blank=True)
    submitted_on = models.DateField(_("submitted for confirmation on"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)
    coordinating = models.ManyToManyField(Organisation, through="Contribution", related_name="contributes_to")

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
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
                name="progress_is_between_0_and_100_percent",
            ),
        ]

    def __str__(self):
        return f"{self.task} – {self.organisation}"

    @property
    def facts(self) -> rules.Facts:
        return rules.Facts(self.state, self.deadline_on, self.submitted_on, self.completed_on)

    def measured(self, *, today: date, calendar: WorkingCalendar) -> rules.Timeliness:
        """How it stands on a day; needs the task with its key task and plan at hand."""
        plan = self.task.key_task.plan
        return rules.timeliness(self.facts, plan.yardstick(today=today, calendar=calendar))

    @property
    def takes_reports(self) -> bool:
        return rules.takes_reports(self.state)


class Contribution(models.Model):
    """A coordinating organisation of an assignment."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="contributions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contributions")

    class Meta:
        ordering = ["assignment", "organisation__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "organisation"], name="an_organisation_contributes_once_to_an_assignment"
            )
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.organisation_id}"


class Holder(models.Model):
    """The lead organisation of an assignment, from–to."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="holders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["assignment", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(valid_to__isnull=True),
                name="an_assignment_has_one_lead_organisation_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.organisation_id}"


class Responsible(models.Model):
    """The responsible member of an assignment, from–to."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="responsibles")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["assignment", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(valid_to__isnull=True),
                name="an_assignment_has_one_responsible_member_at_a_time",
            )
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.member_id}"


class StateChange(ActedMixin):
    """One step of an assignment through its workflow."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="state_changes")
    before = models.CharField(max_length=12, choices=State, blank=True)
    after = models.CharField(max_length=12, choices=State)
    at = models.DateTimeField()
    submitted_on = models.DateField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["assignment", "at", "pk"]
        indexes = [models.Index(fields=["assignment", "at"], name="state_changes_by_time")]

    def __str__(self):
        return f"{self.assignment_id}: {self.before} → {self.after}"


class DeadlineChange(ActedMixin):
    """A deadline that was set or moved, with the document that decided it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="deadline_changes")
    version = models.PositiveSmallIntegerField()
    old_on = models.DateField(null=True)
    new_on = models.DateField(null=True)
    at = models.DateTimeField()
    document = models.CharField(_("deciding document"), max_length=100, blank=True)

    class Meta:
        ordering = ["assignment", "version"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "version"], name="a_deadline_has_each_version_once")
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.old_on} → {self.new_on}"
