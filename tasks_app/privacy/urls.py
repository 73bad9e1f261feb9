from django.urls import path

from tasks_app.privacy import views

urlpatterns = [path("people/<int:pk>/anonymise/", views.AnonymisePerson.as_view(), name="person_anonymise")]
