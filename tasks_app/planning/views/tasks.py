"""The form of a task, and what becomes of a draft."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.calendar.queries import working_calendar
from tasks_app.common.text import key_in
from tasks_app.plan.models import Task
from tasks_app.planning import actions, queries
from tasks_app.planning.forms import TaskForm
from tasks_app.planning.views.frame import FormPage, OfTaskMixin, StepPage
from tasks_app.planning.wording import reading_in_words


class TaskPage(FormPage):
    """The first press shows what the deadline was taken for, the second one saves."""

    template_name = "planning/task_form.html"
    keeps_text_of = TaskForm
    saved_text = gettext_lazy("The task was saved.")

    def get_context_data(self, *, form: TaskForm | None = None, **kwargs):
        context = super().get_context_data(form=form, **kwargs)
        form = context["form"]
        reading = getattr(form, "reading", None)
        shown = reading_in_words(reading, self.plan, working_calendar()) if reading else None
        return context | {"reading": shown, "asks": getattr(self, "asks", False), "task": form.task}

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.answer(form, 422)
        if form.needs_confirmation:
            self.asks = True
            form.ask()
            return self.answer(form, 422)
        return self.done_or_refused(form)


class NewTask(TaskPage):
    button = gettext_lazy("Add the task")

    def title(self) -> str:
        return _("New task")

    def new_form(self, data=None) -> TaskForm:
        asked = {name: key_in(self.request.GET.get(name, "")) for name in ("key_task", "clause", "shortcoming")}
        shortcoming = asked.pop("shortcoming")
        initial = asked | {"shortcomings": [shortcoming] if shortcoming else []}
        return TaskForm(data, plan=self.plan, today=self.today, initial=initial)

    def act(self, form: TaskForm) -> Task:
        key_task = self.plan.key_tasks.get(pk=form.cleaned_data["key_task"])
        return actions.add_task(key_task, form.given, **self.who_and_when)

    def where_to(self, task: Task) -> str:
        """A new task is given out next."""
        return reverse("plan_task_give", args=[task.pk])


class EditTask(OfTaskMixin, TaskPage):
    def title(self) -> str:
        return _("Task %(number)s") % {"number": self.task.number}

    @cached_property
    def removal(self) -> str:
        return reverse("plan_task_remove", args=[self.task.pk]) if self.task.is_draft else ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(removal=self.removal, **kwargs)

    def new_form(self, data=None) -> TaskForm:
        saved = queries.given_of_task(self.task)
        return TaskForm(data, plan=self.plan, task=self.task, saved=saved, today=self.today)

    def act(self, form: TaskForm) -> Task:
        return actions.edit_task(self.task, form.given, seen=form.seen_mark, basis=form.basis, **self.who_and_when)

    def where_to(self, task: Task) -> str:
        return f"{reverse('plan_editor', args=[self.plan.year])}#task-{task.pk}"


class RemoveTask(OfTaskMixin, StepPage):
    done_text = gettext_lazy("The task was removed from the plan.")

    def act(self) -> None:
        actions.remove_task(self.task, **self.who_and_when)


class IssueTask(OfTaskMixin, StepPage):
    """A draft in a published plan goes out."""

    done_text = gettext_lazy("The task was issued; its people are told.")

    def act(self) -> None:
        actions.issue_task(self.task, **self.who_and_when)

    def where_to(self) -> str:
        return reverse("plan_task_give", args=[self.task.pk])
