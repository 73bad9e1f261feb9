"""What of the help is for a person: the first steps of his role, the user's guide, the texts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from tasks_app.help.enums import Topic
from tasks_app.help.rendering import Picture, Rendered, headings, part_in, rendered, slug
from tasks_app.help.wording import FIRST_STEPS, Step
from tasks_app.people.enums import Role
from tasks_app.people.queries import Standing

DOCS = Path(settings.BASE_DIR) / "docs"
GUIDE = DOCS / "guide"
# On which page which role begins; of two roles that begin there the first one counts.
BEGINS = {
    "my_work": (Role.LEADER, Role.MEMBER, Role.FOCAL_OFFICER),
    "overview": (Role.SECRETARIAT, Role.ADMINISTRATOR, Role.INSPECTOR),
}
WHERE_PNG_SAYS_ITS_SIZE = slice(16, 24)


@dataclass(frozen=True)
class FirstSteps:
    role: Role
    steps: tuple[Step, ...]


def first_steps(who: Standing, page: str | None) -> FirstSteps | None:
    """What a page shows at its top to a person who is new in the role that begins there; no query.

    Each role has its own, so that who takes another one later is led again. They are nobody's to see, or to close, who
    acts for somebody else.
    """
    if page == "home":
        page = "my_work" if who.has_work else "overview"
    role = next((role for role in BEGINS.get(page, ()) if who.is_(role)), None)
    if role is None or who.acting or role in who.person.closed_steps:
        return None
    return FirstSteps(role, FIRST_STEPS[role])


def own_steps(who: Standing) -> list[FirstSteps]:
    """The first steps of all roles of a person, in the order of the roles."""
    return [FirstSteps(role, FIRST_STEPS[role]) for role in Role if who.is_(role)]


@cache
def guide(language: str) -> Rendered:
    """The user's guide; its chapters have the same anchors in both languages."""
    anchors = [slug(heading) for heading in headings(_source("en"))]
    return rendered(_source(language), anchors=anchors, picture=_picture, link=_leads_to)


@cache
def about(topic: Topic, language: str) -> Rendered:
    """A text beside the guide, in one language."""
    source = part_in(language, (DOCS / f"{topic}.md").read_text(encoding="utf-8"))
    return rendered(source, picture=_picture, link=_leads_to)


def _source(language: str) -> str:
    return (GUIDE / f"{language}.md").read_text(encoding="utf-8")


def _picture(path: str) -> Picture:
    size = (GUIDE / path).read_bytes()[WHERE_PNG_SAYS_ITS_SIZE]
    width, height = int.from_bytes(size[:4]), int.from_bytes(size[4:])
    return Picture(static(f"guide/{Path(path).name}"), width, height)


def _leads_to(address: str) -> str:
    """What is for those who run the product has no page."""
    topic = Path(address).stem
    return reverse("help_topic", args=[topic]) if topic in Topic.values else ""
