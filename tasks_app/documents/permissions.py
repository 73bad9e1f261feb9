from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all


def can_see_reports(who: Standing) -> bool:
    """Official reports, drafts too, and their files: whoever follows the whole province."""
    return can_follow_all(who)


def can_make_reports(who: Standing) -> bool:
    """Making, editing and issuing them."""
    return who.is_(Role.SECRETARIAT)


def can_see_templates(who: Standing) -> bool:
    """What stands on the office's paper, and the templates of its documents."""
    return who.is_(Role.SECRETARIAT, Role.INSPECTOR, Role.ADMINISTRATOR)


def can_edit_templates(who: Standing) -> bool:
    return who.is_(Role.SECRETARIAT)


def can_make_letters(who: Standing) -> bool:
    """A letter in the name of the committee or its standing agency."""
    return who.is_(Role.SECRETARIAT)


def can_make_conclusions(who: Standing) -> bool:
    """The notice of conclusion of a meeting as a Word file."""
    return who.is_(Role.SECRETARIAT)
