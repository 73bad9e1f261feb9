"""The people with an account, and the page of each."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.journal.actions import note_view
from tasks_app.people.models import Person
from tasks_app.people.queries import devices, sign_on_of
from tasks_app.personnel import queries
from tasks_app.personnel.forms import PeopleFilter
from tasks_app.personnel.permissions import can_change_account, can_end, can_forget, can_keep_people, can_see_people
from tasks_app.personnel.wording import happened


class PeoplePage(LoginRequiredMixin, TemplateView):
    """A page about people, for the secretariat and administrators."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_people(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @property
    def today(self) -> date:
        return self.now.date()

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.select_related("organisation"), pk=self.kwargs["pk"])


class PersonList(PeoplePage):
    template_name = "personnel/person_list.html"
    paginate_by = 50

    @cached_property
    def filters(self) -> PeopleFilter:
        return PeopleFilter(self.request.GET)

    def found(self):
        return queries.people(**self.filters.asked, on=self.today)

    def get_context_data(self, **kwargs):
        page = Paginator(self.found(), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            filters=self.filters,
            rows=queries.listed_people(list(page), on=self.today),
            page_obj=page,
            may_keep=can_keep_people(self.request.standing),
            **kwargs,
        )


class PersonDetail(PeoplePage):
    """What somebody is, was and will be, what hangs on him, and what happened to his account."""

    template_name = "personnel/person_detail.html"

    def get(self, request, *args, **kwargs):
        note_view("person_detail", of=self.person, by=request.actor, at=self.now)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        who, its = self.request.standing, queries.person_page(self.person, on=self.today)
        roles = frozenset(one.role for one in its.now)
        return super().get_context_data(
            person=self.person,
            its=its,
            now=[(one, can_end(who, one) and self.person != who.person) for one in its.now],
            ahead=[(one, can_end(who, one) and self.person != who.person) for one in its.ahead],
            record=[happened(entry) for entry in its.record],
            may_change=can_change_account(who, queries.powers_of(self.person, on=self.today)),
            is_oneself=self.person == who.person,
            may_forget=can_forget(who, self.person),
            devices=len(devices(self.person, session_key=None, now=clock.now())),
            second_factor_is_off=settings.SECOND_FACTOR == "off",
            has_sign_on=bool(settings.OIDC_ISSUER),
            sign_on=sign_on_of(self.person) if settings.OIDC_ISSUER else None,
            is_member=bool(roles & {"member", "leader"}),
            **kwargs,
        )
