"""Runs a job by hand, for the present or a given moment."""

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.management.base import CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.dates import LOCAL, at_time, local_day
from tasks_app.mailing import actions as mailing
from tasks_app.mailing.models import Message
from tasks_app.mailing.queries import is_time_to_send
from tasks_app.management.console import ConsoleCommand, a_day
from tasks_app.options.queries import options
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment
from tasks_app.reminders import actions as reminders
from tasks_app.reminders import rules
from tasks_app.reminders.models import Reminder
from tasks_app.reminders.queries import Line, digests_of, lines


def _planned(day: str, mails: int, reminders: int, before: int) -> str:
    its = {"day": day, "mails": mails, "reminders": reminders, "before": before}
    return _("%(day)s: mails: %(mails)d, reminders: %(reminders)d; %(before)d written before") % its


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL)
    except ValueError:
        raise ArgumentTypeError(_("'%s' is no moment; write \"YYYY-MM-DD HH:MM\"") % text) from None


class Command(ConsoleCommand):
    help = gettext_noop(
        "Runs a job once. What was done already is not done again. On stdout one line for each reminder (address, "
        "subject and its number, assignment, stage in working days) or mail (address, key, subject), fields separated "
        "by tabs; on stderr a summary."
    )

    def add_arguments(self, parser):
        names = sorted(self._jobs())
        parser.add_argument("name", choices=names, metavar="NAME", help=_("one of: %s") % ", ".join(names))
        moment = parser.add_mutually_exclusive_group()
        moment.add_argument("--day", type=a_day, metavar="YYYY-MM-DD", help=_("for a day, whatever the hour"))
        moment.add_argument("--at", type=_moment, metavar='"YYYY-MM-DD HH:MM"', help=_("for a moment, local time"))
        parser.add_argument("--dry-run", action="store_true", help=_("write and send nothing, only say what would be"))

    def handle(self, *args, name, day, at, dry_run, **options):
        if day:
            at = at_time(day, 7)
        self._jobs()[name](at=at or clock.now(), any_hour=bool(day), dry_run=dry_run)

    def _jobs(self) -> dict[str, Callable]:
        return {"reminders.plan_reminders": self._plan_reminders, "mailing.deliver_due": self._deliver_due}

    def _plan_reminders(self, *, at: datetime, any_hour: bool, dry_run: bool) -> None:
        calendar, day, hours = working_calendar(), local_day(at), options().hours
        said = date_format(day, "SHORT_DATE_FORMAT")
        if day > clock.today() and not dry_run:
            # Its mails would be written as things stand today, and bar those that the day itself will call for.
            raise CommandError(_("%s has not come yet; see what it would bring with --dry-run.") % said)
        before = digests_of(day).count()
        if not calendar.is_working_day(day):
            self._say(_("%s is no working day: nothing is planned") % said)
        elif not any_hour and not rules.is_time_to_plan(at, calendar, hours):
            its = {"at": f"{at:%H:%M}", "from": f"{hours.planned_from:%H:%M}", "until": f"{hours.sent_until:%H:%M}"}
            self._say(_("%(at)s is outside %(from)s-%(until)s: nothing is planned") % its)
        elif dry_run:
            found = lines(day=day, at=at, calendar=calendar)
            self._print(found)
            mails = len({line.recipient_id for line in found})
            self._say(_planned(said, mails, len(found), before) + "; " + _("dry run, nothing written"))
        else:
            planning = reminders.plan_reminders(day=day, at=at, calendar=calendar)
            if planning.mails:
                self._print(Reminder.objects.filter(message__in=digests_of(day).filter(created_at=at)))
            self._say(_planned(said, planning.mails, planning.reminders, before))

    def _print(self, found: Iterable[Line | Reminder]) -> None:
        """By the given name of the recipient, the most urgent first."""
        found = list(found)
        people = Person.objects.in_bulk({line.recipient_id for line in found})
        keys = {line.assignment_id for line in found if line.assignment_id}
        assignments = Assignment.objects.select_related("task__key_task", "organisation").in_bulk(keys)
        for line in sorted(
            found,
            key=lambda line: (
                people[line.recipient_id].name_key,
                line.recipient_id,
                -line.stage,
                line.subject,
                line.subject_id,
            ),
        ):
            one = assignments.get(line.assignment_id)
            what = f"{one.pk} {one.task.number} {one.organisation}" if one else ""
            stage = f"{line.stage:+d}" if line.stage else "0"
            about = f"{line.subject} {line.subject_id}"
            self.stdout.write("\t".join([people[line.recipient_id].email, about, what, stage]))

    def _deliver_due(self, *, at: datetime, dry_run: bool, **rest) -> None:
        if dry_run:
            due = list(Message.objects.due(at).may_leave(at, is_time=is_time_to_send(at)))
            for message in due:
                self.stdout.write(f"{message.to_address}\t{message.key}\t{message.subject}")
            self._say(_("due: %d; dry run, nothing sent") % len(due))
            return
        outcome = mailing.deliver_due(at=at)
        self._say(", ".join(f"{state}: {number}" for state, number in sorted(outcome.items())) or _("no mail is due"))

    def _say(self, text: str) -> None:
        self.stderr.write(text)
