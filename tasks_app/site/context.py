from tasks_app.common import clock
from tasks_app.site.queries import frame as frame_of


def frame(request):
    """``frame`` for every template that is rendered for a request."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "frame": frame_of(
            request.standing if signed_in else None,
            path=request.path,
            now=clock.now(),
            demo_day=clock.demonstration_day(),
        )
    }
