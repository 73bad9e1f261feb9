from django.contrib import admin

from tasks_app.calendar.models import CalendarDay
from tasks_app.common.admin import ReadOnlyAdmin


@admin.register(CalendarDay)
class CalendarDayAdmin(ReadOnlyAdmin):
    list_display = ["day", "kind", "name_vi", "notice_number"]
    list_filter = ["kind"]
    date_hierarchy = "day"
