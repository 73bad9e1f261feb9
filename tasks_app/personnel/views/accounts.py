"""Accounts are made, put right and closed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tasks_app.common import clock
from tasks_app.common.dates import local_day
from tasks_app.journal.actions import note_view
from tasks_app.organisations.models import Organisation
from tasks_app.people import actions as people
from tasks_app.people.models import Person
from tasks_app.people.queries import has_second_factor, invited_by
from tasks_app.people.views.typed import KeepsTextMixin, typed_before
from tasks_app.personnel import actions, queries
from tasks_app.personnel.forms import PasswordForm, PersonForm, ReasonForm
from tasks_app.personnel.permissions import can_change_account, can_keep_people
from tasks_app.personnel.views.looking import PeoplePage


class Editing(KeepsTextMixin, PeoplePage):
    """A form about a person: refused with a sentence, it comes back filled."""

    def get_context_data(self, *, form=None, **kwargs):
        its = self.person if "pk" in self.kwargs else None
        form = form or self.new_form(typed_before(self.request))
        return super().get_context_data(form=form, person=its, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            said = self.act(form)
        except (people.AccountRefused, actions.ReplacementRefused) as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(request, said)
        return redirect("person_detail", self.person.pk)


class ChangingAccount(Editing):
    """Of an account whose roles are all this person's to give."""

    def dispatch(self, request, *args, **kwargs):
        who = request.standing if request.user.is_authenticated else None
        if who and not can_change_account(who, queries.powers_of(self.person, on=self.today)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class WithOrganisations:
    @cached_property
    def organisations(self) -> list[Organisation]:
        """Those whose people can have accounts: all in being."""
        return list(Organisation.objects.in_being(self.today).defer("search").order_by("order", "pk"))


class InvitePerson(WithOrganisations, Editing):
    template_name = "personnel/person_edit.html"
    keeps_text_of = PersonForm

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_keep_people(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def new_form(self, data=None) -> PersonForm:
        return PersonForm(data, organisations=self.organisations)

    def act(self, form: PersonForm) -> str:
        self.person, _invitation = people.invite_person(form.given, by=self.request.actor, at=self.now)
        return _("The account was made and the link mailed to %(address)s. Now give the roles.") % {
            "address": self.person.email
        }


class EditPerson(WithOrganisations, ChangingAccount):
    template_name = "personnel/person_edit.html"
    keeps_text_of = PersonForm

    def get(self, request, *args, **kwargs):
        note_view("person_edit", of=self.person, by=request.actor, at=self.now)
        return super().get(request, *args, **kwargs)

    def new_form(self, data=None) -> PersonForm:
        return PersonForm(data, organisations=self.organisations, person=self.person)

    def act(self, form: PersonForm) -> str:
        people.edit_person(self.person, form.given, seen=form.was, by=self.request.actor, at=self.now)
        return _("It was saved.")


class CloseAccount(ChangingAccount):
    """The account of somebody who leaves; says what has to pass on first."""

    template_name = "personnel/person_deactivate.html"
    keeps_text_of = ReasonForm

    def new_form(self, data=None) -> ReasonForm:
        return ReasonForm(data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(left=queries.left_behind(self.person, on=self.today), **kwargs)

    def act(self, form: ReasonForm) -> str:
        actions.close_account(self.person, reason=form.cleaned_data["reason"], by=self.request.actor, at=self.now)
        return _("The account was closed. What was done under it stays.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_reactivate(request, pk: int):
    """Let somebody in again; who only opens the address comes to his page and changes nothing."""
    person = get_object_or_404(Person, pk=pk)
    if not can_keep_people(request.standing):
        raise Http404
    if request.method == "POST":
        _tell(request, lambda: people.let_in_again(person, by=request.actor, at=clock.now()))
    return redirect("person_detail", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_sign_out(request, pk: int):
    """Somebody lost his phone: he is signed out everywhere at once. Who only opens the address changes nothing."""
    person, now = get_object_or_404(Person, pk=pk), clock.now()
    if not can_change_account(request.standing, queries.powers_of(person, on=local_day(now))):
        raise Http404
    if request.method == "POST":
        _tell(request, lambda: people.sign_out_elsewhere(person, by=request.actor, at=now))
    return redirect("person_detail", pk)


class ResetSecondFactor(PeoplePage):
    """Somebody lost his phone and his recovery codes; says first what has to be made sure of, and what follows."""

    template_name = "personnel/second_factor_reset.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        if not can_change_account(request.standing, queries.powers_of(self.person, on=self.today)):
            raise Http404
        if not hasattr(self, request.method.lower()):
            return self.http_method_not_allowed(request)
        if self.person == request.user or not has_second_factor(self.person):
            return redirect("person_detail", self.person.pk)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, pk: int):
        _tell(request, lambda: people.reset_second_factor(self.person, by=request.actor, at=self.now))
        return redirect("person_detail", pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_sign_on_remove(request, pk: int):
    """Another subject of the single sign-on is somebody's now. Who only opens the address changes nothing."""
    person, now = get_object_or_404(Person, pk=pk), clock.now()
    if not can_change_account(request.standing, queries.powers_of(person, on=local_day(now))):
        raise Http404
    if request.method == "POST":
        _tell(request, lambda: people.disconnect_sign_on(person, by=request.actor, at=now))
    return redirect("person_detail", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_send(request, pk: int):
    """Another link, or none any more (``revoke``); who only opens the address changes nothing."""
    person = get_object_or_404(Person, pk=pk)
    if not can_keep_people(request.standing):
        raise Http404
    if request.method == "POST":
        act = people.revoke_invitation if "revoke" in request.POST else people.invite_again
        _tell(request, lambda: act(person, by=request.actor, at=clock.now()))
    return redirect("person_detail", pk)


def _tell(request, act) -> None:
    try:
        act()
    except people.AccountRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It was done."))


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request, token: str):
    """Whoever holds the link chooses the password of the account. What is wrong with a link is not said."""
    now = clock.now()
    person = invited_by(token, at=now)
    form = PasswordForm(request.POST or None, person=person)
    if person is None:
        return render(request, "personnel/invitation_over.html", status=410)
    if request.method == "POST" and form.is_valid():
        try:
            people.accept_invitation(token, form.cleaned_data["password1"], at=now)
        except people.AccountRefused:
            return render(request, "personnel/invitation_over.html", status=410)
        messages.success(request, _("Your password is set. Sign in with it now."))
        return redirect("account_login")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "personnel/invitation_accept.html", {"form": form, "person": person, "token": token}, status=status
    )
