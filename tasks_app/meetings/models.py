from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.dates import local_day
from tasks_app.common.models import ActedMixin, AppendOnlyMixin, BilingualMixin
from tasks_app.common.text import folded
from tasks_app.meetings.enums import MeetingKind, MeetingState
from tasks_app.meetings.rules import OPEN
from tasks_app.organisations.models import Organisation
from tasks_app.people.models import Person
from tasks_app.plan.models import SourceDocument, Task


class Meeting(BilingualMixin, models.Model):
    """A meeting of the committee. ``notice``: the notice of conclusion as a source document, made with the first
    decision or the number; ``sequence`` grows whenever calendars have to plan anew, ``changed_at`` is since when."""

    kind = models.CharField(_("kind"), max_length=20, choices=MeetingKind)
    title_vi = models.CharField(_("title (Vietnamese)"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("begins at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    whole_committee = models.BooleanField(_("the whole committee attends"), default=True)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="meetings")
    people = models.ManyToManyField(Person, blank=True, related_name="meetings")
    state = models.CharField(_("state"), max_length=12, choices=MeetingState, default=MeetingState.PLANNED)
    conclusion = models.TextField(_("conclusion"), blank=True)
    notice = models.OneToOneField(
        SourceDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="concludes"
    )
    concluded_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    search = models.TextField(editable=False)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MeetingState.CONCLUDED, concluded_at__isnull=False)
                | (~Q(state=MeetingState.CONCLUDED) & Q(concluded_at__isnull=True)),
                name="a_concluded_meeting_and_only_it_was_concluded_at_a_time",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        self.search = folded(f"{self.title_vi} {self.title_en} {self.place}")
        super().save(**kwargs)

    @property
    def title(self) -> str:
        return self.in_language("title")

    @property
    def day(self):
        return local_day(self.starts_at)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_concluded(self) -> bool:
        return self.state == MeetingState.CONCLUDED


class AgendaItem(BilingualMixin, models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField(_("order"))
    title_vi = models.CharField(_("title (Vietnamese)"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    presenter = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    conclusion = models.TextField(_("conclusion"), blank=True)

    class Meta:
        ordering = ["meeting", "order"]
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="an_agenda_has_one_item_at_a_place"),
        ]

    def __str__(self):
        return f"{self.order}. {self.title}"

    @property
    def title(self) -> str:
        return self.in_language("title")


class Decision(models.Model):
    """What a meeting decided, and the task that it became at once."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    text = models.TextField(_("decision"))
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="decision")

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")

    def __str__(self):
        return self.text


class Amendment(ActedMixin, AppendOnlyMixin):
    """What is said of a conclusion after it was frozen; both stay."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="amendments")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="amendments")
    text = models.TextField(_("amendment"))
    at = models.DateTimeField()

    class Meta:
        base_manager_name = "objects"
        ordering = ["meeting", "at", "pk"]
        verbose_name = _("amendment of a conclusion")
        verbose_name_plural = _("amendments of conclusions")

    def __str__(self):
        return self.text
