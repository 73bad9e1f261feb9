from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ReviewForm(forms.Form):
    ACCEPT, RETURN = "accept", "return"
    decision = forms.ChoiceField(
        label=gettext_lazy("Result of the review"),
        choices=[(ACCEPT, gettext_lazy("Accept")), (RETURN, gettext_lazy("Return for supplement"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to accept or to return the report.")},
    )
    comment = forms.CharField(
        label=gettext_lazy("Comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A return needs a reason: say what is missing and where."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.needed = ["comment"]  # for a return; the hint says so
        self.helper.layout = Layout(
            Field("decision", template="components/pick_field.html"),
            "comment",
            Submit("decide", _("Save the decision")),
        )

    def clean(self):
        data = super().clean()
        if data.get("decision") == self.RETURN and not data.get("comment", "").strip():
            self.add_error("comment", _("Say what has to be supplemented, so that the author knows what to do."))
        return data
