from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.calendar.models import CalendarDay
from tasks_app.common.admin import ReadOnlyAdmin, in_language


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnlyAdmin):
    acts_on = ("calendar_year", _("Working calendar"))
    list_display = ["day", "kind", in_language("name", _("name")), "notice_number"]
    list_filter = ["kind"]
    date_hierarchy = "day"
