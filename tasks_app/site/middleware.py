from django.conf import settings


class HeadersMiddleware:
    """What every answer says beside Django's own headers: who may show it, and what no page needs of a device.

    Around whitenoise, so static files say it too.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = ", ".join(f"{name}=()" for name in sorted(settings.PERMISSIONS_POLICY))

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
