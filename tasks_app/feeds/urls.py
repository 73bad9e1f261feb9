from django.urls import path

from tasks_app.feeds.views import FeedList, calendar_feed, end, renew

urlpatterns = [
    path("feeds/", FeedList.as_view(), name="feed_list"),
    path("feeds/<int:pk>/renew/", renew, name="feed_renew"),
    path("feeds/<int:pk>/end/", end, name="feed_end"),
    path("feeds/<str:token>.ics", calendar_feed, name="calendar_feed"),
]
