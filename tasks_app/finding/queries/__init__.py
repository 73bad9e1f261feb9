"""What is found, and the views of lists that people have saved."""

from tasks_app.finding.queries.search import Found, Search, each_found, everything_found, first_found, whole
from tasks_app.finding.queries.views import OfferedView, Views, address_of, own_views, views_of_page

__all__ = [
    "Found",
    "OfferedView",
    "Search",
    "Views",
    "address_of",
    "each_found",
    "everything_found",
    "first_found",
    "own_views",
    "views_of_page",
    "whole",
]
