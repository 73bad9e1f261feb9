"""The editor's form as a browser sends it."""

from tasks_app.reminders.rules import Ladder, Stage


def typed(ladder: Ladder, *, seen: str = "", **beside) -> dict[str, str]:
    """The fields of a ladder; a box that is not ticked sends nothing."""
    data = {"stages-TOTAL_FORMS": str(len(ladder.stages) + 3), "stages-INITIAL_FORMS": "0", "seen": seen}
    for number, stage in enumerate(ladder.stages):
        data |= _row(f"stages-{number}", stage)
    return data | (_row("then", ladder.then) if ladder.then else {}) | beside


def _row(prefix: str, stage: Stage) -> dict[str, str]:
    ticks = {f"{prefix}-{name}": "on" for name in ("to_secretariat", "to_deputy_heads") if getattr(stage, name)}
    return {
        f"{prefix}-offset": str(stage.offset),
        f"{prefix}-note_vi": stage.note_vi,
        f"{prefix}-note_en": stage.note_en,
    } | ticks
