"""Where one comes from and goes back to."""

from tasks_app.common.addresses import is_ours


def on_this_site(request, target: str, otherwise: str) -> str:
    """The address that a browser asked for, unless it leads elsewhere."""
    return target if is_ours(request, target) else otherwise
