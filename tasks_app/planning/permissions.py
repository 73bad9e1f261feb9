from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all


def can_see_planning(who: Standing) -> bool:
    """The pages on which plans are made, drafts too: the secretariat; administrators look."""
    return who.is_(Role.SECRETARIAT, Role.ADMINISTRATOR)


def can_see_groups(who: Standing) -> bool:
    """Which organisations get work together; whoever plans changes them."""
    return can_follow_all(who)


def can_plan(who: Standing) -> bool:
    return who.is_(Role.SECRETARIAT)
