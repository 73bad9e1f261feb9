from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from tasks_app.mailing.enums import MessageState
from tasks_app.plan.models import Assignment
from tasks_app.reminders import queries, wording
from tasks_app.reminders.forms import LedgerFilter
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.permissions import can_see_outbox
from tasks_app.reminders.views.tomorrow import ViewersPage


class Ledger(ViewersPage):
    """Every reminder: to whom, of what, at which stage, and what became of its mail."""

    template_name = "reminders/reminder_ledger.html"
    paginate_by = 50

    @cached_property
    def form(self) -> LedgerFilter:
        return LedgerFilter(self.request.GET)

    def lines(self) -> QuerySet[Reminder]:
        """All that the address asks for, the newest day first."""
        return queries.ledger(self.form.asked)

    def get_context_data(self, **kwargs):
        page = Paginator(self.lines(), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=self.form,
            page_obj=page,
            rows=[shown(line) for line in page.object_list],
            sees_mails=can_see_outbox(self.request.standing),
            **kwargs,
        )


def history_of(assignment: Assignment) -> list[dict]:
    """Who was reminded of an assignment, for its own page; one query."""
    return [shown(line) for line in queries.history_of(assignment)]


def is_left_out(left_out: bool, message_state: str) -> bool:
    """Whether its mail did not say it. Before the mail leaves it is not settled what it says."""
    return left_out and message_state != MessageState.WAITING


def shown(line: Reminder) -> dict:
    """A line of the ledger in words."""
    return {
        "line": line,
        "subject": line.get_subject_display(),
        "stage": wording.stage(line.subject, line.stage),
        "state": wording.message_state(line.message.state),
        "is_left_out": is_left_out(line.left_out, line.message.state),
    }
