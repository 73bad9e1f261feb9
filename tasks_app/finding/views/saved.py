"""Saved views: each person's own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.finding import actions, queries
from tasks_app.finding.enums import ListPage
from tasks_app.finding.forms import SaveViewForm, ViewForm
from tasks_app.finding.models import SavedView
from tasks_app.finding.permissions import can_search, can_share_views
from tasks_app.finding.queries import address_of


class _Page(LoginRequiredMixin, TemplateView):
    """A page for everyone with a role; a view is kept by who sits at the keyboard, whomever he acts for."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_search(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_share(self) -> bool:
        return can_share_views(self.request.standing)

    def shared(self, form: ViewForm) -> bool:
        return form.cleaned_data.get("is_shared", False)


class SavedViewList(_Page):
    template_name = "finding/view_list.html"

    def get_context_data(self, **kwargs):
        views = [(one, address_of(one)) for one in queries.own_views(self.request.user)]
        return super().get_context_data(views=views, **kwargs)


class SaveView(_Page):
    """Keep what the address of a list asks for. The form stands above the list; here it comes back with its errors."""

    template_name = "finding/view_save.html"

    def get(self, request, *args, **kwargs):
        """Who only opens the address, as after a sign-in, is asked for the name."""
        asked = {name: request.GET.get(name, "") for name in ("page", "query", "name")}
        if asked["page"] not in ListPage.values:
            raise Http404
        return self.render_to_response(
            self.get_context_data(form=SaveViewForm(initial=asked, may_share=self.may_share))
        )

    def post(self, request, *args, **kwargs):
        form = SaveViewForm(request.POST, may_share=self.may_share)
        if request.POST.get("page") not in ListPage.values:
            raise Http404
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            view = actions.save_view(
                request.user,
                ListPage(form.cleaned_data["page"]),
                name=form.cleaned_data["name"],
                query=form.cleaned_data["query"],
                replaces=form.cleaned_data["replaces"],
                is_shared=self.shared(form),
            )
        except actions.ViewRefused as refused:
            if isinstance(refused, actions.NameTaken):
                form.offer_replacing()
            form.add_error("name", str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("The view “%(name)s” was saved.") % {"name": view.name})
        return redirect(address_of(view))

    def get_context_data(self, *, form, **kwargs):
        page = ListPage(form["page"].value())
        return super().get_context_data(form=form, page=page, **kwargs)


class _OwnView(_Page):
    """A page about one of his own views; another's does not exist for him."""

    @property
    def view(self) -> SavedView:
        return get_object_or_404(queries.own_views(self.request.user), pk=self.kwargs["pk"])


class EditView(_OwnView):
    template_name = "finding/view_edit.html"

    def get_context_data(self, *, form=None, **kwargs):
        view = self.view
        form = form or ViewForm(initial={"name": view.name, "is_shared": view.is_shared}, may_share=self.may_share)
        return super().get_context_data(form=form, view=view, **kwargs)

    def post(self, request, *args, **kwargs):
        view, form = self.view, ViewForm(request.POST, may_share=self.may_share)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            actions.change_view(view, name=form.cleaned_data["name"], is_shared=self.shared(form))
        except actions.ViewRefused as refused:
            form.add_error("name", str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("The view was changed."))
        return redirect("view_list")


class RemoveView(_OwnView):
    """On a page of its own, which says what goes and what stays."""

    template_name = "finding/view_remove.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(view=self.view, **kwargs)

    def post(self, request, *args, **kwargs):
        view = self.view
        actions.remove_view(view)
        messages.success(request, _("The view “%(name)s” was removed.") % {"name": view.name})
        return redirect("view_list")
