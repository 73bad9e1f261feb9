from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.actors import in_words
from tasks_app.common.enums import Part
from tasks_app.common.models import ActedMixin, is_another
from tasks_app.plan.models import Assignment, DecidedMixin
from tasks_app.reporting import rules
from tasks_app.reporting.enums import ExtensionState, Recommendation

DECIDED = [ExtensionState.APPROVED, ExtensionState.REFUSED]


class ExtensionQuerySet(models.QuerySet):
    def open(self):
        """Those without an answer, whatever has become of the work."""
        return self.filter(state__in=rules.OPEN)

    def waiting(self):
        """Those that somebody has to answer: the work is still done, or awaits confirmation."""
        return self.open().filter(assignment__state__in=rules.DECIDED_IN)

    def open_at(self, moment: datetime):
        """Those that had no answer at a moment that has passed."""
        undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=moment)
        not_withdrawn = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=moment)
        return self.filter(undecided & not_withdrawn, asked_at__lt=moment)

    def approved(self):
        return self.filter(state=ExtensionState.APPROVED)


def _is_no_asker(act: str) -> Q:
    """Neither the one who did it nor the one it was done for asked, himself or through another."""
    return (
        is_another(f"{act}_by", "by")
        & is_another(f"{act}_by", "for_person")
        & is_another(f"{act}_for", "by")
        & is_another(f"{act}_for", "for_person")
    )


class Extension(ActedMixin, DecidedMixin):
    """A request to extend the deadline of an assignment, with what became of it.

    ``by`` asked, ``for_person`` is whom he asked for. ``deadline_before`` is the deadline that was in force then;
    each deadline that was asked for, proposed and granted is kept. ``is_opened``: a leader extended the deadline
    without a request; asked and decided are then the same act.
    """

    stamps = Part.REPORTS

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="extensions", verbose_name=_("assignment")
    )
    state = models.CharField(_("state"), max_length=10, choices=ExtensionState)
    is_opened = models.BooleanField(_("opened by a leader"), default=False)
    asked_at = models.DateTimeField(_("asked at"))
    is_late = models.BooleanField(_("asked after the deadline"))
    reason = models.TextField(_("reason"))
    evidence = models.CharField(_("document or facts that show it"), max_length=300, blank=True)
    deadline_before = models.DateField(_("deadline in force"))
    deadline_asked = models.DateField(_("deadline asked for"))

    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    recommendation = models.CharField(_("proposal"), max_length=10, choices=Recommendation, blank=True)
    deadline_proposed = models.DateField(_("deadline proposed"), null=True)
    proposal_comment = models.TextField(_("comment"), blank=True)

    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_for = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    deadline_granted = models.DateField(_("deadline granted"), null=True)
    decision_comment = models.TextField(_("comment"), blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(state__in=[ExtensionState.REQUESTED, ExtensionState.PROPOSED]),
                name="an_assignment_has_one_open_request_for_an_extension",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_extension_has_a_reason"),
            models.CheckConstraint(
                condition=Q(deadline_asked__gt=F("deadline_before"))
                & (Q(deadline_proposed__isnull=True) | Q(deadline_proposed__gt=F("deadline_before")))
                & (Q(deadline_granted__isnull=True) | Q(deadline_granted__gt=F("deadline_before"))),
                name="a_new_deadline_lies_after_the_old_one",
            ),
            models.CheckConstraint(
                condition=(Q(recommendation="") & Q(proposed_by__isnull=True, proposed_at__isnull=True))
                | (~Q(recommendation="") & Q(proposed_by__isnull=False, proposed_at__isnull=False)),
                name="a_proposal_has_someone_who_made_it",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExtensionState.PROPOSED) | ~Q(recommendation=""),
                name="a_request_that_waits_for_a_decision_has_a_proposal",
            ),
            models.CheckConstraint(
                condition=Q(recommendation=Recommendation.APPROVE, deadline_proposed__isnull=False)
                | (~Q(recommendation=Recommendation.APPROVE) & Q(deadline_proposed__isnull=True)),
                name="a_proposal_to_approve_and_only_it_names_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=DECIDED) & Q(decided_by__isnull=False, decided_at__isnull=False))
                | (~Q(state__in=DECIDED) & Q(decided_by__isnull=True, decided_at__isnull=True)),
                name="a_decided_extension_and_only_it_has_a_decider",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=ExtensionState.APPROVED, deadline_granted__isnull=False, document_on__isnull=False)
                    & ~Q(document="")
                )
                | (~Q(state=ExtensionState.APPROVED) & Q(deadline_granted__isnull=True)),
                name="an_approved_extension_has_its_day_and_its_document",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExtensionState.REFUSED) | ~Q(decision_comment=""),
                name="a_refused_extension_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.WITHDRAWN, withdrawn_at__isnull=False)
                | (~Q(state=ExtensionState.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="a_withdrawn_request_has_a_time_of_withdrawal",
            ),
            models.CheckConstraint(
                condition=Q(is_opened=True) | _is_no_asker("decided"),
                name="who_asked_for_an_extension_does_not_decide_on_it",
            ),
            models.CheckConstraint(
                condition=_is_no_asker("proposed"),
                name="who_asked_for_an_extension_makes_no_proposal_on_it",
            ),
            models.CheckConstraint(
                condition=Q(is_opened=False) | Q(state=ExtensionState.APPROVED, recommendation=""),
                name="an_extension_that_a_leader_opens_is_approved_at_once",
            ),
        ]

    def __str__(self):
        return f"{self.assignment} ({self.get_state_display()})"

    @property
    def kind_of_state(self) -> ExtensionState:
        return ExtensionState(self.state)

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN

    @property
    def proposer(self) -> str:
        """Both names of who made the proposal; needs both people to have been fetched."""
        return in_words(self.proposed_by, self.proposed_for)

    @property
    def decider(self) -> str:
        """Both names of who decided; needs both people to have been fetched."""
        return in_words(self.decided_by, self.decided_for)

    @property
    def asking(self) -> frozenset[int]:
        """The primary keys of who asked and for whom: neither of them proposes or decides."""
        return frozenset({self.by_id, self.for_person_id} - {None})

    @property
    def deadline_wanted(self) -> date:
        """The day that is on the table now: granted, proposed, or asked for."""
        return self.deadline_granted or self.deadline_proposed or self.deadline_asked
