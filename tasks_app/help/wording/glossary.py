"""The glossary: the one place that explains words.

A term's key is its anchor on the page of the glossary. Its name is the word as the pages have it, so that whoever looks
for it finds it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks_app.help.enums import Section
from tasks_app.people.enums import DelegationKind, Role
from tasks_app.plan.enums import State, Status
from tasks_app.reporting.enums import ReportState, Situation


@dataclass(frozen=True)
class Term:
    key: str
    name: Promise
    explained: Promise


OF_SECTION: dict[Section, tuple[Term, ...]] = {
    Section.STANDING: (
        Term(
            "done",
            Status.DONE.label,
            _(
                "The completion is confirmed, and the report that asked for it was sent no later than the deadline."
                " “Completed early” means: before its last day."
            ),
        ),
        Term(
            "late",
            Status.LATE.label,
            _("The completion is confirmed, but the report that asked for it was sent after the deadline."),
        ),
        Term(
            "waiting",
            Status.WAITING.label,
            _(
                "The completion was reported in time, and the secretariat has not answered yet. Meanwhile there is"
                " nothing more to do, and nothing becomes overdue."
            ),
        ),
        Term(
            "on_track",
            Status.ON_TRACK.label,
            _("Reports have come, and the deadline is more than seven days away or there is none."),
        ),
        Term(
            "due_soon",
            Status.DUE_SOON.label,
            _(
                "The deadline is today or within the next seven days of the calendar. Due today is not overdue: a day"
                " is good until midnight."
            ),
        ),
        Term(
            "overdue",
            Status.OVERDUE.label,
            _(
                "The deadline has passed and the completion had not been reported by then. What was reported late stays"
                " overdue until it is confirmed, but its days are not counted on."
            ),
        ),
        Term(
            "not_started",
            Status.NOT_STARTED.label,
            _("The work was given, and no report on it has come yet. The first report starts it by itself."),
        ),
        Term(
            "out_of_force",
            Status.OUT_OF_FORCE.label,
            _("Work that is drafted, suspended, not tracked any more or carried over. It counts on no board."),
        ),
        Term(
            "draft",
            State.DRAFT.label,
            _("The secretariat is still preparing the work. Those who will do it do not see it yet."),
        ),
        Term(
            "returned",
            State.RETURNED.label,
            _(
                "The secretariat sent the report back and said why. The work goes on under its deadline; the completion"
                " that was asked for does not count."
            ),
        ),
        Term(
            "suspended",
            State.SUSPENDED.label,
            _("The work rests, by a document, until it is resumed. It counts on no board, and nobody is reminded."),
        ),
        Term(
            "cancelled",
            State.CANCELLED.label,
            _("The work is not followed any more, by a document. Its record stays."),
        ),
        Term(
            "carried_over",
            State.CARRIED_OVER.label,
            _("The work was not completed and goes on in a task of a later plan."),
        ),
    ),
    Section.DEADLINES: (
        Term(
            "deadline",
            _("Deadline"),
            _(
                "The last day of the work, by the last extension that was approved. The plan's own words, such as"
                " “Quarter II”, stand beside it."
            ),
        ),
        Term(
            "original_deadline",
            _("Original deadline"),
            _("The deadline of the plan, before any extension. It stays in sight."),
        ),
        Term(
            "counts_until",
            _("Counts until"),
            _("A deadline on a day off is good until the end of the next working day. Both days are shown."),
        ),
        Term(
            "no_fixed_deadline",
            _("No fixed deadline"),
            _("Regular work. Its periodic reports have days; the work itself has none and is in no on-time rate."),
        ),
        Term(
            "working_days",
            _("Working day"),
            _(
                "Monday to Friday without public holidays, with the days that were swapped. “5 days left” and “3 days"
                " overdue” count them; averages in statistics count days of the calendar."
            ),
        ),
        Term(
            "completion_day",
            _("Completion day"),
            _(
                "The day on which the report was sent that was later confirmed, never the day of the confirmation. So"
                " nobody is late because an answer took its time."
            ),
        ),
        Term(
            "extension",
            _("Extension"),
            _(
                "A later deadline, by a document. Who does the work asks and says why, the secretariat proposes, a"
                " leader decides. Until then the deadline stays."
            ),
        ),
        Term(
            "late_request",
            _("Late request"),
            _("A request for an extension that came after the deadline. It is dealt with, and marked."),
        ),
    ),
    Section.REPORTS: (
        Term(
            "periodic_report",
            _("Periodic report"),
            _("A report that a task asks for again and again, for example each quarter, by a day of its own."),
        ),
        Term(
            "reporting_period",
            _("Reporting period"),
            _("The time that a periodic report speaks of. The third quarter is 15 June to 14 September."),
        ),
        Term(
            "cut_off",
            _("Data cut-off"),
            _(
                "The last day whose figures count in a period. When the period is closed its figures are frozen; what"
                " comes later is marked and does not change them."
            ),
        ),
        Term(
            "draft_report",
            ReportState.DRAFT.label,
            _("A report that is saved and not sent. Only those who report on the work see it."),
        ),
        Term(
            "submitted",
            ReportState.SUBMITTED.label,
            _("The report is with the secretariat. A newer one can follow it; it is not changed any more."),
        ),
        Term(
            "accepted",
            ReportState.ACCEPTED.label,
            _("The secretariat has taken the report. Where it asked for completion, the work is completed with it."),
        ),
        Term(
            "returned_report",
            ReportState.RETURNED.label,
            _("The report came back with a reason. It is put right and sent again within a few working days."),
        ),
        Term(
            "evidence",
            _("Evidence"),
            _(
                "What proves the result: the number and date of a document, or a file. Completion cannot be reported"
                " without it. State secrets never belong there."
            ),
        ),
        Term(
            "no_change",
            Situation.NO_CHANGE.label,
            _("An answer of one press: the last report still holds. It counts as a report; silence does not."),
        ),
        Term(
            "obstacle",
            _("Obstacle"),
            _("What keeps the work from going on, and who can remove it. Boards and official reports carry it."),
        ),
        Term(
            "contribution",
            _("Contribution"),
            _(
                "What a coordinating organisation gives to the lead organisation, by a date if one was set. “Nothing to"
                " contribute” is an answer, too."
            ),
        ),
        Term(
            "receipt",
            _("Received"),
            _("A press by which those who do the work say that it has arrived. It does not start the work."),
        ),
    ),
    Section.FIGURES: (
        Term(
            "assignment",
            _("Assignment"),
            _(
                "A task given to one lead organisation. A task for all localities is one assignment for each of them,"
                " and is completed only when all of them are. Boards count assignments."
            ),
        ),
        Term(
            "four_figures",
            _("The four figures"),
            _(
                "Completed on time, completed late, not completed and in time, not completed and overdue. Each"
                " assignment in force is in exactly one of them, so they add up."
            ),
        ),
        Term(
            "completion_rate",
            _("Completion rate"),
            _("Completed ÷ (completed + overdue and not completed). What is not due yet is left out."),
        ),
        Term(
            "on_time_rate",
            _("On-time completion rate"),
            _(
                "Completed on time ÷ (completed on time + completed late + overdue and not completed). Work without a"
                " fixed deadline is left out."
            ),
        ),
        Term(
            "ranking",
            _("Ranking"),
            _(
                "Units and localities apart, first by the on-time completion rate. Who has too few assignments due is"
                " not ranked; extensions that were approved count against nobody."
            ),
        ),
        Term(
            "past_day",
            _("On the day"),
            _(
                "Figures as they stood at the end of that day, by what was recorded until then. What was confirmed,"
                " extended or corrected later does not change them."
            ),
        ),
        Term(
            "key_unit",
            _("Key unit"),
            _("A unit or locality to which the plan of the year pays special attention, by a document."),
        ),
        Term(
            "indicator",
            _("Indicator"),
            _(
                "A measure of administrative reform with a target for the year. Numerator and denominator are kept, and"
                " sums are made of them, never averages of percentages."
            ),
        ),
    ),
    Section.PEOPLE: (
        Term(
            "lead_organisation",
            _("Lead organisation"),
            _("The one unit or locality that does the work and reports on it. Others coordinate."),
        ),
        Term(
            "responsible",
            _("Responsible member"),
            _("The one member of the Steering Committee who answers for an assignment."),
        ),
        Term(
            "focal_officer",
            Role.FOCAL_OFFICER.label,
            _("Receives the work of a unit or locality, drafts its reports and sends them."),
        ),
        Term(
            "secretariat",
            Role.SECRETARIAT.label,
            _("Follows all work, accepts or returns reports, keeps plan, periods and calendar. It edits no report."),
        ),
        Term(
            "oversight",
            _("Oversight"),
            _("A member follows a unit or locality and reminds it; its work stands on a page of the member's own."),
        ),
        Term(
            "urging",
            _("Urging"),
            _("A mail at the press of a button, beside the reminders. Letters on paper are made apart. Both are kept."),
        ),
        Term(
            "reminder",
            _("Reminder"),
            _("One mail on a working morning at most, with everything that is due. Nothing due, no mail."),
        ),
        Term(
            "acting_for",
            DelegationKind.ACTING_FOR.label,
            _("By a document and until a day. Both names stand on everything that is done; powers are not passed on."),
        ),
        Term(
            "on_behalf",
            DelegationKind.ON_BEHALF.label,
            _("An assistant receives, reports and asks for extensions for somebody, and decides nothing."),
        ),
    ),
}
GLOSSARY: dict[str, Term] = {term.key: term for terms in OF_SECTION.values() for term in terms}


def by_section() -> list[tuple[Section, tuple[Term, ...]]]:
    return list(OF_SECTION.items())
