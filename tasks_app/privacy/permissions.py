from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing


def can_anonymise(who: Standing) -> bool:
    """Administrators, each in his own name."""
    return who.acting is None and who.is_(Role.ADMINISTRATOR)
