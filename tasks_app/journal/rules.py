from collections.abc import Mapping


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, list]:
    """Old and new of what differs, as the record keeps it: ``{"percent": [40, 60]}``."""
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}
