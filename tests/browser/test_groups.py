"""The secretary puts a group together in a browser and finds it where work is given out."""

import pytest
from django.urls import reverse

from tasks_app.organisations.models import Group
from tests.worlds import World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_group_is_made_and_offered_where_work_is_given(world: World, window, live_server, javascript):
    here = window(live_server.url, who="secretary", javascript=javascript)
    page = here.page
    here.open(reverse("tools"))
    page.click(f"main a[href='{reverse('group_list')}']")
    page.click(f"main a[href='{reverse('group_new')}']")
    page.fill("[name=name_vi]", "Đơn vị thí điểm")
    press(page)

    for part in page.query_selector_all("main form details:not([open]) summary"):
        part.click()
    if javascript:
        page.fill("#narrow", "khong co ten nay")
        assert not page.is_visible(f"#tick-{world.unit.pk}")
        page.fill("#narrow", "")
    page.check(f"#tick-{world.unit.pk}")
    page.check(f"#tick-{world.locality.pk}")
    press(page)

    group = Group.objects.get(name_vi="Đơn vị thí điểm")
    assert world.unit.name in page.inner_text("main")
    here.open(reverse("plan_task_give", args=[world.draft_task.pk]))
    assert page.is_visible(f"[name=groups][value={group.key}]")
    here.open(reverse("assignment_list"))
    assert page.query_selector(f"[name=group] option[value={group.key}]")


def press(page) -> None:
    with page.expect_navigation():
        page.click("main form button.btn-primary")
