"""The secretariat prepares a merger and takes it back; invites somebody, who sets his password and sees his work."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tasks_app.common import clock
from tasks_app.mailing.models import Message
from tasks_app.plan.models import Assignment
from tasks_app.reorganisations.actions import apply_due
from tests.browser.conftest import WIDTHS, said
from tests.browser.test_journeys import is_well
from tests.worlds import World

pytestmark = [pytest.mark.parametrize("width", WIDTHS), pytest.mark.django_db(transaction=True)]
SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


def press(here, name: str) -> None:
    here.page.locator("main").get_by_role("button", name=name, exact=True).click()
    here.page.wait_for_load_state()


def click(here, name: str) -> None:
    here.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    here.page.wait_for_load_state()


@SCRIPTS
def test_a_merger_from_its_first_line_until_it_is_taken_back(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page, main = here.page, here.page.locator("main")
    here.open(reverse("reorganisation_list"))
    click(here, said("Chuẩn bị sắp xếp tổ chức", "Prepare a reorganisation"))

    page.select_option("[name=kind]", "merger")
    page.fill("[name=title_vi]", "Sáp nhập hai sở")
    page.fill("[name=title_en]", "Merger of two departments")
    page.fill("[name=basis]", "15/NQ-HĐND")
    page.fill("[name=day]", f"{clock.today():%d/%m/%Y}")
    press(here, said("Lưu", "Save"))
    expect(main.locator("h1")).to_have_text(said("Sáp nhập hai sở", "Merger of two departments"))
    expect(main).to_contain_text(said("Chưa thể có hiệu lực", "This cannot take effect yet"))

    click(here, said("Thêm tổ chức và đơn vị kế thừa", "Add organisations and their successor"))
    page.select_option("[name=predecessors]", [str(world.unit.pk)])
    page.select_option("[name=successor]", "new")
    page.fill("[name=name_vi]", "Sở Hợp nhất")
    page.fill("[name=name_en]", "United Department")
    page.select_option("[name=kind]", "specialised")
    press(here, said("Thêm", "Add"))
    expect(main).to_contain_text(said("Sở Hợp nhất", "United Department"))
    expect(main).to_contain_text(said("Chuyển giao 4 việc chưa xong.", "4 open assignments pass on."))

    for step in (said("Chốt phương án", "Plan it"), said("Thực hiện ngay", "Let it take effect now")):
        click(here, step)
        press(here, step)
    expect(main).to_contain_text(said("Nội dung đã chuyển giao", "What has passed on"))
    assert Assignment.objects.get(pk=world.own.pk).organisation.name_vi == "Sở Hợp nhất"
    if javascript:
        is_well(here)

    click(here, said("Hoàn tác", "Reverse it"))
    page.fill("[name=reason]", "Nhập nhầm ngày")
    press(here, said("Hoàn tác", "Reverse it"))
    expect(main).to_contain_text(said("Đã hoàn tác", "Reversed"))
    assert Assignment.objects.get(pk=world.own.pk).organisation == world.unit
    assert apply_due(at=clock.now()) == {"applied": 0, "refused": 0}


@SCRIPTS
def test_who_is_invited_sets_a_password_and_sees_his_work(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page, main = here.page, here.page.locator("main")
    here.open(reverse("person_list"))
    click(here, said("Mời tham gia", "Invite somebody"))
    page.fill("[name=full_name]", "Trần Thị Mới")
    page.fill("[name=username]", "moi")
    page.fill("[name=email]", "moi@nghean.example")
    press(here, said("Gửi thư mời", "Send the invitation"))
    expect(main.locator("h1")).to_have_text("Trần Thị Mới")
    click(here, said("Giao vai trò", "Give a role"))
    page.select_option("[name=role]", "focal_officer")
    page.select_option("[name=organisation]", str(world.unit.pk))
    press(here, said("Giao vai trò", "Give the role"))
    expect(main).to_contain_text(world.unit.name)
    if javascript:
        is_well(here)

    link = re.search(r"/invitation/[\w-]+/", Message.objects.get(to_address="moi@nghean.example").text)[0]
    guest = window(live_server.url, who="", width=width, javascript=javascript)
    guest.open(link)
    guest.page.fill("[name=password1]", "mot-mat-khau-rat-dai-2024")
    guest.page.fill("[name=password2]", "mot-mat-khau-rat-dai-2024")
    press(guest, said("Đặt mật khẩu", "Set the password"))
    guest.page.fill("[name=login]", "moi")
    guest.page.fill("[name=password]", "mot-mat-khau-rat-dai-2024")
    press(guest, said("Đăng nhập", "Sign in"))

    expect(guest.page.locator("main")).to_contain_text(world.own.task.title)


@SCRIPTS
def test_a_member_is_replaced(width, javascript, world: World, window, live_server):
    here = window(live_server.url, who="secretary", width=width, javascript=javascript)
    page, main = here.page, here.page.locator("main")
    here.open(reverse("person_detail", args=[world.member.pk]))
    click(here, said("Thay thế", "Replace by somebody"))
    expect(main).to_contain_text(
        said(
            "Từ hôm nay chuyển: 2 việc chưa xong và 1 tổ chức phụ trách.",
            "From today on passes: 2 open assignments and 1 organisation to oversee.",
        )
    )
    page.select_option("[name=new]", str(world.other_member.pk))
    page.fill("[name=document]", "3/QĐ-BCĐ, 14/10/2024")
    press(here, said("Chuyển giao", "Let it pass"))

    expect(main).to_contain_text(
        said("Đã chuyển 2 việc và 1 tổ chức cho", "2 assignments and 1 organisation passed to")
    )
    assert Assignment.objects.get(pk=world.own.pk).responsible == world.other_member
    if javascript:
        is_well(here)
