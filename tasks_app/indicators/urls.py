from django.urls import path

from tasks_app.indicators.views import (
    EditReadings,
    EditTarget,
    IndicatorDetail,
    IndicatorList,
    PasteReadings,
    ShortcomingList,
    WithdrawTarget,
)

urlpatterns = [
    path("indicators/", IndicatorList.as_view(), name="indicator_list"),
    path("indicators/<int:pk>/", IndicatorDetail.as_view(), name="indicator_detail"),
    path("indicators/<int:pk>/readings/<slug:period>/", EditReadings.as_view(), name="reading_edit"),
    path("indicators/<int:pk>/readings/<slug:period>/paste/", PasteReadings.as_view(), name="reading_paste"),
    path("indicators/<int:pk>/target/", EditTarget.as_view(), name="target_edit"),
    path("indicators/targets/<int:pk>/withdraw/", WithdrawTarget.as_view(), name="target_withdraw"),
    path("shortcomings/", ShortcomingList.as_view(), name="shortcoming_list"),
]
