"""Groups of organisations, whose members of the day get work with one press, and the key units of a plan."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.journal.queries import record_of
from tasks_app.organisations import actions as of_organisations
from tasks_app.organisations.models import Group, Organisation, speak_of
from tasks_app.organisations.queries import names_on
from tasks_app.plan.actions import KeyUnitsRefused, set_key_units
from tasks_app.plan.queries import key_unit_days, key_units_of
from tasks_app.plan.views import PlanPage
from tasks_app.planning import queries
from tasks_app.planning.forms import GroupForm, KeyUnitsForm, SinceForm, TicksForm
from tasks_app.planning.permissions import can_plan, can_see_groups
from tasks_app.planning.views.frame import FormPage
from tasks_app.planning.wording import change


class GroupPage(PlanPage):
    """Groups as they are on a day, for whoever follows the whole province."""

    answers_for_days = True

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_groups(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_plan=can_plan(self.request.standing), **kwargs)


class GroupList(GroupPage):
    template_name = "planning/group_list.html"

    def get_context_data(self, **kwargs):
        day = self.asked_day.day
        groups = queries.groups_with_numbers(day)
        key_units = key_units_of(self.plan, on=day).in_being(day) if self.plan else []
        return super().get_context_data(
            groups=[one for one in groups if one.number],
            others=[one for one in groups if not one.number],
            key_units=list(key_units),
            plan_is_open=self.plan_is_open,
            **kwargs,
        )

    @property
    def plan_is_open(self) -> bool:
        return self.plan is not None and self.plan.closed_at is None


class GroupDetail(GroupPage):
    """The members of a day, who joined and left when, and who entered it."""

    template_name = "planning/group_detail.html"

    @cached_property
    def group(self) -> Group:
        return get_object_or_404(Group, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        members = queries.members_on(self.group, self.asked_day.day)
        return super().get_context_data(
            group=self.group,
            members=members,
            sections=queries.tick_sections(members, ()),
            changes=queries.member_changes(self.group),
            record=[change(entry, {}) for entry in record_of(self.group)[:20]],
            **kwargs,
        )


class GroupFormPage(FormPage):
    """A form about a group."""

    refusals = (of_organisations.GroupRefused,)

    @cached_property
    def group(self) -> Group:
        return get_object_or_404(Group, pk=self.kwargs["pk"])

    def where_to(self, result=None) -> str:
        return reverse("group_detail", args=[self.group.pk])

    def way_here(self) -> list[tuple[str, str]]:
        return [
            (_("Groups and key units"), reverse("group_list")),
            (str(self.group), self.where_to()),
            (self.title(), ""),
        ]


class NewGroup(GroupFormPage):
    keeps_text_of = GroupForm
    saved_text = gettext_lazy("The group was made. Tick its members.")
    button = gettext_lazy("Make the group")

    def title(self) -> str:
        return _("New group")

    def way_here(self) -> list[tuple[str, str]]:
        return [(_("Groups and key units"), reverse("group_list")), (self.title(), "")]

    def new_form(self, data=None) -> GroupForm:
        return GroupForm(data)

    def act(self, form: GroupForm) -> Group:
        return of_organisations.create_group(form.names, **self.who_and_when)

    def where_to(self, result: Group) -> str:
        return reverse("group_members", args=[result.pk])


class RenameGroup(GroupFormPage):
    keeps_text_of = GroupForm
    saved_text = gettext_lazy("The group was saved.")

    def title(self) -> str:
        return _("Rename the group")

    def new_form(self, data=None) -> GroupForm:
        return GroupForm(data, group=self.group)

    def act(self, form: GroupForm) -> Group:
        return of_organisations.rename_group(self.group, form.names, seen=form.seen, **self.who_and_when)


class TicksPage(FormPage):
    """Organisations are ticked as of a day, many at once. ``first_day``: none before it can be asked for."""

    template_name = "planning/ticks.html"
    first_day: date | None = None

    @cached_property
    def since(self) -> SinceForm:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return SinceForm({"since": asked.get("since", f"{self.today:%d/%m/%Y}")}, today=self.today)

    @cached_property
    def day(self) -> date:
        return max(self.since.day, self.first_day) if self.first_day else self.since.day

    def now_ticked(self) -> set[int]:
        raise NotImplementedError

    @cached_property
    def choices(self) -> list[Organisation]:
        if self.day != self.today:
            speak_of(names_on(self.day))
        return list(Organisation.objects.in_being(self.day).select_related("parent").order_by("order", "pk"))

    def filled(self, form_class: type[TicksForm], data) -> TicksForm:
        return form_class(data, choices=self.choices, ticked=self.now_ticked(), since=self.day)

    def get_context_data(self, *, form: TicksForm | None = None, **kwargs):
        context = super().get_context_data(form=form, **kwargs)
        sections = queries.tick_sections(self.choices, context["form"].ticked)
        return context | {"sections": sections, "day": self.day, "since": self.since}


class GroupMembers(TicksPage, GroupFormPage):
    keeps_text_of = TicksForm

    def title(self) -> str:
        return _("Change the members")

    def now_ticked(self) -> set[int]:
        return {one.pk for one in queries.members_on(self.group, self.day)}

    def new_form(self, data=None) -> TicksForm:
        return self.filled(TicksForm, data)

    def act(self, form: TicksForm) -> tuple[int, int]:
        return of_organisations.change_members(
            self.group, joining=form.joining, leaving=form.leaving, since=self.day, **self.who_and_when
        )

    def said(self, result: tuple[int, int]) -> str:
        if not any(result):
            messages.info(self.request, _("Nothing was different, so nothing was changed."))
            return ""
        joined, left = result
        return _("From %(day)s on: %(joined)d joined, %(left)d left.") % {
            "day": date_format(self.day, "DATE_FORMAT"),
            "joined": joined,
            "left": left,
        }


class KeyUnits(TicksPage):
    """Which units the committee watches most, from a day on, by a document."""

    keeps_text_of = KeyUnitsForm
    refusals = (KeyUnitsRefused,)

    @property
    def first_day(self) -> date:
        return self.plan.starts_on

    def title(self) -> str:
        return _("Key units")

    def now_ticked(self) -> set[int]:
        return set(key_units_of(self.plan, on=self.day).in_being(self.day).values_list("pk", flat=True))

    def new_form(self, data=None) -> KeyUnitsForm:
        return self.filled(KeyUnitsForm, data)

    def get_context_data(self, **kwargs):
        return super().get_context_data(days=key_unit_days(self.plan), **kwargs)

    def act(self, form: KeyUnitsForm) -> bool:
        return set_key_units(
            self.plan,
            form.chosen,
            since=self.day,
            basis=form.cleaned_data["basis"],
            seen=form.seen,
            **self.who_and_when,
        )

    def said(self, result: bool) -> str:
        if not result:
            messages.info(self.request, _("Nothing was different, so nothing was changed."))
            return ""
        return _("These are the key units from %(day)s on.") % {"day": date_format(self.day, "DATE_FORMAT")}
