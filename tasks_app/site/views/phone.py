"""On a phone's first screen, and without a connection. The same for everyone: nothing here asks who looks."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

BRAND = "#98191c"
PAPER = "#faf7f1"
ICONS = [(192, "any"), (512, "any"), (512, "maskable")]  # side in pixels, and what a phone may do with it


@require_safe
@cache_control(max_age=24 * 60 * 60)
def manifest(request):
    """What a phone needs to put the tracker on its first screen (W3C Web Application Manifest)."""
    return JsonResponse(
        {
            "name": _("Reform task tracker, Nghệ An"),
            "short_name": _("Reform tasks"),
            "lang": translation.get_language(),
            "id": reverse("home"),
            "start_url": reverse("home"),
            "scope": reverse("home"),
            "display": "standalone",
            "theme_color": BRAND,
            "background_color": PAPER,
            "icons": [
                {
                    "src": static(f"icons/{purpose}-{side}.png"),
                    "sizes": f"{side}x{side}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for side, purpose in ICONS
            ],
        },
        content_type="application/manifest+json",
    )


@require_safe
@cache_control(no_cache=True)
def service_worker(request):
    """The script that shows the page for no connection; another one for each state of the static files."""
    pages = [(language, reverse("offline", args=[language])) for language, _name in settings.LANGUAGES]
    version = getattr(staticfiles_storage, "manifest_hash", "")
    context = {"version": version, "pages": pages}
    return HttpResponse(render_to_string("site/service_worker.js", context), content_type="text/javascript")


@require_safe
def offline(request, language: str):
    """What is shown without a connection, in this language. 404 for a language that the product does not speak."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return HttpResponse(render_to_string("site/offline.html"), headers={"Content-Language": language})
