from tasks_app.common import clock
from tasks_app.exports.books import BOOKS
from tasks_app.exports.permissions import can_export
from tasks_app.exports.queries import files_ready
from tasks_app.exports.views import HAS_FILES
from tasks_app.people.views import typed
from tasks_app.site.queries import frame as frame_of


def frame(request):
    """``frame`` for every template that is rendered for a request."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    page = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "takes_out": request.get_full_path() if signed_in and page in BOOKS and can_export(request.standing) else "",
        "frame": frame_of(
            request.standing if signed_in else None,
            capacity=request.capacity if signed_in else None,
            waits=signed_in and _text_waits(request),
            path=request.path,
            page=page,
            files=files_ready(user) if signed_in and request.session.get(HAS_FILES) else 0,
            query=request.GET.urlencode(),
            now=clock.now(),
            demo_day=clock.demonstration_day(),
        ),
    }


def _text_waits(request) -> bool:
    """Whether a text of this person waits that the page does not show already."""
    if getattr(request, "typed_is_shown", False):
        return False
    its = typed.kept(request)
    return its is not None and not (request.method == "POST" and its.path == request.get_full_path())
