from django.utils import translation
from django.utils.functional import SimpleLazyObject

from tasks_app.common import clock
from tasks_app.common.actors import Actor
from tasks_app.people.queries import Standing, standing


class PersonMiddleware:
    """Puts ``request.actor`` and ``request.standing`` on each request and speaks the person's language.

    Here, and only here, a request is turned into the one who acts: acting for another person is
    a matter of this place alone.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.standing = SimpleLazyObject(lambda: _standing(request.user))
        request.actor = SimpleLazyObject(lambda: Actor(request.user))
        person = request.user
        if person.is_authenticated and person.language:
            translation.activate(person.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


def _standing(user) -> Standing:
    if not user.is_authenticated:
        return Standing(person=user)
    return standing(user, on=clock.today())
