from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all


def can_see_reports(who: Standing) -> bool:
    """Official reports, drafts too, and their files: whoever follows the whole province."""
    return can_follow_all(who)


def can_make_reports(who: Standing) -> bool:
    """Making, editing and issuing them."""
    return who.is_(Role.SECRETARIAT)


def can_make_letters(who: Standing) -> bool:
    """A letter in the name of the committee or its standing agency."""
    return who.is_(Role.SECRETARIAT)
