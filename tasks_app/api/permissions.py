from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing


def can_have_keys(who: Standing) -> bool:
    """Whoever follows the whole province may let a program of his office read for him. Nobody for another: a key
    outlives a delegation."""
    return who.sees_everything and who.acting is None


def can_keep_system_keys(who: Standing) -> bool:
    """Keys of other systems: the administrator's."""
    return who.is_(Role.ADMINISTRATOR) and who.acting is None
