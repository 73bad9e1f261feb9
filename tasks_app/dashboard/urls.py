from django.urls import path

from tasks_app.dashboard.views import (
    CompareDays,
    KeyTaskDetail,
    LocalityMap,
    MatrixPage,
    Meeting,
    MemberDetail,
    MemberList,
    MovedList,
    OrganisationDetail,
    OrganisationList,
    OrganisationTree,
    Overview,
    PrintOverview,
    RankingOrganisation,
    RankOrganisations,
)

urlpatterns = [
    path("overview/", Overview.as_view(), name="overview"),
    path("overview/print/", PrintOverview.as_view(), name="overview_print"),
    path("overview/map/", LocalityMap.as_view(), name="locality_map"),
    path("overview/matrix/", MatrixPage.as_view(), name="matrix"),
    path("ranking/", RankOrganisations.as_view(), name="ranking"),
    path("ranking/<int:pk>/", RankingOrganisation.as_view(), name="ranking_organisation"),
    path("meeting/", Meeting.as_view(), name="meeting"),
    path("meeting/<int:page>/", Meeting.as_view(), name="meeting"),
    path("comparison/", CompareDays.as_view(), name="comparison"),
    path("comparison/<slug:move>/", MovedList.as_view(), name="comparison_list"),
    path("organisations/", OrganisationList.as_view(), name="organisation_list"),
    path("tools/organisations/", OrganisationTree.as_view(), name="organisation_tree"),
    path("organisations/<int:pk>/", OrganisationDetail.as_view(), name="organisation_detail"),
    path("members/", MemberList.as_view(), name="member_list"),
    path("members/<int:pk>/", MemberDetail.as_view(), name="member_detail"),
    path("key-tasks/<int:number>/", KeyTaskDetail.as_view(), name="key_task_detail"),
]
