"""What the bare database needs for the same cells and rows: a statement for each panel, written by hand.

``%(day)s`` is the day of the board, ``%(soon)s`` the last one that is due soon, ``%(plan)s`` the plan's key.
"""

from __future__ import annotations

from datetime import date, timedelta

_STATUS = """CASE
        WHEN a.state = 'completed' AND (a.counts_until_on IS NULL OR a.completed_on <= a.counts_until_on) THEN 'done'
        WHEN a.state = 'completed' THEN 'late'
        WHEN a.state = 'submitted' AND (a.counts_until_on IS NULL OR a.submitted_on <= a.counts_until_on) THEN 'waiting'
        WHEN a.state = 'submitted' OR a.counts_until_on < %(day)s THEN 'overdue'
        WHEN a.counts_until_on <= %(soon)s THEN 'due_soon'
        WHEN a.state = 'assigned' THEN 'not_started' ELSE 'on_track' END AS status"""
_IN_FORCE = "a.state IN ('assigned', 'in_progress', 'submitted', 'returned', 'completed')"
# In force, and how each assignment stands; as of a past day from the phases, which are how it stood from when to when.
STANDS = f"""
    SELECT a.*, k.id AS key_task_id, {_STATUS} FROM tasks_app_assignment a
    JOIN tasks_app_task t ON t.id = a.task_id JOIN tasks_app_keytask k ON k.id = t.key_task_id
    WHERE k.plan_id = %(plan)s AND {_IN_FORCE}
"""
STOOD = f"""
    SELECT a.*, k.id AS key_task_id, {_STATUS} FROM tasks_app_phase a
    JOIN tasks_app_task t ON t.id = a.task_id JOIN tasks_app_keytask k ON k.id = t.key_task_id
    WHERE k.plan_id = %(plan)s AND {_IN_FORCE}
      AND a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to >= %(day)s)
"""


def by_task(stands: str) -> str:
    return f"""SELECT task_id, state, status, count(*), count(*) FILTER (WHERE deadline_on IS NULL)
        FROM ({stands}) s GROUP BY 1, 2, 3"""


def by_organisation(stands: str) -> str:
    return f"""SELECT organisation_id, key_task_id, status, count(*), count(*) FILTER (WHERE deadline_on IS NULL)
        FROM ({stands}) s GROUP BY 1, 2, 3"""


def figures(stands: str) -> list[str]:
    """Of both a day's board and a past day's."""
    return [
        by_task(stands),
        by_organisation(stands),
        f"SELECT counts_until_on, count(*) FROM ({stands}) s GROUP BY 1",
        f"SELECT completed_on, count(*) FROM ({stands}) s WHERE deadline_on IS NOT NULL GROUP BY 1",
        f"""SELECT responsible_id, coalesce(submitted_on, %(day)s) - counts_until_on, count(*) FROM ({stands}) s
            WHERE status = 'overdue' GROUP BY 1, 2""",
        f"""SELECT s.id, o.name_vi, t.title_vi, p.full_name FROM ({stands}) s
            JOIN tasks_app_organisation o ON o.id = s.organisation_id JOIN tasks_app_task t ON t.id = s.task_id
            JOIN tasks_app_person p ON p.id = s.responsible_id
            WHERE status = 'overdue' ORDER BY counts_until_on, t.id, o."order" LIMIT 10""",
        f"""SELECT count(*) FILTER (WHERE last_word_on IS NULL), count(*) FILTER (WHERE last_word_on < %(day)s - 60),
            count(*) FILTER (WHERE last_word_on BETWEEN %(day)s - 60 AND %(day)s - 31),
            count(*) FILTER (WHERE percent >= 90 AND status = 'overdue'),
            count(*) FILTER (WHERE percent <= 10 AND status = 'due_soon')
            FROM ({stands}) s WHERE state IN ('assigned', 'in_progress', 'returned')""",
        """SELECT b.state, b.counts_until_on < %(week)s, a.state, a.counts_until_on < %(day)s, count(*)
            FROM tasks_app_assignment a JOIN tasks_app_phase b ON b.assignment_id = a.id
                AND b.valid_from <= %(week)s AND (b.valid_to IS NULL OR b.valid_to >= %(week)s)
            GROUP BY 1, 2, 3, 4""",
    ]


REVIEW = "SELECT count(*), min(submitted_at) FROM tasks_app_progressreport WHERE state = 'submitted'"
OVERDUE_COUNT = f"SELECT count(*) FROM ({STANDS}) s WHERE status = 'overdue'"
OVERDUE_PAGE = f"""SELECT s.id, t.title_vi, o.name_vi, p.full_name, s.deadline_on, s.percent, s.state
    FROM ({STANDS}) s JOIN tasks_app_task t ON t.id = s.task_id
    JOIN tasks_app_organisation o ON o.id = s.organisation_id JOIN tasks_app_person p ON p.id = s.responsible_id
    WHERE status = 'overdue' ORDER BY s.deadline_on, t.id LIMIT 25"""
OVERVIEW = [*figures(STANDS), REVIEW]
MATRIX = [by_organisation(STANDS)]
AS_OF_BOARD = figures(STOOD)
LIST_FILTERED = [OVERDUE_COUNT, OVERDUE_PAGE]


def values(plan: int, day: date) -> dict:
    """What the statements are asked with."""
    return {"plan": plan, "day": day, "soon": day + timedelta(days=7), "week": day - timedelta(days=7)}
