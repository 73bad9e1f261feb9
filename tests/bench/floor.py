"""The least that a page of this kind costs, served as ours are: nothing at all, and 50 rows for who has signed in."""

from functools import cache

from django.http import HttpResponse
from django.urls import path

ROWS = """<!doctype html><html lang="vi"><title>50</title><p>{{ person.full_name }}</p><table>
{% for row in rows %}<tr><td><a href="/{{ row.pk }}/">{{ row.task.title_vi }}</a></td>
<td>{{ row.organisation.name_vi }}</td><td>{{ row.responsible.full_name }}</td>
<td>{{ row.deadline_on|date:"d/m/Y" }}</td><td>{{ row.percent }}</td><td>{{ row.get_state_display }}</td></tr>
{% endfor %}</table></html>"""


def empty(_request):
    return HttpResponse("")


def rows(request):
    from django.template import Context

    from tasks_app.plan.models import Assignment

    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    found = Assignment.objects.select_related("task", "organisation", "responsible").order_by("deadline_on", "pk")[:50]
    return HttpResponse(_page().render(Context({"person": request.user, "rows": found})))


@cache
def _page():
    """Made once in a process, as a cached template is."""
    from django.template import Template

    return Template(ROWS)


urlpatterns = [path("healthz", empty), path("empty/", empty), path("rows/", rows)]


def application(environ, start_response):
    return _handler()(environ, start_response)


@cache
def _handler():
    """Django with sessions and people, and with nothing else of ours."""
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    django.setup()  # which asks for all that the installed applications want
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ]
    return WSGIHandler()
