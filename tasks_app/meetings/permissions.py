from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing


def can_see_meetings(who: Standing) -> bool:
    """The list; each sees on it what concerns him."""
    return bool(who.roles)


def can_keep_meetings(who: Standing) -> bool:
    """Planning, holding and concluding them, and giving their decisions out."""
    return who.is_(Role.SECRETARIAT)
