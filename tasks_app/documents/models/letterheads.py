"""What the office says of itself on its paper."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tasks_app.common.models import BilingualMixin
from tasks_app.documents.enums import DocumentKind, Letterhead

# As the committee's notices and the standing agency's papers have them, until the secretariat enters others.
DEFAULTS = {
    Letterhead.PARTY: {
        "superior_vi": "TỈNH ỦY NGHỆ AN",
        "superior_en": "NGHỆ AN PROVINCIAL PARTY COMMITTEE",
        "agency_vi": "BAN CHỈ ĐẠO\nCẢI CÁCH HÀNH CHÍNH",
        "agency_en": "STEERING COMMITTEE\nFOR ADMINISTRATIVE REFORM",
        "place_vi": "Nghệ An",
        "place_en": "Nghệ An",
        "report_code": "BC/BCĐ",
        "letter_code": "CV/BCĐ",
        "sheet_code": "PTD/BCĐ",
        "sign_vi": "T/M BAN CHỈ ĐẠO\nK/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN THƯỜNG TRỰC",
        "sign_en": "FOR THE STEERING COMMITTEE\nFOR THE HEAD\nSTANDING DEPUTY HEAD",
        "recipients_vi": "Ban Thường vụ Tỉnh ủy\nCác thành viên Ban Chỉ đạo\nLưu Văn thư",
        "recipients_en": "Standing Board of the Provincial Party Committee\nMembers of the Steering Committee\nFile",
    },
    Letterhead.STATE: {
        "superior_vi": "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN",
        "superior_en": "PEOPLE'S COMMITTEE\nOF NGHỆ AN PROVINCE",
        "agency_vi": "SỞ NỘI VỤ",
        "agency_en": "DEPARTMENT OF HOME AFFAIRS",
        "place_vi": "Nghệ An",
        "place_en": "Nghệ An",
        "report_code": "BC-SNV",
        "letter_code": "SNV-CCHC",
        "sheet_code": "PTD-SNV",
        "sign_vi": "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
        "sign_en": "FOR THE DIRECTOR\nDEPUTY DIRECTOR",
        "recipients_vi": "Như trên\nTrưởng Ban Chỉ đạo CCHC tỉnh (để báo cáo)\nLưu: VT, CCHC",
        "recipients_en": "As above\nHead of the Steering Committee (for information)\nFile",
    },
}

# Notices of conclusion have the committee's code on both papers: what is given notice of is a meeting of the committee.
CONCLUSION_CODES = {Letterhead.PARTY: "TB/BCĐ", Letterhead.STATE: "TB-BCĐ"}

FIELDS = (
    *("superior_vi", "superior_en", "agency_vi", "agency_en", "place_vi", "place_en"),
    *("report_code", "letter_code", "sheet_code"),
    *("sign_vi", "sign_en", "sign_name", "recipients_vi", "recipients_en"),
)


class LetterheadData(BilingualMixin, models.Model):
    """Whose paper it is, who signs it, and who receives it. ``version`` counts the savings.

    Several lines are several lines of the paper; the codes follow the number of a document.
    """

    letterhead = models.CharField(_("letterhead"), max_length=10, choices=Letterhead, unique=True)
    superior_vi = models.CharField(_("superior agency (Vietnamese)"), max_length=200, blank=True)
    superior_en = models.CharField(_("superior agency (English)"), max_length=200, blank=True)
    agency_vi = models.CharField(_("issuing agency (Vietnamese)"), max_length=200)
    agency_en = models.CharField(_("issuing agency (English)"), max_length=200, blank=True)
    place_vi = models.CharField(_("place (Vietnamese)"), max_length=60)
    place_en = models.CharField(_("place (English)"), max_length=60, blank=True)
    report_code = models.CharField(_("code of reports"), max_length=30)
    letter_code = models.CharField(_("code of letters"), max_length=30)
    sheet_code = models.CharField(_("code of follow-up sheets"), max_length=30)
    sign_vi = models.TextField(_("who signs (Vietnamese)"), max_length=300)
    sign_en = models.TextField(_("who signs (English)"), max_length=300, blank=True)
    sign_name = models.CharField(_("name of the signatory"), max_length=100, blank=True)
    recipients_vi = models.TextField(_("recipients (Vietnamese)"), max_length=1000, blank=True)
    recipients_en = models.TextField(_("recipients (English)"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        constraints = [
            models.CheckConstraint(condition=Q(letterhead__in=Letterhead.values), name="a_letterhead_is_of_a_style"),
        ]

    def __str__(self):
        return str(self.get_letterhead_display())

    @classmethod
    def default(cls, letterhead: Letterhead) -> LetterheadData:
        """Not saved; what stands until somebody enters something else."""
        return cls(letterhead=letterhead, **DEFAULTS[letterhead])

    def code_of(self, kind: DocumentKind) -> str:
        return {
            DocumentKind.REPORT: self.report_code,
            DocumentKind.URGING_LETTER: self.letter_code,
            DocumentKind.FOLLOW_UP_SHEET: self.sheet_code,
            DocumentKind.CONCLUSION: CONCLUSION_CODES[Letterhead(self.letterhead)],
        }[kind]
