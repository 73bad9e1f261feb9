from django.contrib import admin

from tasks_app.common import clock
from tasks_app.common.admin import FoldedSearchMixin, ReadOnlyAdmin
from tasks_app.plan.actions import follow_calendar
from tasks_app.plan.models import Assignment, Clause, KeyTask, Plan, Shortcoming, SourceDocument, Task


class KeyTaskInline(admin.StackedInline):
    model = KeyTask
    extra = 0


class ShortcomingInline(admin.StackedInline):
    model = Shortcoming
    extra = 0


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    """Motto, key tasks and shortcomings: the wording that the secretariat keeps."""

    list_display = ["year", "motto_vi", "is_demonstration"]
    inlines = [KeyTaskInline, ShortcomingInline]
    filter_horizontal = ["key_units"]

    def save_model(self, request, obj, form, change):
        """A plan says whether deadlines roll over days off."""
        super().save_model(request, obj, form, change)
        follow_calendar(at=clock.now())


class ClauseInline(admin.StackedInline):
    model = Clause
    extra = 0


@admin.register(SourceDocument)
class SourceDocumentAdmin(admin.ModelAdmin):
    list_display = ["number", "title_vi", "issued_on"]
    inlines = [ClauseInline]


@admin.register(Task)
class TaskAdmin(FoldedSearchMixin, admin.ModelAdmin):
    list_display = ["number", "title_vi", "deadline_on", "deadline_words_vi"]
    list_filter = ["key_task__plan", "key_task"]
    list_select_related = ["key_task"]
    search_fields = ["search"]
    filter_horizontal = ["basis_documents", "shortcomings"]


@admin.register(Assignment)
class AssignmentAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    """Assignments change by actions, which keep the dated facts and the record."""

    list_display = ["task", "organisation", "responsible", "state", "deadline_on"]
    list_filter = ["state", "task__key_task"]
    list_select_related = ["task__key_task", "organisation", "responsible"]
    search_fields = ["task__search", "organisation__search"]
