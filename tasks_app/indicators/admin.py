from django.contrib import admin

from tasks_app.indicators.models import IndicatorDefinition


@admin.register(IndicatorDefinition)
class IndicatorDefinitionAdmin(admin.ModelAdmin):
    """Names, formulas and links; readings and targets are entered on the pages of indicators."""

    list_display = ["code", "name_vi", "period_kind", "by_organisation", "valid_from", "valid_to"]
    filter_horizontal = ["groups", "key_tasks", "shortcomings"]
