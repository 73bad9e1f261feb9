from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from tasks_app.common import clock
from tasks_app.common.admin import FoldedSearchMixin, ShownMixin, in_language
from tasks_app.journal.admin import NotesViewsMixin, RecordedAdmin
from tasks_app.people.actions import AccountRefused, appoint, edit_person
from tasks_app.people.enums import Role
from tasks_app.people.forms import PersonChangeForm, PersonCreationForm
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.people.rules import PersonGiven

KEPT_BY_ACTION = list(PersonGiven.__dataclass_fields__)


class AppointmentInline(ShownMixin, admin.StackedInline):
    """Shows what was, and takes another: it is given by the action that refuses oneself and what overlaps. An
    appointment is ended on the page of its person."""

    model = Appointment
    autocomplete_fields = ["organisation"]
    fields = ["role", "organisation", "post", "valid_from", "valid_to"]
    readonly_fields = ["valid_to"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return obj is not None  # whoever is new first has to be there


class OversightInline(ShownMixin, admin.StackedInline):
    model = Oversight
    fields = ["organisation", "valid_from", "valid_to", "basis"]
    extra = 0


@admin.register(Person)
class PersonAdmin(NotesViewsMixin, FoldedSearchMixin, RecordedAdmin, UserAdmin):
    """Accounts, and the appointments that a new installation begins with; everything else is on the pages of people.

    Rights come from the appointments, so no permission lists here, and who may sign in is decided on the person's page.
    """

    help = _("New accounts and first roles are entered here; everything else on the page:")
    acts_on = ("person_list", _("People"))
    page = "person_detail"
    noted = ("change",)
    form = PersonChangeForm
    add_form = PersonCreationForm
    inlines = [AppointmentInline, OversightInline]
    list_display = ["full_name", "username", in_language("position", _("position")), "organisation", "is_active"]
    list_filter = ["is_active", "appointments__role"]
    list_select_related = ["organisation"]
    search_fields = ["search", "email"]
    autocomplete_fields = ["organisation"]
    ordering = ["name_key", "pk"]
    filter_horizontal = []
    readonly_fields = ["is_active", "is_staff", "is_superuser", "last_login"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["full_name", "email", "position_vi", "position_en", "organisation", "language"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser", "last_login"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "full_name", "email", "password1", "password2"]}),
    ]

    def get_inline_instances(self, request, obj=None):
        """Roles and oversight once the account is there: before, nothing but their headings could be shown."""
        return super().get_inline_instances(request, obj) if obj else []

    def save_model(self, request, obj, form, change):
        """A person is put right by the action that the pages use, which records old and new."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        before = Person.objects.filter(pk=obj.pk).values(*KEPT_BY_ACTION).get()
        given = PersonGiven(**{name: getattr(obj, name) for name in KEPT_BY_ACTION})
        try:
            edit_person(obj, given, seen=before, by=request.actor, at=clock.now())
        except AccountRefused as refused:
            messages.error(request, str(refused))

    def save_formset(self, request, form, formset, change):
        for line in formset.forms:
            if formset.model is Appointment and line.has_changed() and not line.instance.pk:
                self._appoint(request, form.instance, line.instance)
        formset.new_objects = formset.changed_objects = formset.deleted_objects = []

    def _appoint(self, request, person: Person, wanted: Appointment) -> None:
        its = {"organisation": wanted.organisation, "post": wanted.post, "since": wanted.valid_from}
        try:
            appoint(person, Role(wanted.role), **its, by=request.actor, at=clock.now())
        except AccountRefused as refused:
            messages.error(request, str(refused))
