"""What was typed into a form outlives the session in which it was typed.

A view opts in by a base class and the name of its form. When somebody sends such a form after his session ran out, the
text waits in the new session until he has signed in, and then stands in the form again. Only he sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tasks_app.people.forms import in_words, text_fields
from tasks_app.people.models import Delegation, Person
from tasks_app.people.queries import Name

MARK = "written_as"  # the hidden field that says in whose name a form was opened
KEPT = "typed"  # the session's word for a text that waits
CHOSEN = "delegation"  # the session's word for the delegation by which a person acts
LIMIT = 64 * 1024  # characters; a report is a page or two


class KeepsTextMixin(LoginRequiredMixin):
    """A page whose form (``keeps_text_of``, with the fields declared on the class) loses no text to the sign-in.

    The form carries ``people/written_as.html``, and is made with ``typed_before(request)`` where nothing was sent.
    """

    keeps_text_of: type

    def handle_no_permission(self):
        if self.request.method == "POST":
            keep(self.request)
        return super().handle_no_permission()


@dataclass(frozen=True)
class Typed:
    """A field as its page names it, and what was typed or chosen."""

    name: str
    label: str
    value: str

    @property
    def rows(self) -> int:
        """How many lines it takes on a phone, about."""
        return min(sum(1 + len(line) // 40 for line in self.value.splitlines()), 20)


@dataclass(frozen=True)
class Kept:
    """A text that waits to be sent. ``name``: in whose name it was written; ``path``: the whole address of its form."""

    name: Name
    path: str
    data: QueryDict


def fields(path: str, data: QueryDict) -> list[Typed]:
    """What somebody typed into the form at an address, field by field, under the labels of its page."""
    shown = []
    for name, field in _fields_of_the_form(path).items():
        values = [in_words(field, value) for value in data.getlist(name)]
        text = "\n".join(value for value in values if value.strip())
        if text and not field.widget.is_hidden:
            shown.append(Typed(name, str(field.label or name), text))
    return shown


def keep(request) -> None:
    """Let the text of a form that was not sent wait for its writer.

    Text fields of the form alone: no passwords, no files, nothing that a page of ours did not ask for.
    """
    name = Name.read(request.POST.get(MARK, ""))
    if name is None:
        return
    texts = [
        [field, request.POST.getlist(field)] for field in _fields_of_the_form(request.path) if field in request.POST
    ]
    if sum(len(value) for _field, values in texts for value in values) > LIMIT:
        return
    request.session[KEPT] = {"name": [name.person, name.delegation], "path": request.get_full_path(), "fields": texts}


def typed_before(request, *, sent_to: str = "") -> QueryDict | None:
    """What waits for the form that is opened now, in the name in which it was written; the page says so.

    ``sent_to``: the address of the form, where it is another than that of the page on which it stands.
    """
    its = kept(request)
    here = (sent_to or request.get_full_path(), request.capacity.name)
    if request.method == "POST" or its is None or (its.path, its.name) != here:
        return None
    request.typed_is_shown = True
    messages.warning(request, _("What you had written is in the form again. It has not been sent yet."))
    return its.data


def kept(request) -> Kept | None:
    """The text that waits for the person who is signed in, if there is one and it is his."""
    stored = request.session.get(KEPT) if request.user.is_authenticated else None
    if not stored or stored["name"][0] != request.user.pk:
        return None
    data = QueryDict(mutable=True)
    for name, values in stored["fields"]:
        data.setlist(name, values)
    return Kept(Name(*stored["name"]), stored["path"], data)


def take_up(request, person: Person) -> None:
    """After the sign-in: somebody else's text is dropped; one's own waits, in the name in which it was written."""
    stored = request.session.get(KEPT)
    if not stored:
        return
    writer, delegation = stored["name"]
    if writer != person.pk:
        del request.session[KEPT]
    elif delegation and Delegation.objects.filter(pk=delegation, deputy=person).exists():
        request.session[CHOSEN] = delegation


def forget_what_was_sent(request) -> None:
    its = kept(request)
    if its and (its.path, its.name) == (request.get_full_path(), request.capacity.name):
        del request.session[KEPT]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def typed_text(request):
    """The text that waits, to be copied or, by a press, discarded."""
    its = kept(request)
    if request.method == "POST":
        if its:
            del request.session[KEPT]
            messages.success(request, _("The text was discarded."))
        return redirect("home")
    if its is None:
        return redirect("home")
    request.typed_is_shown = True
    return render(request, "people/typed_text.html", {"fields": fields(its.path, its.data), "back": its.path})


def csrf_failed(request, reason=""):
    """What was typed is shown to whoever opened the form, and to nobody else: the mark in it cannot be made up."""
    opened = Name.read(request.POST.get(MARK, ""))
    is_own = opened is not None and request.user.is_authenticated and opened.person == request.user.pk
    typed = fields(request.path, request.POST) if is_own else []
    return render(request, "403_csrf.html", {"fields": typed, "back": request.get_full_path()}, status=403)


def _fields_of_the_form(path: str) -> dict:
    """The fields, by name, of the form whose text is kept at an address; none where none is."""
    try:
        view = getattr(resolve(urlsplit(path).path).func, "view_class", None)
    except Resolver404:
        return {}
    form = getattr(view, "keeps_text_of", None)
    return text_fields(form) if form else {}
