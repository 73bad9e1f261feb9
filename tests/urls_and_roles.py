"""Who gets what from which address: the one table. An address that is not in it fails the suite.

A row says what everyone is answered. Who has not signed in, or may not, is led to the sign-in (302), unless the address
is public; what one may not see does not exist (404).
"""

from __future__ import annotations

from dataclasses import dataclass, field

PERSONS = (
    "anonymous",
    "inactive",  # his session is still there, his account may not sign in
    "nobody",  # an account without a role
    "member",
    "other_member",
    "officer",
    "leader",
    "secretary",
    "inspector",
    "administrator",
)
OUTSIDE = ("anonymous", "inactive")
MEMBERS = ("member", "other_member", "leader")
FOLLOW_ALL = ("leader", "secretary", "inspector", "administrator")
KEEP_PEOPLE = ("secretary", "administrator")
SEE_TEMPLATES = ("secretary", "inspector", "administrator")
SEE_REMINDERS = ("secretary", "inspector", "administrator")
WITH_ROLE = (*MEMBERS, "officer", "secretary", "inspector", "administrator")


def only(*persons: str, status: int = 200, otherwise: int = 404, **exceptions: int) -> dict[str, int]:
    """These are answered ``status``, everyone else who has signed in ``otherwise``."""
    answers = {person: 302 if person in OUTSIDE else otherwise for person in PERSONS}
    return answers | dict.fromkeys(persons, status) | exceptions


def public(status: int = 200, *, signed_in: int | None = None) -> dict[str, int]:
    """Everyone; ``signed_in`` where it is another answer for those who have signed in."""
    inside = status if signed_in is None else signed_in
    return {person: status if person in OUTSIDE else inside for person in PERSONS}


@dataclass(frozen=True)
class Address:
    """``thing``: what of the world (tests/worlds.py) the address is about; ``args``: the rest of the address;
    ``methods``: all that it answers to."""

    name: str
    answers: dict[str, int]
    thing: str = ""
    method: str = "GET"
    args: tuple[str, ...] = field(default=(), kw_only=True)
    methods: frozenset[str] = frozenset({"GET"})
    data: dict = field(default_factory=dict)

    def __str__(self):
        return " ".join([self.method, self.name, self.thing, *self.args]).strip()


FORM = frozenset({"GET", "POST"})
POST = frozenset({"POST"})
EVERY = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
# Answers GET and refuses HEAD (405): what opening it does happens once, and whoever only looks must not use it up.
NOT_FOR_LOOKING = frozenset({"account_sign_on_callback"})
TEMPLATE = ("report", "state", "vi")
DRAFT = "2026"  # the year of the world's draft
VIEW = {"page": "assignment_list", "query": "status=overdue", "name": "Quá hạn"}

ADDRESSES = [
    # The frame
    Address("home", only(*WITH_ROLE, nobody=403)),
    Address("gallery", only("administrator")),
    Address("page_text", only(*WITH_ROLE, status=302), methods=FORM),
    Address("page_text", only(), method="POST", methods=FORM),
    Address("shortcuts", only(*WITH_ROLE, "nobody")),
    Address("healthz", public()),
    Address("readyz", public()),
    # For who comes with its key alone, and off without one.
    Address("metrics", public(404)),
    Address("manifest", public()),
    Address("service_worker", public()),
    Address("offline", public(), args=("vi",)),
    Address("offline", public(404), args=("de",)),
    Address("set_language", public(302), methods=FORM),
    Address("set_language", public(302), method="POST", methods=FORM, data={"language": "en"}),
    # The help: for everybody who has signed in
    Address("help", only(*WITH_ROLE, "nobody")),
    Address("help_topic", only(*WITH_ROLE, "nobody"), args=("boards",)),
    Address("help_topic", only(), args=("mail",)),
    Address("glossary", only(*WITH_ROLE, "nobody")),
    # Opened, as after a sign-in, they lead to the first page.
    Address("first_steps_close", only(otherwise=302), methods=FORM),
    Address("first_steps_close", only(otherwise=302), method="POST", methods=FORM, data={"role": "member"}),
    Address("first_steps_open", only(otherwise=302), methods=FORM),
    Address("first_steps_open", only(otherwise=302), method="POST", methods=FORM),
    # One's own work, and reporting
    Address("my_work", only(*MEMBERS, "officer")),
    Address("assignment_detail", only(*FOLLOW_ALL, "member", "officer"), "own"),
    Address("assignment_detail", only(*FOLLOW_ALL, "member", "other_member", "officer"), "overseen"),
    Address("assignment_detail", only(*FOLLOW_ALL, "other_member"), "other"),
    Address("assignment_detail", only(*FOLLOW_ALL, "other_member"), "completed"),
    Address("assignment_detail", only(*FOLLOW_ALL), "draft"),
    Address("report_edit", only("member", "officer"), "own", methods=FORM),
    Address("report_edit", only("other_member"), "overseen", methods=FORM),
    # It awaits confirmation and takes no report now: back to its page.
    Address("report_edit", only("other_member", status=302), "other", methods=FORM),
    Address("report_edit", only(), "draft", methods=FORM),
    Address("report_edit", only("member", "officer", status=422), "own", "POST", methods=FORM),
    Address("report_edit", only("other_member", status=422), "overseen", "POST", methods=FORM),
    # Evidence: for those who see the assignment, once it was sent; before that for those who write the report
    Address("evidence_file", only(*FOLLOW_ALL, "other_member"), "sent_file"),
    Address("evidence_file", only("member", "officer"), "draft_file"),
    # The roles beside the report: receipt, contributions and their dates
    Address("assignment_receive", only(otherwise=302), "own", methods=FORM),
    Address("assignment_receive", only("member", "officer", status=302), "own", "POST", methods=FORM),
    Address("assignment_receive", only(), "draft", "POST", methods=FORM),
    Address("contribution_dates", only("member", "officer", "secretary"), "own", methods=FORM),
    Address("contribution_dates", only("other_member", "secretary"), "overseen", methods=FORM),
    Address("contribution_dates", only("member", "officer", "secretary", status=302), "own", "POST", methods=FORM),
    Address("contribution_edit", only("officer"), "contribution", methods=FORM),
    Address("contribution_edit", only("officer", status=422), "contribution", "POST", methods=FORM),
    Address("contribution_edit", only(), "other_contribution", methods=FORM),
    Address("contribution_edit", only(), "other_contribution", "POST", methods=FORM),
    # Decisions on an assignment: each act by the same page
    Address("assignment_decide", only("secretary"), "own", args=("suspend",), methods=FORM),
    # What is not possible now leads back to the assignment, which says how it stands.
    Address("assignment_decide", only("secretary", status=302), "own", args=("resume",), methods=FORM),
    Address("assignment_decide", only(), "own", args=("confirm",), methods=FORM),
    Address("assignment_decide", only("secretary", status=422), "own", method="POST", args=("suspend",), methods=FORM),
    # Extensions
    Address("extension_list", only(*FOLLOW_ALL)),
    Address("extension_ask", only("member", "officer"), "own", methods=FORM),
    Address("extension_ask", only("member", "officer", status=422), "own", "POST", methods=FORM),
    # A request waits already: back to the assignment, which says so.
    Address("extension_ask", only("member", "officer", status=302), "overdue", methods=FORM),
    Address("extension_ask", only("other_member", status=302), "overseen", methods=FORM),
    Address("extension_open", only("leader"), "own", methods=FORM),
    Address("extension_open", only("leader", status=422), "own", "POST", methods=FORM),
    Address("extension_detail", only(*FOLLOW_ALL, "member", "officer"), "request"),
    Address("extension_detail", only(*FOLLOW_ALL, "member", "other_member", "officer"), "proposal"),
    # Opened, as after a sign-in, each step leads to the page of the request.
    Address("extension_propose", only(*FOLLOW_ALL, "member", "officer", status=302), "request", methods=FORM),
    Address("extension_propose", only("secretary", status=422), "request", "POST", methods=FORM),
    Address(
        "extension_propose",
        only(*FOLLOW_ALL, "member", "other_member", "officer", status=302),
        "proposal",
        methods=FORM,
    ),
    Address(
        "extension_decide",
        only(*FOLLOW_ALL, "member", "other_member", "officer", status=302),
        "proposal",
        methods=FORM,
    ),
    Address("extension_decide", only("leader", status=422), "proposal", "POST", methods=FORM),
    Address("extension_withdraw", only(*FOLLOW_ALL, "member", "officer", status=302), "request", methods=FORM),
    Address("extension_withdraw", only("member", "officer", status=302), "request", "POST", methods=FORM),
    Address("extension_withdraw", only("other_member", status=302), "proposal", "POST", methods=FORM),
    Address("tools", only(*FOLLOW_ALL)),
    # People: the secretariat and administrators; the secretariat touches no account with rights over everything
    Address("person_list", only(*KEEP_PEOPLE)),
    Address("person_invite", only(*KEEP_PEOPLE), methods=FORM),
    Address("person_invite", only(*KEEP_PEOPLE, status=422), method="POST", methods=FORM),
    Address("person_detail", only(*KEEP_PEOPLE), "member"),
    Address("person_edit", only(*KEEP_PEOPLE), "member", methods=FORM),
    Address("person_edit", only("administrator"), "administrator", methods=FORM),
    Address("person_edit", only(*KEEP_PEOPLE, status=422), "member", "POST", methods=FORM),
    Address("person_appoint", only(*KEEP_PEOPLE), "officer", methods=FORM),
    Address("person_appoint", only(*KEEP_PEOPLE, status=422), "officer", "POST", methods=FORM),
    Address("oversight_assign", only(*KEEP_PEOPLE), "member", methods=FORM),
    # Who is no member oversees nobody and is replaced by nobody: to his page.
    Address("oversight_assign", only(*KEEP_PEOPLE, status=302), "officer", methods=FORM),
    Address("oversight_assign", only(*KEEP_PEOPLE, status=422), "member", "POST", methods=FORM),
    Address("person_replace", only(*KEEP_PEOPLE), "member", methods=FORM),
    Address("person_replace", only(*KEEP_PEOPLE, status=422), "member", "POST", methods=FORM),
    Address("person_deactivate", only(*KEEP_PEOPLE), "member", methods=FORM),
    Address("person_deactivate", only("administrator"), "inspector", methods=FORM),
    Address("person_deactivate", only(*KEEP_PEOPLE, status=422), "member", "POST", methods=FORM),
    Address("person_sign_out", only(*KEEP_PEOPLE, status=302), "member", methods=FORM),
    Address("person_sign_out", only("administrator", status=302), "inspector", methods=FORM),
    Address("person_sign_out", only(*KEEP_PEOPLE, status=302), "member", "POST", methods=FORM),
    Address("person_sign_out", only("administrator", status=302), "inspector", "POST", methods=FORM),
    # He has none: to his page.
    Address("person_second_factor_reset", only(*KEEP_PEOPLE, status=302), "member", methods=FORM),
    Address("person_second_factor_reset", only("administrator", status=302), "inspector", methods=FORM),
    Address("person_second_factor_reset", only(*KEEP_PEOPLE, status=302), "member", "POST", methods=FORM),
    Address("person_second_factor_reset", only("administrator", status=302), "inspector", "POST", methods=FORM),
    Address("person_sign_on_remove", only(*KEEP_PEOPLE, status=302), "member", methods=FORM),
    Address("person_sign_on_remove", only("administrator", status=302), "inspector", methods=FORM),
    Address("person_sign_on_remove", only(*KEEP_PEOPLE, status=302), "member", "POST", methods=FORM),
    Address("person_sign_on_remove", only("administrator", status=302), "inspector", "POST", methods=FORM),
    Address("person_anonymise", only("administrator"), "inactive", methods=FORM),
    Address("person_anonymise", only("administrator", status=422), "inactive", "POST", methods=FORM),
    Address("person_reactivate", only(*KEEP_PEOPLE, status=302), "member", methods=FORM),
    Address("person_reactivate", only(*KEEP_PEOPLE, status=302), "member", "POST", methods=FORM),
    Address("invitation_send", only(*KEEP_PEOPLE, status=302), "member", methods=FORM),
    Address("invitation_send", only(*KEEP_PEOPLE, status=302), "member", "POST", methods=FORM),
    Address("appointment_end", only(*KEEP_PEOPLE), "appointment", methods=FORM),
    Address("appointment_end", only(*KEEP_PEOPLE, status=422), "appointment", "POST", methods=FORM),
    Address("oversight_end", only(*KEEP_PEOPLE), "oversight", methods=FORM),
    Address("oversight_end", only(*KEEP_PEOPLE, status=422), "oversight", "POST", methods=FORM),
    # Whoever holds the link chooses the password; a link that was never sent is gone for everybody.
    Address("invitation_accept", public(410), args=("nobody-sent-this",), methods=FORM),
    Address("invitation_accept", public(410), method="POST", args=("nobody-sent-this",), methods=FORM),
    Address("list_enter", only(*KEEP_PEOPLE), args=("people",), methods=FORM),
    Address("list_enter", only(*KEEP_PEOPLE, status=422), method="POST", args=("people",), methods=FORM),
    Address("list_enter", only(*KEEP_PEOPLE), args=("oversight",), methods=FORM),
    Address("list_enter", only("secretary"), args=("organisations",), methods=FORM),
    Address("list_enter", only(), args=("gossip",), methods=FORM),
    Address("organisation_new", only("secretary"), methods=FORM),
    Address("organisation_new", only("secretary", status=422), method="POST", methods=FORM),
    Address("organisation_edit", only("secretary"), "unit", methods=FORM),
    Address("organisation_edit", only("secretary", status=422), "unit", "POST", methods=FORM),
    # Reorganisations: the secretariat prepares them, who follows everything looks
    Address("reorganisation_list", only(*FOLLOW_ALL)),
    Address("reorganisation_new", only("secretary"), methods=FORM),
    Address("reorganisation_new", only("secretary", status=422), method="POST", methods=FORM),
    Address("reorganisation_detail", only(*FOLLOW_ALL), "merger"),
    Address("reorganisation_edit", only("secretary"), "merger", methods=FORM),
    Address("reorganisation_edit", only("secretary", status=422), "merger", "POST", methods=FORM),
    Address("reorganisation_line_add", only("secretary"), "merger", methods=FORM),
    Address("reorganisation_line_add", only("secretary", status=422), "merger", "POST", methods=FORM),
    Address("reorganisation_change_add", only("secretary"), "merger", methods=FORM),
    Address("reorganisation_change_add", only("secretary", status=422), "merger", "POST", methods=FORM),
    # Opened, as after a sign-in, taking a line out leads back; sent without the version seen it changes nothing.
    Address("reorganisation_line_remove", only("secretary", status=302), "merger_line", methods=FORM),
    Address("reorganisation_line_remove", only("secretary", status=302), "merger_line", "POST", methods=FORM),
    Address("reorganisation_change_remove", only("secretary", status=302), "merger_change", methods=FORM),
    Address("reorganisation_change_remove", only("secretary", status=302), "merger_change", "POST", methods=FORM),
    Address("reorganisation_allot", only("secretary"), "merger_line", methods=FORM),
    Address("reorganisation_allot", only("secretary", status=422), "merger_line", "POST", methods=FORM),
    Address("reorganisation_step", only("secretary"), "merger", args=("plan",), methods=FORM),
    Address("reorganisation_step", only("secretary"), "merger", args=("cancel",), methods=FORM),
    Address("reorganisation_step", only("secretary", status=422), "merger", "POST", args=("cancel",), methods=FORM),
    # It is not in effect, so it cannot be taken back: to its page.
    Address("reorganisation_step", only("secretary", status=302), "merger", args=("reverse",), methods=FORM),
    Address("reorganisation_step", only(), "merger", args=("gossip",), methods=FORM),
    # The plan
    Address("task_list", only(*WITH_ROLE)),
    Address("task_detail", only("secretary", "administrator"), "draft_task"),
    Address("assignment_detail", only("secretary", "administrator"), "draft_work"),
    Address("task_detail", only(*WITH_ROLE), "task"),
    # The pages of single things. Of an organisation: who follows it, or may see some of its work.
    Address("organisation_list", only(*FOLLOW_ALL)),
    Address("organisation_tree", only(*FOLLOW_ALL)),
    Address("organisation_detail", only(*FOLLOW_ALL, "member", "officer"), "unit"),
    Address("organisation_detail", only(*FOLLOW_ALL, "member", "other_member", "officer"), "locality"),
    Address("organisation_detail", only(*FOLLOW_ALL, "other_member"), "other_unit"),
    Address("member_list", only(*FOLLOW_ALL)),
    Address("member_detail", only(*FOLLOW_ALL, "member"), "member"),
    Address("member_detail", only(*FOLLOW_ALL, "other_member"), "other_member"),
    Address("member_detail", only(), "officer"),
    Address("key_task_detail", only(*WITH_ROLE), args=("1",)),
    Address("key_task_detail", only(), args=("99",)),
    Address("assignment_list", only(*WITH_ROLE)),
    # Finding
    Address("search", only(*WITH_ROLE)),
    Address("view_list", only(*WITH_ROLE)),
    Address("view_save", only(*WITH_ROLE, status=302), method="POST", methods=FORM, data=VIEW),
    # Opened, it has to name the list that it is about.
    Address("view_save", only(), methods=FORM),
    Address("view_save", only(*WITH_ROLE, status=422), method="POST", methods=FORM, data=VIEW | {"name": ""}),
    Address("view_edit", only("member"), "saved_view", methods=FORM),
    Address("view_edit", only("member", status=422), "saved_view", "POST", methods=FORM),
    Address("view_remove", only("member"), "saved_view", methods=FORM),
    Address("view_remove", only("member", status=302), "saved_view", "POST", methods=FORM),
    Address("view_edit", only("other_member"), "other_view", methods=FORM),
    Address("view_edit", only("other_member", status=422), "other_view", "POST", methods=FORM),
    Address("view_remove", only("other_member"), "other_view", methods=FORM),
    Address("view_remove", only("other_member", status=302), "other_view", "POST", methods=FORM),
    # What leaves the product. Whoever takes a page out has to be able to open it.
    Address("export_list", only(*WITH_ROLE)),
    Address("export_log", only(*SEE_REMINDERS)),
    Address("audit_log", only(*SEE_REMINDERS)),
    Address("export_file", only("member"), "file"),
    Address("export_file", only("other_member"), "other_file"),
    # The workbook to fill in without a connection
    Address("offline_work", only(*MEMBERS, "officer"), methods=FORM),
    Address("offline_work", only(*MEMBERS, "officer", status=422), method="POST", methods=FORM),
    # Whoever has nothing to fill in is told so.
    Address("offline_download", only(*MEMBERS, "officer", leader=302), method="POST", methods=POST),
    Address("offline_upload", only("member"), "workbook", methods=FORM),
    Address("offline_upload", only("member", status=302), "workbook", "POST", methods=FORM),
    # Opened, as after a sign-in, it leads to the page of the workbook.
    Address("offline_again", only("member", status=302), "workbook", methods=FORM),
    Address("offline_again", only("member"), "workbook", "POST", methods=FORM),
    Address("offline_upload", only("other_member"), "other_workbook", methods=FORM),
    Address("offline_upload", only("other_member", status=302), "other_workbook", "POST", methods=FORM),
    Address("offline_again", only("other_member", status=302), "other_workbook", methods=FORM),
    Address("offline_again", only("other_member"), "other_workbook", "POST", methods=FORM),
    Address(
        "page_export",
        only(*WITH_ROLE),
        method="POST",
        args=("csv",),
        methods=POST,
        data={"address": "/assignments/"},
    ),
    # Calendars: each has his own; at an address of one no sign-in is asked for, and a wrong one leads nowhere
    Address("feed_list", only(*WITH_ROLE), methods=FORM),
    Address("feed_list", only(*WITH_ROLE, status=422), method="POST", methods=FORM),
    # Opened, as after a sign-in, these lead to the list.
    Address("feed_renew", only("member", status=302), "feed", methods=FORM),
    Address("feed_renew", only("member"), "feed", "POST", methods=FORM),
    Address("feed_end", only("member", status=302), "feed", methods=FORM),
    Address("feed_end", only("member", status=302), "feed", "POST", methods=FORM),
    Address("feed_renew", only("other_member", status=302), "other_feed", methods=FORM),
    Address("feed_renew", only("other_member"), "other_feed", "POST", methods=FORM),
    Address("feed_end", only("other_member", status=302), "other_feed", methods=FORM),
    Address("feed_end", only("other_member", status=302), "other_feed", "POST", methods=FORM),
    Address("calendar_feed", public(), "token"),
    Address("calendar_feed", public(404), args=("wrong",)),
    # The read interface: a session opens nothing of it
    Address("api_key_list", only(*FOLLOW_ALL), methods=FORM),
    Address("api_key_list", only(*FOLLOW_ALL, status=422), method="POST", methods=FORM),
    Address("api_key_end", only("secretary", status=302), "api_key", methods=FORM),
    Address("api_key_end", only("secretary", status=302), "api_key", "POST", methods=FORM),
    Address("api_key_end", only("inspector", status=302), "other_key", methods=FORM),
    Address("api_key_end", only("inspector", status=302), "other_key", "POST", methods=FORM),
    Address("api_openapi", public()),
    Address(
        "api_unknown", public(404), args=("nowhere",), methods=frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
    ),
    *(
        Address(f"api:{name}", public(401))
        for name in ("plan", "tasks", "periods", "organisations", "assignments", "figures", "ranking", "indicators")
    ),
    Address("api:assignment", public(401), "own"),
    Address("api:reports", public(401), "own"),
    # Letters and sheets
    # The office's paper and its templates: the secretariat writes, inspectors and administrators look
    Address("template_list", only(*SEE_TEMPLATES)),
    Address("template_detail", only(*SEE_TEMPLATES), args=TEMPLATE, methods=FORM),
    Address("template_detail", only(), args=("report", "state", "fr"), methods=FORM),
    Address("template_detail", only("secretary", status=422), method="POST", args=TEMPLATE, methods=FORM),
    Address("template_take", only(*SEE_TEMPLATES, status=302), args=TEMPLATE, methods=FORM),
    Address("template_take", only(*SEE_TEMPLATES), method="POST", args=TEMPLATE, methods=FORM),
    Address("template_reset", only("secretary", status=302), args=TEMPLATE, methods=FORM),
    Address("template_reset", only("secretary", status=302), method="POST", args=TEMPLATE, methods=FORM),
    Address("letterhead_edit", only("secretary"), args=("state",), methods=FORM),
    Address("letterhead_edit", only("secretary", status=422), method="POST", args=("state",), methods=FORM),
    Address("letter_list", only("secretary"), methods=FORM),
    Address("letter_list", only("secretary", status=422), method="POST", methods=FORM),
    Address("follow_up_all", only(*FOLLOW_ALL), methods=FORM),
    Address("follow_up_all", only(*FOLLOW_ALL, status=422), method="POST", methods=FORM),
    Address("follow_up", only(*FOLLOW_ALL, "member"), "member", methods=FORM),
    Address(
        "follow_up",
        only(*FOLLOW_ALL, "member"),
        "member",
        "POST",
        methods=FORM,
        data={"letterhead": "party", "language": "vi"},
    ),
    Address("follow_up", only(*FOLLOW_ALL, "other_member"), "other_member", methods=FORM),
    Address(
        "follow_up",
        only(*FOLLOW_ALL, "other_member"),
        "other_member",
        "POST",
        methods=FORM,
        data={"letterhead": "party", "language": "vi"},
    ),
    # Urging and the outbox
    Address("my_organisations", only(*MEMBERS)),
    # Opened, as after a sign-in, it leads to the page of the assignment, which knows who may see it.
    Address("assignment_urge", only(otherwise=302), "overdue", methods=FORM),
    Address("assignment_urge", only("secretary", status=302), "overdue", "POST", methods=FORM),
    Address("assignment_urge", only("secretary", "member", status=302), "overseen", "POST", methods=FORM),
    # Without a ticked assignment it leads back to the list.
    Address("assignments_urge", only("secretary", *MEMBERS, status=302), methods=FORM),
    Address("assignments_urge", only("secretary", *MEMBERS, status=302), method="POST", methods=FORM),
    Address("message_list", only("secretary", "administrator")),
    Address("message_detail", only("secretary", "administrator"), "message", methods=FORM),
    Address("message_detail", only("secretary", "administrator", status=422), "message", "POST", methods=FORM),
    Address("message_detail", only(), "secret_message", methods=FORM),
    Address("message_html", only("secretary", "administrator"), "message"),
    Address("message_html", only(), "secret_message"),
    # Reminders: what comes, what was, and by which rules
    Address("reminder_list", only(*SEE_REMINDERS)),
    Address("reminder_preview", only(*SEE_REMINDERS), "member"),
    Address("reminder_preview_html", only(*SEE_REMINDERS), "member"),
    Address("reminder_ledger", only(*SEE_REMINDERS)),
    Address("reminder_mine", only(*MEMBERS, "officer", "secretary"), methods=FORM),
    Address("reminder_mine", only(*MEMBERS, "officer", "secretary", status=422), method="POST", methods=FORM),
    Address("ladder_list", only(*SEE_REMINDERS)),
    Address("ladder_edit", only("secretary"), args=("work",), methods=FORM),
    Address("ladder_edit", only("secretary", status=422), method="POST", args=("work",), methods=FORM),
    Address("ladder_edit", only(), args=("weather",), methods=FORM),
    # It is the default already: back to the list, which shows it.
    Address("ladder_reset", only("secretary", status=302), args=("work",), methods=FORM),
    Address("ladder_reset", only("secretary", status=302), method="POST", args=("work",), methods=FORM),
    Address("message_act", only("secretary", "administrator", status=302), "message", methods=FORM),
    Address(
        "message_act",
        only("secretary", "administrator", status=302),
        "message",
        "POST",
        methods=FORM,
        data={"act": "cancelled"},
    ),
    Address("message_act", only(), "secret_message", "POST", methods=FORM, data={"act": "cancelled"}),
    Address("messages_act", only("secretary", "administrator", status=302), methods=FORM),
    Address(
        "messages_act",
        only("secretary", "administrator", status=302),
        method="POST",
        methods=FORM,
        data={"act": "cancelled"},
    ),
    Address("hold_list", only("secretary", "administrator"), methods=FORM),
    Address("hold_list", only("secretary", "administrator", status=422), method="POST", methods=FORM),
    Address("hold_end", only("secretary", "administrator", status=302), "hold", methods=FORM),
    Address("hold_end", only("secretary", "administrator", status=302), "hold", "POST", methods=FORM),
    # Acting for one another
    Address("delegation_list", only("secretary", "administrator"), methods=FORM),
    Address("delegation_list", only("secretary", status=422), method="POST", methods=FORM),
    Address("delegation_end", only("secretary", "administrator"), "delegation", methods=FORM),
    Address("delegation_end", only("secretary", "administrator", status=302), "delegation", "POST", methods=FORM),
    # Opened, as after a sign-in, these change nothing and lead to the first page.
    Address("act_for", only(otherwise=302), "delegation", methods=FORM),
    Address("act_for", only("officer", status=302), "delegation", "POST", methods=FORM),
    Address("act_for_oneself", only(otherwise=302), methods=FORM),
    Address("act_for_oneself", only(otherwise=302), method="POST", methods=FORM),
    # Nothing waits to be sent.
    Address("devices", only(*PERSONS[2:]), methods=FORM),
    Address("devices", only(*PERSONS[2:], status=302), method="POST", methods=FORM),
    Address("typed_text", only(otherwise=302), methods=FORM),
    Address("typed_text", only(otherwise=302), method="POST", methods=FORM),
    # The secretariat and the leaders
    Address("report_list", only("secretary")),
    Address("report_review", only("secretary"), "waiting_report", methods=FORM),
    Address("report_review", only("secretary", status=422), "waiting_report", "POST", methods=FORM),
    # Without a ticked report it leads back to the queue.
    Address("reports_decide", only("secretary", status=302), args=("accept",), methods=FORM),
    Address("reports_decide", only("secretary", status=302), method="POST", args=("accept",), methods=FORM),
    Address("reports_decide", only("secretary", status=422), method="POST", args=("return",), methods=FORM),
    Address("reports_decide", only(), args=("burn",), methods=FORM),
    Address("overview", only(*FOLLOW_ALL)),
    Address("overview_print", only(*FOLLOW_ALL)),
    Address("locality_map", only(*FOLLOW_ALL)),
    Address("meeting", only(*FOLLOW_ALL)),
    Address("meeting", only(*FOLLOW_ALL), args=("3",)),
    Address("matrix", only(*FOLLOW_ALL)),
    Address("ranking", only(*FOLLOW_ALL)),
    Address("ranking_organisation", only(*FOLLOW_ALL), "unit"),
    Address("comparison", only(*FOLLOW_ALL)),
    Address("comparison_list", only(*FOLLOW_ALL), args=("overdue",)),
    # Tables of tasks that come from files
    Address("import_list", only("secretary", "administrator"), methods=FORM),
    Address("import_list", only("secretary", status=422), method="POST", methods=FORM),
    Address("import_detail", only("secretary", "administrator"), "plan_file"),
    Address("import_columns", only("secretary"), "plan_file", methods=FORM),
    Address("import_columns", only("secretary", status=422), "plan_file", "POST", methods=FORM),
    Address("import_row", only("secretary"), "plan_file", args=("3",), methods=FORM),
    Address("import_row", only("secretary", status=422), "plan_file", "POST", args=("3",), methods=FORM),
    Address("import_row", only(), "plan_file", args=("9",), methods=FORM),
    Address("import_take", only("secretary", status=302), "plan_file", methods=FORM),
    Address("import_take", only("secretary", status=302), "plan_file", "POST", methods=FORM),
    Address("import_undo", only("secretary", status=302), "plan_file", methods=FORM),
    Address("import_undo", only("secretary", status=302), "plan_file", "POST", methods=FORM),
    # Making plans: the secretariat; administrators look at the pages that are no forms
    Address("group_list", only(*FOLLOW_ALL)),
    Address("group_detail", only(*FOLLOW_ALL), "group"),
    Address("group_new", only("secretary"), methods=FORM),
    Address("group_new", only("secretary", status=422), method="POST", methods=FORM),
    Address("group_rename", only("secretary"), "group", methods=FORM),
    Address("group_rename", only("secretary", status=422), "group", "POST", methods=FORM),
    Address("group_members", only("secretary"), "group", methods=FORM),
    Address("group_members", only("secretary", status=422), "group", "POST", methods=FORM),
    Address("plan_key_units", only("secretary"), args=("2024",), methods=FORM),
    Address("plan_key_units", only("secretary", status=422), method="POST", args=("2024",), methods=FORM),
    Address("plan_list", only("secretary", "administrator")),
    Address("plan_editor", only("secretary", "administrator"), args=(DRAFT,)),
    Address("plan_editor", only(), args=("2099",)),
    Address("plan_coverage", only("secretary", "administrator"), args=(DRAFT,)),
    Address("plan_publish", only("secretary", "administrator"), args=(DRAFT,), methods=FORM),
    Address("plan_publish", only("secretary", status=409), method="POST", args=(DRAFT,), methods=FORM),
    Address("plan_close", only("secretary", "administrator"), args=("2024",), methods=FORM),
    Address("plan_close", only("secretary", status=409), method="POST", args=("2024",), methods=FORM),
    Address("plan_deadlines", only("secretary", "administrator"), args=(DRAFT,), methods=FORM),
    Address("plan_deadlines", only("secretary", status=422), method="POST", args=(DRAFT,), methods=FORM),
    Address("plan_carry_over", only("secretary", "administrator"), args=("2024",), methods=FORM),
    Address("plan_carry_over", only("secretary", status=422), method="POST", args=("2024",), methods=FORM),
    *(
        address
        for name, args in (
            ("plan_new", ()),
            ("plan_edit", (DRAFT,)),
            ("plan_copy", ("2024",)),
            ("plan_document", (DRAFT,)),
            ("plan_clause_new", (DRAFT,)),
            ("plan_basis_document_new", (DRAFT,)),
            ("plan_key_task_new", (DRAFT,)),
            ("plan_shortcoming_new", (DRAFT,)),
            ("plan_task_new", (DRAFT,)),
        )
        for address in (
            Address(name, only("secretary"), args=args, methods=FORM),
            Address(name, only("secretary", status=422), method="POST", args=args, methods=FORM),
        )
    ),
    *(
        address
        for name, thing, args in (
            ("plan_key_task_edit", "draft_key_task", ()),
            ("plan_shortcoming_edit", "draft_shortcoming", ()),
            ("plan_clause_edit", "draft_clause", (DRAFT,)),
            ("plan_task_edit", "draft_task", ()),
        )
        for address in (
            Address(name, only("secretary"), thing, args=args, methods=FORM),
            Address(name, only("secretary", status=422), thing, "POST", args=args, methods=FORM),
        )
    ),
    Address("plan_task_give", only("secretary", "administrator"), "draft_task", methods=FORM),
    Address("plan_task_give", only("secretary", status=422), "draft_task", "POST", methods=FORM),
    Address("plan_draft_edit", only("secretary"), "draft_work", methods=FORM),
    Address("plan_draft_edit", only("secretary", status=302), "draft_work", "POST", methods=FORM),
    # Presses without a form: opened, as after a sign-in, they lead back.
    *(
        Address(name, only("secretary", status=302), thing, method, args=args, methods=FORM)
        for name, thing, args in (
            ("plan_key_task_move", "draft_key_task", ()),
            ("plan_key_task_remove", "draft_key_task", ()),
            ("plan_shortcoming_remove", "draft_shortcoming", ()),
            ("plan_clause_remove", "draft_clause", (DRAFT,)),
            ("plan_task_remove", "draft_task", ()),
            ("plan_task_issue", "draft_task", ()),
            ("plan_task_member", "draft_task", ()),
            ("plan_draft_take_back", "draft_work", ()),
        )
        for method in ("GET", "POST")
    ),
    # Reporting periods
    Address("period_list", only(*FOLLOW_ALL)),
    Address("period_detail", only(*FOLLOW_ALL), "period"),
    Address("period_enter", only("secretary"), methods=FORM),
    Address("period_enter", only("secretary", status=422), method="POST", methods=FORM),
    # Opened, as after a sign-in, it leads to the list.
    Address("period_enter_national", only("secretary", status=302), methods=FORM),
    Address("period_enter_national", only("secretary", status=302), method="POST", methods=FORM),
    Address("period_edit", only("secretary"), "period", methods=FORM),
    Address("period_edit", only("secretary", status=422), "period", "POST", methods=FORM),
    Address("period_close", only("secretary"), "period", methods=FORM),
    Address("period_close", only("secretary", status=302), "period", "POST", methods=FORM),
    # Official reports: who follows the province reads them, the secretariat makes them
    Address("official_report_list", only(*FOLLOW_ALL)),
    Address("official_report_make", only("secretary"), methods=FORM),
    Address("official_report_make", only("secretary", status=422), method="POST", methods=FORM),
    Address("official_report_detail", only(*FOLLOW_ALL), "official_report", methods=FORM),
    Address("official_report_detail", only("secretary", status=422), "official_report", "POST", methods=FORM),
    # Opened, as after a sign-in, it leads to the report.
    Address("official_report_take", only("secretary", status=302), "official_report", methods=FORM),
    Address("official_report_take", only("secretary", status=302), "official_report", "POST", methods=FORM),
    Address("official_report_out", only(*FOLLOW_ALL, status=302), "official_report", methods=FORM),
    Address("official_report_out", only(*FOLLOW_ALL, status=422), "official_report", "POST", methods=FORM),
    Address("official_report_file", only(*FOLLOW_ALL, status=302), "report_file", methods=FORM),
    Address("official_report_file", only(*FOLLOW_ALL), "report_file", "POST", methods=FORM),
    Address("official_report_issue", only("secretary"), "official_report", methods=FORM),
    Address("official_report_issue", only("secretary", status=422), "official_report", "POST", methods=FORM),
    # Indicators and shortcomings: everybody with a role reads, the secretariat writes, a focal officer his own readings
    Address("indicator_list", only(*WITH_ROLE)),
    Address("indicator_detail", only(*WITH_ROLE), "indicator"),
    Address("shortcoming_list", only(*WITH_ROLE)),
    Address("reading_edit", only("secretary", "officer"), "indicator", args=("2024-09",), methods=FORM),
    Address(
        "reading_edit", only("secretary", "officer", status=422), "indicator", "POST", args=("2024-09",), methods=FORM
    ),
    Address("reading_edit", only("secretary"), "other_indicator", args=("2024-09",), methods=FORM),
    Address("reading_edit", only("secretary", status=422), "other_indicator", "POST", args=("2024-09",), methods=FORM),
    Address("reading_paste", only("secretary"), "indicator", args=("2024-09",), methods=FORM),
    Address("reading_paste", only("secretary", status=422), "indicator", "POST", args=("2024-09",), methods=FORM),
    Address("target_edit", only("secretary"), "indicator", methods=FORM),
    Address("target_edit", only("secretary", status=422), "indicator", "POST", methods=FORM),
    Address("target_withdraw", only("secretary"), "target", methods=FORM),
    Address("target_withdraw", only("secretary", status=302), "target", "POST", methods=FORM),
    # The settings: the secretariat says how the committee works, administrators how the machine does
    Address("option_list", only("secretary", "inspector", "administrator")),
    Address("option_edit", only("secretary"), args=("mail",), methods=FORM),
    Address("option_edit", only("administrator"), args=("files",), methods=FORM),
    Address("option_edit", only(), args=("others",), methods=FORM),
    Address("option_edit", only("secretary", status=422), method="POST", args=("mail",), methods=FORM),
    Address("option_edit", only("administrator", status=422), method="POST", args=("machinery",), methods=FORM),
    Address("option_history", only("secretary", "inspector", "administrator"), args=("mail",)),
    # The working calendar: everybody reads, the secretariat keeps it
    Address("calendar_year", only(*WITH_ROLE, "nobody")),
    Address("calendar_enter", only("secretary"), methods=FORM),
    Address("calendar_enter", only("secretary", status=422), method="POST", methods=FORM),
    Address("calendar_holidays", only("secretary"), args=("2026",), methods=FORM),
    Address("calendar_holidays", only("secretary", status=302), method="POST", args=("2026",), methods=FORM),
    # Without a ticked day it leads back to the calendar.
    Address("calendar_confirm", only("secretary", status=302), methods=FORM),
    Address("calendar_confirm", only("secretary", status=422), method="POST", methods=FORM),
    Address("calendar_day_edit", only("secretary"), "calendar_day", methods=FORM),
    Address("calendar_day_edit", only("secretary", status=422), "calendar_day", "POST", methods=FORM),
    Address("calendar_day_remove", only("secretary"), "calendar_day", methods=FORM),
    Address("calendar_day_remove", only("secretary", status=302), "calendar_day", "POST", methods=FORM),
    # Accounts
    Address("account_login", public(signed_in=302), methods=FORM),
    Address("account_logout", only(*WITH_ROLE, "nobody"), methods=FORM),
    Address("account_change_password", only(*WITH_ROLE, "nobody"), methods=FORM),
    Address("account_reset_password", public(), methods=FORM),
    Address("account_reset_password_done", public()),
    Address("account_reset_password_from_key_done", public()),
    Address("account_inactive", public()),
    # The second factor, each his own; who has none is led to the page that says so. To set one up is asked who one is.
    Address("second_factor", only(*WITH_ROLE, "nobody")),
    Address("second_factor_activate", only(*WITH_ROLE, "nobody"), methods=FORM),
    Address("second_factor_activate", only(otherwise=302), method="POST", methods=FORM),
    Address("second_factor_deactivate", only(otherwise=302), methods=FORM),
    Address("second_factor_deactivate", only(otherwise=302), method="POST", methods=FORM),
    Address("recovery_codes", only(otherwise=302)),
    Address("recovery_codes_renew", only(otherwise=302), methods=FORM),
    Address("recovery_codes_renew", only(otherwise=302), method="POST", methods=FORM),
    Address("recovery_codes_file", only(otherwise=302)),
    # The single sign-on, which is off where these tests run; tests/people/test_single_sign_on.py has it on.
    Address("account_sign_on", public(404), methods=FORM),
    Address("account_sign_on", public(404), method="POST", methods=FORM),
    Address("account_sign_on_callback", public(404)),
    Address("account_sign_on_ended", public(302)),
    # Meetings: all for those who follow the province, else those that concern somebody
    Address("meeting_list", only(*WITH_ROLE)),
    Address("meeting_detail", only(*WITH_ROLE), "meeting"),
    Address("meeting_new", only("secretary"), methods=FORM),
    Address("meeting_new", only("secretary", status=422), method="POST", methods=FORM),
    Address("meeting_edit", only("secretary"), "meeting", methods=FORM),
    Address("meeting_edit", only("secretary", status=422), "meeting", "POST", methods=FORM),
    Address("meeting_item_new", only("secretary"), "meeting", methods=FORM),
    Address("meeting_item_new", only("secretary", status=422), "meeting", "POST", methods=FORM),
    Address("meeting_item_edit", only("secretary"), "agenda_item", methods=FORM),
    Address("meeting_item_edit", only("secretary", status=422), "agenda_item", "POST", methods=FORM),
    Address("meeting_item_remove", only("secretary", status=302), "agenda_item", methods=FORM),
    Address("meeting_item_remove", only("secretary", status=302), "agenda_item", "POST", methods=FORM),
    Address("meeting_conclusion", only("secretary"), "meeting", methods=FORM),
    # Without the text that the form was opened with, it has changed since.
    Address("meeting_conclusion", only("secretary", status=409), "meeting", "POST", methods=FORM),
    Address("meeting_decide", only("secretary"), "meeting", methods=FORM),
    Address("meeting_decide", only("secretary", status=422), "meeting", "POST", methods=FORM),
    Address("meeting_amend", only("secretary"), "meeting", methods=FORM),
    Address("meeting_amend", only("secretary", status=422), "meeting", "POST", methods=FORM),
    Address("meeting_number", only("secretary"), "meeting", methods=FORM),
    Address("meeting_number", only("secretary", status=422), "meeting", "POST", methods=FORM),
    Address("meeting_step", only("secretary", status=302), "meeting", args=("conclude",), methods=FORM),
    Address("meeting_step", only("secretary", status=302), "meeting", "POST", args=("cancel",), methods=FORM),
    Address("conclusion_notice", only("secretary"), "meeting", methods=FORM),
    Address("conclusion_notice", only("secretary", status=422), "meeting", "POST", methods=FORM),
    # Inspections: until they are carried out for those who follow the province
    Address("inspection_list", only(*WITH_ROLE)),
    Address("inspection_detail", only(*FOLLOW_ALL, "officer"), "inspection"),
    Address("inspection_detail", only(*FOLLOW_ALL), "surprise"),
    Address("inspection_new", only("secretary"), methods=FORM),
    Address("inspection_new", only("secretary", status=422), method="POST", methods=FORM),
    Address("inspection_edit", only("secretary"), "inspection", methods=FORM),
    Address("inspection_edit", only("secretary", status=422), "inspection", "POST", methods=FORM),
    Address("inspection_findings", only("secretary"), "inspection", methods=FORM),
    Address("inspection_findings", only("secretary", status=409), "inspection", "POST", methods=FORM),
    Address("inspection_recommend", only("secretary"), "inspection", methods=FORM),
    Address("inspection_recommend", only("secretary", status=422), "inspection", "POST", methods=FORM),
    Address("inspection_conclude", only("secretary"), "inspection", methods=FORM),
    Address("inspection_conclude", only("secretary", status=422), "inspection", "POST", methods=FORM),
    Address("inspection_step", only("secretary", status=302), "surprise", args=("cancel",), methods=FORM),
    Address("inspection_step", only("secretary", status=302), "surprise", "POST", args=("carry-out",), methods=FORM),
    Address("inspection_recheck", only("secretary"), "recommendation", methods=FORM),
    Address("inspection_recheck", only("secretary", status=422), "recommendation", "POST", methods=FORM),
]

# Addresses that come with allauth and are of no use here; nobody is led to them, and they tell nothing.
UNUSED = {
    "account_signup",
    "account_reauthenticate",
    "account_reset_password_from_key",
    "invitation_accept",  # for whoever holds the link
    # Steps of signing in, for who has a second factor: tests/people/test_second_factor_sign_in.py.
    *("mfa_authenticate", "mfa_reauthenticate"),
}
# What anybody may open without signing in; everything else leads to the sign-in.
PUBLIC = {address.name for address in ADDRESSES if address.answers["anonymous"] == 200} | {
    "account_signup",  # says that accounts are given out
    "account_reset_password_from_key",
    "invitation_accept",  # for whoever holds the link
    "admin:jsi18n",
}
