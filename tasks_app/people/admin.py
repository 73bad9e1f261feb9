from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from tasks_app.common.admin import FoldedSearchMixin
from tasks_app.people.forms import PersonChangeForm, PersonCreationForm
from tasks_app.people.models import Appointment, Oversight, Person


class AppointmentInline(admin.TabularInline):
    model = Appointment
    autocomplete_fields = ["organisation"]
    extra = 0


class OversightInline(admin.TabularInline):
    model = Oversight
    autocomplete_fields = ["organisation"]
    extra = 0


@admin.register(Person)
class PersonAdmin(FoldedSearchMixin, UserAdmin):
    """Accounts and what people are appointed to. Rights come from the appointments, so no permission lists here."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    inlines = [AppointmentInline, OversightInline]
    list_display = ["full_name", "username", "position_vi", "organisation", "is_active"]
    list_filter = ["is_active", "appointments__role"]
    list_select_related = ["organisation"]
    search_fields = ["search", "email"]
    autocomplete_fields = ["organisation"]
    ordering = ["name_key", "pk"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "email", "position_vi", "position_en", "organisation", "language"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "full_name", "email", "password1", "password2"]}),
    ]
