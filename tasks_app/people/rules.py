"""Who may be given which role by whom, what an invitation is, and how long somebody stays signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from tasks_app.people.enums import CommitteePost, Role, SessionEnd

# The secretariat puts people together; rights over everything are the administrators' to give.
GIVEN_BY_SECRETARIAT = frozenset({Role.MEMBER, Role.LEADER, Role.FOCAL_OFFICER})
POSTS_OF = {
    Role.LEADER: (CommitteePost.HEAD, CommitteePost.STANDING_DEPUTY, CommitteePost.DEPUTY),
    Role.MEMBER: (CommitteePost.MEMBER,),
}


@dataclass(frozen=True)
class PersonGiven:
    """What is entered of a person. Name, position, organisation and official address; nothing else is kept."""

    username: str
    full_name: str
    email: str
    position_vi: str = ""
    position_en: str = ""
    organisation_id: int | None = None
    language: str = ""

    @property
    def fields(self) -> dict:
        return asdict(self)


def roles_given_by(roles: frozenset[str]) -> frozenset[Role]:
    """The roles that somebody with these roles may give and end.

    >>> sorted(roles_given_by(frozenset({"secretariat"})))
    [Role.FOCAL_OFFICER, Role.LEADER, Role.MEMBER]
    """
    if Role.ADMINISTRATOR in roles:
        return frozenset(Role)
    return GIVEN_BY_SECRETARIAT if Role.SECRETARIAT in roles else frozenset()


def account_named(claims: Mapping, *, by: str) -> str:
    """What an identity provider says that names an account, ``by`` one of its claims; empty where it does not vouch.

    An address counts if the provider has verified it, and says so by the value that the standard prescribes.

    >>> account_named({"email": "an@nghean.example", "email_verified": "true"}, by="email")
    ''
    """
    named = claims.get(by)
    if not isinstance(named, str) or (by == "email" and claims.get("email_verified") is not True):
        return ""
    return named.strip()


@dataclass(frozen=True)
class SessionLimits:
    """``idle``: without a step, on a device that is not one's own; ``at_most``: since the sign-in, on any."""

    idle: timedelta
    at_most: timedelta


def session_end(
    began: datetime, seen: datetime | None, *, is_own_device: bool, now: datetime, limits: SessionLimits
) -> SessionEnd | None:
    """Whether a session is over, and why. ``seen``: the last step, where it is known; otherwise the sign-in counts.

    A clock that was set back ends nothing.
    """
    if now - began >= limits.at_most:
        return SessionEnd.AGE
    if not is_own_device and now - max(began, seen or began) >= limits.idle:
        return SessionEnd.IDLE
    return None


# By a word in what a browser says of itself; the first that is found counts, since most name their ancestors too.
BROWSERS = {
    "coc_coc_browser": "Cốc Cốc",
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def device_name(program: str) -> str:
    """The browser and the system, as their owner would call them; empty where neither is known.

    >>> device_name("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0")
    'Edge, Windows'
    """
    found = (next((name for word, name in names.items() if word in program), "") for names in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name)
