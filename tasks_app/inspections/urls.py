from django.urls import path

from tasks_app.inspections import views

urlpatterns = [
    path("inspections/", views.InspectionList.as_view(), name="inspection_list"),
    path("inspections/new/", views.NewInspection.as_view(), name="inspection_new"),
    path("inspections/<int:pk>/", views.ShowInspection.as_view(), name="inspection_detail"),
    path("inspections/<int:pk>/edit/", views.EditInspection.as_view(), name="inspection_edit"),
    path("inspections/<int:pk>/findings/", views.WriteFindings.as_view(), name="inspection_findings"),
    path("inspections/<int:pk>/recommendations/", views.Recommend.as_view(), name="inspection_recommend"),
    path("inspections/<int:pk>/conclusion/", views.ConcludeInspection.as_view(), name="inspection_conclude"),
    path("inspections/<int:pk>/step/<slug:step>/", views.StepInspection.as_view(), name="inspection_step"),
    path("inspections/recommendations/<int:pk>/", views.RecheckRecommendation.as_view(), name="inspection_recheck"),
]
