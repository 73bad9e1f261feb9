"""Pages of long lists."""

from django.core.paginator import Page, Paginator


class KeyPaginator(Paginator):
    """Cuts the pages of a long list by its keys: the database sorts narrow rows and reads only a page of them in full.

    ``object_list`` is an ordered queryset. Two queries a page, and one for the number of rows.
    """

    def page(self, number) -> Page:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])
        return self._get_page(self.in_full(keys), number, self)

    def in_full(self, keys: list[int]) -> list:
        """The rows of these keys, in their order."""
        found = {row.pk: row for row in self.object_list.filter(pk__in=keys).order_by()}
        return [found[key] for key in keys if key in found]
