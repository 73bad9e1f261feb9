from django.urls import include, path

from tasks_app.api import views
from tasks_app.api.views.access import as_machines_are_answered
from tasks_app.api.views.interface import api

resources, application, namespace = api.urls
resources = [one for one in resources if one.name != "api-root"]
for resource in resources:
    resource.callback = as_machines_are_answered(resource.callback, resource.name)

urlpatterns = [
    path("api/", views.KeyList.as_view(), name="api_key_list"),
    path("api/keys/<int:pk>/end/", views.end, name="api_key_end"),
    path("api/v1/openapi.json", views.openapi, name="api_openapi"),
    path("api/v1/", include((resources, application), namespace=namespace)),
    path("api/v1/<path:rest>", views.unknown, name="api_unknown"),
]
