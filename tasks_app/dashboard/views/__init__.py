from tasks_app.dashboard.views.comparison import CompareDays, MovedList
from tasks_app.dashboard.views.key_tasks import KeyTaskDetail
from tasks_app.dashboard.views.localities import LocalityMap
from tasks_app.dashboard.views.matrix import MatrixPage
from tasks_app.dashboard.views.meeting import Meeting
from tasks_app.dashboard.views.members import MemberDetail, MemberList
from tasks_app.dashboard.views.organisation_tree import OrganisationTree
from tasks_app.dashboard.views.organisations import OrganisationDetail, OrganisationList
from tasks_app.dashboard.views.overview import Overview, PrintOverview
from tasks_app.dashboard.views.ranking import RankingOrganisation, RankOrganisations

__all__ = [
    "CompareDays",
    "KeyTaskDetail",
    "LocalityMap",
    "MatrixPage",
    "Meeting",
    "MemberDetail",
    "MemberList",
    "MovedList",
    "OrganisationDetail",
    "OrganisationList",
    "OrganisationTree",
    "Overview",
    "PrintOverview",
    "RankOrganisations",
    "RankingOrganisation",
]
