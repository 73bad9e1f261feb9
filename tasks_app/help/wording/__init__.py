"""What people read of the help."""

from tasks_app.help.wording.glossary import GLOSSARY, Term, by_section
from tasks_app.help.wording.steps import FIRST_STEPS, Step

__all__ = ["FIRST_STEPS", "GLOSSARY", "Step", "Term", "by_section"]
