"""A text of docs/ on a page."""

import pytest

from tasks_app.help.rendering import Chapter, Picture, part_in, rendered, slug


def shown(source: str, **options):
    options = {"picture": lambda path: Picture(f"/static/{path}", 390, 660), "link": lambda address: ""} | options
    return rendered(f"# Tên\n\n{source}", **options)


def test_the_first_heading_is_the_title_and_no_part_of_the_content():
    its = shown("Một câu.")

    assert (its.title, its.html) == ("Tên", "<p>Một câu.</p>\n")


def test_chapters_have_the_anchors_that_readers_of_the_repository_get():
    its = shown("## Báo cáo tiến độ\n\n## Kế hoạch, nhân sự\n")

    assert its.chapters == (
        Chapter("báo-cáo-tiến-độ", "Báo cáo tiến độ"),
        Chapter("kế-hoạch-nhân-sự", "Kế hoạch, nhân sự"),
    )
    assert '<h2 id="báo-cáo-tiến-độ">' in its.html


def test_or_those_of_the_other_language_and_links_within_the_text_follow():
    its = shown("[xem](#lịch)\n\n## Lịch\n", anchors=["calendar"])

    assert '<a href="#calendar">xem</a>' in its.html
    assert '<h2 id="calendar">' in its.html


def test_a_picture_is_fetched_when_it_comes_into_sight_and_keeps_its_room():
    assert shown("![Một trang](a.png)").html == (
        '<p><img src="/static/a.png" alt="Một trang" width="390" height="660" loading="lazy" decoding="async" /></p>\n'
    )


@pytest.mark.parametrize(
    ("to", "html"), [("/help/", '<p>Xem <a href="/help/">bảng</a>.</p>\n'), ("", "<p>Xem bảng.</p>\n")]
)
def test_what_has_no_page_is_no_link(to, html):
    assert shown("Xem [bảng](../boards.md).", link=lambda address: to).html == html


def test_nothing_but_markdown_gets_through():
    assert "<script>" not in shown("<script>alert(1)</script>").html


@pytest.mark.parametrize(("heading", "anchor"), [("My work", "my-work"), ("Kế hoạch, nhân sự", "kế-hoạch-nhân-sự")])
def test_slug(heading, anchor):
    assert slug(heading) == anchor


TWICE = """# Lịch · Calendars

*(English below.)* Một câu.

## Thêm

## English

A sentence.

### More

## For operators

manage.py
"""


def test_a_text_that_says_everything_twice_is_cut_in_two():
    assert part_in("vi", TWICE) == "# Lịch\n\nMột câu.\n\n## Thêm\n"
    assert part_in("en", TWICE) == "# Calendars\n\nA sentence.\n\n## More\n"
