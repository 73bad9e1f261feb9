from django.contrib import admin

from tasks_app.common.text import folded


class FoldedSearchMixin:
    """For ``search_fields`` without marks: what is typed with marks is looked for without them."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, folded(search_term))


class ReadOnlyAdmin(admin.ModelAdmin):
    """For what changes by actions alone: staff may look."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
