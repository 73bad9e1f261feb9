from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.common.admin import FoldedSearchMixin, ReadOnlyAdmin, ShownMixin, in_language
from tasks_app.organisations.models import Group, GroupMembership, Organisation


@admin.register(Organisation)
class OrganisationAdmin(FoldedSearchMixin, ReadOnlyAdmin):
    """Organisations are entered, renamed and reorganised on their pages, which keep what was."""

    acts_on = ("organisation_tree", _("All organisations"))
    page = "organisation_detail"
    list_display = [in_language("name", _("name")), "kind", "valid_from", "valid_to", "successor"]
    list_filter = ["kind"]
    list_select_related = ["successor"]
    search_fields = ["search"]


class GroupMembershipInline(ShownMixin, admin.StackedInline):
    model = GroupMembership
    extra = 0


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """Groups are made, joined and left on their pages."""

    acts_on = ("group_list", _("Groups and key units"))
    page = "group_detail"
    list_display = [in_language("name", _("name")), "key"]
    search_fields = ["name_vi", "key"]
    inlines = [GroupMembershipInline]
