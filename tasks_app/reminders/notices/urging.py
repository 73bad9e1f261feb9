from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation

from tasks_app.common.actors import Actor
from tasks_app.mailing.rendering import Rendered, render
from tasks_app.people.models import Person
from tasks_app.plan.models import Assignment
from tasks_app.plan.rules import Timeliness
from tasks_app.reminders import wording
from tasks_app.reminders.notices.lines import is_demonstration, line_of_work
from tasks_app.reminders.queries import Work


def urging_mail(urged: Sequence[tuple[Assignment, Timeliness]], *, message: str, to: Person, by: Actor) -> Rendered:
    """Someone asks that some work be seen to, and says so under his own name and, if he likes, in his own words."""
    language = to.mail_language
    with translation.override(language):
        context = {
            "recipient": to,
            "person": by.person,
            "for_person": by.for_person,
            "organisation": wording.organisations([one.organisation for one, _measured in urged]),
            "lines": [line_of_work(Work(one, its)) for one, its in urged],
            "message": message,
            "is_demonstration": any(is_demonstration(one) for one, _measured in urged),
        }
        return render("reminders/urging", language=language, context=context)
