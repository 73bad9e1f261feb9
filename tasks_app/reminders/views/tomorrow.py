from datetime import date, datetime

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from tasks_app.calendar.queries import working_calendar
from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common import clock
from tasks_app.journal.actions import note_view
from tasks_app.mailing.enums import MessageState
from tasks_app.options.queries import options
from tasks_app.people.models import Person
from tasks_app.reminders import notices, queries, wording
from tasks_app.reminders.enums import Subject, Urgency
from tasks_app.reminders.forms import NameFilter
from tasks_app.reminders.permissions import can_edit_ladders, can_hold_mail, can_see_outbox, can_see_reminders
from tasks_app.reminders.views.rules_line import rules_line

# What was returned is counted by its day until the mail is composed.
COLUMNS = {
    Urgency.OVERDUE: gettext_lazy("Overdue"),
    Urgency.TODAY: gettext_lazy("Today"),
    Urgency.SOON: gettext_lazy("Soon"),
    Urgency.WAITING: gettext_lazy("To answer"),
    Urgency.COPY: gettext_lazy("Copies"),
}


class ViewersPage(LoginRequiredMixin, TemplateView):
    """For those who see who will be reminded and who was."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not can_see_reminders(request.standing):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @property
    def today(self) -> date:
        return self.now.date()


class Tomorrow(ViewersPage):
    """Who will be mailed next and how much, by which stages, and what became of the mails of the last days."""

    template_name = "reminders/reminder_list.html"
    paginate_by = 50

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar()

    @cached_property
    def form(self) -> NameFilter:
        return NameFilter(self.request.GET)

    @cached_property
    def day(self) -> date:
        """Whose reminders are planned next."""
        return queries.next_planned_day(self.now, self.calendar)

    @cached_property
    def tomorrow(self) -> queries.Tomorrow:
        return queries.tomorrow(day=self.day, at=self.now, calendar=self.calendar, words=self.form.words)

    def get_context_data(self, **kwargs):
        its, now, first = self.tomorrow, self.now, options().sent_from
        page = Paginator(its.expected, self.paginate_by).get_page(self.request.GET.get("page"))
        sent = queries.sent_days()
        sees_mails = can_see_outbox(self.request.standing)
        return super().get_context_data(
            tomorrow=its,
            leaves_from=first if (self.day, first) > (now.date(), now.time()) else None,
            rests_today=not self.calendar.is_working_day(now.date()),
            stages=rules_line(Subject.WORK, queries.ladders()[Subject.WORK], its.assignments),
            page_obj=page,
            rows=expected_rows(page.object_list),
            form=self.form,
            sent=[became(one) for one in sent],
            failed=queries.failed_digests(sent) if sees_mails else [],
            sees_mails=sees_mails,
            may_edit=can_edit_ladders(self.request.standing),
            **kwargs,
        )


def became(day: queries.SentDay) -> dict:
    """A day of mails with what became of them in words."""
    return {
        "day": day,
        "result": wording.result(day.states),
        "has_failed": bool(day.states[MessageState.FAILED]),
        "is_complete": set(day.states) == {MessageState.SENT},
    }


def expected_rows(expected: list[queries.Expected]) -> list[dict]:
    """With the people; one query, whatever the page shows."""
    people = Person.objects.select_related("organisation").in_bulk([one.person for one in expected])
    return [
        {
            "person": people[one.person],
            "counts": [(label, one.counts[urgency], urgency == Urgency.OVERDUE) for urgency, label in COLUMNS.items()],
            "has_summary": one.has_summary,
        }
        for one in expected
    ]


class PreviewOfMail(ViewersPage):
    """What one person will get, why he gets each line of it, and the mail as it would read now."""

    template_name = "reminders/reminder_preview.html"

    @cached_property
    def person(self) -> Person:
        return get_object_or_404(Person.objects.select_related("organisation"), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        note_view("reminder_preview", of=self.person, by=request.actor, at=clock.now())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        person, now, calendar = self.person, clock.now(), working_calendar()
        day = queries.next_planned_day(now, calendar)
        its = queries.preview(person, day=day, at=now, calendar=calendar)
        return super().get_context_data(
            person=person,
            day=day,
            preview=its,
            lines=[explained(line) for line in its.lines] if its else [],
            mail=notices.digest_mail(its.digest, day=day, language=person.mail_language) if its else None,
            hold_url=_hold_url(person, day) if can_hold_mail(self.request.standing) else "",
            **kwargs,
        )


def _hold_url(person: Person, day: date) -> str:
    """The form that puts his mail of a day off to the next working day."""
    return reverse("hold_list", query={"person": person.pk, "last_day": f"{day:%d/%m/%Y}"})


def explained(line: queries.ExpectedLine) -> dict:
    """A thing of a mail to come in words."""
    item = line.item
    its = item.work.assignment
    speaks_for = item.thing.organisation if item.subject == Subject.CONTRIBUTION else its.organisation
    principal = str(item.for_person) if item.for_person else ""
    return {
        "item": item,
        "assignment": its,
        "subject": item.subject.label,
        "stage": wording.stage(item.subject, line.stage) if line.stage is not None else "",
        "why": wording.reason(line.reason, organisation=str(speaks_for), for_person=principal),
    }


@login_required
@require_safe
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [NONE], "sandbox": [True]})
def preview_html(request, pk: int):
    """The mail to come as its reader would see it, alone on a page on which nothing runs and nothing is loaded."""
    if not can_see_reminders(request.standing):
        raise Http404
    person = get_object_or_404(Person, pk=pk)
    now, calendar = clock.now(), working_calendar()
    day = queries.next_planned_day(now, calendar)
    its = queries.preview(person, day=day, at=now, calendar=calendar)
    if its is None:
        raise Http404
    return HttpResponse(notices.digest_mail(its.digest, day=day, language=person.mail_language).html)
