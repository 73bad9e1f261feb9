from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation


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
