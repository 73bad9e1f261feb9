from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.actors import Actor
from tasks_app.people.queries import standing
from tasks_app.reminders import actions, queries, wording
from tasks_app.reminders.forms import PreferenceForm
from tasks_app.reminders.permissions import can_be_reminded
from tasks_app.reminders.views.ledger import shown
from tasks_app.reminders.views.tomorrow import explained


class MyReminders(LoginRequiredMixin, TemplateView):
    """What one's own account was reminded of and will be, and how it wants that.

    Whoever acts for another sees his own here all the same: mail goes to an account, not to an office.
    """

    template_name = "reminders/reminder_mine.html"
    paginate_by = 20

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            own = standing(request.user, on=clock.today()) if request.standing.acting else request.standing
            if not can_be_reminded(own, is_deputy=bool(request.capacity.held)):
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, *, form: PreferenceForm | None = None, **kwargs):
        person, now, calendar = self.request.user, clock.now(), working_calendar()
        day = queries.next_planned_day(now, calendar)
        preview = queries.preview(person, day=day, at=now, calendar=calendar)
        page = Paginator(queries.digests_to(person, at=now), self.paginate_by).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form or PreferenceForm.of(queries.wish_of(person)),
            person=person,
            acts_for=self.request.actor.for_person,
            day=day,
            preview=preview,
            lines=[explained(line) for line in preview.lines] if preview else [],
            page_obj=page,
            mails=_with_lines(page.object_list),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        form = PreferenceForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if actions.set_preference(request.user, form.wish, by=Actor(request.user), at=clock.now()):
            messages.success(request, _("The choice was saved. It holds from the next mail that is planned."))
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect("reminder_mine")


def _with_lines(mails) -> list[dict]:
    lines = queries.lines_in(mails)
    return [
        {"mail": mail, "state": wording.message_state(mail.state), "lines": [shown(one) for one in lines[mail.pk]]}
        for mail in mails
    ]
