from django.http import JsonResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tasks_app.common import clock
from tasks_app.people.queries import Capacity, Name, Standing, capacity, standing, standing_in
from tasks_app.people.views import typed

# What a person does in nobody's name: sign in and out, choose a language, a password, or in whose name to go on.
IN_NOBODYS_NAME = {"set_language", "act_for", "act_for_oneself", "typed_text"}
ACCOUNT = "account_"


class PersonMiddleware:
    """Puts ``request.capacity``, ``request.actor`` and ``request.standing`` on each request, and speaks the person's
    language.

    Here, and only here, a request is turned into the one who acts and, where he acts for another, that person.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.capacity = SimpleLazyObject(lambda: _capacity(request))
        request.standing = SimpleLazyObject(lambda: _standing(request))
        request.actor = SimpleLazyObject(lambda: request.capacity.actor)
        person = request.user
        if person.is_authenticated and person.language:
            translation.activate(person.language)
            request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        if request.method == "POST" and person.is_authenticated and response.status_code < 400:
            typed.forget_what_was_sent(request)
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        """A form is sent in the name in which it was opened, or not at all: nothing is recorded under another.

        So a delegation that ended while somebody wrote, or another choice in another window, costs no text either.
        """
        if request.method != "POST" or not request.user.is_authenticated or _is_in_nobodys_name(request):
            return None
        now, mark = request.capacity, request.POST.get(typed.MARK)
        opened = Name.read(mark) if mark else None
        if opened == now.name or (mark is None and now.ended is None):
            return None
        if "autosave" in request.POST:  # a script that saves while somebody types has no page to show
            return JsonResponse(
                {"words": _("In whose name you act has changed since this form was opened.")}, status=409
            )
        if now.ended:
            request.session.pop(typed.CHOSEN)
        return _not_sent(request, opened, is_own=mark is None or bool(opened and opened.person == request.user.pk))


def _not_sent(request, opened: Name | None, *, is_own: bool) -> TemplateResponse:
    """Nothing was recorded; the text is shown to its writer, and waits where he can still go on in the form's name."""
    now = request.capacity
    opened_by = next((one for one in now.held if opened and one.pk == opened.delegation), None) if is_own else None
    opened_in_own_name = is_own and opened is not None and opened.delegation is None
    if opened_by or opened_in_own_name:
        typed.keep(request)
    request.typed_is_shown = True
    return TemplateResponse(
        request,
        "people/not_sent.html",
        {
            "is_own": is_own,
            "opened_by": opened_by,
            "opened_in_own_name": opened_in_own_name,
            "ended": now.ended,
            "fields": typed.fields(request.path, request.POST) if is_own else [],
            "back": request.get_full_path(),
        },
        status=409,
    )


def _is_in_nobodys_name(request) -> bool:
    name = request.resolver_match.url_name or ""
    return name in IN_NOBODYS_NAME or name.startswith(ACCOUNT)


def _capacity(request) -> Capacity:
    if not request.user.is_authenticated:
        return Capacity(request.user)
    return capacity(request.user, chosen=request.session.get(typed.CHOSEN), on=clock.today())


def _standing(request) -> Standing:
    """Of who acts in his own name without the query for delegations, which a file or a saved draft has no use for."""
    if not request.user.is_authenticated:
        return Standing(person=request.user)
    if typed.CHOSEN not in request.session:
        return standing(request.user, on=clock.today())
    return standing_in(request.capacity, on=clock.today())
