import pytest

from tests.smtp_sink import SmtpSink


@pytest.fixture
def sink(settings):
    """Mail goes to this server, over a real connection."""
    with SmtpSink() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.host, sink.port
        settings.EMAIL_TIMEOUT = 2
        yield sink
