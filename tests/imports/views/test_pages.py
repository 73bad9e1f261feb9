"""From the upload to the plan, and back: what each page shows, keeps and refuses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks_app.common.actors import Actor
from tasks_app.common.dates import at_time
from tasks_app.imports.enums import ImportState, Part, Verdict
from tasks_app.imports.models import Import
from tasks_app.imports.rules.columns import guess_columns
from tasks_app.plan.models import Task
from tasks_app.planning.actions import create_plan
from tasks_app.planning.rules import PlanDetails
from tests import factories
from tests.conftest import TODAY
from tests.exports.files import rows, taken_out
from tests.imports import office_files
from tests.imports.uploads import posted

pytestmark = pytest.mark.django_db

AT = at_time(TODAY, 9)


@pytest.fixture
def secretary():
    factories.CommitteeFactory()
    return factories.secretary()


@pytest.fixture
def plan(secretary):
    return create_plan(PlanDetails(2025, "Kỷ cương, trách nhiệm"), by=Actor(secretary), at=AT)


@pytest.fixture
def browser(secretary, client_of):
    return client_of(secretary)


@pytest.fixture
def unit():
    return factories.OrganisationFactory(name_vi="Sở Nội vụ", short_vi="SNV")


@pytest.fixture
def its(plan, unit, secretary):
    rows = [("Việc một", "SNV", "Báo cáo", "Quý II"), ("Việc hai", "Sở Vũ trụ", "Báo cáo", "cuối tháng 6")]
    return factories.plan_file(plan, *rows, by=secretary, at=AT)


def page(name: str, *args) -> str:
    return reverse(name, args=args)


def test_a_file_is_uploaded_and_leads_to_its_columns(browser, plan, unit, tmp_path):
    path = office_files.workbook(office_files.plain, tmp_path / "ke-hoach.xlsx")

    answer = browser.post(page("import_list"), {"plan": plan.pk, "file": posted(path)})

    its = Import.objects.get()
    assert answer.url == page("import_columns", its.pk)
    assert (its.name, its.plan, its.rows.count()) == ("ke-hoach.xlsx", plan, 2)
    columns = browser.get(answer.url).content.decode()
    assert "Nội dung nhiệm vụ" in columns
    assert "Ban hành kế hoạch" in columns


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("ke-hoach.xls", b"<html></html>", ".xlsx"), ("ke-hoach.pdf", b"%PDF-1.7", "PDF"), ("a.xlsx", b"", "trống")],
)
def test_what_cannot_be_read_is_refused_with_advice(name, content, said, browser, plan):
    answer = browser.post(page("import_list"), {"plan": plan.pk, "file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert said in answer.context["form"].errors["file"][0]
    assert not Import.objects.exists()


def test_the_columns_are_named_otherwise(browser, its):
    said = {"column_0": "number", "column_1": "content", "column_2": "lead", "column_3": "", "column_4": "deadline"}

    answer = browser.post(page("import_columns", its.pk), said)

    assert answer.url == page("import_detail", its.pk)
    assert "deliverable" not in its.rows.first().cells


@pytest.mark.parametrize("columns", [{"column_1": ""}, {"column_1": "content", "column_2": "content"}])
def test_tasks_stand_in_one_column(columns, browser, its):
    answer = browser.post(page("import_columns", its.pk), columns)

    assert answer.status_code == 422
    assert its.rows.count() == 2


def test_rows_are_shown_with_what_is_said_of_them(browser, its):
    html = browser.get(page("import_detail", its.pk)).content.decode()

    assert "Sở Nội vụ" in html
    assert "“SNV”" in html
    assert "30/06/2025" in html
    assert "Không tìm thấy cơ quan “Sở Vũ trụ”" in html
    assert "“cuối tháng 6”" in html


def test_groups_that_are_called_otherwise_than_in_the_plan_are_shown_beside_it(browser, its, plan):
    factories.KeyTaskFactory(plan=plan, number=1, text_vi="Nguồn lực, chuyển đổi số")
    factories.KeyTaskFactory(plan=plan, number=2, text_vi="Kỷ cương")
    its.titles = {"1": "CÔNG TÁC CHỈ ĐẠO", "2": "KỶ CƯƠNG", "3": "Bộ máy"}
    its.save()

    answer = browser.get(page("import_detail", its.pk))

    groups = [(one.number, one.title, one.key_task) for one in answer.context["groups"]]
    assert groups == [(1, "CÔNG TÁC CHỈ ĐẠO", "Nguồn lực, chuyển đổi số")]


def test_rows_can_be_narrowed_to_those_to_be_corrected(browser, its):
    answer = browser.get(page("import_detail", its.pk), {"show": "error"})

    assert [line.row.number for line in answer.context["lines"]] == [3]


def corrected(unit, **more) -> dict:
    return {
        "seen": 1,
        "content": "Việc hai",
        "key_task": "",
        "lead": unit.name_vi,
        "coordinating": "",
        "deliverable": "Báo cáo",
        "deadline": "Quý III",
        "day": "",
        "member": "",
    } | more


def test_a_row_is_corrected_taken_over_and_undone(browser, its, unit, plan):
    answer = browser.post(page("import_row", its.pk, 3), corrected(unit))
    assert answer.url == f"{page('import_detail', its.pk)}#row-3"
    assert its.rows.get(number=3).verdict == Verdict.OK

    browser.post(page("import_take", its.pk))
    assert [task.title_vi for task in Task.objects.filter(key_task__plan=plan)] == ["Việc một", "Việc hai"]
    assert "1.2" in browser.get(page("import_detail", its.pk)).content.decode()

    browser.post(page("import_undo", its.pk))
    its.refresh_from_db()
    assert its.state == ImportState.UNDONE
    assert not Task.objects.filter(key_task__plan=plan).exists()


def test_groups_that_lead_together_and_the_member_stay_when_something_else_is_put_right(browser, plan, secretary):
    factories.OrganisationFactory(name_vi="Sở Nội vụ")
    factories.LocalityFactory(name_vi="Huyện Đô Lương")
    person = factories.member(full_name="Nguyễn Thị Thử")
    row = ("Việc", "Các sở, ban, ngành; UBND các huyện, thành phố, thị xã", "Báo cáo", "31/4/2025")
    its = factories.plan_file(plan, row, by=secretary, at=AT)
    its.rows.update(cells=its.rows.get().cells | {"member": f"Đ/c {person.full_name}, Giám đốc"})
    form = browser.get(page("import_row", its.pk, 2)).context["form"]

    said = {name: form[name].value() or "" for name in form.fields} | {"deadline": "30/4/2025"}
    said.pop("is_left")
    browser.post(page("import_row", its.pk, 2), said)
    browser.post(page("import_take", its.pk))

    work = Task.objects.get(key_task__plan=plan).assignments.all()
    assert {one.organisation.name_vi for one in work} >= {"Sở Nội vụ", "Huyện Đô Lương"}
    assert {one.responsible for one in work} == {person}


def test_a_form_that_is_refused_keeps_what_was_typed(browser, its, unit):
    answer = browser.post(page("import_row", its.pk, 3), corrected(unit, content="", deliverable="Tờ trình"))

    assert answer.status_code == 422
    assert 'value="Tờ trình"' in answer.content.decode()


def test_who_was_slower_is_told_and_keeps_what_he_typed(browser, its, unit):
    browser.post(page("import_row", its.pk, 3), corrected(unit))

    answer = browser.post(page("import_row", its.pk, 3), corrected(unit, deliverable="Tờ trình"))

    assert answer.status_code == 409
    assert 'value="Tờ trình"' in answer.content.decode()
    assert its.rows.get(number=3).cells["deliverable"] == "Báo cáo"


def test_a_second_press_takes_nothing_over_again(browser, its, plan):
    browser.post(page("import_take", its.pk))
    browser.post(page("import_take", its.pk))

    assert Task.objects.filter(key_task__plan=plan).count() == 1


def test_many_rows_are_said_to_be_on_their_way(browser, its, settings):
    settings.IMPORT_ROWS_AT_ONCE = 0

    browser.post(page("import_take", its.pk))

    assert "chế độ nền" in browser.get(page("import_detail", its.pk)).content.decode()


@pytest.mark.parametrize("name", ["import_detail", "import_columns", "import_list"])
def test_a_page_asks_the_same_however_many_rows_there_are(name, browser, its, plan, secretary, constant_queries):
    def more_rows():
        for number in range(10, 14):
            row = its.rows.get(number=2)
            row.pk, row.number = None, number
            row.save()
        factories.plan_file(plan, ("Việc ba", "SNV", "Báo cáo", "Quý II"), by=secretary, at=AT)

    args = () if name == "import_list" else (its.pk,)
    constant_queries(lambda: browser.get(page(name, *args)), more_rows)


def test_the_rows_to_be_corrected_are_taken_out_and_come_back(browser, its):
    (row,) = rows(taken_out(browser, f"{page('import_detail', its.pk)}?show=error"))

    assert (row["Dòng"], row["Cơ quan chủ trì"], row["Thời hạn"]) == (3, "Sở Vũ trụ", "cuối tháng 6")
    assert "Không tìm thấy cơ quan “Sở Vũ trụ”" in row["Nhận xét"]
    headings = tuple(row)
    assert set(guess_columns(headings)) >= {Part.CONTENT, Part.LEAD, Part.DELIVERABLE, Part.DEADLINE, Part.KEY_TASK}
