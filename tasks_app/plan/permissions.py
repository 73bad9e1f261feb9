from tasks_app.people.enums import Role
from tasks_app.people.queries import REPORTING_ROLES, Standing
from tasks_app.plan.enums import State
from tasks_app.plan.models import Assignment, Contribution, Task


def answers_for(who: Standing, assignment: Assignment) -> bool:
    """Whether it is his: responsible member, or focal officer of the lead organisation."""
    return assignment.responsible_id == who.person.pk or assignment.organisation_id in who.reports_for


def can_see_plan(who: Standing) -> bool:
    return bool(who.roles)


def can_see_task(who: Standing, task: Task) -> bool:
    """Everybody with a role sees what is out; drafts are for those who make them."""
    return can_see_plan(who) and (who.sees_drafts or not task.is_draft)


def can_see_assignment(who: Standing, assignment: Assignment) -> bool:
    if who.sees_everything:
        return assignment.state != State.DRAFT or can_see_task(who, assignment.task)
    if assignment.state == State.DRAFT or not who.roles:
        return False
    return (
        answers_for(who, assignment)
        or assignment.organisation_id in who.oversees
        or any(c.organisation_id in who.reports_for for c in assignment.contributions.all())
    )


def can_decide(who: Standing) -> bool:
    """The steps of the workflow that are decisions of the secretariat."""
    return who.is_(Role.SECRETARIAT)


def can_follow_all(who: Standing) -> bool:
    """Boards and lists of the whole province."""
    return who.is_(Role.SECRETARIAT, Role.LEADER, Role.INSPECTOR, Role.ADMINISTRATOR)


def can_receive(who: Standing, assignment: Assignment) -> bool:
    """To say that the work has arrived: the responsible member and the lead organisation's focal officers."""
    return assignment.state != State.DRAFT and who.is_(*REPORTING_ROLES) and answers_for(who, assignment)


def can_contribute(who: Standing, contribution: Contribution) -> bool:
    """The coordinating organisation's own focal officers; nobody gives it for them."""
    is_out = contribution.assignment.state != State.DRAFT
    return is_out and who.is_(Role.FOCAL_OFFICER) and contribution.organisation_id in who.reports_for


def can_date_contributions(who: Standing, assignment: Assignment) -> bool:
    """Who has to put the contributions together sets the date, or the secretariat.

    Not who updates on his behalf: it is an order to other organisations.
    """
    return can_decide(who) or (can_receive(who, assignment) and not who.only_reports)
