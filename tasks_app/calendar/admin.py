from django.contrib import admin

from tasks_app.calendar.models import CalendarDay


@admin.register(CalendarDay)
class CalendarDayAdmin(admin.ModelAdmin):
    list_display = ["day", "kind", "name_vi", "notice_number"]
    list_filter = ["kind"]
    date_hierarchy = "day"
