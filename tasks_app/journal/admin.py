from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tasks_app.common import clock
from tasks_app.common.admin import PagesMixin, ReadOnlyAdmin
from tasks_app.journal.actions import note_view, record
from tasks_app.journal.models import Entry


class RecordedAdmin(PagesMixin, admin.ModelAdmin):
    """For the little that is entered in the administration itself: each change has its line in the record, beside
    Django's own note, and nothing is deleted."""

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """Keeps old and new of what changed for the line that ``log_change`` writes in the same transaction."""
        before = type(obj)._base_manager.filter(pk=obj.pk).values().first() if change else {}
        super().save_model(request, obj, form, change)
        request.changed_here = {
            name: [str(before[column]), str(getattr(obj, column))]
            for name, column in ((one.name, one.attname) for one in obj._meta.concrete_fields)
            if name in form.changed_data and before
        }

    def log_addition(self, request, obj, message):
        record("administration.added", obj, by=request.actor, at=clock.now(), name=str(obj))
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        if message:  # empty: somebody saved without a change
            changed = getattr(request, "changed_here", {})
            record("administration.changed", obj, by=request.actor, at=clock.now(), changed=changed, what=message)
        return super().log_change(request, obj, message)


class NotesViewsMixin:
    """Keeps who opened a page with personal data, as the pages of the product do.

    ``noted``: which of the two pages shows them; ``whose`` says of a row whose they are.
    """

    noted = ("changelist", "change")

    def whose(self, obj):
        return obj

    def changelist_view(self, request, extra_context=None):
        if "changelist" in self.noted and request.method == "GET":
            self._note("changelist", None, request)
        return super().changelist_view(request, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, object_id) if request.method == "GET" else None
        if "change" in self.noted and obj is not None and self.has_view_permission(request, obj):
            self._note("change", self.whose(obj), request)
        return super().change_view(request, object_id, form_url, extra_context)

    def _note(self, page: str, person, request) -> None:
        name = f"{self.opts.app_label}_{self.opts.model_name}_{page}"
        note_view(f"admin:{name}", of=person, by=request.actor, at=clock.now())


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    help = _("The record is written by whatever is done, and by nothing else; nobody changes it.")
    list_display = ["at", "verb", "number", "by", "for_person"]
    list_filter = ["verb"]
    list_select_related = ["by", "for_person"]
    date_hierarchy = "at"
    show_full_result_count = False
    exclude = ["subject_id"]

    @admin.display(description=_("about"))
    def number(self, obj: Entry) -> str:
        """As it is stored: a name of the code, and a key, in which no separator stands."""
        return format_html("<code>{} {}</code>", obj.subject_kind, str(obj.subject_id))
