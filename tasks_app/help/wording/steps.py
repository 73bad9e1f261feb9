"""The first steps of each role."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks_app.people.enums import Role


@dataclass(frozen=True)
class Step:
    """``says``: what to do, verb first, the words of the link; ``outcome``: what comes of it; ``page``: URL name."""

    says: Promise
    outcome: Promise
    page: str
    query: str = ""

    @property
    def url(self) -> str:
        return reverse(self.page) + self.query


FIRST_STEPS: dict[Role, tuple[Step, ...]] = {
    Role.MEMBER: (
        Step(
            _("Report on the first line of My work"),
            _("The form opens with the figures of last time: correct, send. The secretariat answers within days."),
            "my_work",
            "#main",
        ),
        Step(
            _("Look at the units and localities that you oversee"),
            _("Whoever is overdue stands first, and one press reminds them by mail."),
            "my_organisations",
        ),
        Step(
            _("Choose the hour of the reminders"),
            _("One mail on a working morning at most, and only when something is due."),
            "reminder_mine",
        ),
    ),
    Role.LEADER: (
        Step(
            _("See the whole province in a minute"),
            _("A sentence and a few figures say where things stand; each number opens the list that it counted."),
            "overview",
        ),
        Step(
            _("Decide on requests for an extension"),
            _("The secretariat's proposal stands beside each. What is approved holds at once, and people are told."),
            "extension_list",
        ),
        Step(
            _("Open meeting mode"),
            _("Full screens for a projector: the state, the key tasks, what is overdue, the extensions to decide."),
            "meeting",
        ),
    ),
    Role.SECRETARIAT: (
        Step(
            _("Review the reports that wait"),
            _("Old and new stand side by side: accept, or return with a reason, and the next one opens."),
            "report_list",
        ),
        Step(
            _("Remind those who are overdue"),
            _("Tick the lines; before anything is sent the page shows who gets a mail."),
            "assignment_list",
            "?status=overdue",
        ),
        Step(
            _("Open the tools"),
            _("Plans, files, people, reorganisations and settings: everything of which a year's work is made."),
            "tools",
        ),
    ),
    Role.FOCAL_OFFICER: (
        Step(
            _("Say of each new line that it arrived"),
            _("The secretariat and the responsible member see that the work is in good hands."),
            "my_work",
            "#main",
        ),
        Step(
            _("Download the sheet for a weak link"),
            _("Fill in reports without a connection and upload them later; each row is shown before it is saved."),
            "offline_work",
        ),
        Step(
            _("Put the deadlines into the calendar of the phone"),
            _("They move by themselves when an extension is approved."),
            "feed_list",
        ),
    ),
    Role.INSPECTOR: (
        Step(
            _("Read the overview"),
            _("A sentence and a few figures say where things stand; each number opens the list that it counted."),
            "overview",
        ),
        Step(
            _("Compare two days"),
            _("What was newly completed, what became overdue in between, by what was recorded at the time."),
            "comparison",
        ),
        Step(
            _("Take a list out as a file"),
            _("Excel or CSV with the filters that are shown; the log says who took what."),
            "assignment_list",
        ),
    ),
    Role.ADMINISTRATOR: (
        Step(
            _("Invite people and give them roles"),
            _("Each gets a link by mail with which to choose a password; roles begin and end on a day."),
            "person_list",
        ),
        Step(
            _("See whether mail goes out"),
            _("Every mail stands there: what waits, what left, what did not arrive and why."),
            "message_list",
        ),
        Step(
            _("Look through the settings"),
            _("Limits of files and machinery are the administrator's; each change is kept with who made it."),
            "option_list",
        ),
    ),
}
