"""Where one comes from and goes back to."""

from django.utils.http import url_has_allowed_host_and_scheme


def on_this_site(request, target: str, otherwise: str) -> str:
    """The address that a browser asked for, unless it leads elsewhere."""
    is_here = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_here else otherwise
