"""Which addresses are dear, and how often they are answered: the one table."""

from __future__ import annotations

from dataclasses import dataclass

from tasks_app.site.enums import Cost

READING, SENDING = frozenset({"GET", "HEAD"}), frozenset({"POST"})


@dataclass(frozen=True)
class Limit:
    """So many requests of one person (of one network address, where nobody has signed in) in so many seconds."""

    number: int
    seconds: int


@dataclass(frozen=True)
class Dear:
    cost: Cost
    methods: frozenset[str]


_DEAR = {
    (Cost.FILES, SENDING): (
        *("page_export", "page_text", "official_report_make", "official_report_out", "letter_list", "follow_up"),
        *("follow_up_all", "conclusion_notice", "template_take", "offline_download", "offline_again"),
    ),
    (Cost.UPLOADS, SENDING): ("import_list", "import_columns", "list_enter", "template_detail", "offline_work"),
    (Cost.BOARDS, READING): (
        *("home", "overview", "overview_print", "locality_map", "meeting", "matrix", "ranking", "ranking_organisation"),
        *("comparison", "comparison_list", "key_task_detail", "organisation_list", "organisation_detail"),
        *("member_list", "member_detail", "search"),
    ),
    (Cost.STRANGERS, READING): ("calendar_feed",),
    (Cost.STRANGERS, READING | SENDING): ("invitation_accept",),
    (Cost.STRANGERS, SENDING): ("account_reset_password", "account_reset_password_from_key"),
}
# By URL name. What is not here has no limit of this kind; sign-ins and the read interface have their own.
DEAR: dict[str, Dear] = {name: Dear(cost, methods) for (cost, methods), names in _DEAR.items() for name in names}


def cost_of(name: str, method: str) -> Cost | None:
    """What a request costs, by the URL name of its address; None where it is cheap."""
    dear = DEAR.get(name)
    return dear.cost if dear and method in dear.methods else None
