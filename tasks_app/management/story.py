"""What happens to an assignment in the demonstration: reports, reviews and decisions of a year, made up from a seed.

Nothing here knows the database or the clock. An assignment's story comes from the seed, its task and its
organisation alone, so one more task changes no other story, and every day plays the same year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random

from tasks_app.calendar.rules import WorkingCalendar
from tasks_app.common.dates import LOCAL, at_time
from tasks_app.plan.enums import Act, Frequency
from tasks_app.plan.rules import Basis
from tasks_app.reporting.enums import Situation
from tasks_app.reporting.rules import ReportContent

LATE = 0.15  # share of the assignments that are finished after their deadline
SILENT = 0.12  # share of the reports that never come
SILENT_IN_A_MONTH = 0.4  # of monthly reports: work of each month is mostly told with the next one
EARLY = (0, 9, 1)  # working days before the deadline: least, most, most often
RETURNED = 0.06
NOTHING_TO_REPORT, NO_CHANGE, OBSTACLE, DIFFICULTY = 0.015, 0.05, 0.08, 0.15
DRAFTED = 0.3
PROVEN_BY_A_FILE, PROVEN_BY_TWO = 0.35, 0.1
BY_MEMBER = 0.12
REVIEWED_AFTER = ([1, 2, 3, 4], [18, 40, 32, 10])  # working days, and how often
ANSWERED_LATE = 9  # working days until a report is answered that still waits on the demonstration's day
WEEK_OF_REPORTS = 5  # working days from the 15th, on which periodic reports come in
QUARTERS, HALF_YEARS = (3, 6, 9, 12), (6, 12)


@dataclass(frozen=True)
class Work:
    """What the story of an assignment follows from."""

    task: str
    organisation: str
    symbol: str
    is_party: bool
    communes: int
    frequency: Frequency
    issued_on: date
    deadline_on: date | None


@dataclass(frozen=True)
class Saved:
    at: datetime
    content: ReportContent


@dataclass(frozen=True)
class Sent:
    at: datetime
    content: ReportContent
    by_member: bool = False
    files: tuple[str, ...] = ()
    """Names among the sample files of evidence."""


@dataclass(frozen=True)
class Reviewed:
    at: datetime
    reviewer: str
    is_accepted: bool
    comment: str


@dataclass(frozen=True)
class Asked:
    """An extension until a day is asked for."""

    at: datetime
    until: date
    reason: str


@dataclass(frozen=True)
class Proposed:
    """``until`` is None where it is proposed not to approve."""

    at: datetime
    proposer: str
    until: date | None
    comment: str = ""


@dataclass(frozen=True)
class Granted:
    at: datetime
    until: date
    basis: Basis


@dataclass(frozen=True)
class Refused:
    at: datetime
    comment: str


@dataclass(frozen=True)
class Turned:
    at: datetime
    act: Act
    reason: str
    basis: Basis


Step = Saved | Sent | Reviewed | Asked | Proposed | Granted | Refused | Turned


class Script:
    """The texts and the turns that are laid down; the rest is drawn."""

    def __init__(self, data: dict, calendar: WorkingCalendar):
        self.data = data
        self.calendar = calendar
        self.extensions = _by_assignment(data["extensions"])
        self.completions = _by_assignment(data["completions"])
        self.pauses = _by_assignment(data["pauses"])
        self.unanswered = _by_assignment(data["unanswered"])

    def story_of(self, work: Work) -> list[Step]:
        """Everything that happens to an assignment until the end of its year, in order of time."""
        return sorted(_Story(self, work).steps(), key=lambda step: step.at)


def _by_assignment(rows: Iterable[dict]) -> dict[tuple[str, str], dict]:
    return {(row["task"], organisation): row for row in rows for organisation in row["organisations"]}


def _basis(row: dict) -> Basis:
    return Basis(row["document"], date.fromisoformat(row["document_on"]))


class _Story:
    """One assignment's story. The order of the draws is the story: a draw more changes what follows."""

    def __init__(self, script: Script, work: Work):
        self.work = work
        self.script = script
        self.calendar = script.calendar
        self.texts = script.data["tasks"][work.task]
        key = (work.task, work.organisation)
        self.extension = script.extensions.get(key)
        self.laid_down = script.completions.get(key, {})
        self.pause = script.pauses.get(key)
        self.unanswered = script.unanswered.get(key)
        self.random = Random(f"{script.data['seed']} {work.task} {work.organisation}")  # noqa: S311 - a story, no secret
        self.pace = self.laid_down.get("pace") or self.random.uniform(0.8, 1.1)
        self.total = self._total()
        self.percent = 0

    def steps(self) -> Iterable[Step]:
        if self.extension:
            yield from self._extension(self.extension)
        if self.pause:
            yield Turned(
                self._moment(self.pause["on"]), Act(self.pause["act"]), self.pause["reason"], _basis(self.pause)
            )
        for number, day in enumerate(self._report_days()):
            yield from self._progress(day, number)
        if self.unanswered:
            yield from self._unanswered(self.unanswered)
        if self.finished_on and not self.pause:
            yield from self._completion()

    # --- When ---------------------------------------------------------------------------------------------------------

    @cached_property
    def until(self) -> date | None:
        """The day on which the deadline counts, after an extension."""
        is_extended = self.extension and "document" in self.extension
        deadline_on = date.fromisoformat(self.extension["until"]) if is_extended else self.work.deadline_on
        return self.calendar.counts_until(deadline_on) if deadline_on else None

    @cached_property
    def finished_on(self) -> date | None:
        """The day of the submission that will be confirmed."""
        if "on" in self.laid_down:
            return date.fromisoformat(self.laid_down["on"])
        if self.until is None:
            return None
        if self.random.random() < LATE:
            return self.calendar.add(self.until, 1 + int(self.random.triangular(0, 14, 1)))
        early = self.calendar.add(self.until, -int(self.random.triangular(*EARLY)))
        return max(early, self.calendar.add(self.work.issued_on, 4))

    @cached_property
    def first_sent_on(self) -> date | None:
        """The day of a first submission that is returned, days before the one that is confirmed."""
        if "first_sent_on" in self.laid_down:
            return date.fromisoformat(self.laid_down["first_sent_on"])
        if self.laid_down or self.random.random() > RETURNED:
            return None
        day = self.calendar.add(self.finished_on, -self.random.randint(5, 7))
        return day if self.calendar.between(self.work.issued_on, day) > 2 else None

    @cached_property
    def ends_on(self) -> date:
        """The end of the span in which the work moves from nothing to all."""
        if self.pause:
            return date.fromisoformat(self.pause["on"])
        return self.finished_on or date(self.work.issued_on.year, 12, 31)

    @cached_property
    def begins_on(self) -> date:
        """Before this day nobody reports anything."""
        if "starts_on" in self.laid_down:
            return date.fromisoformat(self.laid_down["starts_on"])
        is_idle = not self.laid_down and self.random.random() < self.texts.get("idle", 0)
        span = self.ends_on - self.work.issued_on
        return self.work.issued_on + (span * 0.8 if is_idle else timedelta(days=10))

    def _report_days(self) -> list[date]:
        """Days of the reports in between; they leave time for a return before the work is submitted."""
        is_returned = self.finished_on and self.first_sent_on and not self.pause
        last = self.calendar.add(self.first_sent_on if is_returned else self.ends_on, -8)
        due = self._fractions() if self.work.frequency == Frequency.NONE else self._periods()
        silent = SILENT_IN_A_MONTH if self.work.frequency == Frequency.MONTHLY else SILENT
        return [day for day in due if self.begins_on <= day <= last and self.random.random() > silent]

    def _fractions(self) -> list[date]:
        """Work without periodic reports is spoken of once or twice on its way."""
        span = self.ends_on - self.work.issued_on
        shares = [0.45] if span < timedelta(days=120) else [0.35, 0.7]
        return [self.calendar.counts_until(self.work.issued_on + span * share) for share in shares]

    def _periods(self) -> list[date]:
        year = self.work.issued_on.year
        if self.work.frequency == Frequency.WEEKLY:
            first = date(year, 1, 1)
            mondays = (first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).weekday() == 0)
            return [self.calendar.counts_until(day) for day in mondays]
        months = {
            Frequency.MONTHLY: range(1, 13),
            Frequency.QUARTERLY: QUARTERS,
            Frequency.HALF_YEAR: HALF_YEARS,
            Frequency.YEAR: (12,),
        }[self.work.frequency]
        return [self.calendar.add(date(year, month, 14), self.random.randint(1, WEEK_OF_REPORTS)) for month in months]

    def _moment(self, day: date | str, draws: Random | None = None) -> datetime:
        """A time of the working hours, in the morning rather than in the afternoon."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        draws = draws or self.random
        minute = draws.randint(0, 205) if draws.random() < 0.6 else draws.randint(330, 525)
        return at_time(day, 8) + timedelta(minutes=minute)

    def _some_days_after(self, day: date) -> date:
        days, weights = REVIEWED_AFTER
        return self.calendar.add(day, self.random.choices(days, weights)[0])

    # --- More time ----------------------------------------------------------------------------------------------------

    def _extension(self, row: dict) -> Iterable[Step]:
        """Asked, proposed, decided, as far as it has come; by draws of its own, so that the reports stay the same."""
        draws = Random(f"{self.script.data['seed']} extension {self.work.task} {self.work.organisation}")  # noqa: S311 - a story, no secret
        until = date.fromisoformat(row["until"])
        decided_on = date.fromisoformat(row["decided_on"]) if "decided_on" in row else None
        proposed_on = row.get("proposed_on") or (decided_on and self.calendar.add(decided_on, -draws.randint(1, 2)))
        asked_on = row.get("asked_on") or self.calendar.add(decided_on, -draws.randint(4, 6))
        yield Asked(self._moment(asked_on, draws), until, row["reason"])
        if proposed_on:
            proposed = None if "against" in row else until
            at = self._moment(proposed_on, draws)
            yield Proposed(at, self.script.data["proposer"], proposed, row.get("against", ""))
        if "document" in row:
            yield Granted(self._moment(decided_on), until, _basis(row))
        elif decided_on:
            yield Refused(self._moment(decided_on, draws), row["refusal"])

    # --- What ---------------------------------------------------------------------------------------------------------

    def _progress(self, day: date, number: int) -> Iterable[Step]:
        content = self._report(day, number)
        by_member = self.random.random() < BY_MEMBER
        yield Sent(self._moment(day), content, by_member)
        decided_on = self._some_days_after(day)
        if self.work.frequency == Frequency.WEEKLY or self.random.random() > RETURNED:
            yield self._acceptance(decided_on)
            return
        yield self._return(decided_on)
        again_on = self.calendar.add(decided_on, self.random.randint(1, 2))
        yield Sent(self._moment(again_on), content, by_member)
        yield self._acceptance(self.calendar.add(again_on, 1))

    def _unanswered(self, row: dict) -> Iterable[Step]:
        """A report that still waits on the demonstration's day. It draws nothing, so no story changes by it."""
        percent = row["percent"]
        done = self.total * percent // 100
        figures = {"done": done, "total": self.total, "left": self.total - done, "n": 4, "m": 17}
        grouped = {key: f"{figure:,}".replace(",", ".") for key, figure in figures.items()}
        at = datetime.fromisoformat(row["sent_at"]).replace(tzinfo=LOCAL)
        results = self.texts["going"][-1].format(**grouped, percent=percent, month=at.month)
        situation = Situation.OBSTACLE if "difficulties" in row else Situation.WORKING
        yield Sent(at, ReportContent(situation, percent, results, row.get("difficulties", "")))
        answered_at = at_time(self.calendar.add(at.date(), ANSWERED_LATE), 9)
        yield Reviewed(answered_at, self.script.data["reviewers"][0], True, "")

    def _completion(self) -> Iterable[Step]:
        by_member = self.random.random() < BY_MEMBER
        if self.first_sent_on:
            returned_on = self.laid_down.get("returned_on") or self.calendar.add(self.first_sent_on, 2)
            yield Sent(self._moment(self.first_sent_on), self._done(self.first_sent_on), by_member, self._files())
            yield self._return(returned_on, self.laid_down.get("comment", ""))
        elif "drafted_at" in self.laid_down:
            yield self._draft(datetime.fromisoformat(self.laid_down["drafted_at"]).replace(tzinfo=LOCAL))
        elif self.random.random() < DRAFTED:
            yield self._draft(self._moment(self.calendar.add(self.finished_on, -self.random.randint(1, 4))))
        yield Sent(self._moment(self.finished_on), self._done(self.finished_on), by_member, self._files())
        yield self._acceptance(self._some_days_after(self.finished_on), "confirmations")

    def _acceptance(self, day: date, words: str = "acceptances") -> Reviewed:
        return Reviewed(self._moment(day), self._one("reviewers"), True, self._one(words))

    def _return(self, day: date | str, comment: str = "") -> Reviewed:
        return Reviewed(self._moment(day), self._one("reviewers"), False, comment or self._one("returns"))

    def _draft(self, at: datetime) -> Saved:
        self._advance(at.date())
        return Saved(at, ReportContent(Situation.WORKING, self.percent, self._words("going", at.date(), 1)))

    def _report(self, day: date, number: int) -> ReportContent:
        draw = self.random.random()
        if number and draw < NOTHING_TO_REPORT and self.work.frequency != Frequency.NONE:
            return ReportContent(Situation.NOTHING, difficulties=self._one("no_change_reasons"))
        if number and draw < NO_CHANGE:
            reason = self._one("no_change_reasons")
            return ReportContent(Situation.NO_CHANGE, difficulties=reason)
        self._advance(day)
        situation = Situation.OBSTACLE if number and draw < NO_CHANGE + OBSTACLE else Situation.WORKING
        difficulties = proposals = ""
        if situation == Situation.OBSTACLE or self.random.random() < DIFFICULTY:
            difficulties, proposals = self.random.choice(self.texts["troubles"])
        evidence = None
        if self.random.random() < 0.2:
            evidence = self._document("BC", day, f"Tiến độ thực hiện nhiệm vụ {self.work.task}")
        results = self._words("going", day, number)
        return ReportContent(situation, self.percent, results, difficulties, proposals, evidence)

    def _done(self, day: date) -> ReportContent:
        self.percent = 100
        kind, title = self.texts["paper"]
        issued_on = self.calendar.add(day, -self.random.randint(0, 2))
        evidence = self._document(kind, max(issued_on, self.work.issued_on), title)
        return ReportContent(Situation.DONE, 100, self._words("done", day, 0), evidence=evidence)

    def _files(self) -> tuple[str, ...]:
        """Beside the document. Drawn apart, so that the story is the same with them and without."""
        draw = Random(f"{self.script.data['seed']} {self.work.task} {self.work.organisation} files").random()  # noqa: S311
        return () if draw > PROVEN_BY_A_FILE else ("report",) if draw > PROVEN_BY_TWO else ("report", "figures")

    def _advance(self, day: date) -> None:
        """Progress never goes back, and stays below 100 % until the end."""
        share = (day - self.work.issued_on) / max(self.ends_on - self.work.issued_on, timedelta(days=1))
        self.percent = max(self.percent, min(95, max(5, round(share * self.pace * 20) * 5)))

    def _words(self, name: str, day: date, number: int) -> str:
        templates = self.texts[name]
        done = self.total * self.percent // 100
        figures = {
            "done": done,
            "total": self.total,
            "left": self.total - done,
            "n": self.random.randint(2, 9),
            "m": self.random.randint(11, 48),
        }
        grouped = {key: f"{figure:,}".replace(",", ".") for key, figure in figures.items()}
        return templates[number % len(templates)].format(**grouped, percent=self.percent, month=day.month)

    def _document(self, kind: str, day: date, title: str) -> tuple[str, date, str]:
        """A number as the field writes it: 125/BC-STP of a department, 125-BC/BTCTU of a Party agency."""
        number = day.timetuple().tm_yday + self.random.randint(4, 90)
        symbol = self.work.symbol
        return f"{number}-{kind}/{symbol}" if self.work.is_party else f"{number}/{kind}-{symbol}", day, title

    def _total(self) -> int:
        if self.texts["total"] == "communes":
            return self.work.communes
        return self.random.randint(*self.texts["total"])

    def _one(self, name: str) -> str:
        return self.random.choice(self.script.data[name])
