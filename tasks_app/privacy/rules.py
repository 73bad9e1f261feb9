"""What becomes of the personal data of somebody who left, field by field. Nothing here reads a database.

Law No. 91/2025/QH15 on the protection of personal data (in force since 1 January 2026) asks that data are kept no
longer than their purpose needs. The purpose that is left is that work, decisions and reports have an author: the
position that he held. What the office issued as a document is kept as it was issued.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, quote_plus

from tasks_app.common.text import folded
from tasks_app.privacy.enums import Fate

ACTED = "by for_person"

# By model its fields: each that points to a person, and each text of a model that does so. A test refuses one that is
# missing.
FATES: dict[str, dict[Fate, str]] = {
    # The account
    "Person": {
        Fate.POSITION: "full_name name_key search",
        Fate.GOES: "username email password closed_steps",
        Fate.STAYS: "position_vi position_en",
    },
    "SignIn": {Fate.ROW_GOES: "person session_key address program"},
    "FailedSignIn": {Fate.ROW_GOES: "person address"},
    "Invitation": {Fate.ENDS: "person token_digest", Fate.POINTS: ACTED},
    "EmailAddress": {Fate.ROW_GOES: "user email"},
    "Authenticator": {Fate.ROW_GOES: "user data"},
    "SocialAccount": {Fate.ROW_GOES: "user provider uid extra_data"},
    "MailPreference": {Fate.ROW_GOES: "person"},
    "SavedView": {Fate.ROW_GOES: "person", Fate.WORDED: "name query"},
    "ApiToken": {Fate.ENDS: "person scopes shown token_digest", Fate.POINTS: ACTED, Fate.STAYS: "name"},
    "CalendarFeed": {Fate.ENDS: "person token_digest"},
    "WantedFile": {Fate.ROW_GOES: f"{ACTED} address what title name stored"},
    "OfflineUpload": {Fate.ROW_GOES: f"{ACTED} name"},
    "Hold": {Fate.ROW_GOES: "person reason", Fate.POINTS: ACTED},
    # What was said of him
    "Message": {
        Fate.GOES: "to_address subject text html headers last_error",
        Fate.POINTS: "to_person settled_by",
        Fate.STAYS: "key kind language claimed_by",
    },
    "Entry": {Fate.POINTS: ACTED, Fate.WORDED: "details", Fate.STAYS: "verb subject_kind"},
    "ExportRecord": {Fate.POINTS: ACTED, Fate.WORDED: "query", Fate.STAYS: "what through"},
    "DataView": {Fate.POINTS: f"{ACTED} person", Fate.STAYS: "what"},
    "LogEntry": {Fate.POINTS: "user", Fate.WORDED: "object_repr change_message", Fate.STAYS: "object_id"},
    "Import": {
        Fate.POINTS: ACTED,
        Fate.WORDED: "grid",
        Fate.STAYS: "name heading columns titles refusal",
    },
    # Who held which role, and who acted for whom: dated facts about positions
    "Appointment": {Fate.POINTS: "person"},
    "Oversight": {Fate.POINTS: "member", Fate.STAYS: "basis"},
    "Delegation": {Fate.POINTS: f"{ACTED} principal deputy", Fate.STAYS: "basis"},
    # The work, and what the office issued
    "Assignment": {Fate.POINTS: "responsible"},
    "Responsible": {Fate.POINTS: "member"},
    "Phase": {Fate.POINTS: "responsible"},
    "FrozenFigure": {Fate.POINTS: "responsible"},
    "StateChange": {Fate.POINTS: ACTED, Fate.STAYS: "document note"},
    "DeadlineChange": {Fate.POINTS: ACTED, Fate.STAYS: "document"},
    "Notification": {Fate.POINTS: f"{ACTED} person", Fate.STAYS: "quote"},
    "ContributionEntry": {Fate.POINTS: ACTED, Fate.STAYS: "text document"},
    "Receipt": {Fate.POINTS: ACTED},
    "ReportingPeriod": {Fate.POINTS: "closed_by closed_for"},
    "ProgressReport": {
        Fate.POINTS: f"{ACTED} reviewed_by reviewed_for",
        Fate.STAYS: "results difficulties proposals review_comment",
    },
    "EvidenceFile": {Fate.POINTS: ACTED, Fate.STAYS: "stored name sha256 search"},
    "Extension": {
        Fate.POINTS: f"{ACTED} proposed_by proposed_for decided_by decided_for",
        Fate.STAYS: "document reason evidence proposal_comment decision_comment",
    },
    "OfficialReport": {
        Fate.POINTS: f"{ACTED} edited_by edited_for issued_by issued_for",
        Fate.WORDED: "facts",  # of a draft; an issued one is a document
        Fate.STAYS: "title opening shortcomings difficulties proposals next number",
    },
    "ReportFile": {Fate.POINTS: ACTED, Fate.STAYS: "template stored sha256"},
    "DocumentTemplate": {Fate.POINTS: ACTED, Fate.STAYS: "stored name sha256"},
    "IndicatorTarget": {Fate.POINTS: ACTED},
    "IndicatorReading": {Fate.POINTS: ACTED, Fate.STAYS: "source"},
    "Inspection": {Fate.POINTS: "lead", Fate.STAYS: "team document"},
    "Recheck": {Fate.POINTS: ACTED, Fate.STAYS: "note"},
    "Meeting": {Fate.POINTS: "chair people", Fate.STAYS: "title_vi title_en place conclusion search"},
    "Amendment": {Fate.POINTS: ACTED, Fate.STAYS: "text"},
    "OptionChange": {Fate.POINTS: ACTED, Fate.STAYS: "key old new reason"},
    "EditedLadder": {Fate.POINTS: ACTED},
    "Reminder": {Fate.POINTS: "recipient for_person"},
    "Urging": {Fate.POINTS: ACTED},
    "Reorganisation": {Fate.POINTS: ACTED, Fate.STAYS: "key title_vi title_en basis"},
    "Passing": {Fate.POINTS: "person"},
}


def fates_of(model: str) -> dict[str, Fate]:
    """By field of a model what becomes of it."""
    return {field: fate for fate, fields in FATES[model].items() for field in fields.split()}


@dataclass(frozen=True)
class Traces:
    """What of a person can stand in texts, and what stands there afterwards.

    ``names``: those that nobody else bears; ``addresses``: of his mail; ``label``: his position. ``names_at_home``:
    those that others bear as well, which are only looked for where it is certain that he is meant.
    """

    label: str
    names: frozenset[str]
    names_at_home: frozenset[str]
    addresses: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """What is looked for in texts."""
        return self.names | self.addresses

    @property
    def in_queries(self) -> frozenset[str]:
        """How a name stands in an address: in full, or as it is typed without marks."""
        wanted = {*self.words, *map(folded, self.names)}
        return frozenset(quoted(word) for word in wanted for quoted in (quote, quote_plus)) | self.words

    def worded(self, text: str, *, at_home: bool = False) -> str:
        """A text without them.

        >>> Traces("Nguyên Giám đốc", frozenset({"Lê An"}), frozenset(), frozenset()).worded("Đ/c Lê An; Lê Anh")
        'Đ/c Nguyên Giám đốc; Lê Anh'
        """
        names = self.names | (self.names_at_home if at_home else frozenset())
        for name in sorted(names, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: self.label, text, flags=re.IGNORECASE)
        for address in self.addresses:
            text = re.sub(rf"(?<![\w.@-]){re.escape(address)}(?![\w@-]|\.\w)", "–", text, flags=re.IGNORECASE)
        return text

    def worded_in(self, value: Any, *, at_home: bool = False) -> Any:
        """The same for all that JSON can hold."""
        if isinstance(value, str):
            return self.worded(value, at_home=at_home)
        if isinstance(value, list):
            return [self.worded_in(one, at_home=at_home) for one in value]
        if isinstance(value, Mapping):
            return {key: self.worded_in(one, at_home=at_home) for key, one in value.items()}
        return value

    def worded_query(self, query: str) -> str:
        for word in sorted(self.in_queries, key=len, reverse=True):
            query = re.sub(re.escape(word), "", query, flags=re.IGNORECASE)
        return query


# Of lines of the record about him, or of his own devices: where he sat, why his account was closed, how he was reached.
GOES_FROM_DETAILS = frozenset({"address", "reason", "email", "username"})


def without_personal(details: Mapping, traces: Traces) -> dict:
    """The details of a line of the record about him, or about his device."""
    kept = {key: value for key, value in details.items() if key not in GOES_FROM_DETAILS}
    changed = kept.get("changed")
    if isinstance(changed, Mapping):
        kept["changed"] = {
            key: ["–", "–"] if key in GOES_FROM_DETAILS | {"full_name"} else value for key, value in changed.items()
        }
    return traces.worded_in(kept, at_home=True)


def former(prefix: str, position: str, organisation: Collection[str], *, longest: int) -> str:
    """The position in place of a name. ``prefix``: "Nguyên"; ``organisation``: its long and its short name, which is
    left out where the position says it already.

    >>> former("Nguyên", "Phó Giám đốc Sở Nội vụ", ("Sở Nội vụ", "SNV"), longest=120)
    'Nguyên Phó Giám đốc Sở Nội vụ'
    """
    said = folded(position)
    names = [name for name in organisation if name]
    where = "" if not names or any(folded(name) in said for name in names) else f", {names[0]}"
    return f"{prefix} {position}{where}"[:longest].rstrip(" ,")
