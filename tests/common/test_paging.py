import pytest

from tasks_app.common.paging import KeyPaginator
from tasks_app.organisations.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisations():
    return [OrganisationFactory(order=number % 3) for number in range(7)]


def test_pages_are_those_of_the_whole_list(organisations):
    ordered = Organisation.objects.order_by("-order", "pk")
    paginator = KeyPaginator(ordered, 3)

    pages = [list(paginator.get_page(number)) for number in (1, 2, 3)]

    assert [one for page in pages for one in page] == list(ordered)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert list(paginator.get_page(99)) == pages[-1]


def test_a_list_with_nothing_in_it_has_one_empty_page(db):
    assert list(KeyPaginator(Organisation.objects.order_by("pk"), 3).get_page(1)) == []


def test_only_the_rows_of_the_page_are_read(organisations, django_assert_num_queries):
    paginator = KeyPaginator(Organisation.objects.order_by("pk"), 3)

    with django_assert_num_queries(3):
        assert list(paginator.get_page(2)) == organisations[3:6]
