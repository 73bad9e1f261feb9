from django.urls import path

from tasks_app.reorganisations import views

ONE = "reorganisations/<int:pk>"

urlpatterns = [
    path("organisations/new/", views.FoundOrganisation.as_view(), name="organisation_new"),
    path("organisations/<int:pk>/edit/", views.CorrectOrganisation.as_view(), name="organisation_edit"),
    path("reorganisations/", views.ReorganisationList.as_view(), name="reorganisation_list"),
    path("reorganisations/new/", views.BeginReorganisation.as_view(), name="reorganisation_new"),
    path(f"{ONE}/", views.ShowReorganisation.as_view(), name="reorganisation_detail"),
    path(f"{ONE}/edit/", views.EditReorganisation.as_view(), name="reorganisation_edit"),
    path(f"{ONE}/lines/", views.AddSuccession.as_view(), name="reorganisation_line_add"),
    path("reorganisations/lines/<int:pk>/remove/", views.succession_remove, name="reorganisation_line_remove"),
    path(f"{ONE}/changes/", views.AddAlteration.as_view(), name="reorganisation_change_add"),
    path("reorganisations/changes/<int:pk>/remove/", views.alteration_remove, name="reorganisation_change_remove"),
    path("reorganisations/lines/<int:pk>/work/", views.AllotWork.as_view(), name="reorganisation_allot"),
    path(f"{ONE}/<slug:step>/", views.TakeStep.as_view(), name="reorganisation_step"),
]
