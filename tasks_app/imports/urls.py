from django.urls import path

from tasks_app.imports import views

urlpatterns = [
    path("imports/", views.ImportList.as_view(), name="import_list"),
    path("imports/lists/<slug:kind>/", views.EnterList.as_view(), name="list_enter"),
    path("imports/<int:pk>/", views.ImportPage.as_view(), name="import_detail"),
    path("imports/<int:pk>/columns/", views.ColumnsPage.as_view(), name="import_columns"),
    path("imports/<int:pk>/rows/<int:number>/", views.RowPage.as_view(), name="import_row"),
    path("imports/<int:pk>/take/", views.TakeOver.as_view(), name="import_take"),
    path("imports/<int:pk>/undo/", views.Undo.as_view(), name="import_undo"),
]
