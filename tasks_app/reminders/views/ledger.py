from django.core.paginator import Paginator

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

    def get_context_data(self, **kwargs):
        form = LedgerFilter(self.request.GET)
        page = Paginator(queries.ledger(form.asked), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            page_obj=page,
            rows=[shown(line) for line in page.object_list],
            sees_mails=can_see_outbox(self.request.standing),
            **kwargs,
        )


def history_of(assignment: Assignment) -> list[dict]:
    """Who was reminded of an assignment, for its own page; one query."""
    return [shown(line) for line in queries.history_of(assignment)]


def shown(line: Reminder) -> dict:
    """A line of the ledger in words."""
    return {
        "line": line,
        "subject": line.get_subject_display(),
        "stage": wording.stage(line.subject, line.stage),
        "state": wording.message_state(line.message.state),
        # Before the mail leaves it is not settled what it says.
        "is_left_out": line.left_out and line.message.state != MessageState.WAITING,
    }
