"""What the statements of a template ask for, read without filling it: every branch, also those not taken today.

A template may be anybody's, so what is not on the list here is refused: besides fields there are conditions, loops and
a few filters. Nothing that keeps a value is among them (``set``, macros), so no text can grow by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

# Nodes of Jinja.
ALLOWED = frozenset(
    (
        *("Template", "TemplateData", "Output", "Name", "Getattr", "Getitem", "Const"),
        *("For", "If", "CondExpr", "Compare", "Operand", "Not", "And", "Or"),
        *("Add", "Sub", "Concat", "Filter", "Test"),
    )
)
MOST_LOOPS = 2  # over lists that do not belong to each other, one within the other
MOST_FILTERS = 2  # one after the other
LONGEST_CONSTANT = 100
ANYTHING = object()  # what is asked of this shape cannot be judged here


class Problem(Enum):
    UNKNOWN_FIELD = auto()
    NO_LIST = auto()
    NOT_ALLOWED = auto()
    TOO_MANY_LOOPS = auto()
    TOO_LONG = auto()


@dataclass(frozen=True)
class SourceFault:
    """``what``: the field, the list or the statement, as it stands in the template."""

    problem: Problem
    what: str


def source_faults(tree: Any, fields: Mapping[str, Any], filters: Sequence[str]) -> list[SourceFault]:
    """What is wrong in a parsed template (a ``jinja2.nodes.Template``), each thing once, in the order of the text.

    ``fields``: a context as it is filled with: texts, lists with an element, mappings of these.
    """
    reader = _Reader(frozenset(fields), frozenset(filters))
    reader.read(tree, dict(fields))
    return list(dict.fromkeys(reader.faults))


@dataclass
class _Reader:
    fields: frozenset[str]
    filters: frozenset[str]
    faults: list[SourceFault] = field(default_factory=list)
    loops: int = 0

    def read(self, node: Any, scope: Mapping[str, Any]) -> Any:
        """Goes through a node; the shape of its value."""
        kind = type(node).__name__
        if kind not in ALLOWED:
            self._refuse(Problem.NOT_ALLOWED, WRITTEN.get(kind, kind.lower()))
            return ANYTHING
        by_kind = {
            "Name": self._name,
            "Getattr": self._attribute,
            "Getitem": self._item,
            "For": self._loop,
            "Filter": self._filter,
            "Const": self._constant,
        }
        return by_kind.get(kind, self._others)(node, scope)

    def _refuse(self, problem: Problem, what: str) -> None:
        self.faults.append(SourceFault(problem, what))

    def _others(self, node, scope):
        for child in node.iter_child_nodes():
            self.read(child, scope)
        return ANYTHING

    def _constant(self, node, scope):
        if isinstance(node.value, str) and len(node.value) > LONGEST_CONSTANT:
            self._refuse(Problem.TOO_LONG, node.value[:LONGEST_CONSTANT])
        return node.value

    def _name(self, node, scope):
        if node.name not in scope:
            self._refuse(Problem.UNKNOWN_FIELD, node.name)
            return ANYTHING
        return scope[node.name]

    def _attribute(self, node, scope):
        return self._part(self.read(node.node, scope), node.attr, node)

    def _item(self, node, scope):
        shape, key = self.read(node.node, scope), node.arg
        if type(key).__name__ != "Const":
            self.read(key, scope)
            return ANYTHING
        if isinstance(key.value, int) and isinstance(shape, list):
            return shape[0] if shape else ANYTHING
        return self._part(shape, key.value, node)

    def _part(self, shape: Any, name: Any, node) -> Any:
        if shape is ANYTHING:
            return ANYTHING
        if isinstance(shape, Mapping) and name in shape:
            return shape[name]
        self._refuse(Problem.UNKNOWN_FIELD, _path(node))
        return ANYTHING

    def _filter(self, node, scope):
        if node.name not in self.filters:
            self._refuse(Problem.NOT_ALLOWED, f"|{node.name}")
        if _filters(node) > MOST_FILTERS:
            self._refuse(Problem.NOT_ALLOWED, "|…" * _filters(node))
        return self._others(node, scope)

    def _loop(self, node, scope):
        if node.recursive or type(node.target).__name__ != "Name":
            self._refuse(Problem.NOT_ALLOWED, "for …, … in")
            return ANYTHING
        element = self._element(node.iter, self.read(node.iter, scope))
        inside = {**scope, node.target.name: element, "loop": ANYTHING}
        is_of_its_own = _root(node.iter) in self.fields
        self.loops += is_of_its_own
        if self.loops > MOST_LOOPS:
            self._refuse(Problem.TOO_MANY_LOOPS, _path(node.iter))
        for child in [*([node.test] if node.test else []), *node.body]:
            self.read(child, inside)
        self.loops -= is_of_its_own
        for child in node.else_:
            self.read(child, scope)
        return ANYTHING

    def _element(self, node, shape: Any) -> Any:
        if isinstance(shape, list):
            return shape[0] if shape else ANYTHING
        if shape is not ANYTHING:
            self._refuse(Problem.NO_LIST, _path(node))
        return ANYTHING


WRITTEN = {"Assign": "set", "AssignBlock": "set", "CallBlock": "call", "FromImport": "from … import", "Call": "…(…)"}


def _filters(node) -> int:
    return 0 if node is None else sum(1 for _one in node.find_all(type(node))) + 1


def _path(node) -> str:
    """As it is written: "row.task"."""
    kind = type(node).__name__
    if kind == "Name":
        return node.name
    if kind == "Getattr":
        return f"{_path(node.node)}.{node.attr}"
    if kind == "Getitem":
        return f"{_path(node.node)}[{getattr(node.arg, 'value', '…')!r}]"
    return "…"


def _root(node) -> str:
    while type(node).__name__ in ("Getattr", "Getitem", "Filter"):
        node = node.node
    return getattr(node, "name", "")
