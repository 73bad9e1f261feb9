import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from tasks_app.common.forms import LongSelect


def field(value, widget) -> str:
    class Form(forms.Form):
        place = forms.ChoiceField(choices=[("", "All"), (1, "Quế Phong <1>"), (2, 'Kỳ "Sơn"')], widget=widget)

    return str(Form({"place": value})["place"].as_widget(attrs={"class": "select", "aria-label": "A & B"}))


@pytest.mark.parametrize("value", ["", "1", "2", "3", None])
def test_a_long_choice_is_what_django_would_have_made_of_it(value):
    assertHTMLEqual(field(value, LongSelect), field(value, forms.Select))
