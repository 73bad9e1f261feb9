"""Runs a job by hand, for the present or a given moment."""

from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError

from tasks_app.calendar.queries import working_calendar
from tasks_app.common import clock
from tasks_app.common.dates import LOCAL, at_time, local_day
from tasks_app.mailing import actions as mailing
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.models import Message
from tasks_app.reminders import actions as reminders
from tasks_app.reminders import rules
from tasks_app.reminders.queries import Digest, digests_of, due_digests


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no day; write YYYY-MM-DD") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=LOCAL)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is no moment; write \"YYYY-MM-DD HH:MM\"") from None


class Command(BaseCommand):
    help = (
        "Runs a job once. What was done already is not done again. On stdout one line for each reminder (address, "
        "assignment, stage in working days, deadline) or mail (address, key, subject), fields separated by tabs; on "
        "stderr a summary."
    )

    def add_arguments(self, parser):
        names = sorted(self._jobs())
        parser.add_argument("name", choices=names, metavar="NAME", help=" or ".join(names))
        moment = parser.add_mutually_exclusive_group()
        moment.add_argument("--day", type=_day, metavar="YYYY-MM-DD", help="for a day, whatever the hour")
        moment.add_argument("--at", type=_moment, metavar='"YYYY-MM-DD HH:MM"', help="for a moment, local time")
        parser.add_argument("--dry-run", action="store_true", help="write and send nothing, only say what would be")

    def handle(self, *args, name, day, at, dry_run, **options):
        if day:
            at = at_time(day, 7)
        self._jobs()[name](at=at or clock.now(), any_hour=bool(day), dry_run=dry_run)

    def _jobs(self) -> dict[str, Callable]:
        return {"reminders.plan_reminders": self._plan_reminders, "mailing.deliver_due": self._deliver_due}

    def _plan_reminders(self, *, at: datetime, any_hour: bool, dry_run: bool) -> None:
        calendar, day = working_calendar(), local_day(at)
        if day > clock.today() and not dry_run:
            # Its mails would be written as things stand today, and bar those that the day itself will call for.
            raise CommandError(f"{day} has not come yet; see what it would bring with --dry-run")
        before = digests_of(day).count()
        if not calendar.is_working_day(day):
            self._say(f"{day} is no working day: nothing is planned")
        elif not any_hour and not rules.is_time_to_plan(at, calendar):
            self._say(
                f"{at:%H:%M} is outside {rules.PLANNED_FROM:%H:%M}-{mailing_rules.SENT_UNTIL:%H:%M}: nothing is planned"
            )
        elif dry_run:
            digests = due_digests(day=day, calendar=calendar)
            self._print(digests)
            self._say(f"{day}: {_count(digests)}; {before} written before; dry run, nothing written")
        else:
            planning = reminders.plan_reminders(day=day, at=at, calendar=calendar)
            self._print(planning.written)
            self._say(f"{day}: {_count(planning.written)}, failed: {len(planning.failed)}; {before} written before")

    def _print(self, digests: Iterable[Digest]) -> None:
        for digest in digests:
            for work in digest.due:
                one = work.assignment
                what = f"{one.pk} {one.task.number} {one.organisation}"
                stage = f"{work.stage:+d}" if work.stage else "0"
                self.stdout.write("\t".join([digest.recipient.email, what, stage, one.deadline_on.isoformat()]))

    def _deliver_due(self, *, at: datetime, dry_run: bool, **_) -> None:
        due = list(Message.objects.due(at))
        if dry_run:
            for message in due:
                self.stdout.write(f"{message.to_address}\t{message.key}\t{message.subject}")
            self._say(f"due: {len(due)}; dry run, nothing sent")
            return
        outcome = mailing.deliver_due(at=at)
        self._say(", ".join(f"{state}: {number}" for state, number in sorted(outcome.items())) or "no mail is due")

    def _say(self, text: str) -> None:
        self.stderr.write(text)


def _count(digests: list[Digest]) -> str:
    return f"mails: {len(digests)}, reminders: {sum(len(digest.due) for digest in digests)}"
