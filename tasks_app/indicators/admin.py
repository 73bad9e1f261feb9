from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from tasks_app.common.admin import in_language
from tasks_app.indicators.models import IndicatorDefinition
from tasks_app.journal.admin import RecordedAdmin


@admin.register(IndicatorDefinition)
class IndicatorDefinitionAdmin(RecordedAdmin):
    """Names, formulas and links; readings and targets are entered on the pages of indicators."""

    help = _("Definitions are entered here; readings and targets on the page:")
    acts_on = ("indicator_list", _("Indicators"))
    page = "indicator_detail"
    list_display = ["code", in_language("name", _("name")), "period_kind", "by_organisation", "valid_from", "valid_to"]
    list_filter = ["period_kind", "by_organisation"]
    search_fields = ["code", "name_vi"]
    filter_horizontal = ["groups", "key_tasks", "shortcomings"]
