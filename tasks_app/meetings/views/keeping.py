"""What the secretariat does with a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from tasks_app.common import clock
from tasks_app.common.text import key_in
from tasks_app.meetings import actions, queries
from tasks_app.meetings.forms import AmendmentForm, ConclusionForm, DecisionForm, ItemForm, MeetingForm, NoticeForm
from tasks_app.meetings.models import AgendaItem, Decision, Meeting
from tasks_app.meetings.permissions import can_keep_meetings
from tasks_app.meetings.views.frame import KeepersForm
from tasks_app.people.queries import Standing
from tasks_app.plan.queries import current_plan
from tasks_app.planning.queries import choices_on, group_members, possible_members

STEPS = {
    "hold": (actions.hold_meeting, gettext_lazy("The meeting is being held. Its decisions can be given out now.")),
    "cancel": (actions.cancel_meeting, gettext_lazy("The meeting was cancelled; calendars show it so.")),
    "conclude": (
        actions.conclude_meeting,
        gettext_lazy("The meeting is concluded and its text frozen. Those who attended can read it."),
    ),
}


class MeetingForms(KeepersForm):
    refusals = (actions.MeetingRefused,)

    def may(self, who: Standing) -> bool:
        return can_keep_meetings(who)

    @property
    def meeting(self) -> Meeting:
        return get_object_or_404(Meeting, pk=self.kwargs["pk"])

    def way(self) -> list[tuple[str, str]]:
        way = [(_("Meetings"), reverse("meeting_list"))]
        if "pk" in self.kwargs:
            way.append((str(self.meeting), reverse("meeting_detail", args=[self.meeting.pk])))
        return way

    @cached_property
    def organisations(self) -> list:
        return list(choices_on(self.today))

    @cached_property
    def members(self) -> list:
        return list(possible_members(on=self.today).order_by("name_key", "pk"))


class NewMeeting(MeetingForms):
    keeps_text_of = MeetingForm
    button = gettext_lazy("Plan the meeting")
    saved_text = gettext_lazy("The meeting is planned and stands in the calendars of those who attend.")

    def title(self) -> str:
        return _("New meeting")

    def new_form(self, data=None) -> MeetingForm:
        return MeetingForm(data, organisations=self.organisations, people=self.members)

    def act(self, form: MeetingForm) -> Meeting:
        return actions.enter_meeting(form.given, **self.who_and_when)

    def where_to(self, result: Meeting) -> str:
        return reverse("meeting_detail", args=[result.pk])


class EditMeeting(MeetingForms):
    keeps_text_of = MeetingForm
    saved_text = gettext_lazy("The meeting was saved.")

    def title(self) -> str:
        return _("Change the meeting")

    def new_form(self, data=None) -> MeetingForm:
        meeting = self.meeting
        saved = queries.given_of_meeting(meeting)
        organisations, people = (list(dict.fromkeys(one)) for one in self._choices(meeting))
        return MeetingForm(data, saved=saved, organisations=organisations, people=people)

    def _choices(self, meeting: Meeting) -> tuple[list, list]:
        """Those who were invited stay, although they would not be asked any more."""
        chair = [meeting.chair] if meeting.chair else []
        return [*self.organisations, *meeting.organisations.all()], [*self.members, *chair, *meeting.people.all()]

    def act(self, form: MeetingForm) -> Meeting:
        return actions.change_meeting(self.meeting, form.given, seen=form.seen_mark, **self.who_and_when)


class NewItem(MeetingForms):
    keeps_text_of = ItemForm
    button = gettext_lazy("Add to the agenda")
    saved_text = gettext_lazy("The item stands on the agenda.")

    def title(self) -> str:
        return _("New item of the agenda")

    def new_form(self, data=None) -> ItemForm:
        return ItemForm(data, organisations=self.organisations)

    def act(self, form: ItemForm) -> AgendaItem:
        return actions.add_item(self.meeting, form.given, **self.who_and_when)


class EditItem(MeetingForms):
    """An item, by its own key in the address."""

    keeps_text_of = ItemForm
    saved_text = gettext_lazy("The item was saved.")

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting

    @property
    def item(self) -> AgendaItem:
        return get_object_or_404(AgendaItem.objects.select_related("meeting"), pk=self.kwargs["pk"])

    def title(self) -> str:
        return _("Item of the agenda")

    def new_form(self, data=None) -> ItemForm:
        return ItemForm(data, saved=queries.given_of_item(self.item), organisations=self.organisations)

    def get_context_data(self, **kwargs):
        return super().get_context_data(removal=reverse("meeting_item_remove", args=[self.item.pk]), **kwargs)

    def act(self, form: ItemForm) -> AgendaItem:
        return actions.change_item(self.item, form.given, seen=form.seen_mark, **self.who_and_when)


class WriteConclusion(MeetingForms):
    """The conclusion as a whole, or with ``?item=`` of an item."""

    keeps_text_of = ConclusionForm
    saved_text = gettext_lazy("The conclusion was saved.")

    @cached_property
    def item(self) -> AgendaItem | None:
        key = self.request.GET.get("item", "")
        return get_object_or_404(AgendaItem, meeting=self.kwargs["pk"], pk=key_in(key)) if key else None

    def title(self) -> str:
        return _("Conclusion: %(item)s") % {"item": self.item} if self.item else _("Conclusion of the meeting")

    def new_form(self, data=None) -> ConclusionForm:
        key = self.item.pk if self.item else None
        return ConclusionForm(data, key=key, saved=queries.texts_of(self.meeting).get(key, ""))

    def act(self, form: ConclusionForm) -> ConclusionForm:
        texts = {form.key: form.cleaned_data["text"]}
        actions.write_conclusion(self.meeting, texts, seen=form.cleaned_data["seen"], **self.who_and_when)
        return form

    def where_to(self, result: ConclusionForm) -> str:
        """Back to the meeting mode, where it was typed there."""
        page = result.cleaned_data["page"]
        return reverse("meeting", args=[page]) if page else super().where_to(result)


class DecideMeeting(MeetingForms):
    keeps_text_of = DecisionForm
    button = gettext_lazy("Give it out now")
    note = gettext_lazy("The decision becomes a task of the plan at once, and those who get it are told.")
    saved_text = gettext_lazy("The decision is out as a task; its people are told.")

    def title(self) -> str:
        return _("Give out a decision")

    def new_form(self, data=None) -> DecisionForm:
        plan = current_plan(on=self.today)
        key_tasks = plan.key_tasks.select_related("plan").order_by("number") if plan else ()
        return DecisionForm(
            data,
            items=list(self.meeting.items.all()),
            key_tasks=key_tasks,
            today=self.today,
            groups=group_members(plan, on=self.today) if plan else {},
            choices=self.organisations,
            members=self.members,
        )

    def act(self, form: DecisionForm) -> Decision:
        return actions.give_out_decision(
            self.meeting,
            form.given,
            form.chosen,
            key_task=form.chosen_key_task,
            item=form.chosen_item,
            responsible=form.member,
            coordinating=form.others,
            **self.who_and_when,
        )


class AmendMeeting(MeetingForms):
    keeps_text_of = AmendmentForm
    button = gettext_lazy("Add the amendment")
    note = gettext_lazy("The frozen text stays as it is; the amendment stands below it with its day.")
    saved_text = gettext_lazy("The amendment stands beside the conclusion.")

    def title(self) -> str:
        return _("Amendment of the conclusion")

    def new_form(self, data=None) -> AmendmentForm:
        return AmendmentForm(data, items=self.meeting.items.all())

    def act(self, form: AmendmentForm):
        item = self.meeting.items.filter(pk=form.cleaned_data["item"]).first()
        return actions.amend(self.meeting, form.cleaned_data["text"], item=item, **self.who_and_when)


class NumberNotice(MeetingForms):
    keeps_text_of = NoticeForm
    saved_text = gettext_lazy("The number was saved; the tasks name it.")

    def title(self) -> str:
        return _("Number of the notice of conclusion")

    def new_form(self, data=None) -> NoticeForm:
        notice = self.meeting.notice
        saved = {"number": notice.number, "issued_on": notice.issued_on} if notice else {}
        return NoticeForm(data, today=self.today, initial=saved)

    def act(self, form: NoticeForm) -> Meeting:
        return actions.number_notice(self.meeting, **form.cleaned_data, **self.who_and_when)


class KeepersPress(LoginRequiredMixin, View):
    """A press without anything to fill in; opened as an address it leads back to the page."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_keep_meetings(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class StepMeeting(KeepersPress):
    def get(self, request, *args, pk: int, **kwargs):
        return redirect("meeting_detail", get_object_or_404(Meeting, pk=pk).pk)

    def post(self, request, *args, pk: int, step: str, **kwargs):
        meeting = get_object_or_404(Meeting, pk=pk)
        if step not in STEPS:
            raise Http404
        act, said = STEPS[step]
        try:
            act(meeting, by=request.actor, at=clock.now())
        except actions.MeetingRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(said))
        return redirect("meeting_detail", pk)


class RemoveItem(KeepersPress):
    def get(self, request, *args, pk: int, **kwargs):
        return redirect("meeting_detail", get_object_or_404(AgendaItem, pk=pk).meeting_id)

    def post(self, request, *args, pk: int, **kwargs):
        item = get_object_or_404(AgendaItem.objects.select_related("meeting"), pk=pk)
        try:
            actions.remove_item(item, by=request.actor, at=clock.now())
        except actions.MeetingRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The item was taken from the agenda."))
        return redirect("meeting_detail", item.meeting_id)
