"""In whose name a person goes on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tasks_app.common import clock
from tasks_app.common.addresses import is_ours
from tasks_app.people.models import Delegation
from tasks_app.people.permissions import can_act_by
from tasks_app.people.queries import all_delegations
from tasks_app.people.views.typed import CHOSEN

FORM = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(FORM)
def act_for(request, pk: int):
    """Act for another from now on, in this session.

    Who only opens the address changes nothing: after a sign-in he comes to the first page, and by a link of a mail,
    which names the page it is about (``next``), to one that asks him.
    """
    if request.method != "POST":
        return _ask(request, pk)
    delegation = _held(request, pk)
    if delegation.is_in_force(clock.today()):
        request.session[CHOSEN] = delegation.pk
    else:
        messages.warning(request, _("This delegation is not in force today, so you act in your own name."))
    return _on_from_here(request)


def _ask(request, pk: int):
    target = request.GET.get("next", "")
    if not is_ours(request, target):
        return redirect("home")
    delegation = _held(request, pk)
    if request.capacity.delegation == delegation:
        return redirect(target)
    its = {"delegation": delegation, "target": target, "is_in_force": delegation.is_in_force(clock.today())}
    return render(request, "people/acting_ask.html", its)


def _held(request, pk: int) -> Delegation:
    delegation = get_object_or_404(all_delegations(), pk=pk)
    if not can_act_by(request.user, delegation):
        raise Http404
    return delegation


@login_required
@require_http_methods(FORM)
def act_for_oneself(request):
    """Act in one's own name again."""
    if request.method != "POST":
        return redirect("home")
    request.session.pop(CHOSEN, None)
    return _on_from_here(request)


def _on_from_here(request):
    """To the page that was asked for, such as a form that was opened in this name, or to the first."""
    target = request.POST.get("next", "")
    return redirect(target if is_ours(request, target) else "home")
