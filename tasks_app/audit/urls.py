from django.urls import path

from tasks_app.audit import views

urlpatterns = [path("audit/", views.AuditLog.as_view(), name="audit_log")]
