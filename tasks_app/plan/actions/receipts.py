from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks_app.common.actors import Actor
from tasks_app.common.dates import LOCAL
from tasks_app.journal.actions import record
from tasks_app.plan import rules
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Receipt


class AlreadyReceived(Exception):
    """Somebody of the lead organisation said so before, or has reported since; the first time counts."""

    def __init__(self, receipt: Receipt | None):
        self.receipt = receipt
        if receipt is None:
            text = _("A report was already sent, so the work counts as received.")
        else:
            text = _("%(name)s already confirmed at %(time)s that the work was received.") % {
                "name": receipt.by,
                "time": date_format(receipt.at.astimezone(LOCAL), "DATETIME_FORMAT"),
            }
        super().__init__(text)


class ReceiptNotPossible(Exception):
    """The assignment is not out to be received."""

    def __init__(self, state: State):
        super().__init__(
            _("This assignment is “%(state)s”, so there is nothing to receive now.") % {"state": State(state).label}
        )


@transaction.atomic
def receive_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> Receipt:
    """Say that the lead organisation has received its work; once for each organisation that holds it.

    Recorded as ``assignment.received``; nobody is mailed, the secretariat sees it. A repetition, and a receipt after a
    report, raise AlreadyReceived and change nothing; ReceiptNotPossible where the work is submitted, completed or
    stopped.
    """
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    receipts = Receipt.objects.filter(holder__assignment=assignment, holder__valid_to__isnull=True)
    received = receipts.select_related("by").first()
    if received is not None:
        raise AlreadyReceived(received)
    if assignment.state not in rules.WORKED_ON:
        raise ReceiptNotPossible(assignment.state)
    holder = assignment.holders.get(valid_to__isnull=True)
    if rules.implies_receipt(assignment.last_word_on, held_since=holder.valid_from):
        raise AlreadyReceived(None)
    receipt = Receipt.objects.create(holder=holder, at=at, **by.fields)
    record("assignment.received", assignment, by=by, at=at)
    return receipt
