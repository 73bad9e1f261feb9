"""What is ordered: documents, the plan of a year, its key tasks and tasks."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.enums import Part
from tasks_app.common.models import BilingualMixin
from tasks_app.common.text import folded, tidy
from tasks_app.plan import rules
from tasks_app.plan.enums import DeadlineKind, Frequency


class Committee(BilingualMixin, models.Model):
    stamps = Part.PLANS

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

    stamps = Part.PLANS

    key = models.SlugField(_("key"), max_length=60, unique=True)
    number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issuer_vi = models.CharField(_("issuer (Vietnamese)"), max_length=200, blank=True)
    issuer_en = models.CharField(_("issuer (English)"), max_length=200, blank=True)
    title_vi = models.CharField(_("abstract line (Vietnamese)"), max_length=500)
    title_en = models.CharField(_("abstract line (English)"), max_length=500, blank=True)
    search = models.TextField(editable=False)

    class Meta:
        ordering = ["issued_on", "key"]
        verbose_name = _("source document")
        verbose_name_plural = _("source documents")

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    def save(self, **kwargs):
        self.search = folded(f"{self.number} {self.title_vi} {self.title_en} {self.issuer_vi} {self.issuer_en}")
        super().save(**kwargs)

    @property
    def title(self) -> str:
        return self.in_language("title")


class Clause(BilingualMixin, models.Model):
    stamps = Part.PLANS

    document = models.ForeignKey(
        SourceDocument, on_delete=models.CASCADE, related_name="clauses", verbose_name=_("source document")
    )
    code = models.CharField(_("code"), max_length=20)
    text_vi = models.TextField(_("text (Vietnamese)"))
    text_en = models.TextField(_("text (English)"), blank=True)
    search = models.TextField(editable=False)

    class Meta:
        ordering = ["document", "code"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["document", "code"], name="a_clause_has_its_code_once_in_a_document")
        ]

    def __str__(self):
        return f"{self.code}. {self.text}"

    def save(self, **kwargs):
        self.search = folded(f"{self.code} {self.text_vi} {self.text_en}")
        super().save(**kwargs)

    @property
    def text(self) -> str:
        return self.in_language("text")


class PlanQuerySet(models.QuerySet):
    def published(self):
        """Those that are out; the others are drafts, which only the secretariat and administrators see."""
        return self.filter(published_at__isnull=False)


class Plan(BilingualMixin, models.Model):
    """The committee's plan of a year. Motto, key tasks and tasks are data: next year's are entered, not coded.

    It is a draft until ``published_at``, and nothing is changed in it any more after ``closed_at``.
    """

    stamps = Part.PLANS

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="plans", verbose_name=_("committee")
    )
    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    motto_vi = models.CharField(_("motto (Vietnamese)"), max_length=200)
    motto_en = models.CharField(_("motto (English)"), max_length=200, blank=True)
    wording_is_provisional = models.BooleanField(
        _("provisional wording"),
        default=False,
        help_text=_("The Vietnamese wording is our translation until the official text is entered."),
    )
    source_document = models.ForeignKey(
        SourceDocument, on_delete=models.PROTECT, null=True, related_name="plans", verbose_name=_("source document")
    )
    starts_on = models.DateField(_("starts on"))
    is_demonstration = models.BooleanField(_("demonstration"), default=False)
    deadlines_roll = models.BooleanField(_("deadlines on days off count until the next working day"), default=True)
    soon_days = models.PositiveSmallIntegerField(_("due soon from (calendar days)"), default=7)
    extensions_limit = models.PositiveSmallIntegerField(_("limit of extensions"), default=1)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(published_at__isnull=False, closed_at__gte=F("published_at")),
                name="a_plan_is_published_before_it_is_closed",
            ),
        ]

    def __str__(self):
        return str(self.year)

    @property
    def is_draft(self) -> bool:
        return self.published_at is None

    @property
    def motto(self) -> str:
        return self.in_language("motto")

    def counts_until(self, deadline_on: date, calendar: WorkingCalendar) -> date:
        """Until whose end a deadline of this plan is good."""
        return calendar.counts_until(deadline_on) if self.deadlines_roll else deadline_on

    def yardstick(self, *, today: date, calendar: WorkingCalendar) -> rules.Yardstick:
        """What this plan's assignments are measured with on a day."""
        return rules.Yardstick(
            today=today,
            calendar=calendar,
            rolls=self.deadlines_roll,
            soon_days=self.soon_days,
        )


class KeyTask(BilingualMixin, models.Model):
    stamps = Part.PLANS

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="key_tasks", verbose_name=_("plan"))
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

    stamps = Part.PLANS

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shortcomings", verbose_name=_("plan"))
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


# No kind: nothing has been said yet, which a draft may leave open.
WITHOUT_A_DAY = ["", DeadlineKind.REGULAR, DeadlineKind.ON_REQUEST]


class TaskQuerySet(models.QuerySet):
    def issued(self):
        """Those that are out; drafts are seen by the secretariat and administrators only."""
        return self.filter(issued_on__isnull=False)


class Task(BilingualMixin, models.Model):
    """What the plan orders. It is carried out by its assignments, one for each lead organisation.

    ``issued_on`` is empty as long as it is a draft; only a draft may lack its deliverable or its deadline, or have a
    deadline that nobody has confirmed yet.
    """

    stamps = Part.PLANS

    key_task = models.ForeignKey(KeyTask, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("key task"))
    order = models.PositiveSmallIntegerField(_("order under the key task"))
    title_vi = models.CharField(_("task (Vietnamese)"), max_length=300)
    title_en = models.CharField(_("task (English)"), max_length=300, blank=True)
    content_vi = models.TextField(_("content (Vietnamese)"), blank=True)
    content_en = models.TextField(_("content (English)"), blank=True)
    deliverable_vi = models.CharField(_("deliverable (Vietnamese)"), max_length=300, blank=True)
    deliverable_en = models.CharField(_("deliverable (English)"), max_length=300, blank=True)
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("clause")
    )
    basis_documents = models.ManyToManyField(
        SourceDocument, blank=True, related_name="tasks", verbose_name=_("basis documents")
    )
    shortcomings = models.ManyToManyField(Shortcoming, blank=True, related_name="tasks", verbose_name=_("shortcomings"))
    frequency = models.CharField(_("reporting period"), max_length=12, choices=Frequency, default=Frequency.NONE)
    deadline_words_vi = models.CharField(_("deadline in words (Vietnamese)"), max_length=120, blank=True)
    deadline_words_en = models.CharField(_("deadline in words (English)"), max_length=120, blank=True)
    deadline_kind = models.CharField(_("kind of deadline"), max_length=12, choices=DeadlineKind, blank=True)
    deadline_on = models.DateField(_("deadline"), null=True, blank=True)
    deadline_is_confirmed = models.BooleanField(_("the deadline is confirmed"), default=True)
    issued_on = models.DateField(_("date assigned"), null=True, blank=True, editable=False)
    search = models.TextField(editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["key_task", "order"]
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(fields=["key_task", "order"], name="a_task_has_its_number_once_under_a_key_task"),
            models.CheckConstraint(
                condition=Q(deadline_on__isnull=True, deadline_kind__in=WITHOUT_A_DAY)
                | (Q(deadline_on__isnull=False) & ~Q(deadline_kind__in=WITHOUT_A_DAY)),
                name="only_regular_and_on_request_tasks_have_no_deadline",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | (~Q(deliverable_vi="") & ~Q(deadline_kind="") & Q(deadline_is_confirmed=True)),
                name="a_task_that_is_issued_has_a_deliverable_and_a_deadline",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    def save(self, **kwargs):
        self.title_vi, self.title_en = tidy(self.title_vi), tidy(self.title_en)
        self.search = folded(f"{self.title_vi} {self.title_en} {self.deliverable_vi} {self.deliverable_en}")
        super().save(**kwargs)

    @property
    def is_draft(self) -> bool:
        return self.issued_on is None

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
