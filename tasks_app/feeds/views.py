"""The addresses of a person, and the calendar that a program finds at one of them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import TemplateView

from tasks_app.common import clock
from tasks_app.feeds import actions, queries
from tasks_app.feeds.enums import FeedKind
from tasks_app.feeds.forms import FeedForm
from tasks_app.feeds.models import CalendarFeed
from tasks_app.feeds.permissions import can_follow_feed, can_have_feeds
from tasks_app.feeds.rendering import as_calendar
from tasks_app.people.queries import Standing, standing
from tasks_app.plan.permissions import can_follow_all

FORM = ["GET", "HEAD", "POST"]


@require_safe
def calendar_feed(request, token: str) -> HttpResponse:
    """The calendar at a secret address; 404 where it was ended, or its person may not see this any more.

    Nobody signs in: the address is the key. Who has the newest contents already is answered without writing them out.
    """
    feed = queries.feed_at(token)
    if feed is None:
        raise Http404
    today = clock.today()
    own = standing(feed.person, on=today)
    if not can_follow_feed(own, feed.kind, feed.organisation_id):
        raise Http404
    with translation.override(feed.person.mail_language):
        contents = queries.contents(feed, own, today=today)
    actions.note_fetch(feed, rows=len(contents.events), at=clock.now())
    response = get_conditional_response(request, etag=contents.etag) or _written_out(contents)
    response["ETag"] = contents.etag
    response["Cache-Control"] = "private, no-cache"  # kept, but asked for each time: an address can end
    return response


def _written_out(contents: queries.Contents) -> HttpResponse:
    body = as_calendar(contents.name, contents.events, language=contents.language)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


class FeedList(LoginRequiredMixin, TemplateView):
    """One's own addresses, and the form for another. They belong to the account, whomever a person acts for."""

    template_name = "feeds/feed_list.html"

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.own = _own(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, *, form: FeedForm | None = None, **kwargs):
        return super().get_context_data(form=form or self.new_form(), **_page(self.request, self.own), **kwargs)

    def new_form(self, data=None) -> FeedForm:
        kinds = [kind for kind in (FeedKind.OWN, FeedKind.PERIODS) if can_follow_feed(self.own, kind)]
        everything = can_follow_all(self.own)
        organisations = queries.organisations_to_follow(self.own, everything=everything, on=clock.today())
        return FeedForm(data, kinds=kinds, organisations=organisations)

    def post(self, request, *args, **kwargs):
        form = self.new_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        kind, organisation = form.chosen
        try:
            feed, token = actions.make_feed(request.user, kind, organisation, at=clock.now())
        except actions.FeedRefused as refused:
            form.add_error("about", str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        return _shown_once(request, feed, token)


@login_required
@require_http_methods(FORM)
def renew(request, pk: int):
    """Another address for the same; sent again by mistake, it leads to the list and makes none."""
    feed = _own_feed(request, pk)
    if request.method != "POST":
        return redirect("feed_list")
    try:
        feed, token = actions.renew_feed(feed, at=clock.now())
    except actions.FeedRefused as refused:
        messages.info(request, str(refused))
        return redirect("feed_list")
    return _shown_once(request, feed, token)


@login_required
@require_http_methods(FORM)
def end(request, pk: int):
    """End an address. Who is sent here by the sign-in presses again in the list."""
    feed = _own_feed(request, pk)
    if request.method != "POST":
        return redirect("feed_list")
    try:
        actions.end_feed(feed, at=clock.now())
    except actions.FeedRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The address was ended. Calendar programs find nothing there from now on."))
    return redirect("feed_list")


def _own(request) -> Standing:
    own = standing(request.user, on=clock.today()) if request.standing.acting else request.standing
    if not can_have_feeds(own):
        raise Http404
    return own


def _own_feed(request, pk: int) -> CalendarFeed:
    """Also one that has ended: who presses twice is told so."""
    _own(request)
    return get_object_or_404(CalendarFeed.objects.select_related("person", "organisation"), pk=pk, person=request.user)


def _page(request, own: Standing) -> dict:
    fetched = queries.last_fetches(request.user)
    return {
        "feeds": [
            {
                "feed": feed,
                "fetched_on": fetched.get(feed.pk),
                "may_be_followed": can_follow_feed(own, feed.kind, feed.organisation_id),
            }
            for feed in queries.feeds_of(request.user)
        ],
        "acts_for": request.actor.for_person,
    }


def _shown_once(request, feed: CalendarFeed, token: str) -> HttpResponse:
    """The answer itself and not a page to go on to: the address is nowhere but in it, and no cache keeps it."""
    address = settings.SITE_URL + reverse("calendar_feed", args=[token])
    its = {"feed": feed, "address": address, "subscription": "webcal:" + address.partition(":")[2]}
    page = render(request, "feeds/feed_made.html", its)
    page["Cache-Control"] = "no-store, private"
    return page
