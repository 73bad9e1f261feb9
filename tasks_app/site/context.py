from django.conf import settings

from tasks_app.common import clock
from tasks_app.exports.books import BOOKS
from tasks_app.exports.permissions import can_export
from tasks_app.exports.queries import files_ready
from tasks_app.exports.views import HAS_FILES
from tasks_app.people.views import typed
from tasks_app.plan.forms import AS_OF
from tasks_app.site.queries import frame as frame_of

# Pages that people send to each other. A board shows another thing every day, so its link says of which day it is.
OF_A_DAY = ("overview", "locality_map", "matrix", "ranking", "comparison", "comparison_list", "organisation_list")
PASSED_ON = (
    *OF_A_DAY,
    *("assignment_list", "assignment_detail", "task_list", "task_detail", "key_task_detail", "organisation_detail"),
    *("member_detail", "report_review", "extension_detail", "period_detail", "official_report_detail"),
    *("indicator_list", "indicator_detail", "meeting_detail", "inspection_detail"),
)


def frame(request):
    """``frame`` for every template that is rendered for a request."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    page = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "takes_out": request.get_full_path() if signed_in and page in BOOKS and can_export(request.standing) else "",
        "passed_on": _address_to_pass_on(request, page) if signed_in and page in PASSED_ON else "",
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


def _address_to_pass_on(request, page: str) -> str:
    """The whole address of a page, with what it is narrowed to and its day; a closed period has its day in itself."""
    asked = request.GET.copy()
    if page in OF_A_DAY and "period" not in asked:
        asked.setdefault(AS_OF, clock.today().isoformat())
    return f"{settings.SITE_URL}{request.path}" + (f"?{asked.urlencode()}" if asked else "")


def _text_waits(request) -> bool:
    """Whether a text of this person waits that the page does not show already."""
    if getattr(request, "typed_is_shown", False):
        return False
    its = typed.kept(request)
    return its is not None and not (request.method == "POST" and its.path == request.get_full_path())
