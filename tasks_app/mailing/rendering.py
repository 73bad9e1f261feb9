from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from tasks_app.mailing.models import Message


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str
    language: str


def render(notice: str, *, language: str, context: dict) -> Rendered:
    """The finished mail of ``templates/emails/<notice>.{subject.txt,txt,html}`` in a language.

    The subject is one line, whatever a title contains, so that no header can be smuggled in.
    """
    with translation.override(language):
        return Rendered(
            subject=" ".join(render_to_string(f"emails/{notice}.subject.txt", context).split())[:250],
            text=render_to_string(f"emails/{notice}.txt", context).strip() + "\n",
            html=render_to_string(f"emails/{notice}.html", context),
            language=language,
        )


def list_headers(notice: str) -> dict[str, str]:
    """By which mail programs sort: the kind of mail, as a list of this site."""
    return {"List-Id": f"<{notice}.{urlsplit(settings.SITE_URL).hostname}>"}


class Composer(Protocol):
    """Writes messages of a kind when they leave, of what is so by then.

    Called once for a chunk, it loads all that it needs in a number of queries that does not grow with the messages, and
    returns what renders one of them; None means that there is nothing left to say.
    """

    def __call__(self, messages: Sequence[Message], *, at: datetime) -> Callable[[Message], Rendered | None]: ...


_composers: dict[str, Composer] = {}


def register_composer(kind: str, prepare: Composer) -> None:
    """Messages of this kind may be put into the outbox without a text. For ``AppConfig.ready``."""
    _composers[kind] = prepare


def composer_for(kind: str) -> Composer:
    """Raises LookupError where messages of the kind are written at once."""
    try:
        return _composers[kind]
    except KeyError:
        raise LookupError(f"no composer is registered for mails of the kind '{kind}'") from None


def is_composed_when_it_leaves(kind: str) -> bool:
    return kind in _composers
