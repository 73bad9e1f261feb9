from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing


def can_see_audit(who: Standing) -> bool:
    """The log of what happened. Each in his own name: it is nobody's to lend."""
    return who.acting is None and who.is_(Role.SECRETARIAT, Role.INSPECTOR, Role.ADMINISTRATOR)


def can_see_watched(who: Standing) -> bool:
    """Sign-ins, failed ones with their addresses, and who looked at whose data: not for the secretariat, which is among
    those that are watched."""
    return who.acting is None and who.is_(Role.INSPECTOR, Role.ADMINISTRATOR)
