from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all


def can_see_reorganisations(who: Standing) -> bool:
    return can_follow_all(who)


def can_reorganise(who: Standing) -> bool:
    """Preparing, planning, carrying out and taking back: the secretariat, each in his own name."""
    return who.is_(Role.SECRETARIAT)
