"""The small province after somebody has typed mischief into every text of it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.apps import apps
from django.db import models, transaction
from django.utils import translation

from tasks_app.common.dates import at_time
from tests.conftest import TODAY
from tests.worlds import World

# Texts that no person writes: keys, digests, and words of the program itself. Whatever is new counts as written.
OF_THE_PROGRAM = {
    *("JobRun.name", "ApiToken.scopes", "ApiToken.shown", "ApiToken.token_digest", "Organisation.key", "Unit.key"),
    *("Locality.key", "Group.key", "SourceDocument.key", "Message.key", "Message.kind", "Message.to_address"),
    *("Message.language", "Message.headers", "Message.claimed_by", "Person.password", "Person.username"),
    *("Person.email", "Person.closed_steps", "Person.name_key", "SignIn.session_key", "Invitation.token_digest"),
    *("EvidenceFile.sha256", "ReportFile.template", "ReportFile.sha256", "DocumentTemplate.sha256"),
    *("ExportRecord.what", "WantedFile.address", "WantedFile.what", "OfflineRow.key", "OfflineRow.touched"),
    *("CalendarFeed.token_digest", "Import.heading", "Import.columns", "ColumnMapping.signature"),
    *("ColumnMapping.columns", "IndicatorDefinition.code", "Entry.verb", "Entry.subject_kind"),
    *("OptionChange.key", "OptionChange.old", "OptionChange.new", "Reorganisation.key", "MailPermit.marker"),
    *("Message.html", "Message.text"),  # what was written for a mail already; mails are written anew below
}
FOUND_BY = "search"  # the folded text beside another; nobody is shown it


def written_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every field that holds what a person wrote, found by looking, so that new ones are among them."""
    for model in apps.get_app_config("tasks_app").get_models():
        for field in model._meta.local_concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices
            if is_text and field.name != FOUND_BY and f"{model.__name__}.{field.name}" not in OF_THE_PROGRAM:
                yield model, field


def spoil(text_for: Callable[[int | None], str]) -> None:
    """Put a text into all of them. ``text_for``: the text that a field of so many characters is given."""
    for model, field in written_fields():
        rows = models.QuerySet(model)  # not the model's own: of what is history it changes nothing
        for key, value in list(rows.values_list("pk", field.attname)):
            if isinstance(field, models.JSONField):
                spoiled = _spoiled(value, text_for(None))
            elif value or field.name.endswith(("_vi", "_en", "name", "title")):
                mischief = text_for(field.max_length)
                spoiled = (mischief + str(key) if field.unique else mischief)[: field.max_length]
            else:
                continue
            rows.filter(pk=key).update(**{field.attname: spoiled})


def _spoiled(value, mischief: str):
    """Of what is kept as JSON, what was written: a word of the program has no spaces."""
    if isinstance(value, dict):
        return {name: _spoiled(one, mischief) for name, one in value.items()}
    if isinstance(value, list):
        return [_spoiled(one, mischief) for one in value]
    return mischief if isinstance(value, str) and " " in value else value


@pytest.fixture(scope="module")
def mischief() -> Callable[[int | None], str]:
    """What the module's tests have in every text; each says its own."""
    raise NotImplementedError


@pytest.fixture(scope="module")
def spoiled_world(standing_world, django_db_blocker, mischief) -> Iterator[World]:
    with (
        django_db_blocker.unblock(),
        time_machine.travel(at_time(TODAY, 8), tick=False),
        translation.override("vi"),
        transaction.atomic(),
    ):
        spoil(mischief)
        yield standing_world
        transaction.set_rollback(True)


@pytest.fixture
def province(spoiled_world, db) -> World:
    """Each test has objects of its own, read anew."""
    world = pickle.loads(pickle.dumps(spoiled_world))
    for one in vars(world).values():
        one.refresh_from_db()
    return world


@pytest.fixture(autouse=True)
def _as_often_as_it_takes(settings):
    settings.LIMITS = dict.fromkeys(settings.LIMITS, (0, 1))
