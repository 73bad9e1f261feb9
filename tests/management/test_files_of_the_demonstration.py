"""The sample files of the demonstration are what the product itself would take."""

import pytest

from tasks_app.common.files import kind_of
from tasks_app.management.demonstration import EVIDENCE
from tasks_app.reporting.models import Attachment, EvidenceFile


@pytest.mark.parametrize("name", EVIDENCE)
def test_a_sample_is_of_its_kind(name):
    path, title = EVIDENCE[name]

    with path.open("rb") as content:
        assert kind_of(content, title) == path.suffix.removeprefix(".")


@pytest.mark.usefixtures("demonstration")
@pytest.mark.django_db
def test_some_completions_are_proven_by_files_and_every_file_is_carried():
    assert EvidenceFile.objects.count() > 20
    assert not EvidenceFile.objects.abandoned().exists()
    carried = Attachment.objects.select_related("report", "file")
    assert all(one.report.asks_completion and one.report.assignment_id == one.file.assignment_id for one in carried)
    assert set(EvidenceFile.objects.values_list("kind", flat=True)) == {"pdf", "xlsx"}
