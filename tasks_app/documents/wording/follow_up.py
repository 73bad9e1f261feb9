"""A follow-up sheet as the fields of its template, in the active language."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tasks_app.common.text import ascii_name
from tasks_app.documents.wording.figures import NOTHING, day, percent, shortened, whole
from tasks_app.plan.enums import Bucket
from tasks_app.plan.wording import shown

MOST_OVERSEEN = 6
TITLE, NAME, LABEL = 90, 60, 40  # characters, so that a row takes two lines and a sheet one page


def sheet_abstract(name: str, on: date) -> str:
    return _("Tasks of administrative reform of %(name)s, as of %(day)s") % {"name": name, "day": day(on)}


def sheet_fields(its, *, on: date) -> dict:
    """``its``: a ``FollowUp``; ``on``: the day of its figures."""
    tally = its.part.tally
    rest = its.open_number - len(its.open)
    others = len(its.overseen) - MOST_OVERSEEN
    return {
        "name": str(its.person),
        "position": its.person.position,
        "day": day(on),
        "figures": {
            "total": whole(tally.total),
            "on_time": whole(tally.in_bucket(Bucket.COMPLETED_ON_TIME)),
            "late": whole(tally.in_bucket(Bucket.COMPLETED_LATE)),
            "pending": whole(tally.in_bucket(Bucket.PENDING)),
            "overdue": whole(tally.overdue),
            "rate": percent(tally.completion_rate),
        },
        "rows": [_row(number, one, measured) for number, (one, measured) in enumerate(its.open, 1)],
        "rest": ngettext("and %(number)d more", "and %(number)d more", rest) % {"number": rest} if rest > 0 else "",
        "overseen": [
            {
                "name": shortened(one.organisation.name, TITLE),
                "total": whole(one.tally.total),
                "completed": whole(one.tally.completed),
                "overdue": whole(one.tally.overdue),
            }
            for one in its.overseen[:MOST_OVERSEEN]
        ],
        "others": ngettext("and %(number)d more", "and %(number)d more", others) % {"number": others}
        if others > 0
        else "",
        "waiting": _waiting(its),
    }


def _row(number: int, assignment, measured) -> dict:
    its = shown(measured)
    return {
        "no": str(number),
        "number": assignment.task.number,
        "task": shortened(assignment.task.title, TITLE),
        "organisation": shortened(assignment.organisation.name, NAME),
        "deadline": day(assignment.deadline_on) or NOTHING,
        "status": shortened(its.label, LABEL),
    }


def _waiting(its) -> list[str]:
    """What waits for him, in sentences; only what there is."""
    counted = [
        (its.returned, _("Returned for supplement, to be sent again: %(number)s.")),
        (its.asked, _("Extensions asked for, without an answer yet: %(number)s.")),
        (its.to_decide, _("Extensions that wait for the decision of a leader: %(number)s.")),
    ]
    return [words % {"number": whole(number)} for number, words in counted if number]


def sheet_name(name: str, on: date) -> str:
    """ "Phieu-theo-doi_Nguyen-Van-A_2024-10-15.docx"."""
    return f"Phieu-theo-doi_{ascii_name(name, longest=60)}_{on:%Y-%m-%d}.docx"
