"""An organisation is put right, or entered where it follows no other."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tasks_app.organisations.actions import OrganisationConflict, correct_organisation, found_organisation
from tasks_app.organisations.enums import OrganisationKind
from tasks_app.organisations.models import Organisation
from tasks_app.people.views.typed import KeepsTextMixin, typed_before
from tasks_app.reorganisations.forms import CorrectionForm, FoundingForm
from tasks_app.reorganisations.views.looking import ReorganisationPage


class CorrectOrganisation(KeepsTextMixin, ReorganisationPage):
    template_name = "reorganisations/organisation_edit.html"
    keeps_text_of = CorrectionForm
    for_keepers = True

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(Organisation, pk=self.kwargs["pk"])

    def get_context_data(self, *, form: CorrectionForm | None = None, **kwargs):
        form = form or CorrectionForm(typed_before(self.request), organisation=self.organisation)
        return super().get_context_data(form=form, organisation=self.organisation, **kwargs)

    def post(self, request, *args, **kwargs):
        form = CorrectionForm(request.POST, organisation=self.organisation)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            its = correct_organisation(self.organisation, form.given, seen=form.was, by=request.actor, at=self.now)
        except OrganisationConflict as conflict:
            form.add_error(None, str(conflict))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, _("It was saved."))
        return redirect("organisation_detail", its.pk)


class FoundOrganisation(KeepsTextMixin, ReorganisationPage):
    template_name = "reorganisations/organisation_new.html"
    keeps_text_of = FoundingForm
    for_keepers = True

    def new_form(self, data=None) -> FoundingForm:
        districts = Organisation.objects.in_being(self.today).filter(kind=OrganisationKind.LOCALITY)
        return FoundingForm(data, districts=list(districts.order_by("order", "pk")))

    def get_context_data(self, *, form: FoundingForm | None = None, **kwargs):
        return super().get_context_data(form=form or self.new_form(typed_before(self.request)), **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        its = found_organisation(form.given, basis=form.cleaned_data["basis"], by=request.actor, at=self.now)
        messages.success(request, _("It was saved."))
        return redirect("organisation_detail", its.pk)
