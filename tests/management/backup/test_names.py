from datetime import date, datetime, time

import pytest

from tasks_app.common.dates import LOCAL
from tasks_app.management.backup import names


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://reform.example.org", "reform.example.org"),
        ("http://127.0.0.1:8000", "127.0.0.1-8000"),
        ("https://user:word@Reform.Example.org/x_y", "reform.example.org"),
        ("http://[::1]:8000", "1-8000"),
    ],
)
def test_a_site_is_called_by_its_host(url, site):
    assert names.site_name(url) == site


@pytest.mark.parametrize(
    ("is_sealed", "name"),
    [
        (False, "reform_a.vn_2024-10-15T080509.tar"),
        (True, "reform_a.vn_2024-10-15T080509.tar.sealed"),
    ],
)
def test_a_file_is_called_by_site_date_and_time(is_sealed, name):
    assert (
        names.file_name("a.vn", datetime.combine(date(2024, 10, 15), time(8, 5, 9), LOCAL), is_sealed=is_sealed) == name
    )


FIRST, SECOND, THIRD = (f"reform_a.vn_2024-10-{day}T080000" for day in (13, 14, 15))


@pytest.mark.parametrize(
    ("there", "keep", "going"),
    [
        ([], 1, []),
        ([FIRST + ".tar"], 1, []),
        ([THIRD + ".tar", FIRST + ".tar", SECOND + ".tar.sealed"], 1, [FIRST + ".tar", SECOND + ".tar.sealed"]),
        ([THIRD + ".tar", FIRST + ".tar", SECOND + ".tar"], 2, [FIRST + ".tar"]),
        ([THIRD + ".tar", FIRST + ".tar", SECOND + ".tar"], 9, []),
        # of another site, of another hand, and one that is being written
        ([THIRD + ".tar", "reform_a.vn.x_2024-01-01T080000.tar"], 1, []),
        ([THIRD + ".tar", "reform_axvn_2024-01-01T080000.tar"], 1, []),
        ([THIRD + ".tar", "by hand.tar", FIRST + ".tar.part", FIRST + ".tar.old"], 1, []),
    ],
)
def test_only_the_oldest_of_its_own_are_too_many(there, keep, going):
    assert names.too_many(there, "a.vn", keep) == going


def test_what_was_broken_off_is_known_by_its_ending():
    there = [FIRST + ".tar.part", SECOND + ".tar.sealed.part", THIRD + ".tar", "reform_b.vn_2024-10-13T080000.tar.part"]

    assert names.left_over(there, "a.vn") == there[:2]
