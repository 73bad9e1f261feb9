"""What a person may do with a mail, by what became of it."""

from tasks_app.mailing.enums import Act, MessageState, Notice

S = MessageState
POSSIBLE: dict[Act, frozenset[MessageState]] = {
    Act.SEND_AGAIN: frozenset({S.FAILED, S.UNKNOWN, S.EXPIRED, S.CANCELLED, S.SUPERSEDED, S.RETURNED}),
    Act.CANCEL: frozenset({S.WAITING}),
    Act.ARRIVED: frozenset({S.UNKNOWN}),
    Act.NOT_ARRIVED: frozenset({S.UNKNOWN}),
    Act.CAME_BACK: frozenset({S.SENT, S.UNKNOWN}),
    Act.SETTLE: frozenset({S.FAILED, S.UNKNOWN, S.RETURNED}),
}


def is_possible(act: Act, *, state: str, kind: str, is_settled: bool = False) -> bool:
    """A digest that a later one superseded says nothing that the later one does not; mails about accounts are asked
    for anew by their readers."""
    if state not in POSSIBLE[act]:
        return False
    if act == Act.SEND_AGAIN:
        return kind in Notice and not (kind == Notice.DIGEST and state == MessageState.SUPERSEDED)
    return not (act == Act.SETTLE and is_settled)
