"""What is found keeps its words without marks."""

from datetime import date

import pytest

from tasks_app.plan.models import SourceDocument
from tasks_app.reporting.enums import Situation
from tests.factories import FileFactory, ReportFactory

pytestmark = pytest.mark.django_db


def test_documents_clauses_evidence_and_files_are_kept_in_folded_words():
    document = SourceDocument.objects.create(key="n", number="08-TB/BCĐ", title_vi="Thông báo", issuer_vi="Tỉnh ủy")
    clause = document.clauses.create(code="II.1", text_vi="Số hóa hồ sơ", text_en="Digitise")
    report = ReportFactory(situation=Situation.DONE, evidence=("12/BC-SĐL", date(2024, 10, 1), "Báo cáo"))

    assert document.search == "08-tb/bcd thong bao tinh uy"
    assert clause.search == "ii.1 so hoa ho so digitise"
    assert report.evidence.get().search == "12/bc-sdl bao cao"
    assert FileFactory(name="Đề án.pdf").search == "de an.pdf"
