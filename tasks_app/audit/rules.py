"""What the record keeps, for how long, and in which order it is read. Nothing here reads a database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tasks_app.audit.enums import Kind, Source
from tasks_app.people.enums import SecondFactorEvent

# Every word of the journal, by what belongs together.
VERBS: dict[Kind, tuple[str, ...]] = {
    Kind.SIGN_INS: (
        *("person.signed_in", "person.signed_out", "person.signed_out_elsewhere", "person.sign_in_locked"),
        *("person.password_changed", "person.sign_on_connected", "person.sign_on_disconnected"),
        *(f"person.{event}" for event in SecondFactorEvent),
    ),
    Kind.ACCOUNTS: (
        *("person.invited", "person.invited_again", "person.invitation_revoked", "person.invitation_accepted"),
        *("person.edited", "person.shut_out", "person.let_in_again", "person.replaced", "person.anonymised"),
    ),
    Kind.ROLES: (
        *("person.appointed", "person.appointment_ended", "oversight.assigned", "oversight.ended"),
        *("delegation.granted", "delegation.ended"),
    ),
    Kind.KEYS: ("api_key.made", "api_key.ended", "calendar_feed.made", "calendar_feed.ended"),
    Kind.SETTINGS: (
        *("option.changed", "administration.added", "administration.changed", "audit.taken_out"),
        *("letterhead.edited", "document_template.put_in_force", "document_template.default_again"),
        *("mail.allowed", "mail.forbidden"),
    ),
    Kind.MAIL: (
        *("message.sent_again", "message.cancelled", "message.arrived", "message.not_arrived", "message.came_back"),
        *("message.settled", "hold.made", "hold.ended", "reminders.wish_changed", "reminders.ladder_written"),
        *("reminders.ladder_reset", "reminders.planned"),
    ),
    Kind.PLANS: (
        *("plan.created", "plan.copied", "plan.changed", "plan.published", "plan.closed", "plan.key_units_set"),
        *("key_task.added", "key_task.changed", "key_task.moved", "key_task.removed"),
        *("shortcoming.added", "shortcoming.changed", "shortcoming.removed"),
        *("document.entered", "document.changed", "clause.added", "clause.changed", "clause.removed"),
        *("task.added", "task.changed", "task.removed", "task.given", "task.draft_changed", "task.member_set"),
        *("task.taken_back", "task.issued", "import.taken_over", "import.undone"),
    ),
    Kind.WORK: (
        *("assignment.issued", "assignment.received", "assignment.passed_on", "assignment.handed_over"),
        *("assignment.deadline_moved", "assignment.urged", "assignment.suspend", "assignment.resume"),
        *("assignment.cancel", "assignment.carry_over", "assignment.reopen"),
        *("contribution.dated", "contribution.given", "contribution.nothing"),
        *("report.saved", "report.submitted", "report.accepted", "report.returned"),
        *("extension.asked", "extension.proposed", "extension.proposed_against", "extension.approved"),
        *("extension.opened", "extension.refused", "extension.withdrawn"),
    ),
    Kind.MEETINGS: (
        *("meeting.entered", "meeting.changed", "meeting.held", "meeting.cancelled", "meeting.concluded"),
        *("meeting.numbered", "meeting.worded", "meeting.amended", "meeting.decided"),
        *("meeting.item_added", "meeting.item_changed", "meeting.item_removed"),
        *("inspection.planned", "inspection.changed", "inspection.carried_out", "inspection.cancelled"),
        *("inspection.concluded", "inspection.found", "inspection.recommended", "inspection.rechecked"),
    ),
    Kind.FIGURES: (
        *("period.entered", "period.moved", "period.closed", "indicator.read", "indicator.target_set"),
        *("official_report.made", "official_report.edited", "official_report.figures_taken"),
        *("official_report.issued", "calendar_day.entered", "calendar_day.changed", "calendar_day.removed"),
    ),
    Kind.ORGANISATIONS: (
        *("organisation.founded", "organisation.corrected", "group.created", "group.renamed"),
        "group.members_changed",
        *("reorganisation.begun", "reorganisation.edited", "reorganisation.lines_added"),
        *("reorganisation.alteration_added", "reorganisation.line_removed", "reorganisation.allotted"),
        *("reorganisation.planned", "reorganisation.prepared_again", "reorganisation.cancelled"),
        *("reorganisation.applied", "reorganisation.reversed"),
    ),
}
# Who watches those who keep the people: lines of these are not the secretariat's, and neither are addresses.
WATCHED = frozenset({Kind.SIGN_INS, Kind.FAILURES, Kind.VIEWS})
WITH_ADDRESS = VERBS[Kind.SIGN_INS]

# How long lines of the journal are kept. What tells of the work of plans stays as long as the plans: boards of past
# days, disputes and the next reorganisation rest on it. So does what nobody has put into one of these lists.
FOR_MONTHS: tuple[str, ...] = VERBS[Kind.SIGN_INS]
FOR_YEARS: tuple[str, ...] = (
    *VERBS[Kind.ACCOUNTS],
    *VERBS[Kind.ROLES],
    *VERBS[Kind.KEYS],
    *VERBS[Kind.SETTINGS],
    *(verb for verb in VERBS[Kind.MAIL] if verb != "reminders.planned"),  # by it the planner knows what it has done
)
AT_ONCE, AT_MOST = 1_000, 20_000  # lines of a kind that leave in one statement, and in one run

SEARCHED_DAYS = 92  # words are looked for so far back where no day is given: nothing sorts them
MOST_TAKEN_OUT = 20_000  # lines of a file


def months_before(at: datetime, months: int) -> datetime:
    """The same hour so many months ago; on a day that the month does not have, on its 28th.

    >>> months_before(datetime(2024, 3, 31, 8), 13)
    datetime.datetime(2023, 2, 28, 8, 0)
    """
    years, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=years, month=month + 1, day=at.day if at.day <= 28 else 28)


def kinds_open_to(*, sees_watched: bool) -> list[Kind]:
    return [kind for kind in Kind if sees_watched or kind not in WATCHED]


def verbs_of(kinds: Collection[Kind]) -> list[str]:
    return [verb for kind in kinds for verb in VERBS.get(kind, ())]


@dataclass(frozen=True)
class Place:
    """Where a page of the log ends: the moment, the source and the key of its last line. Whole pages are not counted:
    of a log with millions of lines nobody asks for page 7,312."""

    at: datetime
    source: Source
    key: int

    @property
    def mark(self) -> str:
        """As it stands in an address."""
        return f"{self.at.timestamp():.6f}-{self.source.value}-{self.key}"

    @classmethod
    def read(cls, mark: str, zone) -> Place | None:
        """None for what is no place."""
        moment, _, rest = mark.partition("-")
        source, _, key = rest.partition("-")
        try:
            return cls(datetime.fromtimestamp(float(moment), zone), Source(source), int(key))
        except (ValueError, OverflowError, OSError):
            return None
