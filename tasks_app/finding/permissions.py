from tasks_app.people.queries import Standing


def can_search(who: Standing) -> bool:
    """Everyone with a role; what is found is only what he may see."""
    return bool(who.roles)
