from allauth.account.forms import LoginForm
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


class SignInForm(LoginForm):
    def user_credentials(self) -> dict:
        """As a user name alone, which the backend also takes for an address: given both, it hashes the password of a
        known address twice and that of an unknown one once."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}
