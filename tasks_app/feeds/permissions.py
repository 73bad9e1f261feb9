from tasks_app.dashboard.permissions import can_follow_organisation
from tasks_app.feeds.enums import FeedKind
from tasks_app.people.queries import Standing
from tasks_app.plan.permissions import can_follow_all, can_see_plan


def can_have_feeds(own: Standing) -> bool:
    """Everyone with a role. ``own``: what he is himself, whomever he acts for: an address outlives a delegation."""
    return can_see_plan(own)


def can_follow_feed(own: Standing, kind: FeedKind, organisation: int | None = None) -> bool:
    """Whether it tells him nothing that the pages do not show him; asked anew at each fetch."""
    match FeedKind(kind):
        case FeedKind.OWN:
            return own.has_work
        case FeedKind.PERIODS:
            return can_follow_all(own)
        case FeedKind.ORGANISATION:
            return organisation is not None and can_follow_organisation(own, organisation)
