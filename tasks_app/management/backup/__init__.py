"""A backup is one file: the database at one moment, the uploaded files, and a manifest by which both are verified.

The format is described in docs/backup.md. ``making`` writes one, ``restoring`` verifies one and puts it in place.
"""
