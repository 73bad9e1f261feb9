from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm

from tasks_app.people.models import Person


class PersonCreationForm(BaseUserCreationForm):
    class Meta:
        model = Person
        fields = ["username", "full_name", "email"]


class PersonChangeForm(UserChangeForm):
    class Meta:
        model = Person
        fields = "__all__"
