"""What may be typed about documents."""

from tasks_app.documents.forms.letters import LetterForm, PaperForm
from tasks_app.documents.forms.reports import FileForm, GroundForm, IssueForm, TextsForm

__all__ = ["FileForm", "GroundForm", "IssueForm", "LetterForm", "PaperForm", "TextsForm"]
