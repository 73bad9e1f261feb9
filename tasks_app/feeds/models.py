from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.feeds.enums import FeedKind
from tasks_app.organisations.models import Organisation


class FeedQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(ended_at__isnull=True)


class CalendarFeed(models.Model):
    """A secret address at which a calendar program finds what concerns a person, from ``made_at`` to ``ended_at``.

    Only the digest of its token is here: the address is shown once and cannot be found again.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_feeds")
    kind = models.CharField(_("kind"), max_length=12, choices=FeedKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "organisation__order", "pk"]
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FeedKind.values), name="a_calendar_feed_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind=FeedKind.ORGANISATION, organisation__isnull=False)
                | (~Q(kind=FeedKind.ORGANISATION) & Q(organisation__isnull=True)),
                name="a_feed_of_an_organisation_and_only_it_names_one",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(ended_at__isnull=True, organisation__isnull=True),
                name="a_person_has_one_calendar_feed_of_a_kind_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ended_at__isnull=True, organisation__isnull=False),
                name="a_person_has_one_calendar_feed_of_an_organisation_at_a_time",
            ),
        ]

    def __str__(self):
        return str(self.organisation or self.get_kind_display())
