import logging

from csp.constants import NONE
from csp.decorators import csp
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tasks_app.reporting import queries
from tasks_app.reporting.permissions import can_open_file

logger = logging.getLogger(__name__)


@login_required
@require_safe
@cache_control(private=True, no_store=True)
@csp({"default-src": [NONE], "frame-ancestors": [NONE], "sandbox": True})
def evidence_file(request, pk: int):
    """A file of evidence, to be saved and never shown in the page: what is inside it must not act in our name."""
    file = get_object_or_404(queries.deliverable_files(), pk=pk)
    if not can_open_file(request.standing, file):
        raise Http404
    try:
        content = file.stored.open("rb")
    except FileNotFoundError:
        logger.exception("evidence file %s has a record but does not lie in %s", file.pk, file.stored.name)
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    # Documents and pictures are compressed in themselves; again would only take away the length, and with it the
    # progress that a weak link needs to show.
    response["Content-Encoding"] = "identity"
    return response
