"""Who answers for the work: units and localities, members, and the page of each."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tasks_app.common.sheets import Book, Row, Sheet
from tasks_app.dashboard import queries
from tasks_app.dashboard.views import MemberDetail, MemberList, OrganisationDetail, OrganisationList, OrganisationTree
from tasks_app.exports.books.figures import key_task_columns, part_rows, tally_columns, tally_values
from tasks_app.exports.books.parts import day, empty_book, file_name, mark, number, plan_notes, text
from tasks_app.exports.books.plan import assignment_columns, assignment_rows
from tasks_app.plan.models import JudgedQuerySet
from tasks_app.plan.queries import in_order, with_names
from tasks_app.plan.views import PlanPage, applied_filters


def organisation_list_book(page: OrganisationList) -> Book:
    """The units and localities with their work and who oversees them."""
    title = _("Units and localities")
    if page.plan is None:
        return empty_book(title)
    listed = page.listed()
    columns = [
        text(_("Unit or locality"), 36),
        text(_("Key unit"), 8),
        text(_("Overseen by"), 24),
        *tally_columns(),
    ]
    sheets = [
        Sheet.of(label, columns, [_organisation(one) for one in listed if one.organisation.is_locality == is_locality])
        for label, is_locality in ((_("Units"), False), (_("Localities"), True))
    ]
    notes = plan_notes(page, applied_filters(page.request, page.filters))
    return Book(file_name(title, page.plan_day.day), title, notes, sheets)


def organisation_tree_book(page: OrganisationTree) -> Book:
    """Every organisation of the day, one row each."""
    title = _("All organisations")
    columns = [
        text(_("Kind"), 22),
        text(_("Below"), 26),
        text(_("Unit or locality"), 40),
        day(_("Effective from")),
        day(_("Effective until")),
        text(_("Overseen by"), 24),
        number(_("Focal officers")),
    ]
    rows = [
        _leaf(leaf, above)
        for branch in page.tree.branches
        for leaf, above in [
            *([(branch.head, "")] if branch.head else []),
            *((leaf, _above(branch)) for leaf in branch.leaves),
        ]
    ]
    words = [f"{page.filters['q'].label}: “{page.filters.words}”"] if page.filters.words else []
    return Book(
        file_name(title, page.asked_day.day), title, [*plan_notes(page), *words], [Sheet.of(title, columns, rows)]
    )


def _above(branch: queries.Branch) -> str:
    return branch.head.organisation.name if branch.head else str(branch.group or "")


def _leaf(leaf: queries.Leaf, above: str) -> Row:
    its = leaf.organisation
    kind = its.get_locality_type_display() if its.is_locality else its.get_kind_display()
    overseer = str(leaf.overseer) if leaf.overseer else ""
    return (str(kind), above, its.name, its.valid_from, its.valid_to, overseer, leaf.officers)


def _organisation(one: queries.ListedOrganisation) -> Row:
    overseer = str(one.oversight.member) if one.oversight else ""
    return (one.organisation.name, mark(one.is_key_unit), overseer, *tally_values(one.tally))


def organisation_book(page: OrganisationDetail) -> Book:
    """The work of one that the page shows to this person."""
    return _of_one(page, page.organisation.name, page.work if page.plan else None)


def member_book(page: MemberDetail) -> Book:
    """The work that a member answers for, and how that of the organisations stands which he oversees."""
    person = page.person
    work = page.visible.filter(responsible=person) if page.plan else None
    overseen = []
    if page.plan and not page.request.standing.only_reports:
        rows = [
            (one.organisation.name, *tally_values(one.tally))
            for one in queries.overseen_by(person, page.plan_day, page.visible)
        ]
        overseen = [
            Sheet.of(_("Units and localities overseen"), [text(_("Unit or locality"), 36), *tally_columns()], rows)
        ]
    return _of_one(page, str(person), work, *overseen)


def _of_one(page: PlanPage, title: str, work: JudgedQuerySet | None, *others: Sheet) -> Book:
    if work is None:
        return empty_book(title)
    on = page.plan_day
    in_force = in_order(with_names(work.in_force()), "", on.by)
    sheets = [
        Sheet.of(_("Key tasks"), key_task_columns(), part_rows(queries.part_of_work(on, work))),
        Sheet(_("Assignments"), assignment_columns(), assignment_rows(in_force, on), in_force.count()),
    ]
    return Book(file_name(title, on.day), title, plan_notes(page), [*sheets, *others])


def member_list_book(page: MemberList) -> Book:
    """The committee in its official order: nobody is ranked by name."""
    title = _("Members")
    if page.plan is None:
        return empty_book(title)
    columns = [
        text(_("Member"), 26),
        text(_("Position"), 36),
        *tally_columns(),
        number(_("Units and localities overseen")),
        number(_("Their work in force")),
        number(_("Of it overdue")),
    ]
    rows = [
        (
            str(one.person),
            one.person.position,
            *tally_values(one.tally),
            one.organisations,
            one.overseen.total,
            one.overseen.overdue,
        )
        for one in queries.members_on(page.plan_day)
    ]
    return Book(file_name(title, page.plan_day.day), title, plan_notes(page), [Sheet.of(title, columns, rows)])
