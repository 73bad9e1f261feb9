from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import answers_for
from tasks_app.reporting.models import ProgressReport


def can_report(who: Standing, assignment: Assignment) -> bool:
    """The responsible member and the lead organisation's focal officers; the secretariat never writes a report."""
    return who.is_(Role.MEMBER, Role.LEADER, Role.FOCAL_OFFICER) and answers_for(who, assignment)


def can_review(who: Standing, report: ProgressReport) -> bool:
    """The secretariat, but nobody his own report."""
    return can_open_review_queue(who) and who.person.pk not in (report.by_id, report.for_person_id)


def can_open_review_queue(who: Standing) -> bool:
    return who.is_(Role.SECRETARIAT)
