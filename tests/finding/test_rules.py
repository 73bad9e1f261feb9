import pytest

from tasks_app.finding.rules import asks_the_same, kept_query


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", ""),
        ("?status=overdue", "status=overdue"),
        ("status=overdue&page=7", "status=overdue"),
        ("q=&group=units", "group=units"),
        ("columns=deadline&columns=status&sort=-days", "columns=deadline&columns=status&sort=-days"),
        ("q=%C4%91%C3%B4+l%C6%B0%C6%A1ng", "q=%C4%91%C3%B4+l%C6%B0%C6%A1ng"),
        ("page=2", ""),
        ("nonsense", ""),
    ],
)
def test_filters_order_and_columns_of_an_address_are_kept(asked, kept):
    assert kept_query(asked) == kept


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a=1&b=2", "b=2&a=1", True),
        ("a=1&a=2", "a=2&a=1", True),
        ("a=1", "a=1&b=2", False),
        ("a=1&a=1", "a=1", False),
        ("", "", True),
    ],
)
def test_two_addresses_ask_for_the_same_in_whatever_order(one, other, same):
    assert asks_the_same(one, other) == same
