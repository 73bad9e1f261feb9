"""What people read of what left the product."""

from django.utils.translation import gettext_lazy as _

# By the URL name of the page, or the name of the document.
WHAT = {
    "assignment_list": _("Assignments"),
}


def what_in_words(what: str) -> str:
    """The name of a page or document; its technical name where it has no other."""
    return str(WHAT.get(what, what))
