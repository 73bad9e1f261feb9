from datetime import date

from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.models import Assignment
from tasks_app.plan.permissions import answers_for, can_follow_all, can_see_assignment
from tasks_app.reporting.models import EvidenceFile, Extension, ProgressReport
from tasks_app.reporting.queries import involved


def can_report(who: Standing, assignment: Assignment) -> bool:
    """The responsible member and the lead organisation's focal officers; the secretariat never writes a report."""
    return who.is_(Role.MEMBER, Role.LEADER, Role.FOCAL_OFFICER) and answers_for(who, assignment)


def can_open_file(who: Standing, file: EvidenceFile) -> bool:
    """Whoever sees the assignment, once a report with the file was sent; before that only those who write it."""
    return can_see_assignment(who, file.assignment) if file.is_sent else can_report(who, file.assignment)


def can_review(who: Standing, report: ProgressReport, *, on: date) -> bool:
    """The secretariat, but nobody what he has a part in himself or through one he acts for or may act for."""
    return can_open_review_queue(who) and not involved(who.people, on=on, reports=[report]).is_in(report)


def can_open_review_queue(who: Standing) -> bool:
    return who.is_(Role.SECRETARIAT)


def can_open_extension_queue(who: Standing) -> bool:
    """The secretariat proposes, leaders decide; who follows everything may look."""
    return can_follow_all(who)


def answers_extensions(who: Standing) -> bool:
    """Whether requests for an extension are his to propose on or to decide."""
    return who.is_(Role.SECRETARIAT, Role.LEADER)


def can_see_extension(who: Standing, extension: Extension) -> bool:
    return can_see_assignment(who, extension.assignment)


def can_ask_for_extension(who: Standing, assignment: Assignment) -> bool:
    """Whoever reports on the work."""
    return can_report(who, assignment)


def can_withdraw_extension(who: Standing, extension: Extension) -> bool:
    """Whoever could have made the request: the work is theirs together."""
    return can_ask_for_extension(who, extension.assignment)


def can_propose_on_extension(who: Standing, extension: Extension) -> bool:
    """The secretariat, but nobody on his own request or on work that he answers for himself."""
    is_foreign = who.people.isdisjoint(extension.asking) and not _answers(who, extension.assignment)
    return who.is_(Role.SECRETARIAT) and is_foreign


def can_decide_extension(who: Standing, extension: Extension) -> bool:
    """A leader, but nobody on his own request or on work that he answers for himself."""
    return can_open_extension(who, extension.assignment) and who.people.isdisjoint(extension.asking)


def can_open_extension(who: Standing, assignment: Assignment) -> bool:
    """A leader extends a deadline without a request, but not that of work that he answers for himself."""
    return who.is_(Role.LEADER) and not _answers(who, assignment)


def _answers(who: Standing, assignment: Assignment) -> bool:
    """Whether one who acts or one who is acted for answers for the work: nobody is judge in his own case."""
    reports_for = who.reports_for | who.acting_reports_for
    return assignment.responsible_id in who.people or assignment.organisation_id in reports_for


def can_keep_periods(who: Standing) -> bool:
    """Entering, moving and closing reporting periods."""
    return who.is_(Role.SECRETARIAT)
