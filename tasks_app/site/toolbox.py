"""What the page of tools lists: everything from which the work of a year is prepared, run and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tasks_app.api.permissions import can_have_keys
from tasks_app.audit.permissions import can_see_audit
from tasks_app.documents.permissions import can_make_letters, can_see_reports, can_see_templates
from tasks_app.exports.permissions import can_see_log
from tasks_app.people.permissions import can_see_delegations, can_see_options
from tasks_app.people.queries import Standing
from tasks_app.personnel.permissions import can_see_people
from tasks_app.plan.permissions import can_follow_all
from tasks_app.planning.permissions import can_see_groups, can_see_planning
from tasks_app.reminders.permissions import can_hold_mail, can_see_outbox, can_see_reminders
from tasks_app.reorganisations.permissions import can_see_reorganisations


@dataclass(frozen=True)
class Tool:
    """``page``: its URL name; ``may``: who sees it; ``text``: what it is for, in a sentence."""

    page: str
    label: Promise
    text: Promise
    icon: str
    may: Callable[[Standing], bool]


@dataclass(frozen=True)
class Section:
    heading: Promise
    tools: tuple[Tool, ...]


SECTIONS = (
    Section(
        _("The year's work"),
        (
            Tool(
                "plan_list",
                _("Plans"),
                _("The plan of each year: key tasks, tasks, who gets them; copying, publishing and closing it."),
                "journal-plus",
                can_see_planning,
            ),
            Tool(
                "import_list",
                _("Files for plans"),
                _("A table of tasks from Excel or Word: looked through, corrected, taken over into a plan."),
                "file-earmark-arrow-up",
                can_see_planning,
            ),
            Tool(
                "period_list",
                _("Reporting periods"),
                _("What is owed for each period, what has come in, and closing it."),
                "calendar-range",
                can_follow_all,
            ),
            Tool(
                "meeting_list",
                _("Meetings"),
                _("Agenda, conclusion, and decisions that become tasks at once."),
                "people",
                can_follow_all,
            ),
            Tool(
                "inspection_list",
                _("Inspections"),
                _("Planned and surprise inspections, recommendations and their re-checks."),
                "search",
                can_follow_all,
            ),
            Tool(
                "official_report_list",
                _("Official reports"),
                _("The report of a period or a day, as Word and Excel files."),
                "file-earmark-text",
                can_see_reports,
            ),
            Tool(
                "letter_list",
                _("Urging letters"),
                _("A letter for each unit and locality with its overdue work."),
                "envelope-paper",
                can_make_letters,
            ),
        ),
    ),
    Section(
        _("People and organisations"),
        (
            Tool(
                "person_list",
                _("People"),
                _("Invitations, roles and posts, oversight, replacement of members, accounts of those who left."),
                "people",
                can_see_people,
            ),
            Tool(
                "organisation_tree",
                _("All organisations"),
                _("Units, districts and communes on any day, with names, districts, overseers and focal officers."),
                "diagram-2",
                can_follow_all,
            ),
            Tool(
                "group_list",
                _("Groups and key units"),
                _("Which organisations get work together and which the committee watches most, from day to day."),
                "collection",
                can_see_groups,
            ),
            Tool(
                "reorganisation_list",
                _("Reorganisations"),
                _("Units and localities merge, divide, are renamed or end: their open work passes on."),
                "diagram-3",
                can_see_reorganisations,
            ),
            Tool(
                "delegation_list",
                _("Delegations"),
                _("Who acts for whom, from when until when, and by which document."),
                "person-check",
                can_see_delegations,
            ),
        ),
    ),
    Section(
        _("Rules and settings"),
        (
            Tool(
                "option_list",
                _("Settings"),
                _("Hours, days and limits that the office decides, with the history of each."),
                "sliders",
                can_see_options,
            ),
            Tool(
                "calendar_year",
                _("Working calendar"),
                _("Days off and swapped days, with the number of the official notice."),
                "calendar3",
                can_follow_all,
            ),
            Tool(
                "ladder_list",
                _("Rules of reminders"),
                _("How many working days before and after a deadline who is reminded."),
                "bell",
                can_see_reminders,
            ),
            Tool(
                "template_list",
                _("Letterheads and templates"),
                _("What stands on the office's paper, and the templates of its documents."),
                "file-earmark-ruled",
                can_see_templates,
            ),
        ),
    ),
    Section(
        _("Mail, files and other systems"),
        (
            Tool(
                "message_list",
                _("Outbox"),
                _("Every mail: what waits, what left, what did not arrive."),
                "envelope",
                can_see_outbox,
            ),
            Tool(
                "hold_list",
                _("Mail held back"),
                _("For whom or what no mail leaves for a while."),
                "pause",
                can_hold_mail,
            ),
            Tool(
                "export_log",
                _("Files taken out"),
                _("Who took which list out as a file, and when."),
                "download",
                can_see_log,
            ),
            Tool(
                "audit_log",
                _("Audit log"),
                _("Who did what and when: accounts, roles, settings, files, work; searched and taken out."),
                "clipboard-check",
                can_see_audit,
            ),
            Tool(
                "api_key_list",
                _("Read interface"),
                _("Keys with which other systems read figures and lists."),
                "key",
                can_have_keys,
            ),
        ),
    ),
)


KEPT_ELSEWHERE = ("plan_list", "calendar_year", "ladder_list", "template_list", "api_key_list")


def kept_elsewhere(who: Standing) -> list[Tool]:
    """Where settings are kept that have pages of their own, as far as a person may open them. No query."""
    tools = {tool.page: tool for section in SECTIONS for tool in section.tools}
    return [tools[page] for page in KEPT_ELSEWHERE if tools[page].may(who)]


def can_see_tools(who: Standing) -> bool:
    """Whoever follows the whole province; each sees the tools that are his."""
    return can_follow_all(who)


def tools_of(who: Standing) -> list[Section]:
    """The sections that have something for a person, each with what he may open. No query."""
    its = [Section(one.heading, tuple(tool for tool in one.tools if tool.may(who))) for one in SECTIONS]
    return [one for one in its if one.tools]
