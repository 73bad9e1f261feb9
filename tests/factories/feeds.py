from datetime import date

import factory

from tasks_app.common.dates import at_time
from tasks_app.feeds import actions
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.models import CalendarFeed
from tests.factories.people import member


class FeedFactory(factory.django.DjangoModelFactory):
    """A member's own work. The address that it was given is beside it: ``feed.token``."""

    class Meta:
        model = CalendarFeed

    person = factory.LazyFunction(member)
    kind = FeedKind.OWN
    organisation = None
    at = at_time(date(2024, 10, 1), 9)

    @classmethod
    def _create(cls, model_class, *args, person, kind, organisation, at):
        feed, token = actions.make_feed(person, kind, organisation, at=at)
        feed.token = token
        return feed
