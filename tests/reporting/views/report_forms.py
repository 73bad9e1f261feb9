"""What a person types in the form of a report."""

from uuid import uuid4


def typed(**changes) -> dict:
    return {
        "uid": str(uuid4()),
        "version": "0",
        "based_on": "0",
        "situation": "working",
        "percent": "60",
        "results": "Đã số hóa 60% hồ sơ",
        "difficulties": "",
        "proposals": "",
        "evidence_number": "",
        "evidence_on": "",
        "evidence_title": "",
        "submit": "1",
    } | changes


def drafted(**changes) -> dict:
    """The same by the button that keeps a draft."""
    form = typed(draft="1", **changes)
    del form["submit"]
    return form
