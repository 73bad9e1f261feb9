"""What people read of deadlines, counts and mails. "Days" are working days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.mailing.enums import MessageState, Notice
from tasks_app.organisations.models import Organisation
from tasks_app.plan.rules import Timeliness
from tasks_app.reminders.enums import Urgency

NAMED_AT_MOST = 3  # organisations in a sentence

MARKS = {Urgency.OVERDUE: "▲", Urgency.RETURNED: "↩", Urgency.TODAY: "●", Urgency.SOON: "○"}

STATE_ICONS = {
    MessageState.WAITING: "hourglass",
    MessageState.SENDING: "send",
    MessageState.SENT: "check2",
    MessageState.FAILED: "x-circle",
    MessageState.UNKNOWN: "question-circle",
    MessageState.EXPIRED: "clock-history",
    MessageState.SUPERSEDED: "arrow-right-circle",
    MessageState.CANCELLED: "slash-circle",
}
EXPLANATIONS = {
    MessageState.FAILED: gettext_lazy("The mail server refused it for good. Check the address of the person."),
    MessageState.UNKNOWN: gettext_lazy(
        "The sender was interrupted between sending and noting it, so it may have arrived or not. It is not sent again."
    ),
    MessageState.EXPIRED: gettext_lazy(
        "It could not be delivered in time. Reminders in it come again with the next working day's mail."
    ),
    MessageState.SUPERSEDED: gettext_lazy("A later mail to the same person says it all."),
}


@dataclass(frozen=True)
class MessageStateShown:
    label: str
    icon: str
    explanation: str


def message_state(state: str) -> MessageStateShown:
    state = MessageState(state)
    return MessageStateShown(str(state.label), STATE_ICONS[state], str(EXPLANATIONS.get(state, "")))


def kind(of_message: str) -> str:
    """The kind of a mail in words; other columns may have kinds of their own."""
    return str(Notice(of_message).label) if of_message in Notice else of_message


def deadline(measured: Timeliness) -> str:
    """As in "due 10/10/2024", and until when it counts where it falls on a day off."""
    if measured.deadline_on is None:
        return _("no fixed deadline")
    if measured.counts_until_on == measured.deadline_on:
        return _("due %(date)s") % {"date": _day(measured.deadline_on)}
    return _("due %(date)s (%(weekday)s), counted until %(until)s") % {
        "date": _day(measured.deadline_on),
        "weekday": date_format(measured.deadline_on, "l"),
        "until": _day(measured.counts_until_on),
    }


def distance(measured: Timeliness) -> str:
    """As in "4 working days overdue"; empty without a deadline."""
    days = measured.working_days
    if days is None:
        return ""
    if days < 0:
        return ngettext("%(days)d working day overdue", "%(days)d working days overdue", -days) % {"days": -days}
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow") if measured.calendar_days == 1 else date_format(measured.counts_until_on, "l")
    return ngettext("%(days)d working day left", "%(days)d working days left", days) % {"days": days}


def in_short(counts: dict[Urgency, int]) -> str:
    """What a subject says: the overdue and what is due today, or, where there is neither, the rest."""
    named = [Urgency.OVERDUE, Urgency.TODAY]
    if not any(counts[urgency] for urgency in named):
        named = [Urgency.RETURNED, Urgency.SOON]
    return ", ".join(_counted(urgency, counts[urgency]) for urgency in named if counts[urgency])


def in_full(counts: dict[Urgency, int]) -> str:
    """As in "2 overdue assignments, 1 returned report and 2 assignments due soon"."""
    return get_text_list([_counted(urgency, counts[urgency]) for urgency in Urgency if counts[urgency]], _("and"))


def overdue_besides(number: int) -> str:
    """Honest about what a mail does not repeat; empty for none."""
    if not number:
        return ""
    return ngettext(
        "%(number)d more assignment is overdue, of which a reminder was sent before.",
        "%(number)d more assignments are overdue, of which reminders were sent before.",
        number,
    ) % {"number": number}


def organisations(all_of_them: Iterable[Organisation]) -> str:
    """Each once: by name where they are few, by their number where they are many."""
    names = list({one.pk: str(one) for one in all_of_them}.values())
    if len(names) > NAMED_AT_MOST:
        return _("%(number)d units and localities") % {"number": len(names)}
    return get_text_list(names, _("and"))


def stage(working_days: int) -> str:
    """A stage of the ladder in words."""
    if working_days == 0:
        return _("stage of the deadline itself")
    number = abs(working_days)
    if working_days < 0:
        text = ngettext(
            "stage of %(days)d working day before the deadline",
            "stage of %(days)d working days before the deadline",
            number,
        )
    else:
        text = ngettext(
            "stage of %(days)d working day after the deadline",
            "stage of %(days)d working days after the deadline",
            number,
        )
    return text % {"days": number}


def _counted(urgency: Urgency, number: int) -> str:
    match urgency:
        case Urgency.OVERDUE:
            text = ngettext("%(number)d overdue assignment", "%(number)d overdue assignments", number)
        case Urgency.RETURNED:
            text = ngettext("%(number)d returned report", "%(number)d returned reports", number)
        case Urgency.TODAY:
            text = ngettext("%(number)d assignment due today", "%(number)d assignments due today", number)
        case Urgency.SOON:
            text = ngettext("%(number)d assignment due soon", "%(number)d assignments due soon", number)
    return text % {"number": number}


def _day(day) -> str:
    return date_format(day, "DATE_FORMAT")
