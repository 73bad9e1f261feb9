"""What can be kept of a form while its writer signs in, and how it is shown to be copied."""

from django import forms


def text_fields(form: type[forms.Form]) -> dict[str, forms.Field]:
    """The fields declared on a form, by name, without passwords and files."""
    return {
        name: field
        for name, field in form.base_fields.items()
        if not isinstance(field, forms.FileField) and not isinstance(field.widget, forms.PasswordInput)
    }


def in_words(field: forms.Field, value: str) -> str:
    """What was typed, or the label of what was chosen; "" where only the form's own page knows that label."""
    if not isinstance(field, forms.ChoiceField):
        return value
    return str(dict(field.choices).get(value, ""))
