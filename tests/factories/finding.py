import factory

from tasks_app.finding import actions
from tasks_app.finding.enums import ListPage
from tasks_app.finding.models import SavedView
from tests.factories.people import member


class SavedViewFactory(factory.django.DjangoModelFactory):
    """A member's view of the overdue assignments."""

    class Meta:
        model = SavedView

    person = factory.LazyFunction(member)
    page = ListPage.ASSIGNMENTS
    name = factory.Sequence(lambda n: f"Việc cần xem {n}")
    query = "status=overdue"
    is_shared = False

    @classmethod
    def _create(cls, model_class, *args, person, page, **fields):
        return actions.save_view(person, page, **fields)
