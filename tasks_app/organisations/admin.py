from django.contrib import admin

from tasks_app.common.admin import FoldedSearchMixin
from tasks_app.organisations.models import Group, GroupMembership, Organisation


@admin.register(Organisation)
class OrganisationAdmin(FoldedSearchMixin, admin.ModelAdmin):
    list_display = ["name_vi", "kind", "valid_from", "valid_to", "successor"]
    list_filter = ["kind"]
    list_select_related = ["successor"]
    search_fields = ["search"]
    autocomplete_fields = ["successor"]


class GroupMembershipInline(admin.TabularInline):
    model = GroupMembership
    autocomplete_fields = ["organisation"]
    extra = 0


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin):
    list_display = ["name_vi", "key"]
    inlines = [GroupMembershipInline]
