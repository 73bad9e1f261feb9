"""What people read of deadlines, counts and mails. "Days" are working days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext_lazy, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from tasks_app.journal.models import Entry
from tasks_app.mailing.enums import ACCOUNT_MAIL, Act, MessageState, Notice
from tasks_app.organisations.models import Organisation
from tasks_app.plan.rules import Timeliness
from tasks_app.reminders.enums import Reason, Subject, Urgency
from tasks_app.reminders.rules import COUNTED_FROM, Fault
from tasks_app.reporting.wording import Event

NAMED_AT_MOST = 3  # organisations in a sentence

VARIABLE = re.compile(r"\{([^{}]*)\}")

MARKS = {
    Urgency.OVERDUE: "▲",
    Urgency.RETURNED: "↩",
    Urgency.TODAY: "●",
    Urgency.SOON: "○",
    Urgency.WAITING: "◷",
    Urgency.COPY: "▹",
}
OWN = (Urgency.OVERDUE, Urgency.RETURNED, Urgency.TODAY, Urgency.SOON)  # the reader's own work

# What the secretariat's sentence in a mail may name, and what it is.
VARIABLES = {
    "task": gettext_lazy("number and title of the task"),
    "organisation": gettext_lazy("the lead organisation"),
    "deadline": gettext_lazy("the day due"),
    "days": gettext_lazy("working days to that day, or past it"),
}

STATE_ICONS = {
    MessageState.WAITING: "hourglass",
    MessageState.SENDING: "send",
    MessageState.SENT: "check2",
    MessageState.FAILED: "x-circle",
    MessageState.UNKNOWN: "question-circle",
    MessageState.EXPIRED: "clock-history",
    MessageState.SUPERSEDED: "arrow-right-circle",
    MessageState.CANCELLED: "slash-circle",
    MessageState.RETURNED: "reply",
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
    MessageState.RETURNED: gettext_lazy(
        "It left, and the mail server of its address sent it back. Check the address of the person."
    ),
}
# All but that it came back, which needs a reason, can be done to many at once.
ACTS_TOGETHER = (Act.SEND_AGAIN, Act.CANCEL, Act.ARRIVED, Act.NOT_ARRIVED, Act.SETTLE)
ACT_ICONS = {
    Act.SEND_AGAIN: "send",
    Act.CANCEL: "slash-circle",
    Act.ARRIVED: "check2",
    Act.NOT_ARRIVED: "x-circle",
    Act.CAME_BACK: "reply",
    Act.SETTLE: "check2",
}

FAULTS = {
    Fault.TOO_FAR: gettext_lazy("A stage lies within 60 working days of the day. Enter a number from −60 to 60."),
    Fault.TOO_EARLY: gettext_lazy("Waiting is counted from 1 working day on. Enter 1 or more."),
    Fault.TOO_SOON: gettext_lazy("What comes again comes after 1 working day or more. Enter 1 or more."),
    Fault.NO_VIETNAMESE: gettext_lazy("The mails are Vietnamese first: write the sentence in Vietnamese too."),
    Fault.TWICE: gettext_lazy("Two stages have the same day. Change one of them, or remove it."),
    Fault.TOO_MANY: gettext_lazy("A ladder has 12 stages at the most. Remove some of them."),
    Fault.REPEATS_NOTHING: gettext_lazy(
        "There is no stage after which to come again. Enter a stage, or clear the repetition."
    ),
}

# Of the mails of a day, what is no end or not the one that was meant, in the order of its weight.
RESULTS = {
    MessageState.FAILED: ngettext_lazy("%(number)d mail failed", "%(number)d mails failed", "number"),
    MessageState.UNKNOWN: ngettext_lazy("%(number)d mail unknown", "%(number)d mails unknown", "number"),
    MessageState.RETURNED: ngettext_lazy("%(number)d mail came back", "%(number)d mails came back", "number"),
    MessageState.EXPIRED: ngettext_lazy("%(number)d mail expired", "%(number)d mails expired", "number"),
    MessageState.WAITING: ngettext_lazy("%(number)d mail waiting", "%(number)d mails waiting", "number"),
    MessageState.SENDING: ngettext_lazy("%(number)d mail being sent", "%(number)d mails being sent", "number"),
    MessageState.SUPERSEDED: ngettext_lazy("%(number)d mail superseded", "%(number)d mails superseded", "number"),
    MessageState.CANCELLED: ngettext_lazy("%(number)d mail cancelled", "%(number)d mails cancelled", "number"),
}


@dataclass(frozen=True)
class MessageStateShown:
    label: str
    icon: str
    explanation: str


def message_state(state: str) -> MessageStateShown:
    state = MessageState(state)
    return MessageStateShown(str(state.label), STATE_ICONS[state], str(EXPLANATIONS.get(state, "")))


KINDS = [*Notice.choices, (ACCOUNT_MAIL, gettext_lazy("Account"))]


def kind(of_message: str) -> str:
    """The kind of a mail in words; one that nobody here writes is shown as it is."""
    return str(dict(KINDS).get(of_message, of_message))


def done(act: Act) -> str:
    """That it was done to one mail; a line of its record, and the answer to a press."""
    match act:
        case Act.SEND_AGAIN:
            return _("The mail is to be sent again.")
        case Act.CANCEL:
            return _("The mail was stopped and does not leave.")
        case Act.ARRIVED:
            return _("It was noted that the mail arrived.")
        case Act.NOT_ARRIVED:
            return _("It was noted that the mail did not arrive.")
        case Act.CAME_BACK:
            return _("It was noted that the mail came back.")
        case Act.SETTLE:
            return _("The mail was set aside.")


def done_to(act: Act, number: int) -> str:
    """That it was done to several mails."""
    match act:
        case Act.SEND_AGAIN:
            text = ngettext("%(number)d mail is to be sent again.", "%(number)d mails are to be sent again.", number)
        case Act.CANCEL:
            text = ngettext("%(number)d mail was stopped.", "%(number)d mails were stopped.", number)
        case Act.ARRIVED:
            text = ngettext("%(number)d mail was noted as arrived.", "%(number)d mails were noted as arrived.", number)
        case Act.NOT_ARRIVED:
            text = ngettext(
                "%(number)d mail was noted as not arrived.", "%(number)d mails were noted as not arrived.", number
            )
        case Act.SETTLE:
            text = ngettext("%(number)d mail was set aside.", "%(number)d mails were set aside.", number)
    return text % {"number": number}


def message_event(entry: Entry) -> Event:
    """A line of the record of a mail."""
    act = Act(entry.verb.removeprefix("message."))
    return Event(
        icon=ACT_ICONS[act],
        css="",
        title=done(act),
        at=entry.at,
        who=entry.who,
        detail=_("Before: %(state)s") % {"state": MessageState(entry.details["was"]).label},
        quote=entry.details.get("reason", ""),
    )


def deadline(measured: Timeliness) -> str:
    """As in "due 10/10/2024", and until when it counts where it falls on a day off."""
    if measured.deadline_on is None:
        return _("no fixed deadline")
    if measured.counts_until_on == measured.deadline_on:
        return _("due %(date)s") % {"date": day(measured.deadline_on)}
    return _("due %(date)s (%(weekday)s), counted until %(until)s") % {
        "date": day(measured.deadline_on),
        "weekday": date_format(measured.deadline_on, "l"),
        "until": day(measured.counts_until_on),
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
    """What a subject says: the overdue and what is due today, or, where there is neither, the next that there is."""
    for named in (
        [Urgency.OVERDUE, Urgency.TODAY],
        [Urgency.RETURNED, Urgency.SOON],
        [Urgency.WAITING],
        [Urgency.COPY],
    ):
        if said := [_counted(urgency, counts[urgency]) for urgency in named if counts[urgency]]:
            return ", ".join(said)
    return ""


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


def working_days(left: int) -> str:
    """The distance to a day in words; ``left`` below 0: it has passed."""
    if left < 0:
        return ngettext("%(days)d working day overdue", "%(days)d working days overdue", -left) % {"days": -left}
    if left == 0:
        return _("today")
    return ngettext("%(days)d working day left", "%(days)d working days left", left) % {"days": left}


def filled(text: str, **values: str) -> str:
    """A sentence with its words in braces filled in; no other braces mean anything, so no sentence can break a mail."""
    return VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)


def unknown_variables(text: str) -> list[str]:
    """The words in braces that nothing is known of, in their order."""
    return [name for name in VARIABLE.findall(text) if name not in VARIABLES]


def unknown_words(text: str) -> str:
    """Why a sentence cannot stand in a mail: it names what nothing is known of; empty where it can."""
    if not (unknown := unknown_variables(text)):
        return ""
    return _("Nothing is known to put for %(unknown)s. The words in braces are: %(known)s.") % {
        "unknown": ", ".join(f"{{{name}}}" for name in unknown),
        "known": ", ".join(f"{{{name}}}" for name in VARIABLES),
    }


def stage(subject: str, working_days: int) -> str:
    """A stage of the ladder in words."""
    if subject == Subject.SUMMARY:
        return _("weekly summary")
    number = abs(working_days)
    if subject in COUNTED_FROM:
        text = ngettext("after %(days)d working day of waiting", "after %(days)d working days of waiting", number)
    elif working_days == 0:
        return _("stage of the deadline itself")
    elif working_days < 0:
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


def reason(its: Reason, *, organisation: str, for_person: str = "") -> str:
    """Why somebody is told. ``organisation``: whom a focal officer speaks for; ``for_person``: whom he acts for."""
    text = its.label % {"organisation": organisation}
    return _("acts for %(name)s, %(reason)s") % {"name": for_person, "reason": text} if for_person else text


def result(states: Mapping[str, int]) -> str:
    """What became of the mails of a day: what is not sent, what needs a look first."""
    said = [text % {"number": states[state]} for state, text in RESULTS.items() if states.get(state)]
    return ", ".join(said) or _("all sent")


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
        case Urgency.WAITING:
            text = ngettext("%(number)d request for an answer", "%(number)d requests for an answer", number)
        case Urgency.COPY:
            text = ngettext("%(number)d long overdue assignment", "%(number)d long overdue assignments", number)
    return text % {"number": number}


def day(day: date) -> str:
    return _day_in(day, get_language())


@lru_cache(maxsize=2048)  # a morning's mails name the same few days thousands of times
def _day_in(day: date, language: str) -> str:
    return date_format(day, "DATE_FORMAT")
