from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks_app.common.text import tidy
from tasks_app.plan.enums import State
from tasks_app.plan.forms import ALL, NOT_KNOWN, AppliedMixin, GroupMixin, filter_helper
from tasks_app.reporting.enums import QueueKind
from tasks_app.reporting.rules import ReviewBirth

ACCEPT, RETURN = "accept", "return"
EVERYTHING = [("", ALL)]
FREQUENT_REASONS = [
    gettext_lazy("Add concrete figures for the results."),
    gettext_lazy("Attach the document that proves the result."),
    gettext_lazy("Say why the work is behind and by when it will be done."),
    gettext_lazy("Show the figures of each unit or commune separately."),
]


class CommentMixin(forms.Form):
    """What a reviewer says: words of his own and, with a return, a frequent reason before them."""

    frequent = forms.ChoiceField(label=gettext_lazy("Frequent reason"), required=False)
    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["frequent"].choices = [
            ("", "–"),
            *((str(number), text) for number, text in enumerate(FREQUENT_REASONS, 1)),
        ]

    accepts: bool

    @property
    def said(self) -> str:
        """The reason and the comment as one text."""
        comment = tidy(self.cleaned_data.get("comment", ""))
        number = self.cleaned_data.get("frequent")
        if self.accepts or not number:
            return comment
        reason = dict(self.fields["frequent"].choices)[number]
        return f"{reason} {comment}".strip()

    def refuse_silence(self) -> None:
        if "comment" not in self.errors and not self.said:
            self.add_error("comment", _("Say what has to be supplemented, so that the author knows what to do."))


class ReviewForm(CommentMixin):
    """The decision on one report. ``newest`` and ``state`` are what the page showed when it was opened."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[(ACCEPT, gettext_lazy("Accept")), (RETURN, gettext_lazy("Return"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether to accept or to return the report.")},
    )
    newest = forms.IntegerField(required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(required=False, choices=State, widget=forms.HiddenInput)

    @property
    def accepts(self) -> bool:
        return self.cleaned_data.get("decision") == ACCEPT

    @property
    def birth(self) -> ReviewBirth | None:
        """None from a form that does not say what it was born with."""
        newest, state = self.cleaned_data["newest"], self.cleaned_data["state"]
        return ReviewBirth(newest, State(state)) if newest and state else None

    def clean(self):
        data = super().clean()
        if data.get("decision") == RETURN:
            self.refuse_silence()
        return data


class TogetherForm(CommentMixin):
    """One comment for several reports; a return needs it."""

    def __init__(self, *args, accepts: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.accepts = accepts
        if accepts:
            del self.fields["frequent"]

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.needed = [] if self.accepts else ["comment"]
        return helper

    def clean(self):
        data = super().clean()
        if not self.accepts:
            self.refuse_silence()
        return data


class QueueFilter(AppliedMixin, GroupMixin, forms.Form):
    """What the review queue is narrowed to. A value that is not known is left out, and the form says so."""

    WAITS = (1, 5, 10)

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of report"),
        choices=EVERYTHING + QueueKind.choices,
        required=False,
        error_messages=NOT_KNOWN,
    )
    waits = forms.ChoiceField(label=gettext_lazy("Waits"), required=False, error_messages=NOT_KNOWN)

    def __init__(self, data, *, groups: list[tuple[str, str]]):
        super().__init__(data, groups=groups)
        self.fields["waits"].choices = EVERYTHING + [
            (str(days), _("Longer than %(days)d days") % {"days": days}) for days in self.WAITS
        ]
        self.full_clean()

    @property
    def form(self) -> QueueFilter:
        return self

    @cached_property
    def helper(self) -> FormHelper:
        return filter_helper("kind", "group", "waits")

    @property
    def asked(self) -> dict[str, str]:
        """The filters that are on, as parameters of an address."""
        return {one.name: self.cleaned_data[one.name] for one in self.applied}

    @property
    def narrows(self) -> dict:
        """What ``queries.narrowed_queue`` is to be asked for, besides the organisations of the group."""
        waits = self.cleaned_data.get("waits")
        return {"kind": self.cleaned_data.get("kind", ""), "longer_than": int(waits) if waits else None}
