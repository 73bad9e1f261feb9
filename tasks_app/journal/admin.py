from django.contrib import admin

from tasks_app.common.admin import ReadOnlyAdmin
from tasks_app.journal.models import Entry


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "verb", "subject_kind", "subject_id", "by", "for_person"]
    list_filter = ["verb", "subject_kind"]
    list_select_related = ["by", "for_person"]
    date_hierarchy = "at"
