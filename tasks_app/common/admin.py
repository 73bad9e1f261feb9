from collections.abc import Callable, Sequence

from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tasks_app.common.text import folded


class FoldedSearchMixin:
    """For ``search_fields`` without marks: what is typed with marks is looked for without them."""

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, folded(search_term))


def in_language(name: str, label) -> Callable:
    """A column for ``list_display`` of what stands in both languages, in that of the page."""

    @admin.display(description=label, ordering=f"{name}_vi")
    def column(obj):
        return obj.in_language(name)

    column.__name__ = name
    return column


class PagesMixin:
    """Says where in the product the shown things change.

    ``acts_on``: the name and the label of that page, none where nothing changes them; ``page``: the name of the page of
    one thing, with its ``page_by`` in the address.
    """

    help = _("Only shown here. It changes on the page:")
    acts_on: tuple[str, str] | None = None
    page = ""
    page_by = "pk"

    def get_view_on_site_url(self, obj=None):
        return reverse(self.page, args=[getattr(obj, self.page_by)]) if obj and self.page else None

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**self._said(), **(extra_context or {})})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(request, object_id, form_url, {**self._said(), **(extra_context or {})})

    def _said(self) -> dict:
        acts_on = {"url": reverse(self.acts_on[0]), "label": self.acts_on[1]} if self.acts_on else None
        return {"help": self.help, "acts_on": acts_on}


class ShownMixin:
    """What changes by actions alone: staff may look."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(PagesMixin, ShownMixin, admin.ModelAdmin):
    pass


def in_sections(list_of_apps: Callable, sections: dict[str, Sequence[str]]) -> Callable:
    """``get_app_list`` of an administration whose models stand in named sections, in the order given."""

    def get_app_list(request, app_label=None):
        models = {one["object_name"]: (app, one) for app in list_of_apps(request, app_label) for one in app["models"]}
        return [
            {**models[found[0]][0], "name": name, "models": [models[one][1] for one in found]}
            for name, its in sections.items()
            if (found := [one for one in its if one in models])
        ]

    return get_app_list
