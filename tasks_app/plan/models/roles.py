"""What the roles beside the report leave behind: contributions that were given, and the receipt of work."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.common.models import ActedMixin, AppendOnlyMixin
from tasks_app.plan.enums import Answer
from tasks_app.plan.models.assignments import Contribution
from tasks_app.plan.models.facts import Holder


class ContributionEntry(ActedMixin, AppendOnlyMixin):
    """One answer of a coordinating organisation: what it gives, or why it has nothing to give.

    Written once and never changed: who has more to say writes the next revision, and the newest counts.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="entries")
    revision = models.PositiveSmallIntegerField()
    answer = models.CharField(_("answer"), max_length=10, choices=Answer)
    text = models.TextField(_("content"))
    document = models.CharField(_("document number"), max_length=100, blank=True)
    document_on = models.DateField(_("document date"), null=True, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        base_manager_name = "objects"
        ordering = ["contribution", "-revision"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "revision"], name="a_contribution_has_each_revision_once"),
            models.CheckConstraint(condition=~Q(text=""), name="a_contribution_says_what_is_given_or_why_nothing"),
            models.CheckConstraint(
                condition=Q(document="", document_on__isnull=True)
                | (~Q(document="") & Q(document_on__isnull=False, answer=Answer.GIVEN)),
                name="a_document_that_is_given_has_its_date",
            ),
        ]

    def __str__(self):
        return f"{self.contribution_id}: {self.get_answer_display()} ({self.revision})"

    @property
    def gives_nothing(self) -> bool:
        return self.answer == Answer.NOTHING


class Receipt(ActedMixin, AppendOnlyMixin):
    """The lead organisation has received an assignment: said once by each that holds it."""

    stamps = Part.WORK

    holder = models.OneToOneField(Holder, on_delete=models.PROTECT, related_name="receipt")
    at = models.DateTimeField(_("at"))

    class Meta:
        base_manager_name = "objects"
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.CheckConstraint(condition=Q(by__isnull=False), name="a_receipt_says_who_received_the_work"),
        ]

    def __str__(self):
        return f"{self.holder_id}: {self.at:%Y-%m-%d %H:%M}"
