from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tasks_app.common import clock
from tasks_app.common.actors import Actor
from tasks_app.documents import queries, wording
from tasks_app.documents.actions import make_report, make_report_file, report_document
from tasks_app.documents.enums import Letterhead
from tasks_app.documents.rendering import TemplateBroken
from tasks_app.documents.rules import Numbered, Printing, period_code
from tasks_app.exports.actions import log_export
from tasks_app.exports.enums import FileFormat
from tasks_app.management.console import ConsoleCommand, a_day
from tasks_app.people.models import Person
from tasks_app.plan.models import Plan
from tasks_app.plan.queries import current_plan
from tasks_app.reporting.models import ReportingPeriod


class Command(ConsoleCommand):
    help = gettext_noop(
        "Writes the report of a day or of a reporting period as a Word file, with the texts as they are put together "
        "from what was reported. Only the export is logged; nothing else is stored, unless --store-for names a person: "
        "then the report is kept as that person's draft, to be edited and issued on its page."
    )

    def add_arguments(self, parser):
        ground = parser.add_mutually_exclusive_group(required=True)
        ground.add_argument("--as-of", type=a_day, metavar="YYYY-MM-DD", help=_("a day up to today"))
        ground.add_argument("--period", metavar="CODE", help=_("2024-W23, 2024-06, 2024-Q2, 2024-H1 or 2024"))
        parser.add_argument("--letterhead", choices=Letterhead.values, default=Letterhead.PARTY.value)
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="vi")
        parser.add_argument("--by-assignment", action="store_true", help=_("appendix I has a row for each assignment"))
        parser.add_argument("--store-for", metavar="USERNAME", help=_("keep the report as a draft of this person"))
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.docx")

    def handle(self, *args, as_of, period, letterhead, language, by_assignment, store_for, out, **options):
        asked = asked_day(as_of) if as_of else asked_period(period)
        printing = Printing(Letterhead(letterhead), language, by_assignment)
        make = stored_for(store_for) if store_for else unstored
        try:
            content, rows = make(plan_of(asked), asked, printing)
            out.write_bytes(content)
        except (TemplateBroken, OSError) as error:
            raise CommandError(str(error)) from error
        query = f"{as_of or period} {letterhead} {language}"
        log_export(
            "official_report",
            FileFormat.DOCX,
            rows=rows,
            by=None,
            at=clock.now(),
            query=query,
            through="export_report",
        )
        self.stdout.write(_("%(file)s: %(size)d bytes.") % {"file": out, "size": len(content)})


def asked_day(day: date) -> date:
    first = Plan.objects.order_by("starts_on").values_list("starts_on", flat=True).first()
    if first is None:
        raise CommandError(_("No plan is entered yet, so there is nothing to report on."))
    if not first <= day <= clock.today():
        days = {"first": first.isoformat(), "last": clock.today().isoformat()}
        raise CommandError(_("There are figures of the days from %(first)s to %(last)s. Name one of these.") % days)
    return day


def asked_period(code: str) -> ReportingPeriod:
    begun = [one for one in queries.periods_to_report() if one.starts_on <= clock.today()]
    codes = {period_code(one.kind, one.ends_on): one for one in begun}
    if code not in codes:
        there = ", ".join(codes) or "–"
        raise CommandError(
            _("No period that has begun has the code %(code)s. There are: %(codes)s.") % {"code": code, "codes": there}
        )
    return codes[code]


def plan_of(asked: ReportingPeriod | date) -> Plan:
    return asked.plan if isinstance(asked, ReportingPeriod) else current_plan(on=asked)


def unstored(plan: Plan, asked: ReportingPeriod | date, printing: Printing) -> tuple[bytes, int]:
    facts = queries.report_facts(plan, asked, at=clock.now())
    with translation.override(printing.language):
        texts, title = wording.first_texts(facts), wording.title(facts)
    return report_document(facts, texts, Numbered(title), printing), facts.figures.total


def stored_for(username: str):
    """How a report is made that is kept as the draft of a person."""
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(_("No active account has the name %(name)s.") % {"name": username})
    by = Actor(person)

    def make(plan: Plan, asked: ReportingPeriod | date, printing: Printing) -> tuple[bytes, int]:
        report = make_report(plan, asked, by=by, at=clock.now())
        file = make_report_file(report, printing, by=by, at=clock.now())
        with file.stored.open("rb") as stored:
            return stored.read(), report.its_facts.figures.total

    return make
