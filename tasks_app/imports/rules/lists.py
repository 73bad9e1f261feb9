"""Lists of people, of who oversees what, and of organisations, as offices keep them; a row each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tasks_app.common.text import folded, tidy
from tasks_app.imports.enums import ListKind, ListRemark, Refusal, Verdict
from tasks_app.imports.rules.grid import Grid, Line, Unreadable, plainly, said
from tasks_app.imports.rules.names import Directory
from tasks_app.organisations.enums import LOCALITY_KINDS, LocalityType, OrganisationKind
from tasks_app.people.enums import Role

LOOKED_THROUGH = 60
AT_MOST = 1_000
# By kind the columns in the order in which they are asked, each with the words above it; the first two are needed.
COLUMNS: dict[ListKind, dict[str, re.Pattern]] = {
    ListKind.PEOPLE: {
        "full_name": re.compile(r"\bho (?:va )?ten\b|^ten$|\bho, ten\b"),
        "email": re.compile(r"\be-?mail\b|\bthu (?:dien tu|cong vu)\b|\bhop thu\b"),
        "username": re.compile(r"\bten dang nhap\b|\btai khoan\b"),
        "role": re.compile(r"\bvai tro\b"),
        "position": re.compile(r"\bchuc (?:vu|danh)\b"),
        "organisation": re.compile(r"\b(?:co quan|don vi|dia phuong|noi cong tac)\b"),
    },
    ListKind.OVERSIGHT: {
        "member": re.compile(r"\b(?:thanh vien|ho (?:va )?ten|dong chi|nguoi (?:duoc )?(?:phu trach|phan cong))\b"),
        "organisation": re.compile(r"\b(?:don vi|dia phuong|dia ban|co quan)\b"),
        "basis": re.compile(r"\b(?:van ban|can cu|quyet dinh)\b"),
    },
    ListKind.ORGANISATIONS: {
        "name_vi": re.compile(r"\bten\b(?!.*tieng anh)|\b(?:don vi|dia phuong|co quan)\b(?!.*truc thuoc)"),
        "basis": re.compile(r"\b(?:van ban|can cu|nghi quyet|quyet dinh)\b"),
        "name_en": re.compile(r"\btieng anh\b|\benglish\b"),
        "parent": re.compile(r"\btruc thuoc\b|\bhuyen\b"),
        "valid_from": re.compile(r"\btu ngay\b|\bhieu luc\b|\bthanh lap\b"),
    },
}
NEEDED = {
    ListKind.PEOPLE: ("full_name", "email"),
    ListKind.OVERSIGHT: ("member", "organisation"),
    ListKind.ORGANISATIONS: ("name_vi", "basis"),
}
ROLE_WORDS = [
    (Role.ADMINISTRATOR, ("quan tri",)),
    (Role.INSPECTOR, ("giam sat",)),
    (Role.FOCAL_OFFICER, ("dau moi",)),
    (Role.SECRETARIAT, ("thuong truc", "thu ky", "giup viec")),
    (Role.LEADER, ("truong ban", "lanh dao")),
    (Role.MEMBER, ("thanh vien", "uy vien")),
]
TYPES = [
    ("thi tran", LocalityType.TOWNSHIP),
    ("thi xa", LocalityType.TOWN),
    ("thanh pho", LocalityType.CITY),
    ("phuong", LocalityType.WARD),
    ("huyen", LocalityType.DISTRICT),
    ("xa", LocalityType.COMMUNE),
]
OF_COMMUNES = (LocalityType.COMMUNE, LocalityType.WARD, LocalityType.TOWNSHIP)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True)
class ListRow:
    """``number``: of the row in the file; ``cells``: by column what stands there, or was typed since."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ListKnown:
    """What rows are judged by. ``people``: folded full name -> keys of the members of today; ``taken``: addresses and
    user names that are somebody's, in small letters; ``roles``: those that may be given; ``names``: folded names of
    organisations in being; ``overseen``: organisation -> the key of who oversees it."""

    directory: Directory
    people: Mapping[str, list[int]] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    overseen: Mapping[int, int] = field(default_factory=dict)
    today: date = date.min


@dataclass(frozen=True)
class JudgedEntry:
    """``value``: what is entered; ``remarks``: with what each is about; ``found``: the name that was understood."""

    row: ListRow
    value: Mapping
    remarks: tuple[tuple[ListRemark, str], ...]
    found: str = ""

    @property
    def verdict(self) -> Verdict:
        if any(remark in STOPS for remark, _about in self.remarks):
            return Verdict.ERROR
        return Verdict.WARNING if self.remarks else Verdict.OK


STOPS = frozenset(
    {
        ListRemark.MISSING,
        ListRemark.NO_ADDRESS,
        ListRemark.IS_TAKEN,
        ListRemark.TWICE,
        ListRemark.UNKNOWN_ORGANISATION,
        ListRemark.UNKNOWN_ROLE,
        ListRemark.NOT_TO_GIVE,
        ListRemark.UNKNOWN_PERSON,
        ListRemark.SEVERAL_PEOPLE,
        ListRemark.IS_SO_ALREADY,
        ListRemark.NO_DAY,
        ListRemark.IS_THERE,
    }
)


def read_list(grids: list[Grid], kind: ListKind) -> list[ListRow]:
    """The rows of the first table whose heading names what a list of this kind needs. Raises Unreadable."""
    for grid in grids:
        for at, line in enumerate(grid.lines[:LOOKED_THROUGH]):
            columns = _columns(line, kind)
            if all(name in columns for name in NEEDED[kind]):
                rows = [
                    ListRow(below.number, {name: said(_cell(below, column)) for name, column in columns.items()})
                    for below in grid.lines[at + 1 :]
                ]
                rows = [row for row in rows if any(row.cells[name] for name in NEEDED[kind])]
                if not rows:
                    raise Unreadable(Refusal.NO_ROWS)
                if len(rows) > AT_MOST:
                    raise Unreadable(Refusal.TOO_MANY_ROWS)
                return rows
    raise Unreadable(Refusal.NO_TABLE)


def _columns(line: Line, kind: ListKind) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in line.filled:
        plain = plainly(line.cells[column])
        for name, pattern in COLUMNS[kind].items():
            if name not in found and len(plain) < 90 and pattern.search(plain):
                found[name] = column
                break
    return found


def _cell(line: Line, column: int):
    return line.cells[column] if column < len(line.cells) else None


def judge_list(rows: list[ListRow], kind: ListKind, known: ListKnown) -> list[JudgedEntry]:
    """Each row with what is said of it; what stands twice in the file is said of the second."""
    judge = {ListKind.PEOPLE: _person, ListKind.OVERSIGHT: _oversight, ListKind.ORGANISATIONS: _organisation}[kind]
    seen: set[str] = set()
    judged = []
    for row in rows:
        cells = {name: tidy(row.cells.get(name, "")) for name in COLUMNS[kind]}
        missing = [(ListRemark.MISSING, name) for name in NEEDED[kind] if not cells[name]]
        value, remarks, found, key = judge(cells, known) if not missing else ({}, [], "", "")
        if key and key in seen:
            remarks = [*remarks, (ListRemark.TWICE, "")]
        seen.add(key)
        judged.append(JudgedEntry(row, value, (*missing, *remarks), found))
    return judged


def _person(cells: Mapping[str, str], known: ListKnown):
    remarks = []
    email = cells["email"].lower()
    if not EMAIL.fullmatch(email):
        remarks.append((ListRemark.NO_ADDRESS, cells["email"]))
    elif email in known.taken:
        remarks.append((ListRemark.IS_TAKEN, email))
    username = cells["username"] or email.split("@")[0]
    if username.lower() in known.taken:
        remarks.append((ListRemark.IS_TAKEN, username))
    organisation, found = _one(cells["organisation"], known, remarks)
    role = role_of(cells["role"])
    if cells["role"] and role is None:
        remarks.append((ListRemark.UNKNOWN_ROLE, cells["role"]))
    elif role is None:
        remarks.append((ListRemark.NO_ROLE, ""))
    elif role not in known.roles:
        remarks.append((ListRemark.NOT_TO_GIVE, cells["role"]))
    elif role == Role.FOCAL_OFFICER and organisation is None and not cells["organisation"]:
        remarks.append((ListRemark.UNKNOWN_ORGANISATION, ""))
    value = {
        "username": username,
        "full_name": cells["full_name"],
        "email": email,
        "position_vi": cells["position"],
        "organisation": organisation,
        "role": role,
    }
    return value, remarks, found, email


def _oversight(cells: Mapping[str, str], known: ListKnown):
    remarks = []
    people = known.people.get(folded(cells["member"]), [])
    if not people:
        remarks.append((ListRemark.UNKNOWN_PERSON, cells["member"]))
    elif len(people) > 1:
        remarks.append((ListRemark.SEVERAL_PEOPLE, cells["member"]))
    organisation, found = _one(cells["organisation"], known, remarks)
    if organisation and people and known.overseen.get(organisation) == people[0]:
        remarks.append((ListRemark.IS_SO_ALREADY, ""))
    elif organisation in known.overseen:
        remarks.append((ListRemark.REPLACES, found))
    if not cells["basis"]:
        remarks.append((ListRemark.NO_BASIS, ""))
    value = {"member": people[0] if people else None, "organisation": organisation, "basis": cells["basis"]}
    return value, remarks, found, str(organisation or "")


def _organisation(cells: Mapping[str, str], known: ListKnown):
    remarks = []
    name = cells["name_vi"]
    plain = folded(name)
    if plain in known.names:
        remarks.append((ListRemark.IS_THERE, name))
    locality_type = next((its for word, its in TYPES if plain.startswith(f"{word} ")), "")
    if locality_type:
        kind = OrganisationKind.COMMUNE if locality_type in OF_COMMUNES else OrganisationKind.LOCALITY
    else:
        kind = OrganisationKind.SPECIALISED if plain.startswith("so ") else OrganisationKind.AGENCY
        remarks.append((ListRemark.KIND_GUESSED, str(kind.label)))
    parent, found = _one(cells["parent"], known, remarks) if kind in LOCALITY_KINDS else (None, "")
    day = day_in(cells["valid_from"])
    if cells["valid_from"] and day is None:
        remarks.append((ListRemark.NO_DAY, cells["valid_from"]))
    value = {
        "name_vi": name,
        "name_en": cells["name_en"],
        "kind": kind,
        "locality_type": locality_type,
        "parent": parent,
        "valid_from": day or known.today,
        "basis": cells["basis"],
    }
    return value, remarks, found, plain


def _one(words: str, known: ListKnown, remarks: list) -> tuple[int | None, str]:
    """The one organisation that a cell names; what stands in the way is added to the remarks."""
    if not words:
        return None, ""
    found = known.directory.find(words)
    if found.named is None or found.named.is_group or not found.named.in_being:
        remarks.append((ListRemark.UNKNOWN_ORGANISATION, words))
        return None, ""
    if not found.is_sure:
        remarks.append((ListRemark.GUESSED, found.named.name))
    return found.named.key, found.named.name


def role_of(words: str) -> Role | None:
    """The role that somebody means.

    >>> role_of("Cán bộ đầu mối"), role_of("Ủy viên BCĐ"), role_of("?")
    (Role.FOCAL_OFFICER, Role.MEMBER, None)
    """
    plain = folded(words)
    return next((role for role, its in ROLE_WORDS if any(word in plain for word in its)), None)


def day_in(words: str) -> date | None:
    """A day as people write it; None where it is none."""
    match = DAY.fullmatch(words.strip())
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
