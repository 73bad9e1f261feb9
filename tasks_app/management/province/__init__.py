"""A made-up province of any size, for measuring and for trying under load. The same seed makes the same province.

It is written in bulk, past the actions: hundreds of thousands of rows in seconds. What the actions would have left
behind (dated facts, steps, reports with their evidence, the record) is there all the same, so every page and job works.
"""

from __future__ import annotations

from datetime import date
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tasks_app.management.province.frame import Frame, build_frame
from tasks_app.management.province.size import Size
from tasks_app.management.province.work import build_work
from tasks_app.plan.models import Plan

__all__ = ["Frame", "ProvinceRefused", "Size", "make_province"]


class ProvinceRefused(Exception):
    """A made-up province has no place here; the text says so to the operator."""


@transaction.atomic
def make_province(size: Size, *, day: date, seed: int = 1) -> Frame:
    """Write a province as it stands in the morning of ``day``: all of it or nothing.

    Raises ProvinceRefused in production and where a plan has been entered already. Returns the frame in which the
    work lies: the plan, organisations and people.
    """
    if settings.ENVIRONMENT == "production":
        raise ProvinceRefused(_("A made-up province is for measuring; it is refused in production."))
    if Plan.objects.exists():
        raise ProvinceRefused(_("There is a plan here already; a made-up province is not mixed with other work."))
    chance = Random(seed)  # noqa: S311 - made-up work, no secret
    frame = build_frame(size, day=day, chance=chance)
    build_work(frame, size, day=day, chance=chance)
    return frame
