"""Where a person may be led on to: an address that came with a request is one of ours, or not followed."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request, target: str) -> bool:
    """Whether a browser stays with us. From the root on: a bare word would be taken for the name of a page."""
    hosts = {request.get_host()}
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, hosts, require_https=request.is_secure())
