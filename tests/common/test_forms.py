from datetime import date

import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from tasks_app.common.forms import DayField, LongSelect


def field(value, widget) -> str:
    class Form(forms.Form):
        place = forms.ChoiceField(choices=[("", "All"), (1, "Quế Phong <1>"), (2, 'Kỳ "Sơn"')], widget=widget)

    return str(Form({"place": value})["place"].as_widget(attrs={"class": "select", "aria-label": "A & B"}))


@pytest.mark.parametrize("value", ["", "1", "2", "3", None])
def test_a_long_choice_is_what_django_would_have_made_of_it(value):
    assertHTMLEqual(field(value, LongSelect), field(value, forms.Select))


@pytest.mark.parametrize("typed", ["15/06/2024", "15-6-2024", "2024-06-15", "15/06/24"])
def test_a_day_is_read_however_it_is_written(typed):
    assert DayField().clean(typed) == date(2024, 6, 15)


@pytest.mark.parametrize("typed", ["31/02/2024", "0001-01-01", "31/12/0001", "31/12/9999", "mai"])
def test_what_is_no_day_of_ours_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="15/06/2024"):
        DayField().clean(typed)
