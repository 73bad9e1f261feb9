"""What people keep of their searching."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.enums import Part
from tasks_app.finding.enums import ListPage


class SavedView(models.Model):
    """The address of a list under a name: its filters, order and columns. ``is_shared``: everyone is offered it.

    It is only an address, so whoever opens it sees what he may see and nothing else.
    """

    stamps = Part.VIEWS

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    page = models.CharField(_("list"), max_length=20, choices=ListPage)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=2000)
    is_shared = models.BooleanField(_("shown to everyone"), default=False)

    class Meta:
        ordering = ["page", "name", "pk"]
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "page", "name"], name="a_person_has_one_view_of_a_name_on_a_page"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_view_has_a_name"),
            models.CheckConstraint(condition=Q(page__in=ListPage.values), name="a_saved_view_is_of_a_list"),
        ]

    def __str__(self):
        return self.name
