from django.urls import path

from tasks_app.finding.views import EditView, RemoveView, SavedViewList, SaveView, SearchPage

urlpatterns = [
    path("search/", SearchPage.as_view(), name="search"),
    path("views/", SavedViewList.as_view(), name="view_list"),
    path("views/save/", SaveView.as_view(), name="view_save"),
    path("views/<int:pk>/", EditView.as_view(), name="view_edit"),
    path("views/<int:pk>/remove/", RemoveView.as_view(), name="view_remove"),
]
