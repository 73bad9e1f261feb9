"""A small site and a job that fail with what was typed, in a process of their own: `python -m tests.site.failing WORD`.

Prints the numbers of the request and of the job.
"""

import logging
import sys

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.test.utils import override_settings
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def fails(request, token):
    password = request.POST["password"]
    logging.getLogger("reform.test").error("not taken: %s", password)
    raise ValueError(f"{token} {password}")


urlpatterns = [path("invitation/<str:token>/", fails)]
handler500 = "tasks_app.site.views.server_error"


def main(word: str) -> None:
    django.setup()
    urlpatterns.append(path("", include("reform.urls")))  # the page about the fault leads to others

    from reform.celery import app

    @app.task(name="test.fails")
    def job(typed):
        raise ValueError(typed)

    # The static files of an installation are not built here.
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    site = {"ROOT_URLCONF": __name__, "ALLOWED_HOSTS": ["testserver"], "STORAGES": settings.STORAGES | plain}
    with override_settings(**site):
        request = RequestFactory().post(
            f"/invitation/{word}/?q={word}",
            {"password": word},
            headers={"cookie": f"other={word}", "authorization": f"Bearer {word}", "referer": f"https://x/?q={word}"},
        )
        said: dict[str, str] = {}
        # As a server asks: what the library knows of a request it has from there.
        WSGIHandler()(request.environ, lambda status, headers: said.update(headers)).close()
    print(said["X-Request-ID"])
    print(job.apply(args=[word]).id)


if __name__ == "__main__":
    main(sys.argv[1])
