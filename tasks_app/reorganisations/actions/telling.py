"""Who answers for work that has passed on is told so: one mail each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from tasks_app.calendar.queries import working_calendar
from tasks_app.mailing import actions as mailing
from tasks_app.mailing import rules as mailing_rules
from tasks_app.mailing.enums import Notice
from tasks_app.mailing.rendering import list_headers
from tasks_app.options.queries import options
from tasks_app.people.models import Oversight, Person
from tasks_app.people.queries import focal_officers
from tasks_app.plan.models import Assignment, Plan
from tasks_app.reorganisations import notices, queries
from tasks_app.reorganisations.enums import Passed
from tasks_app.reorganisations.models import Passing, Reorganisation
from tasks_app.reorganisations.notices import PassedOn


def tell_who_takes_over(its: Reorganisation, *, at: datetime) -> int:
    """Queue one mail for each focal officer and overseer of the successors, and for each responsible member of what
    has passed, inside the caller's transaction. Returns how many; a repetition queues none."""
    passed = [PassedOn(*row) for row in queries.passed_work(its)]
    if not passed:
        return 0
    to = _recipients(its, passed)
    leaves_at, expires_at = mailing_rules.next_sending(at, working_calendar(), options().hours)
    work = Passing.objects.filter(reorganisation=its, what=Passed.ASSIGNMENT).values("thing")
    plans = Plan.objects.filter(key_tasks__tasks__assignments__in=Assignment.objects.filter(pk__in=work))
    is_demonstration = plans.filter(is_demonstration=True).exists()
    written = 0
    for person, lines in to.items():
        message = mailing.queue(
            notices.takeover_mail(person, its, lines, is_demonstration=is_demonstration),
            key=f"reorganisation:{its.pk}:{person.pk}",
            kind=Notice.NOTIFICATION,
            to_person=person,
            to_address=person.email,
            at=at,
            send_after=leaves_at,
            expires_at=expires_at,
            headers=list_headers("notifications"),
        )
        written += message is not None
    return written


def _recipients(its: Reorganisation, passed: list[PassedOn]) -> dict[Person, list[PassedOn]]:
    """Each with what concerns him, in the official order."""
    into: dict[int, list[PassedOn]] = {}
    for one in passed:
        into.setdefault(one.after.pk, []).append(one)
    found: dict[Person, list[PassedOn]] = {}

    def add(person: Person, lines: Iterable[PassedOn]) -> None:
        its_lines = found.setdefault(person, [])
        its_lines += [line for line in lines if line not in its_lines]

    for organisation, officers in focal_officers(set(into), on=its.applied_on).items():
        for officer in officers:
            add(officer, into[organisation])
    overseers = Oversight.objects.in_force(its.applied_on).filter(organisation__in=into, member__is_active=True)
    for one in overseers.select_related("member").order_by("organisation__order", "pk"):
        add(one.member, into[one.organisation_id])
    for member, lines in _responsible(its, passed).items():
        if member not in found:
            add(member, lines)
    return found


def _responsible(its: Reorganisation, passed: list[PassedOn]) -> dict[Person, list[PassedOn]]:
    """The responsible members of what has passed, each with how much of his own went from whom to whom."""
    named = {one.before.pk: one.before for one in passed} | {one.after.pk: one.after for one in passed}
    things = dict(Passing.objects.filter(reorganisation=its, what=Passed.ASSIGNMENT).values_list("thing", "before"))
    rows = (
        Assignment.objects.filter(pk__in=things, responsible__isnull=False)
        .order_by("pk")
        .values_list("pk", "responsible", "organisation")
    )
    numbers: dict[int, Counter[tuple[int, int]]] = {}
    for pk, responsible, after in rows:
        numbers.setdefault(responsible, Counter())[things[pk], after] += 1
    return {
        person: [
            PassedOn(named[before], named[after], number) for (before, after), number in numbers[person.pk].items()
        ]
        for person in Person.objects.filter(pk__in=numbers, is_active=True)
    }
