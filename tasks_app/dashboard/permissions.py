from tasks_app.organisations.models import Organisation
from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all, can_see_plan
from tasks_app.plan.queries import visible_assignments


def can_see_overview(who: Standing) -> bool:
    """Whoever follows the whole province."""
    return can_follow_all(who)


def can_follow_organisation(who: Standing, organisation: int) -> bool:
    """All the work of an organisation (primary key), and its figures: who follows the whole province, the member who
    oversees it, and its own focal officers."""
    return can_follow_all(who) or (can_see_plan(who) and organisation in who.oversees | who.reports_for)


def can_see_organisation(who: Standing, organisation: Organisation) -> bool:
    """Whoever follows it; and whoever may see some work that it leads or has led, for that work alone."""
    if can_follow_organisation(who, organisation.pk):
        return True
    return visible_assignments(who).filter(phases__organisation=organisation).exists()


def can_see_member(who: Standing, person: int) -> bool:
    """What a member (primary key) answers for: who follows the whole province, and himself."""
    is_himself = person == who.person.pk and who.is_(Role.MEMBER, Role.LEADER)
    return can_follow_all(who) or is_himself
