from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all


def can_see_inspections(who: Standing) -> bool:
    """The list; each sees on it what he may know of."""
    return bool(who.roles)


def can_keep_inspections(who: Standing) -> bool:
    """Planning and concluding them, giving recommendations out, re-checking."""
    return who.is_(Role.SECRETARIAT)


def can_see_statistics(who: Standing) -> bool:
    return can_follow_all(who)
