from collections.abc import Callable
from datetime import date
from typing import ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.options.queries import options
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import can_decide, can_see_assignment, can_see_task
from tasks_app.plan.queries import with_names
from tasks_app.plan.rules import decisions_in
from tasks_app.reporting import queries
from tasks_app.reporting.forms import Merge, ReportForm
from tasks_app.reporting.models import ProgressReport
from tasks_app.reporting.permissions import can_open_extension, can_report, can_review
from tasks_app.reporting.rules import Obstacle
from tasks_app.reporting.wording import obstacle_in_words

# The sections of My work as they are headed, in its order; the button of a row is a filled one in some.
WORK_GROUPS = {
    "overdue": gettext_lazy("Overdue"),
    "returned": gettext_lazy("Returned to me"),
    "due_soon": gettext_lazy("Due soon"),
    "periodic": gettext_lazy("Periodic reports"),
    "waiting": gettext_lazy("Awaiting confirmation"),
    "later": gettext_lazy("Not due yet"),
    "done": gettext_lazy("Completed"),
}
FILLED = {"overdue", "returned"}
SAID_OBSTACLES = {Obstacle.LIMIT_REACHED, Obstacle.IS_WAITING}  # the others one sees from the page itself


class MyWork(LoginRequiredMixin, TemplateView):
    """What the person answers for, the most urgent first."""

    template_name = "reporting/my_work.html"
    paginate_by = 50

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.standing.has_work:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def today(self) -> date:
        return clock.today()

    @property
    def asked_group(self) -> str:
        """The group that the address asks for, which then has pages of its own; "" where it asks for none."""
        asked = self.request.GET.get("group", "")
        return asked if asked in WORK_GROUPS else ""

    def work(self, *, whole: bool = False) -> queries.MyWork:
        return queries.my_work(self.request.standing, today=self.today, calendar=working_calendar(), whole=whole)

    def get_template_names(self):
        return ["reporting/my_work_section.html"] if self.asked_group else super().get_template_names()

    def get_context_data(self, **kwargs):
        its = self.section(self.asked_group) if self.asked_group else {"work": self.work()}
        return super().get_context_data(today=self.today, **its, **kwargs)

    def section(self, name: str) -> dict:
        who = self.request.standing
        keys = queries.section_of_my_work(who, name, today=self.today)
        page = Paginator(keys, self.paginate_by).get_page(self.request.GET.get("page"))
        return {
            "label": WORK_GROUPS[name],
            "page_obj": page,
            "rows": queries.rows_of_my_work(who, page.object_list, today=self.today, calendar=working_calendar()),
            "filled": name in FILLED,
        }


class AssignmentPage(LoginRequiredMixin, TemplateView):
    """The facts of an assignment, where it stands, what comes next, and its record.

    ``beside``: what columns to the right tell of an assignment here, by the name that the template has for it. They
    add it where they name their addresses; this column knows none of them.
    """

    template_name = "reporting/assignment_detail.html"
    beside: ClassVar[dict[str, Callable[[Assignment], object]]] = {}

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.load(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def load(self, pk: int) -> None:
        """The assignment and what its page shows; what the person may not see does not exist for him."""
        self.assignment = get_object_or_404(
            queries.with_receipt(queries.with_roles(with_names(Assignment.objects.all()))).select_related(
                "task__clause__document", "carried_to__key_task__plan"
            ),
            pk=pk,
        )
        queries.take_contributions(self.assignment)
        if not can_see_assignment(self.request.standing, self.assignment):
            raise Http404
        self.may_report = can_report(self.request.standing, self.assignment)
        self.today = clock.today()
        reports_now = self.may_report and self.assignment.takes_reports
        self.dues = queries.offered_dues(self.assignment, today=self.today) if reports_now else []
        calendar = working_calendar()
        self.page = queries.assignment_page(self.assignment, today=self.today, calendar=calendar)
        self.roles = queries.roles_in(self.assignment, self.request.standing, today=self.today, calendar=calendar)

    def get_context_data(self, *, form: ReportForm | None = None, merge: Merge | None = None, **kwargs):
        if form is None and self.may_report and self.assignment.takes_reports:
            form = self.new_form()
        waiting = self.page.waiting
        return super().get_context_data(
            assignment=self.assignment,
            page=self.page,
            roles=self.roles,
            form=form,
            next_due=self.dues[0] if self.dues else None,
            merge=merge,
            may_review=waiting is not None and can_review(self.request.standing, waiting, on=self.today),
            decisions=decisions_in(self.assignment.state) if can_decide(self.request.standing) else [],
            opens_next_task=self.assignment.carried_to is not None
            and can_see_task(self.request.standing, self.assignment.carried_to),
            today=self.today,
            answer_within=options().answer_within,
            beside={name: tell(self.assignment) for name, tell in self.beside.items()},
            **self.extending(),
            **kwargs,
        )

    def extending(self) -> dict:
        """Whether the one who looks can ask for an extension, or open one; where he cannot, why not."""
        assignment, extensions = self.assignment, self.page.extensions
        limit = assignment.task.key_task.plan.extensions_limit
        obstacle = queries.obstacle_to(assignment, extensions, limit=limit)
        opens = can_open_extension(self.request.standing, assignment)
        return {
            "may_ask_for_extension": self.may_report and obstacle is None,
            "may_open_extension": opens and queries.obstacle_to(assignment, extensions, limit=None) is None,
            "why_no_extension": (
                obstacle_in_words(obstacle, state=assignment.state, limit=limit)
                if self.may_report and obstacle in SAID_OBSTACLES
                else ""
            ),
        }

    def new_form(self, data=None, files=None, *, theirs: ProgressReport | None = None) -> ReportForm:
        """The form of the next report; where it is merged with another's version, with the files of both."""
        previous = self.page.last_sent
        named = [*data.getlist("files"), *data.getlist("mine-files")] if data is not None else []
        if theirs is not None:
            named += [str(file.pk) for file in theirs.files.all()]
        return ReportForm(
            data,
            files,
            on_offer=queries.files_on_offer(self.assignment, draft=self.page.draft, previous=previous, named=named),
            today=self.today,
            initial=ReportForm.initial_from(self.page.draft, previous),
            is_overdue=self.page.is_overdue,
            previous_percent=previous.percent if previous else None,
            dues=self.dues,
        )
