"""Roles, oversight and replacement."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.organisations.models import Organisation
from tasks_app.people import actions as people
from tasks_app.people.enums import Role
from tasks_app.people.models import Appointment, Oversight, Person
from tasks_app.people.queries import standing
from tasks_app.people.rules import roles_given_by
from tasks_app.personnel import actions, queries
from tasks_app.personnel.forms import AppointmentForm, LastDayForm, OversightForm, ReplacementForm
from tasks_app.personnel.permissions import can_end, can_keep_people
from tasks_app.personnel.views.accounts import Editing, WithOrganisations


class AppointPerson(WithOrganisations, Editing):
    template_name = "personnel/person_appoint.html"
    keeps_text_of = AppointmentForm

    def new_form(self, data=None) -> AppointmentForm:
        roles = roles_given_by(self.request.standing.roles)
        return AppointmentForm(data, roles=roles, organisations=self.organisations, today=self.today)

    def act(self, form: AppointmentForm) -> str:
        people.appoint(
            self.person,
            Role(form.cleaned_data["role"]),
            organisation=form.chosen_organisation,
            post=form.cleaned_data["post"],
            since=form.cleaned_data["since"],
            by=self.request.actor,
            at=self.now,
        )
        return _("The role was given.")


class Ending(Editing):
    """The last day of a role or an oversight."""

    template_name = "personnel/role_end.html"
    keeps_text_of = LastDayForm

    def new_form(self, data=None) -> LastDayForm:
        return LastDayForm(data, today=self.today)

    @property
    def person(self) -> Person:
        return self.thing.person if isinstance(self.thing, Appointment) else self.thing.member

    def get_context_data(self, **kwargs):
        return super().get_context_data(thing=self.thing, **kwargs)


class EndAppointment(Ending):
    def get_context_data(self, **kwargs):
        has_work = self.thing.role in (Role.MEMBER, Role.LEADER)
        left = queries.left_behind(self.person, on=self.today) if has_work else None
        return super().get_context_data(left=left, **kwargs)

    @cached_property
    def thing(self) -> Appointment:
        its = get_object_or_404(Appointment.objects.select_related("person", "organisation"), pk=self.kwargs["pk"])
        if not can_end(self.request.standing, its):
            raise Http404
        return its

    def act(self, form: LastDayForm) -> str:
        people.end_appointment(self.thing, last_day=form.cleaned_data["last_day"], by=self.request.actor, at=self.now)
        return _("The role ends on that day.")


class EndOversight(Ending):
    @cached_property
    def thing(self) -> Oversight:
        return get_object_or_404(Oversight.objects.select_related("member", "organisation"), pk=self.kwargs["pk"])

    def act(self, form: LastDayForm) -> str:
        people.end_oversight(self.thing, last_day=form.cleaned_data["last_day"], by=self.request.actor, at=self.now)
        return _("The oversight ends on that day.")


class OfMember(Editing):
    """About a member or leader of today; there is nothing of the kind for anybody else."""

    def concerns(self, person: Person) -> bool:
        return standing(person, on=self.today).is_(Role.MEMBER, Role.LEADER)

    def dispatch(self, request, *args, **kwargs):
        may = request.user.is_authenticated and can_keep_people(request.standing)
        if may and not self.concerns(self.person):
            messages.info(request, _("This is for members and leaders of the committee. Give the role first."))
            return redirect("person_detail", self.person.pk)
        return super().dispatch(request, *args, **kwargs)


class AssignOversight(OfMember):
    template_name = "personnel/oversight_assign.html"
    keeps_text_of = OversightForm

    def new_form(self, data=None) -> OversightForm:
        in_force = Oversight.objects.in_force(self.today).select_related("member")
        overseer_of = {one.organisation_id: one.member for one in in_force}
        mine = Q(pk__in=[pk for pk, member in overseer_of.items() if member == self.person])
        others = Organisation.objects.answering(self.today).exclude(mine).order_by("order", "pk")
        return OversightForm(data, organisations=[(one, overseer_of.get(one.pk)) for one in others], today=self.today)

    def act(self, form: OversightForm) -> str:
        people.assign_oversights(
            self.person,
            form.chosen,
            since=form.cleaned_data["since"],
            basis=form.cleaned_data["basis"],
            by=self.request.actor,
            at=self.now,
        )
        number = len(form.chosen)
        return ngettext("%(number)d organisation was given.", "%(number)d organisations were given.", number) % {
            "number": number
        }


class ReplaceMember(OfMember):
    """Who follows a member; says what passes before it does."""

    template_name = "personnel/person_replace.html"
    keeps_text_of = ReplacementForm

    def concerns(self, person: Person) -> bool:
        """Also who is no member any more, as long as something hangs on him."""
        return super().concerns(person) or queries.left_behind(person, on=self.today).has_to_pass

    def new_form(self, data=None) -> ReplacementForm:
        return ReplacementForm(data, members=queries.members_to_choose(on=self.today, but=self.person))

    def get_context_data(self, **kwargs):
        return super().get_context_data(left=queries.left_behind(self.person, on=self.today), **kwargs)

    def act(self, form: ReplacementForm) -> str:
        passed = actions.replace_member(
            self.person,
            form.follower,
            ends_role=form.cleaned_data["ends_role"],
            document=form.cleaned_data["document"],
            by=self.request.actor,
            at=self.now,
        )
        work = ngettext("%(number)d assignment", "%(number)d assignments", passed.assignments)
        oversight = ngettext("%(number)d organisation", "%(number)d organisations", passed.organisations)
        return _("%(work)s and %(oversight)s passed to %(name)s.") % {
            "work": work % {"number": passed.assignments},
            "oversight": oversight % {"number": passed.organisations},
            "name": form.follower,
        }
