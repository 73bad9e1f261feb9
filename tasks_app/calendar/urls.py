from django.urls import path

from tasks_app.calendar import views

urlpatterns = [
    path("working-calendar/", views.CalendarYearPage.as_view(), name="calendar_year"),
    path("working-calendar/enter/", views.EnterDays.as_view(), name="calendar_enter"),
    path("working-calendar/confirm/", views.ConfirmDays.as_view(), name="calendar_confirm"),
    path("working-calendar/<int:year>/holidays/", views.TakeOverHolidays.as_view(), name="calendar_holidays"),
    path("working-calendar/days/<int:pk>/edit/", views.ChangeDay.as_view(), name="calendar_day_edit"),
    path("working-calendar/days/<int:pk>/remove/", views.RemoveDay.as_view(), name="calendar_day_remove"),
]
