from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, Signer
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tasks_app.common import clock
from tasks_app.options.queries import one_reading
from tasks_app.organisations.models import called_so
from tasks_app.people.permissions import owes_second_factor
from tasks_app.people.queries import Capacity, Name, Standing, capacity, has_second_factor, standing, standing_in
from tasks_app.people.rules import SessionLimits, session_end
from tasks_app.people.views import devices, second_factor, typed

# What a person does in nobody's name: sign in and out, here or on another device, choose a language, a password (with
# an invitation, too), a second factor, in whose name to go on, or whether to be shown his first steps.
IN_NOBODYS_NAME = {
    *("set_language", "act_for", "act_for_oneself", "typed_text", "invitation_accept", "devices"),
    *("first_steps_close", "first_steps_open"),
    *("second_factor_activate", "second_factor_deactivate", "recovery_codes_renew"),
    *("mfa_authenticate", "mfa_reauthenticate"),
}
ACCOUNT = "account_"

# What is open to who has to have a second factor and has not proved one in this session, besides his account: what
# leads there, and what belongs to no person.
OPEN_WITHOUT = {
    *("second_factor", "second_factor_activate", "mfa_reauthenticate", "set_language"),
    *("manifest", "service_worker", "offline", "healthz", "readyz"),
    # By a key, whoever has signed in beside it.
    *("calendar_feed", "api_openapi", "api_unknown"),
}
OPENED_BY_A_KEY = "api"  # the namespace

BEGAN = "began"  # the session's word for when somebody signed in
SIGN_IN = "sign_in"  # and for the row of his device
MINUTE = 60  # how exactly the last step is kept, so that not each answer sets a cookie


class SessionLimitsMiddleware:
    """Nobody stays signed in for longer than the limits allow.

    When the last step was is kept in a cookie of its own, signed and bound to the session, so reading a page writes
    nothing. Who has no such cookie is judged by his sign-in. What was typed into a form meanwhile is kept as it is when
    any session has ended.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.limits = SessionLimits(
            idle=timedelta(hours=settings.SESSION_IDLE_HOURS), at_most=timedelta(days=settings.SESSION_DAYS)
        )

    def __call__(self, request):
        if not request.user.is_authenticated:
            return self.get_response(request)
        now, seen = clock.now(), _seen(request)
        request.session_end = session_end(
            _began(request),
            seen,
            is_own_device=not request.session.get_expire_at_browser_close(),
            now=now,
            limits=self.limits,
        )
        if request.session_end:
            request.session = type(request.session)()  # the old one lets nobody in any more
            request.user = AnonymousUser()
        response = self.get_response(request)
        key = request.session.session_key
        if request.user.is_authenticated and key and (seen is None or (now - seen).total_seconds() >= MINUTE):
            response.set_cookie(
                settings.SEEN_COOKIE_NAME,
                _signer(key).sign(str(int(now.timestamp()))),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite=settings.SESSION_COOKIE_SAMESITE,
            )
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Why he has to sign in again; here, because messages come after sessions."""
        if end := getattr(request, "session_end", None):
            devices.say_why(request, end)


def _signer(session_key: str) -> Signer:
    return Signer(salt=f"seen:{session_key}")


def _seen(request) -> datetime | None:
    try:
        said = _signer(request.session.session_key).unsign(request.COOKIES.get(settings.SEEN_COOKIE_NAME, ""))
    except BadSignature:
        return None
    return datetime.fromtimestamp(int(said), UTC)


def _began(request) -> datetime:
    """A session from before the limits says nothing; then the person's last sign-in counts."""
    said = request.session.get(BEGAN)
    if said is not None:
        return datetime.fromtimestamp(said, UTC)
    return request.user.last_login or datetime.fromtimestamp(0, UTC)


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
        # Today's names, until a page says that it answers for another day; one state of the settings.
        with called_so({}), one_reading():
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


class SecondFactorMiddleware:
    """Leads who has to have a second factor to where he sets one up, or proves the one that he has, before all else.

    Who has proved it costs no query; of others the roles decide, which each page loads anyway. What was being sent is
    not recorded and not lost: the page shows it, and it waits for its form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not settings.SECOND_FACTOR_OBLIGATORY_FOR or not request.user.is_authenticated or _is_open(request):
            return None
        if second_factor.has_proved(request) or not owes_second_factor(request.standing):
            return None
        way = "mfa_reauthenticate" if has_second_factor(request.user) else "second_factor_activate"
        back = request.get_full_path()
        way = f"{reverse(way)}?{urlencode({'next': back})}"
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(way)
        typed.keep(request)
        if "autosave" in request.POST:
            return JsonResponse({"words": _("First the second factor: open the page again.")}, status=409)
        request.typed_is_shown = True
        its = {"fields": typed.fields(request.path, request.POST), "way": way}
        return TemplateResponse(request, "people/second_factor_first.html", its, status=403)


def _is_open(request) -> bool:
    match = request.resolver_match
    name = match.url_name or ""
    return match.namespace == OPENED_BY_A_KEY or name in OPEN_WITHOUT or name.startswith(ACCOUNT)
