"""What may be typed about documents."""

from tasks_app.documents.forms.letters import LetterForm, PaperForm
from tasks_app.documents.forms.reports import FileForm, GroundForm, IssueForm, TextsForm
from tasks_app.documents.forms.templates import LetterheadForm, TemplateForm

__all__ = [
    "FileForm",
    "GroundForm",
    "IssueForm",
    "LetterForm",
    "LetterheadForm",
    "PaperForm",
    "TemplateForm",
    "TextsForm",
]
