from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.common.admin import FoldedSearchMixin, ReadOnlyAdmin, ShownMixin, in_language
from tasks_app.plan.models import Assignment, Clause, KeyTask, Phase, Plan, Shortcoming, SourceDocument, Task


class KeyTaskInline(ShownMixin, admin.StackedInline):
    model = KeyTask
    extra = 0


class ShortcomingInline(ShownMixin, admin.StackedInline):
    model = Shortcoming
    extra = 0


@admin.register(Plan)
class PlanAdmin(ReadOnlyAdmin):
    """A plan is made, changed, published and closed on its pages, whose actions let deadlines and periods follow."""

    acts_on = ("plan_list", _("Plans"))
    page = "plan_editor"
    page_by = "year"
    list_display = ["year", in_language("motto", _("motto")), "published_at", "closed_at", "is_demonstration"]
    inlines = [KeyTaskInline, ShortcomingInline]


class ClauseInline(ShownMixin, admin.StackedInline):
    model = Clause
    extra = 0


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    acts_on = ("plan_list", _("Plans"))
    list_display = ["number", in_language("title", _("title")), "issued_on"]
    search_fields = ["number", "title_vi"]
    inlines = [ClauseInline]


@admin.register(Task)
class TaskAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    """Tasks and their deadlines change on the pages of the plan; after it is published a deadline is only extended."""

    acts_on = ("plan_list", _("Plans"))
    page = "task_detail"
    list_display = [
        "number",
        in_language("title", _("title")),
        "deadline_on",
        in_language("deadline_words", _("words of the deadline")),
    ]
    list_filter = ["key_task__plan", "key_task"]
    list_select_related = ["key_task"]
    search_fields = ["search"]


@admin.register(Assignment)
class AssignmentAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    """Assignments change by actions, which keep the dated facts and the record."""

    acts_on = ("assignment_list", _("Assignments"))
    page = "assignment_detail"
    list_display = ["task", "organisation", "responsible", "state", "deadline_on"]
    list_filter = ["state", "task__key_task"]
    list_select_related = ["task__key_task", "organisation", "responsible"]
    search_fields = ["task__search", "organisation__search"]


@admin.register(Phase)
class PhaseAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    """How an assignment stood from day to day; boards of past days read it."""

    help = _("Only shown here. It follows from what is done with the work, on the page:")
    acts_on = ("assignment_list", _("Assignments"))
    list_display = ["assignment", "organisation", "responsible", "state", "deadline_on", "valid_from", "valid_to"]
    list_filter = ["state"]
    list_select_related = ["assignment__task__key_task", "assignment__organisation", "organisation", "responsible"]
    search_fields = ["assignment__task__search", "organisation__search"]
    show_full_result_count = False
