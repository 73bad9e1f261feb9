class BackupRefused(Exception):
    """Why there is no backup, or why one is not restored; a sentence for the operator."""
