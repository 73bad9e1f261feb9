"""The keys with which other systems of the province read."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.api.enums import Scope
from tasks_app.common.models import ActedMixin


class ApiToken(ActedMixin):
    """A key of a person, which opens what he may see at that moment; or of a system, which sees all that an inspector
    sees. ``by`` made it. Only the digest is here: the key is shown once.
    """

    name = models.CharField(_("name"), max_length=80)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="api_tokens",
        verbose_name=_("person"),
    )
    scopes = models.JSONField(_("opens"))
    shown = models.CharField(max_length=20)
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    valid_until = models.DateField(_("holds until"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("access key")
        verbose_name_plural = _("access keys")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="an_access_key_has_a_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def through(self) -> str:
        """How the log of exports names it: no two are named alike."""
        return f"{self.name} ({self.shown}…)"

    @property
    def opens(self) -> list[str]:
        """In words."""
        return [str(Scope(one).label) for one in self.scopes]

    def holds(self, today: date) -> bool:
        return self.ended_at is None and today <= self.valid_until
