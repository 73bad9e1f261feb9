from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.common.admin import ReadOnlyAdmin
from tasks_app.journal.admin import NotesViewsMixin
from tasks_app.mailing.models import Message


@admin.register(Message)
class MessageAdmin(NotesViewsMixin, ReadOnlyAdmin):
    """The outbox for whoever helps: what happened to a mail. Mails with secrets are left out, and so are the texts."""

    acts_on = ("message_list", _("Outbox"))
    page = "message_detail"
    list_display = ["created_at", "kind", "to_person", "to_address", "state", "attempts"]
    list_filter = ["state", "kind"]
    list_select_related = ["to_person"]
    search_fields = ["to_address"]
    date_hierarchy = "created_at"
    exclude = ["text", "html", "headers", "claimed_by"]
    show_full_result_count = False

    def whose(self, obj):
        return obj.to_person

    def get_queryset(self, request):
        return Message.objects.showable().defer("text", "html")
