"""What people read of an import."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.imports.enums import ListRemark, Refusal, Remark, Verdict
from tasks_app.imports.rules import Note
from tasks_app.planning.rules import Doubt
from tasks_app.planning.wording import DOUBTS

REFUSALS = {
    Refusal.OLD_EXCEL: gettext_lazy(
        "This is a file of an old Excel (.xls). Open it, choose “Save as” and the type “Excel Workbook (.xlsx)”, and "
        "choose the new file here."
    ),
    Refusal.OLD_WORD: gettext_lazy(
        "This is a file of an old Word (.doc). Open it, choose “Save as” and the type “Word Document (.docx)”, and "
        "choose the new file here."
    ),
    Refusal.PDF: gettext_lazy(
        "A PDF holds no table that can be read. Choose the Word or Excel file (.docx, .xlsx) from which it was made."
    ),
    Refusal.PICTURE: gettext_lazy(
        "A picture holds no table that can be read. Choose the Word or Excel file (.docx, .xlsx)."
    ),
    Refusal.MACROS: gettext_lazy("Files with macros are not taken. Save it as .xlsx or .docx without macros."),
    Refusal.LOCKED: gettext_lazy(
        "The file is locked by a password. Take the password off, save it and choose it again."
    ),
    Refusal.EMPTY: gettext_lazy("The file is empty."),
    Refusal.UNKNOWN: gettext_lazy("This is no file that can be read. Save it as .xlsx or .docx and choose it again."),
    Refusal.MISNAMED: gettext_lazy(
        "The file is something else than its name says. Open it, save it as .xlsx or .docx and choose it again."
    ),
    Refusal.TOO_LARGE: gettext_lazy("The file is larger than 10 MB. Take pictures and other sheets out of it."),
    Refusal.UNPACKS_TOO_LARGE: gettext_lazy("The file holds more than can be read. Copy its table into a fresh one."),
    Refusal.DAMAGED: gettext_lazy("The file is damaged and cannot be read. Save it anew and choose it again."),
    Refusal.NO_TABLE: gettext_lazy(
        "No table of tasks was found. It needs a heading row with “Nội dung nhiệm vụ” and, for example, “Cơ quan chủ "
        "trì” and “Thời hạn”."
    ),
    Refusal.TOO_MANY_ROWS: gettext_lazy("The table has more than 5,000 rows. Split it into several files."),
    Refusal.NO_ROWS: gettext_lazy("No tasks were found below the heading of the table."),
}
REMARKS = {
    Remark.NO_CONTENT: gettext_lazy("There is no task in this row. Enter what has to be done."),
    Remark.NO_LEAD: gettext_lazy("There is no lead organisation. Choose one."),
    Remark.UNKNOWN_LEAD: gettext_lazy("No organisation is known as “%(words)s”. Choose the lead organisation."),
    Remark.SEVERAL_LEADS: gettext_lazy(
        "Several leads are named. %(first)s was taken as the lead; also named: %(others)s."
    ),
    Remark.SEVERAL_GROUPS: gettext_lazy("Several groups are named; all of them lead: %(names_of_all)s."),
    Remark.UNKNOWN_COORDINATING: gettext_lazy(
        "No organisation is known as “%(words)s”; it is left out of the coordinating ones."
    ),
    Remark.NOT_NAMED: gettext_lazy("“%(words)s” names no organisation. Choose who is meant."),
    Remark.GUESSED: gettext_lazy("“%(words)s” was taken for %(name)s (%(score)s alike)."),
    Remark.FORMER_NAME: gettext_lazy("“%(words)s” is a former organisation; %(name)s has followed it."),
    Remark.NOT_IN_BEING: gettext_lazy("“%(words)s” does not exist on the plan's first day. Choose another one."),
    Remark.SEVERAL_FIT: gettext_lazy("“%(words)s” can be several organisations. Choose one."),
    Remark.NO_DELIVERABLE: gettext_lazy("There is no deliverable yet."),
    Remark.NO_KEY_TASK: gettext_lazy("It is not said to which key task this belongs."),
    Remark.UNKNOWN_KEY_TASK: gettext_lazy("There is no key task “%(words)s”. Choose one."),
    Remark.UNKNOWN_MEMBER: gettext_lazy("No member of the committee is known as “%(words)s”."),
    Remark.NOTHING_ABOVE: gettext_lazy("“As above” is written, but nothing stands above."),
    Remark.HIDDEN: gettext_lazy("The row is hidden in the file."),
    Remark.TWICE_IN_FILE: gettext_lazy("The same task stands in row %(row)s of the file."),
    Remark.IN_PLAN: gettext_lazy("The plan has this task already, as %(number)s."),
    Remark.JOINED: gettext_lazy("Several rows of the file were joined to this task. Check it."),
}
# What of an import is shown, by the word in the address.
SHOWN = (
    ("", gettext_lazy("All rows")),
    (Verdict.ERROR.value, Verdict.ERROR.label),
    (Verdict.WARNING.value, Verdict.WARNING.label),
    (Verdict.OK.value, Verdict.OK.label),
    ("left", gettext_lazy("Left out")),
)
ALSO = gettext_lazy("It could be: %(names)s.")


def sentence(note: Note) -> str:
    """What is said of a row, in the active language."""
    if note.remark == Remark.DEADLINE:
        return str(DOUBTS[Doubt[note.more["doubt"]]])
    said = str(REMARKS[note.remark]) % note.more
    names = note.more.get("names")
    return f"{said} {str(ALSO) % note.more}" if names else said


def place(number: int) -> str:
    """Where a row stands in its file."""
    return _("row %(number)s") % {"number": number}


LIST_COLUMNS = {
    "full_name": gettext_lazy("Full name"),
    "email": gettext_lazy("Official e-mail"),
    "username": gettext_lazy("User name"),
    "role": gettext_lazy("Role"),
    "position": gettext_lazy("Position"),
    "organisation": gettext_lazy("Unit or locality"),
    "member": gettext_lazy("Member"),
    "basis": gettext_lazy("Basis document"),
    "name_vi": gettext_lazy("Name (Vietnamese)"),
    "name_en": gettext_lazy("Name (English)"),
    "parent": gettext_lazy("Below"),
    "valid_from": gettext_lazy("Effective from"),
}
LIST_REMARKS = {
    ListRemark.MISSING: gettext_lazy("Not filled in: %s."),
    ListRemark.NO_ADDRESS: gettext_lazy("“%s” is no e-mail address."),
    ListRemark.IS_TAKEN: gettext_lazy("“%s” belongs to somebody already."),
    ListRemark.TWICE: gettext_lazy("It stands in the file above already."),
    ListRemark.UNKNOWN_ORGANISATION: gettext_lazy("No unit or locality of this name exists today: “%s”."),
    ListRemark.GUESSED: gettext_lazy("Taken for “%s”; look whether that is meant."),
    ListRemark.UNKNOWN_ROLE: gettext_lazy("“%s” is no role: member, leader, focal officer, secretariat, inspector."),
    ListRemark.NO_ROLE: gettext_lazy("Without a role he can sign in and sees nothing yet."),
    ListRemark.NOT_TO_GIVE: gettext_lazy("The role “%s” is given by an administrator."),
    ListRemark.UNKNOWN_PERSON: gettext_lazy("“%s” is no member or leader of today."),
    ListRemark.SEVERAL_PEOPLE: gettext_lazy("Several members are called “%s”: enter this one on his page."),
    ListRemark.IS_SO_ALREADY: gettext_lazy("He oversees it already."),
    ListRemark.REPLACES: gettext_lazy("Who oversees %s now ends yesterday."),
    ListRemark.NO_BASIS: gettext_lazy("No basis document is named."),
    ListRemark.NO_DAY: gettext_lazy("“%s” is no day; write it as 01/03/2025."),
    ListRemark.IS_THERE: gettext_lazy("“%s” exists today already."),
    ListRemark.KIND_GUESSED: gettext_lazy("Taken for: %s."),
}


def said_of(remark: ListRemark, about: str) -> str:
    """A remark on a row of a list as a sentence; ``about``: what it is about."""
    words = str(LIST_REMARKS[remark])
    if remark == ListRemark.MISSING:
        about = str(LIST_COLUMNS[about])
    return words % about if "%s" in words else words
