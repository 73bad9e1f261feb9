"""What people read of the settings."""

from __future__ import annotations

from datetime import time

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks_app.options.enums import Section, Unit
from tasks_app.options.rules import Declared, Fault, Value

# Label, and what follows from the setting.
SAID: dict[str, tuple[Promise, Promise]] = {
    "planned_from": (
        gettext_lazy("Reminders are prepared from"),
        gettext_lazy("On each working day the reminders are put together from this hour on."),
    ),
    "sent_from": (
        gettext_lazy("Mail leaves from"),
        gettext_lazy("Before this hour nobody gets mail about work. People may choose a later hour for themselves."),
    ),
    "sent_until": (
        gettext_lazy("Mail leaves until"),
        gettext_lazy("What has not left by then waits for the next working day, or is said anew in its reminders."),
    ),
    "held_at_most": (
        gettext_lazy("Mail can be held back for"),
        gettext_lazy("Longer than this nobody can hold back mail for a person or an organisation."),
    ),
    "answer_within": (
        gettext_lazy("The secretariat answers a report within"),
        gettext_lazy("The pages promise it to those who report; what waits longer is counted as late."),
    ),
    "resubmit_within": (
        gettext_lazy("A returned report comes again within"),
        gettext_lazy("Shown to the author beside the report that was returned."),
    ),
    "receive_within": (
        gettext_lazy("New work is received within"),
        gettext_lazy("After that the overview asks about work that nobody has received."),
    ),
    "letter_answer_within": (
        gettext_lazy("An urging letter asks for an answer within"),
        gettext_lazy("The day that is offered in the form of a letter; each letter can name another."),
    ),
    "ranking_minimum": (
        gettext_lazy("An organisation is ranked from"),
        gettext_lazy("With less work due, one late piece would decide its rank; it is listed without one."),
    ),
    "invitation_days": (
        gettext_lazy("An invitation is valid for"),
        gettext_lazy("Afterwards its link opens nothing, and a new invitation has to be sent."),
    ),
    "upload_file_mb": (
        gettext_lazy("Size of an uploaded file"),
        gettext_lazy("The web server may have a lower limit, which is shown below."),
    ),
    "upload_files": (
        gettext_lazy("Files of a report"),
        gettext_lazy("So many can be attached to one report at most."),
    ),
    "export_rows": (
        gettext_lazy("A spreadsheet is made at once up to"),
        gettext_lazy("A longer list is made in the background, and the page says when it is ready."),
    ),
    "files_kept_days": (
        gettext_lazy("Made files and uploaded workbooks are kept for"),
        gettext_lazy("Afterwards they are deleted. Reports and their evidence are always kept."),
    ),
    "mail_per_minute": (
        gettext_lazy("Mail of all senders together"),
        gettext_lazy("For mail servers that take only so many; 0: as fast as the server takes it."),
    ),
    "planner_late_minutes": (
        gettext_lazy("The preparing of reminders is late after"),
        gettext_lazy("Counted from its last success; from then on the health page and the overview say so."),
    ),
    "sender_late_minutes": (
        gettext_lazy("The sending of mail is late after"),
        gettext_lazy("Counted from its last success; from then on the health page and the overview say so."),
    ),
    "api_reads_a_minute": (
        gettext_lazy("Readings of an access key"),
        gettext_lazy("So often another system may read; what comes beyond is refused for a minute."),
    ),
    "audit_years": (
        gettext_lazy("The audit log is kept for"),
        gettext_lazy("Accounts, roles, settings, keys and files taken out. What tells of the work of plans stays."),
    ),
    "audit_sign_in_months": (
        gettext_lazy("Sign-ins are kept in the audit log for"),
        gettext_lazy("With failed ones, their addresses, and who looked at personal data."),
    ),
}
ABOUT: dict[Section, Promise] = {
    Section.MAIL: gettext_lazy("When mail about work leaves. Nobody gets more than one reminder a day."),
    Section.WORK: gettext_lazy("Within how many working days each step is expected."),
    Section.BOARDS: gettext_lazy("What the boards count by from now on; closed periods keep their figures."),
    Section.PEOPLE: gettext_lazy("How people come to their accounts."),
    Section.FILES: gettext_lazy("What can be uploaded and taken out."),
    Section.MACHINERY: gettext_lazy("How mail, jobs and the read interface run."),
}


def in_words(its: Declared, value: Value) -> str:
    """A value with its unit, such as "3 working days"."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    counted = {
        Unit.DAYS: lambda: ngettext("%(number)s day", "%(number)s days", value),
        Unit.MONTHS: lambda: ngettext("%(number)s month", "%(number)s months", value),
        Unit.YEARS: lambda: ngettext("%(number)s year", "%(number)s years", value),
        Unit.WORKING_DAYS: lambda: ngettext("%(number)s working day", "%(number)s working days", value),
        Unit.MINUTES: lambda: ngettext("%(number)s minute", "%(number)s minutes", value),
        Unit.MEGABYTES: lambda: "%(number)s MB",
        Unit.FILES: lambda: ngettext("%(number)s file", "%(number)s files", value),
        Unit.ROWS: lambda: ngettext("%(number)s row", "%(number)s rows", value),
        Unit.ASSIGNMENTS: lambda: ngettext("%(number)s assignment due", "%(number)s assignments due", value),
        Unit.A_MINUTE: lambda: _("%(number)s a minute"),
    }
    return counted[its.unit]() % {"number": localize(value)}


def fault_in_words(its: Declared, fault: Fault | None = None) -> str:
    """What is wrong with a value, and what would be right; without ``fault``: it is out of its bounds."""
    if fault == Fault.PLANNED_AFTER_SENDING:
        return _("Reminders have to be prepared before the first mail leaves: choose an hour no later than that one.")
    if fault == Fault.CLOSES_TOO_SOON:
        return _("Between the first mail and the last there has to be an hour at least: choose a later hour.")
    return _("Enter a value from %(least)s to %(most)s.") % {
        "least": _bound(its.at_least),
        "most": _bound(its.at_most),
    }


def _bound(value: Value) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(localize(value))
