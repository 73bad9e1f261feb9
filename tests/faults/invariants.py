"""What must hold of the database and the disk whatever was killed: nothing is written by half.

Each sentence stands with the SQL that finds its exceptions. ``since``: from when on reports came through the pages.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection

from tasks_app.common.clock import real_now
from tasks_app.reporting.actions import clear_away_files
from tasks_app.reporting.models import EvidenceFile

RECORDED = "SELECT count(*) FROM tasks_app_entry e WHERE (e.details->>'report')::bigint = r.id AND e.verb = "
STEPS = "SELECT count(*) FROM tasks_app_statechange c WHERE c.assignment_id = r.assignment_id AND c.act = "
REPORTS = "SELECT r.id FROM tasks_app_progressreport r WHERE"
SENT = f"{REPORTS} r.submitted_at >= %(since)s AND r.state <> 'draft'"
DECIDED = f"{REPORTS} r.reviewed_at >= %(since)s AND r.state IN ('accepted', 'returned')"

EXCEPTIONS = {
    "an assignment stands as its last step left it": """
        SELECT a.id FROM tasks_app_assignment a WHERE a.state <> (
            SELECT c.after FROM tasks_app_statechange c WHERE c.assignment_id = a.id
            ORDER BY c.at DESC, c.id DESC LIMIT 1)
        """,
    "each step begins where the one before has ended": """
        SELECT id FROM (
            SELECT id, before, lag(after) OVER (PARTITION BY assignment_id ORDER BY at, id) AS ended
            FROM tasks_app_statechange) c
        WHERE ended <> before""",
    "the phase of now says what the assignment says": """
        SELECT a.id FROM tasks_app_assignment a
        LEFT JOIN tasks_app_phase p ON p.assignment_id = a.id AND p.valid_to IS NULL
        WHERE (a.organisation_id, a.responsible_id, a.state, a.deadline_on, a.counts_until_on, a.submitted_on,
               a.completed_on, a.percent, a.last_word_on)
            IS DISTINCT FROM (p.organisation_id, p.responsible_id, p.state, p.deadline_on, p.counts_until_on,
               p.submitted_on, p.completed_on, p.percent, p.last_word_on)""",
    "work awaits confirmation as long as a report asks for it": """
        SELECT a.id FROM tasks_app_assignment a WHERE (a.state = 'submitted') <> EXISTS (
            SELECT 1 FROM tasks_app_progressreport r
            WHERE r.assignment_id = a.id AND r.situation = 'done' AND r.state = 'submitted')""",
    "progress is that of the newest report that names it and was not returned": """
        SELECT a.id FROM tasks_app_assignment a
        WHERE EXISTS (SELECT 1 FROM tasks_app_progressreport r WHERE r.assignment_id = a.id
                AND (r.submitted_at >= %(since)s OR r.reviewed_at >= %(since)s))
            AND a.percent IS DISTINCT FROM (SELECT r.percent FROM tasks_app_progressreport r
                WHERE r.assignment_id = a.id AND r.state IN ('submitted', 'accepted') AND r.percent IS NOT NULL
                ORDER BY r.submitted_at DESC, r.id DESC LIMIT 1)""",
    "a report that was sent is the last word or has one after it": f"""
        {SENT} AND (SELECT a.last_word_on FROM tasks_app_assignment a WHERE a.id = r.assignment_id)
            IS DISTINCT FROM (r.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date""",
    "a report that was sent is recorded once": f"{SENT} AND ({RECORDED} 'report.submitted') <> 1",
    "a report that was accepted is recorded once, and only it": f"""
        {DECIDED} AND ({RECORDED} 'report.accepted') <> CASE r.state WHEN 'accepted' THEN 1 ELSE 0 END""",
    "a report that was returned is recorded once, and only it": f"""
        {DECIDED} AND ({RECORDED} 'report.returned') <> CASE r.state WHEN 'returned' THEN 1 ELSE 0 END""",
    "what is recorded of a report is so": """
        SELECT e.id FROM tasks_app_entry e
        LEFT JOIN tasks_app_progressreport r ON r.id = (e.details->>'report')::bigint AND r.assignment_id = e.subject_id
        WHERE (e.verb = 'report.saved' AND r.id IS NULL)
            OR (e.verb = 'report.submitted' AND (r.id IS NULL OR r.state = 'draft'))
            OR (e.verb IN ('report.accepted', 'report.returned') AND (r.id IS NULL OR 'report.' || r.state <> e.verb))
        """,
    "a report that asks for completion has submitted the work": f"""
        {SENT} AND r.situation = 'done' AND ({STEPS} 'submit' AND c.at = r.submitted_at) <> 1""",
    "a decision on completion has moved the work": f"""
        {DECIDED} AND r.situation = 'done' AND ({STEPS} CASE r.state WHEN 'accepted' THEN 'confirm' ELSE 'return' END
            AND c.at = r.reviewed_at) <> 1""",
    "who has to know of a decision is told": f"""
        {DECIDED} AND (r.state = 'returned' OR r.situation = 'done') AND NOT EXISTS (
            SELECT 1 FROM tasks_app_notification n WHERE n.assignment_id = r.assignment_id AND n.at = r.reviewed_at
            AND n.happening = CASE r.state WHEN 'returned' THEN 'returned' ELSE 'confirmed' END)""",
    "a report is one of its assignment's, each with a number of its own": """
        SELECT min(id) FROM tasks_app_progressreport WHERE created_at >= %(since)s
        GROUP BY assignment_id, revision HAVING count(*) > 1""",
    "a report carries files of its own work": """
        SELECT t.id FROM tasks_app_attachment t JOIN tasks_app_progressreport r ON r.id = t.report_id
        JOIN tasks_app_evidencefile f ON f.id = t.file_id WHERE f.assignment_id <> r.assignment_id""",
    "a person is told a thing once": """
        SELECT min(id) FROM tasks_app_notification
        GROUP BY assignment_id, person_id, happening, at HAVING count(*) > 1""",
}


def check_rows(*, since: datetime) -> None:
    """Fails with every sentence that does not hold, and the keys of its exceptions."""
    found = {}
    with connection.cursor() as cursor:
        for sentence, statement in EXCEPTIONS.items():
            cursor.execute(statement, {"since": since})
            if keys := [key for (key,) in cursor.fetchall()]:
                found[sentence] = keys[:10]
    assert not found, found


def check_files(*, at: datetime) -> None:
    """Each record has its file, byte for byte; and what was stored for a record that never came is cleared away by the
    job of every day."""
    clear_away_files(at=at, real_at=real_now() + timedelta(days=2))
    stored = {file.stored.name: file for file in EvidenceFile.objects.all()}
    folder = Path(default_storage.path("evidence"))
    there = {path.relative_to(folder.parent).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == set(stored)
    for file in stored.values():
        content = Path(file.stored.path).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (file.size, file.sha256), file.stored.name
