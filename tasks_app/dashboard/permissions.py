from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all


def can_see_overview(who: Standing) -> bool:
    """Whoever follows the whole province."""
    return can_follow_all(who)
