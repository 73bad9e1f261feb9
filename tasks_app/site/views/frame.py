from datetime import timedelta
from time import monotonic

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponseRedirect, HttpResponseServerError, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tasks_app.common import clock
from tasks_app.common.addresses import is_ours
from tasks_app.common.gallery import samples
from tasks_app.common.replica import MOST_LAG, replica_state
from tasks_app.common.shortcuts import ALWAYS, EVERYWHERE, GO, REVIEW, SINGLE
from tasks_app.people.actions import choose_language
from tasks_app.people.permissions import can_open_administration
from tasks_app.reporting.permissions import can_open_review_queue
from tasks_app.site.queries import Finding, job_findings
from tasks_app.site.toolbox import can_see_tools, tools_of

STARTED = monotonic()
INCIDENT_SIGNS = 8  # of the request's number: enough to find it, and to be read out on the telephone


@login_required
@require_safe
def home(request):
    """Where a person's day begins: his own work, or the overview for those who follow everything."""
    who = request.standing
    if not who.roles:
        return render(request, "site/no_role.html", status=403)
    # The same request as at the page's own address, for whatever asks where it is: tabs, copied links, files.
    # A redirect would cost those on weak links a second way there and back.
    request.path = request.path_info = reverse("my_work" if who.has_work else "overview")
    request.resolver_match = resolve(request.path)
    return request.resolver_match.func(request)


@require_http_methods(["GET", "HEAD", "POST"])
def set_language(request):
    """Speak another language from now on; kept with the person, or in a cookie before sign-in.

    Who only opens the address, as a browser does that comes back to it, begins anew and changes nothing.
    """
    if request.method != "POST":
        return redirect("home")
    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    target = request.POST.get("next", "/")
    if not is_ours(request, target):
        target = "/"
    if request.user.is_authenticated:
        choose_language(request.user, language)
    translation.activate(language)
    response = HttpResponseRedirect(target)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=timedelta(days=365),
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


@login_required
@require_safe
def tools(request):
    """From where the secretariat's work is begun that is not a day's: plans, people, organisations, settings."""
    if not can_see_tools(request.standing):
        raise Http404
    return render(request, "site/tools.html", {"sections": tools_of(request.standing)})


@login_required
@require_safe
def shortcuts(request):
    """The sheet of keyboard shortcuts; where scripts run it opens over the page that one is on."""
    shown = {"everywhere": EVERYWHERE, "review": REVIEW, "single": SINGLE, "always": ALWAYS, "go": GO}
    reviews = can_open_review_queue(request.standing)
    return render(request, "site/shortcuts.html", shown | {"reviews": reviews})


@login_required
@require_safe
def gallery(request):
    """Every component in every state, for those who build and keep the pages."""
    if not (settings.DEBUG or can_open_administration(request.standing)):
        raise Http404
    return render(request, "components/gallery.html", samples())


def server_error(request):
    """Something failed that should not: says so with a code, by which the lines of the log are found.

    Without the frame, which asks the database.
    """
    incident = getattr(request, "request_id", "")[:INCIDENT_SIGNS]
    return HttpResponseServerError(render_to_string("500.html", {"incident": incident}))


@never_cache
@require_safe
def readyz(request):
    """Whether this process can serve: 200 or 503."""
    finding = _database()
    return _answer([finding])


@never_cache
@require_safe
def healthz(request):
    """Whether the whole machinery is alive: database, its replica, broker, planner of reminders, outbox. 200 or 503."""
    findings = [_database(), _broker(), *_replica()]
    if findings[0].is_well:
        findings += job_findings(
            now=clock.now(), real_now=clock.real_now(), up_for=timedelta(seconds=monotonic() - STARTED)
        )
    return _answer(findings)


def _answer(findings: list[Finding]) -> JsonResponse:
    is_well = all(finding.is_well for finding in findings)
    checks = {
        finding.name: {"ok": finding.is_well, "detail": finding.detail, "age_seconds": finding.age_seconds}
        for finding in findings
    }
    return JsonResponse({"status": "ok" if is_well else "failing", "checks": checks}, status=200 if is_well else 503)


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding("database", False, type(error).__name__)
    return Finding("database", True, connection.vendor)


def _replica() -> list[Finding]:
    """Where there is one; while it is not well, boards are read from the primary."""
    its = replica_state()
    if its is None:
        return []
    detail = f"limit {int(MOST_LAG.total_seconds())} s" if its.answers else "no answer"
    lag = None if its.lag is None else int(its.lag.total_seconds())
    return [Finding("replica", its.is_usable, detail, lag)]


def _broker() -> Finding:
    """Without Redis the jobs run in the beat's own process, and there is no broker to ask."""
    if not settings.REDIS_URL:
        return Finding("broker", True, "embedded")
    try:
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception as error:  # any failure of any transport means that jobs are not handed over
        return Finding("broker", False, type(error).__name__)
    return Finding("broker", True, "redis")
