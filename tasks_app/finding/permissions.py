from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing


def can_search(who: Standing) -> bool:
    """Everyone with a role; what is found is only what he may see."""
    return bool(who.roles)


def can_share_views(who: Standing) -> bool:
    """A row of links above everybody's lists is the secretariat's to write."""
    return who.is_(Role.SECRETARIAT)
