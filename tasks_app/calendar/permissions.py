from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing


def can_keep_calendar(who: Standing) -> bool:
    """Entering, changing, confirming and removing days."""
    return who.is_(Role.SECRETARIAT)
