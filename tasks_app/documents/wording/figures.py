"""Numbers, days and names as an official document writes them: 1.234,5; 98,6 %; 14/06/2024."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tasks_app.dashboard.rules import percentage
from tasks_app.documents.rules import Name, Paper, Scope
from tasks_app.plan.enums import Frequency
from tasks_app.reporting.wording import period_name

NOTHING = "–"
TITLE_LENGTH = 24  # of a document without a number
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def organisations_besides(number: int) -> str:
    return ngettext("%(number)d other organisation", "%(number)d other organisations", number) % {"number": number}


def members_besides(number: int) -> str:
    return ngettext("%(number)d other member", "%(number)d other members", number) % {"number": number}


def named(name: Name) -> str:
    return name.in_language(get_language() or "vi")


def whole(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def decimal(number: float | Decimal, places: int = 1) -> str:
    """Without zeros at the end."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places)).normalize()
    shown = max(0, -exact.as_tuple().exponent)
    return number_format(exact, shown, use_l10n=True, force_grouping=True)


def percent(rate: float | Decimal | None, places: int = 1) -> str:
    """ "98,6 %" in Vietnamese, with a space that does not break, and 98.6% in English; a dash of nothing."""
    return NOTHING if rate is None else per_cent(decimal(rate, places))


def per_cent(figure: str) -> str:
    """A written figure with the sign."""
    return f"{figure}\u00a0%" if (get_language() or "vi").startswith("vi") else f"{figure}%"


def share(part: int, total: int) -> str:
    """How many, and how much of the whole that is: "204 (38,4 %)"."""
    return f"{whole(part)} ({percent(percentage(part, total))})" if total else whole(part)


def day(value: date | None) -> str:
    return date_format(value, "d/m/Y") if value else ""


def roman(number: int) -> str:
    return ROMAN[number] if number < len(ROMAN) else str(number)


def listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def some(names: Iterable[str], number: int, others: Callable[[int], str] = organisations_besides) -> str:
    """The different ones among some names, where they are too many the first, and how many others there are."""
    different = list(dict.fromkeys(names))
    if len(different) <= number:
        return listed(different)
    return _("%(names)s and %(rest)s") % {
        "names": listed(different[: number - 1]),
        "rest": others(len(different) - number + 1),
    }


def paper(its: Paper) -> str:
    """A document by its number and date, by its title where it has no number: "08-TB/BCĐ, 18/02/2025, mục 2.4"."""
    title = shortened(named(its.title), TITLE_LENGTH) if its.title and not its.number else ""
    parts = [its.number or title, day(its.issued_on)]
    if its.clause:
        parts.append(_("clause %(code)s") % {"code": its.clause})
    return listed(part for part in parts if part)


def scope_name(scope: Scope) -> str:
    """As a title says it: "Quý III/2024", or of a day "Ngày 14/06/2024"."""
    if scope.kind:
        return period_name(Frequency(scope.kind), scope.day)
    return day_name(scope.day)


def day_name(value: date) -> str:
    return _("Day %(day)s") % {"day": day(value)}


def in_a_sentence(name: str) -> str:
    """A name of a period within a sentence: Vietnamese begins it with a small letter there."""
    return name[:1].lower() + name[1:] if (get_language() or "vi").startswith("vi") else name


def shortened(text: str, length: int) -> str:
    """A text on one line, cut at the end of a sentence or of a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    head = line[: length + 1]
    end = max(head.rfind(mark) for mark in (". ", "; "))
    if end > length // 2:
        return head[: end + 1].rstrip(";").strip()
    return head[: head.rfind(" ")].rstrip(",;:") + "…" if " " in head else line[:length] + "…"


def sentence(text: str) -> str:
    """With a full stop at its end."""
    return text if text.endswith((".", "!", "?", "…", ":")) else f"{text}."
