from tasks_app.reorganisations.views.editing import (
    AddAlteration,
    AddSuccession,
    AllotWork,
    BeginReorganisation,
    EditReorganisation,
    alteration_remove,
    succession_remove,
)
from tasks_app.reorganisations.views.looking import ReorganisationList, ShowReorganisation
from tasks_app.reorganisations.views.organisations import CorrectOrganisation, FoundOrganisation
from tasks_app.reorganisations.views.steps import TakeStep

__all__ = [
    "AddAlteration",
    "AddSuccession",
    "AllotWork",
    "BeginReorganisation",
    "CorrectOrganisation",
    "EditReorganisation",
    "FoundOrganisation",
    "ReorganisationList",
    "ShowReorganisation",
    "TakeStep",
    "alteration_remove",
    "succession_remove",
]
