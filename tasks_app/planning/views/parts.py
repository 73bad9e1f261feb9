"""Key tasks, shortcomings, and the document that orders a plan with its clauses."""

from __future__ import annotations

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.plan.models import Clause, KeyTask, Plan, Shortcoming
from tasks_app.planning import actions, queries
from tasks_app.planning.enums import Direction
from tasks_app.planning.forms import ClauseForm, DocumentForm, KeyTaskForm, ShortcomingForm
from tasks_app.planning.views.frame import FormPage, StepPage


class NewKeyTask(FormPage):
    keeps_text_of = KeyTaskForm
    saved_text = gettext_lazy("The key task was added.")
    button = gettext_lazy("Add the key task")

    def title(self) -> str:
        return _("New key task")

    def new_form(self, data=None) -> KeyTaskForm:
        return KeyTaskForm(data)

    def act(self, form: KeyTaskForm) -> KeyTask:
        return actions.add_key_task(self.plan, form.given, **self.who_and_when)


class OfKeyTask:
    @cached_property
    def key_task(self) -> KeyTask:
        return get_object_or_404(KeyTask.objects.select_related("plan"), pk=self.kwargs["pk"])

    @cached_property
    def plan(self) -> Plan:
        return self.key_task.plan


class EditKeyTask(OfKeyTask, FormPage):
    keeps_text_of = KeyTaskForm
    saved_text = gettext_lazy("The key task was saved.")

    def title(self) -> str:
        return _("Key task %(number)d") % {"number": self.key_task.number}

    def get_context_data(self, **kwargs):
        removes = self.plan.is_draft and not self.key_task.tasks.exists()
        removal = reverse("plan_key_task_remove", args=[self.key_task.pk]) if removes else ""
        return super().get_context_data(removal=removal, **kwargs)

    def new_form(self, data=None) -> KeyTaskForm:
        self.key_task.refresh_from_db()
        return KeyTaskForm(data, saved=queries.given_of_key_task(self.key_task))

    def act(self, form: KeyTaskForm) -> KeyTask:
        return actions.edit_key_task(self.key_task, form.given, seen=form.seen_mark, **self.who_and_when)


class MoveKeyTask(OfKeyTask, StepPage):
    done_text = gettext_lazy("The key tasks are in another order now.")

    def act(self) -> None:
        direction = Direction.UP if self.request.POST.get("direction") == Direction.UP else Direction.DOWN
        actions.move_key_task(self.key_task, direction, **self.who_and_when)


class RemoveKeyTask(OfKeyTask, StepPage):
    done_text = gettext_lazy("The key task was removed.")

    def act(self) -> None:
        actions.remove_key_task(self.key_task, **self.who_and_when)


class NewShortcoming(FormPage):
    keeps_text_of = ShortcomingForm
    saved_text = gettext_lazy("The shortcoming was added.")
    button = gettext_lazy("Add the shortcoming")

    def title(self) -> str:
        return _("New shortcoming of the year before")

    def new_form(self, data=None) -> ShortcomingForm:
        return ShortcomingForm(data)

    def act(self, form: ShortcomingForm) -> Shortcoming:
        return actions.add_shortcoming(self.plan, form.given, **self.who_and_when)


class OfShortcoming:
    @cached_property
    def shortcoming(self) -> Shortcoming:
        return get_object_or_404(Shortcoming.objects.select_related("plan"), pk=self.kwargs["pk"])

    @cached_property
    def plan(self) -> Plan:
        return self.shortcoming.plan


class EditShortcoming(OfShortcoming, FormPage):
    keeps_text_of = ShortcomingForm
    saved_text = gettext_lazy("The shortcoming was saved.")

    def title(self) -> str:
        return _("Shortcoming %(number)d") % {"number": self.shortcoming.number}

    def get_context_data(self, **kwargs):
        removal = reverse("plan_shortcoming_remove", args=[self.shortcoming.pk]) if self.plan.is_draft else ""
        return super().get_context_data(removal=removal, **kwargs)

    def new_form(self, data=None) -> ShortcomingForm:
        self.shortcoming.refresh_from_db()
        return ShortcomingForm(data, saved=queries.given_of_words(self.shortcoming))

    def act(self, form: ShortcomingForm) -> Shortcoming:
        return actions.edit_shortcoming(self.shortcoming, form.given, seen=form.seen_mark, **self.who_and_when)


class RemoveShortcoming(OfShortcoming, StepPage):
    done_text = gettext_lazy("The shortcoming was removed.")

    def act(self) -> None:
        actions.remove_shortcoming(self.shortcoming, **self.who_and_when)


class EditSourceDocument(FormPage):
    """The document that orders a plan: entered where there is none, else corrected."""

    keeps_text_of = DocumentForm
    saved_text = gettext_lazy("The document was saved.")

    def title(self) -> str:
        return _("Source document")

    def new_form(self, data=None) -> DocumentForm:
        document = self.plan.source_document
        if document is None:
            return DocumentForm(data, today=self.today)
        document.refresh_from_db()
        return DocumentForm(data, saved=queries.given_of_document(document), today=self.today)

    def act(self, form: DocumentForm):
        if self.plan.source_document is None:
            return actions.enter_source_document(self.plan, form.given, **self.who_and_when)
        return actions.edit_document(self.plan.source_document, form.given, seen=form.seen_mark, **self.who_and_when)


class NewBasisDocument(FormPage):
    """A document on which tasks rest besides the one that orders the plan; it can be ticked at each task then."""

    keeps_text_of = DocumentForm
    saved_text = gettext_lazy("The document was entered. It can be ticked at the tasks that rest on it.")
    button = gettext_lazy("Enter the document")

    def title(self) -> str:
        return _("New basis document")

    def new_form(self, data=None) -> DocumentForm:
        return DocumentForm(data, today=self.today)

    def act(self, form: DocumentForm):
        return actions.enter_document(form.given, **self.who_and_when)


class NewClause(FormPage):
    keeps_text_of = ClauseForm
    saved_text = gettext_lazy("The clause was added.")
    button = gettext_lazy("Add the clause")

    def title(self) -> str:
        return _("New clause of the source document")

    def get(self, request, *args, **kwargs):
        """A clause is cut out of a document, which has to be there first."""
        if self.plan.source_document is None:
            return redirect("plan_document", self.plan.year)
        return super().get(request, *args, **kwargs)

    def new_form(self, data=None) -> ClauseForm:
        return ClauseForm(data)

    def act(self, form: ClauseForm) -> Clause:
        if self.plan.source_document is None:
            raise actions.NoDocument
        return actions.add_clause(self.plan.source_document, form.given, **self.who_and_when)


class OfClause:
    @cached_property
    def clause(self) -> Clause:
        return get_object_or_404(Clause, document=self.plan.source_document_id, pk=self.kwargs["pk"])


class EditClause(OfClause, FormPage):
    keeps_text_of = ClauseForm
    saved_text = gettext_lazy("The clause was saved.")

    def title(self) -> str:
        return _("Clause %(code)s") % {"code": self.clause.code}

    def get_context_data(self, **kwargs):
        removal = (
            "" if self.clause.tasks.exists() else reverse("plan_clause_remove", args=[self.clause.pk, self.plan.year])
        )
        return super().get_context_data(removal=removal, **kwargs)

    def new_form(self, data=None) -> ClauseForm:
        self.clause.refresh_from_db()
        return ClauseForm(data, saved=queries.given_of_words(self.clause))

    def act(self, form: ClauseForm) -> Clause:
        return actions.edit_clause(self.clause, form.given, seen=form.seen_mark, **self.who_and_when)


class RemoveClause(OfClause, StepPage):
    done_text = gettext_lazy("The clause was removed.")

    def where_to(self) -> str:
        return reverse("plan_editor", args=[self.clause.document.plans.get(year=self.kwargs["year"]).year])

    def act(self) -> None:
        actions.remove_clause(self.clause, **self.who_and_when)
