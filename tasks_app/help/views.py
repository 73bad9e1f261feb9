"""The help: a guide, the words that it uses, and the first steps of a role."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from tasks_app.help.enums import Topic
from tasks_app.help.queries import about, guide, own_steps
from tasks_app.help.wording import by_section
from tasks_app.people.actions import close_first_steps, open_first_steps
from tasks_app.people.enums import Role

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def help_page(request):
    """For everybody who has signed in, with a role or without one."""
    who = request.standing
    context = {
        "guide": guide(get_language()),
        "own_steps": [] if who.acting else own_steps(who),
        "are_closed": not who.acting and bool(request.user.closed_steps),
        "topics": Topic,
    }
    return render(request, "help/help.html", context)


@login_required
@require_safe
def help_topic(request, topic: str):
    if topic not in Topic.values:
        raise Http404
    return render(request, "help/help_topic.html", {"text": about(Topic(topic), get_language())})


@login_required
@require_safe
def glossary(request):
    return render(request, "help/glossary.html", {"sections": by_section()})


@login_required
@require_http_methods(FORM)
def first_steps_close(request):
    """Do not show a role's first steps to this person any more, on whatever device, whoever he acts for.

    Who only opens the address, as after a sign-in, changes nothing.
    """
    if request.method == "POST":
        role = request.POST.get("role")
        if role not in Role.values:
            raise Http404
        close_first_steps(request.user, Role(role))
    return redirect("home")


@login_required
@require_http_methods(FORM)
def first_steps_open(request):
    """Show the first steps of all his roles again, each where it begins."""
    if request.method == "POST":
        open_first_steps(request.user)
    return redirect("home")
