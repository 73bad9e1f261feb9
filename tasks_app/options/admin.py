from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.common.admin import ReadOnlyAdmin
from tasks_app.options.models import OptionChange


@admin.register(OptionChange)
class OptionChangeAdmin(ReadOnlyAdmin):
    """What was set when, and by whom; settings are changed on their page."""

    acts_on = ("option_list", _("Settings"))
    list_display = ["key", "old", "new", "at", "by"]
    list_filter = ["key"]
    exclude = ["number"]
    list_select_related = ["by", "for_person"]
