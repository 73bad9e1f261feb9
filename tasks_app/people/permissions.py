from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing


def can_use(who: Standing) -> bool:
    """Anyone with a role; an account without one sees a page that says whom to ask."""
    return bool(who.roles)


def can_administer(who: Standing) -> bool:
    return who.is_(Role.ADMINISTRATOR)
