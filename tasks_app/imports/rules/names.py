"""Organisations as people write them: "Sở TN&MT", "UBND TP Vinh", "Các sở, ban, ngành", several in one cell."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from tasks_app.common.text import folded

SURE, ABBREVIATED, LIKELY, POSSIBLE = 1.0, 0.95, 0.86, 0.6
AHEAD = 0.04  # by so much the best of several has to be better than the next
LONGEST_NAME = 7  # pieces between commas and "và" that one name is put together from

SHORT = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "h": "huyen",
    "p": "phuong",
    "x": "xa",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "vp": "van phong",
    "bql": "ban quan ly",
    "ql": "quan ly",
    "kkt": "khu kinh te",
    "ubmttq": "uy ban mat tran to quoc",
    "mttq": "mat tran to quoc",
    "btc": "ban to chuc",
    "ubkt": "uy ban kiem tra",
    "btg": "ban tuyen giao",
    "bdv": "ban dan van",
    "bnc": "ban noi chinh",
    "tu": "tinh uy",
    "pvhcc": "phuc vu hanh chinh cong",
    "hcc": "hanh chinh cong",
    "ttpvhcc": "trung tam phuc vu hanh chinh cong",
    "tthcc": "trung tam phuc vu hanh chinh cong",
    "ca": "cong an",
    "vpub": "van phong uy ban nhan dan",
    "vpubnd": "van phong uy ban nhan dan",
    "tthc": "thu tuc hanh chinh",
    "dn": "dong nam",
    "vptu": "van phong tinh uy",
    "tctu": "to chuc tinh uy",
}
ONLY_FIRST = frozenset({"tt", "h", "p", "x", "tp", "tx"})  # elsewhere they are letters of something else
# Said or left out at will.
NOISE = re.compile(r"\b(?:tinh nghe an|nghe an|viet nam|va)\b")
LEADING = re.compile(
    r"^(?:[-+*•.\s]+|\d{1,2}[.)]\s+|(?:co quan |don vi )?(?:chu tri|thuc hien|phoi hop)(?: voi)?\s*:\s*|(?:lanh dao|giam doc|thu truong|chu tich|giao|dong chi|d/c)\s+)+"
)
ROLE = re.compile(r"\s*\(?\s*(?:la |lam )?(?:co quan )?(?:chu tri|dau moi|thuong truc)\)?$")
PLACE = re.compile(
    r"^(?:uy ban nhan dan |hoi dong nhan dan )?(?=(?:huyen|thanh pho|thi xa|phuong|xa|thi tran)\b)|^uy ban nhan dan (?!tinh)"
)
COORDINATING = re.compile(
    r"[;,.\n]?\s*\(?(?:các\s+)?(?:cơ\s+quan\s+|đơn\s+vị\s+)?phối\s+hợp(?:\s+(?:thực\s+hiện|với))*\s*:?\s*",
    re.IGNORECASE,
)

# (what is said, keys of the groups that it can be, best first)
GROUPS: list[tuple[re.Pattern, tuple[str, ...]]] = [
    (re.compile(rf"^(?:tat ca )?(?:{pattern})$"), keys)
    for pattern, keys in [
        (
            r"(?:uy ban nhan dan )?(?:(?:cac|\d\d) )?(?:huyen|quan|thanh pho|thi xa|thanh|thi|dia phuong)(?: (?:huyen|thanh pho|thi xa|thanh|thi))+(?: trong tinh)?",
            ("districts",),
        ),
        (r"(?:uy ban nhan dan )?(?:cac |\d\d )?(?:huyen|cap huyen|dia phuong cap huyen|cap huyen thanh thi)", ("districts",)),
        (r"(?:uy ban nhan dan )?(?:cac )?dia phuong(?: trong tinh)?", ("localities",)),
        (r"(?:uy ban nhan dan )?(?:(?:cac|\d{2,3}) )?(?:xa phuong(?: thi tran)?|phuong xa|cap xa|xa|don vi hanh chinh cap xa)(?: trong tinh)?", ("communes",)),
        (r"(?:cac )?so(?: va)? (?:co quan )?(?:ngang so|tuong duong)|cac so|cac co quan chuyen mon(?: thuoc uy ban nhan dan tinh| cap tinh)?", ("departments", "specialised")),
        (r"(?:(?:cac|\d\d) )?so (?:ban )?nganh(?: doan the)?(?: (?:cap )?tinh)?|(?:cac )?so nganh ban(?: cap tinh)?|cac so ban(?: cap tinh)?|cac co quan (?:don vi )?cap tinh|cac ban nganh(?: cap tinh)?", ("state_units", "units")),
        (r"cac co quan dang(?: (?:cap )?tinh)?|cac ban dang(?: tinh uy)?|cac co quan tham muu giup viec tinh uy", ("party",)),
        (r"cac (?:co quan don vi|don vi|co quan)|tat ca cac don vi|cac don vi cap tinh|toan bo cac don vi", ("all_units", "units")),
        (r"cac don vi (?:trong diem|chon diem|diem|duoc chon)|don vi trong diem", ("key_units",)),
    ]
]  # fmt: skip
NOT_NAMED = re.compile(
    r"\blien quan\b|\bco chuc nang\b|\bduoc giao\b|\btheo phan cong\b|\btheo chuc nang\b|\bto chuc ca nhan\b|\bkhac$"
)


@dataclass(frozen=True)
class Named:
    """An organisation or a group that can be meant. ``key``: its primary key, or that of the group; ``others``: names
    and short forms beside the full one; ``instead``: the keys of those in being that followed one that is no more."""

    key: int | str
    name: str
    others: tuple[str, ...] = ()
    is_group: bool = False
    is_place: bool = False
    is_below: bool = False
    in_being: bool = True
    instead: tuple[int, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a piece of a cell was understood as. ``score`` from 0 to 1; ``others``: what it could be as well."""

    words: str
    named: Named | None = None
    score: float = 0.0
    others: tuple[tuple[Named, float], ...] = ()
    is_former: bool = False
    is_open: bool = False  # "các đơn vị liên quan"
    is_tied: bool = False

    @property
    def is_sure(self) -> bool:
        return self.named is not None and self.score >= ABBREVIATED

    @property
    def is_gone(self) -> bool:
        """Surely one that does not exist on the day, and that nothing has followed."""
        return self.is_former and self.named is None and self.score >= ABBREVIATED


@dataclass
class Directory:
    """All organisations and groups that can be named in a plan."""

    named: list[Named]
    _known: dict[str, Found] = field(default_factory=dict)

    @cached_property
    def _groups(self) -> dict[int | str, Named]:
        return {one.key: one for one in self.named if one.is_group}

    @cached_property
    def _by_key(self) -> dict[int | str, Named]:
        return {one.key: one for one in self.named if not one.is_group}

    @cached_property
    def _exact(self) -> dict[str, list[Named]]:
        """By each form of a name those that have it; a form is compared without spaces and signs."""
        exact: dict[str, list[Named]] = defaultdict(list)
        for one in self.named:
            for form in _forms(one):
                if one not in exact[form]:
                    exact[form].append(one)
        return exact

    @cached_property
    def _words(self) -> list[tuple[Named, list[str], str]]:
        """Those that are no groups, with the words of their names."""
        return [(one, expanded(one.name).split(), expanded(one.name)) for one in self.named if not one.is_group]

    def find(self, words: str) -> Found:
        """The one that a name means; what follows it where that one is no more."""
        if words not in self._known:
            self._known[words] = self._found(words)
        return self._known[words]

    def split(self, cell: str) -> list[Found]:
        """All that a cell names, in its order, each once. A name may hold commas and "và" itself."""
        found: list[Found] = []
        carried = ""
        pieces = _pieces(unicodedata.normalize("NFC", cell))
        at = 0
        while at < len(pieces):
            if pieces[at + 1 : at + 2] and pieces[at + 1][0].strip() == ":" and self._is_general(pieces[at][1]):
                carried = _carried(pieces[at][1], None, carried)  # "Các sở: Nội vụ, Tài chính"
                at += 1
                continue
            taken, one = self._longest(pieces[at:], carried)
            carried = _carried(pieces[at][1], one, carried)
            at += taken
            if one.words and not any(_same(one, other) for other in found):
                found.append(one)
        return found

    def _longest(self, pieces: list[tuple[str, str]], carried: str) -> tuple[int, Found]:
        """The longest run of pieces that surely is one name; else the run that most likely is; else the first piece."""
        likely: tuple[int, Found] | None = None
        for number in range(min(LONGEST_NAME, len(pieces)), 0, -1):
            words = _run(pieces[:number])
            for tried in dict.fromkeys((f"{carried} {words}" if carried and number <= 3 else words, words)):
                one = self.find(tried)
                if (
                    one.is_sure
                    or one.is_gone
                    or (one.is_open and tried == words and self._is_one_phrase(pieces[:number]))
                ):
                    return number, one
                if one.named and (likely is None or one.score > likely[1].score):
                    likely = (number, one)
        return likely or (1, self.find(_run(pieces[:1])))

    def _is_general(self, piece: str) -> bool:
        found = self.find(piece)
        return found.named is None or found.named.is_group

    def _is_one_phrase(self, pieces: list[tuple[str, str]]) -> bool:
        """ "Các cơ quan, đơn vị liên quan" is one; "Sở Nội vụ, các đơn vị liên quan" are two."""
        if len(pieces) == 1:
            return True
        first = self.find(pieces[0][1])
        begins_as_one = first.named is None or first.named.is_group
        return begins_as_one and not any(ANOTHER.match(folded(piece)) for _before, piece in pieces[1:])

    def _found(self, words: str) -> Found:
        plain = expanded(ROLE.sub("", LEADING.sub("", folded(words))))
        if not plain:
            return Found("")
        single = re.sub(r"^(uy ban nhan dan )?cac (?=(?:so|huyen|thanh pho|thi xa|xa|phuong) )", r"\1", plain)
        if NOT_NAMED.search(plain):
            return Found(words, is_open=True)
        group = self._group(plain)
        if group:
            return Found(words, group, SURE)
        plain = single
        forms = (plain, PLACE.sub("", plain), re.sub(r"\s+tinh$", "", plain))
        if exact := next((self._exact[form] for form in map(compact, forms) if form in self._exact), None):
            return self._chosen(words, [(one, SURE) for one in exact])
        short = [(one, ABBREVIATED) for one, its, _name in self._words if _abbreviates(plain.split(), its)]
        if short:
            return self._chosen(words, short)
        return self._chosen(words, self._alike(plain))

    def _group(self, plain: str) -> Named | None:
        text = " ".join(re.sub(r"[^\w\s]|_", " ", plain).split())
        for pattern, keys in GROUPS:
            if pattern.match(text):
                return next((self._groups[key] for key in keys if key in self._groups), None)
        return None

    def _alike(self, plain: str) -> list[tuple[Named, float]]:
        """Those whose names look alike, best first: for slips of the finger."""
        bare = PLACE.sub("", plain)
        scored = []
        for one, _its, name in self._words:
            if one.is_below and not re.match(r"(?:xa|phuong|thi tran)\b", bare):
                continue
            matcher = SequenceMatcher(None, bare, name, autojunk=False)
            if matcher.real_quick_ratio() >= POSSIBLE and matcher.quick_ratio() >= POSSIBLE:
                scored.append((one, min(round(matcher.ratio(), 2), 0.94)))
        return sorted((its for its in scored if its[1] >= POSSIBLE), key=lambda its: (-its[1], not its[0].in_being))

    def _chosen(self, words: str, scored: list[tuple[Named, float]]) -> Found:
        """The best in being; a former one leads to what followed it. None where several are as good."""
        there = [its for its in scored if its[0].in_being]
        above = [its for its in there if not its[0].is_below] or there
        best = max(above, key=lambda its: its[1], default=None)
        former = max((its for its in scored if not its[0].in_being), key=lambda its: its[1], default=None)
        if former and (best is None or former[1] > best[1] + AHEAD) and former[1] >= LIKELY:
            return self._followed(words, former)
        if best is None:
            return Found(words, others=tuple(scored[:5]))
        rivals = [its for its in above if its[0] is not best[0]]
        tied = (
            any(its[1] > best[1] - AHEAD for its in rivals) if best[1] < SURE else any(its[1] == SURE for its in rivals)
        )
        if tied or best[1] < LIKELY:
            return Found(words, others=tuple(above[:5]), is_tied=tied)
        return Found(words, best[0], best[1], others=tuple(rivals[:4]))

    def _followed(self, words: str, former: tuple[Named, float]) -> Found:
        followers = [self._by_key[key] for key in former[0].instead if key in self._by_key]
        if len(followers) == 1:
            return Found(words, followers[0], former[1], is_former=True)
        others = tuple((one, former[1]) for one in followers)
        return Found(words, score=former[1], others=others, is_former=True)


def expanded(text: str) -> str:
    """Folded, with what everybody shortens in full and without what is said or left out at will."""
    plain = re.sub(r"[^\w\s]|_", " ", folded(text).replace("&", " "))
    words = plain.split()
    if words[:1] != ["so"]:  # "Sở TT&TT" is no town
        words = [
            SHORT.get(word, word) if word not in ONLY_FIRST or all(one == "ubnd" for one in words[:at]) else word
            for at, word in enumerate(words)
        ]
    words = " ".join(words)
    return " ".join(NOISE.sub(" ", words).split())


def compact(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def leads_and_others(cell: str) -> tuple[str, str]:
    """A cell for both: what stands before and after "phối hợp:"."""
    found = COORDINATING.search(cell)
    return (cell[: found.start()], cell[found.end() :]) if found and found.start() else (cell, "")


def _forms(one: Named) -> set[str]:
    """All that is the same name: full, without its province, short forms, the bare name of a place."""
    forms: set[str] = set()
    for text in (one.name, *one.others):
        plain = expanded(text)
        forms |= {compact(plain), compact(re.sub(r"\s+tinh$", "", plain))}
        if plain.startswith("ban "):
            forms.add(compact(plain.removesuffix(" tinh uy")))
        if one.is_place:
            bare = re.sub(r"^(?:huyen|thanh pho|thi xa|phuong|xa|thi tran)\s+", "", plain)
            forms.add(compact(bare) if not one.is_below else compact(plain))
        short = compact(folded(text).replace("&", ""))
        if short.startswith("s") and len(short) <= 8 and not short.startswith("so"):
            forms.add(f"so{short[1:]}")  # "SNV" is also written "Sở NV"
    return forms - {""}


def _abbreviates(words: list[str], name: list[str]) -> bool:
    """Whether each word is one of the name, or the first letters of several: "so lao dong tb xh"."""
    if len(words) >= len(name) or (words[:1] != name[:1] and not (words and words[0].startswith(name[0][:1]))):
        return False
    tail = [word for word in name if word != "tinh"]
    return _fits(words, name) or (tail != name and _fits(words, tail))


def _fits(words: list[str], name: list[str]) -> bool:
    if not words:
        return not name
    if not name:
        return False
    if words[0] == name[0] and _fits(words[1:], name[1:]):
        return True
    size = len(words[0])
    initials = "".join(word[0] for word in name[:size])
    return 1 < size <= len(name) and words[0] == initials and _fits(words[1:], name[size:])


ANOTHER = re.compile(r"(?:cac|ubnd|uy ban|so|van phong|cong an|huyen|thanh pho|thi xa)\b")
SEPARATORS = re.compile(r"(\s*[;,\n+/]\s*(?:và\s+)?|\s+và\s+|\s+-\s+|\s*:\s*)", re.IGNORECASE)


def _pieces(cell: str) -> list[tuple[str, str]]:
    """(what stands before it, piece), in order."""
    parts = SEPARATORS.split(cell)
    pieces = [("", parts[0])]
    for before, piece in zip(parts[1::2], parts[2::2], strict=True):
        pieces.append((before, piece))
    return [(before, piece.strip(" .()")) for before, piece in pieces if piece.strip(" .()-*")]


def _run(pieces: list[tuple[str, str]]) -> str:
    first, *rest = pieces
    return first[1] + "".join(
        f"{before.rstrip() if before.strip() in (',', ';') else before} {piece}".replace("  ", " ")
        for before, piece in rest
    )


def _carried(piece: str, one: Found | None, carried: str) -> str:
    """ "Các sở: Nội vụ, Tài chính": the word that holds for what follows."""
    plain = folded(piece)
    if re.match(r"(?:cac )?so\b", plain) and not (one and one.named and one.named.is_group):
        return "Sở"
    if re.match(r"(?:uy ban nhan dan |ubnd )?(?:cac )?(?:huyen|thanh pho|thi xa)\b", plain):
        return "Huyện"
    return carried


def _same(one: Found, other: Found) -> bool:
    return one.named is not None and one.named is other.named
