"""Every command speaks the operator's language, in its help, in what it says and in what it refuses."""

import pytest
from django.conf import settings
from django.core.management import call_command, find_commands, load_command_class
from django.core.management.base import CommandError, SystemCheckError
from django.utils import translation

from tasks_app.management.console import SAID_BY_ARGPARSE, ConsoleCommand
from tests.architecture.test_languages import said_only_in

NAMES = find_commands(str(settings.BASE_DIR / "tasks_app" / "management"))
LANGUAGES = pytest.mark.parametrize(("language", "other"), [("vi", "en"), ("en", "vi")])


@pytest.mark.parametrize("name", NAMES)
def test_there_is_one_way_to_speak(name):
    assert isinstance(load_command_class("tasks_app", name), ConsoleCommand)


@LANGUAGES
@pytest.mark.parametrize("name", NAMES)
def test_its_help_speaks_one_language(name, language, other, settings):
    settings.CONSOLE_LANGUAGE = language

    parser = load_command_class("tasks_app", name).create_parser("manage.py", name)

    said = [parser.description, parser.epilog, *(action.help for action in parser._actions)]
    texts = [text for text in said if text and any(letter.isalpha() for letter in text)]
    assert len(texts) > len(SAID_BY_ARGPARSE) // 3
    assert [text for text in texts if said_only_in(other).fullmatch(text)] == []
    if language == "vi":
        assert [text for text in texts if text.isascii()] == []


@LANGUAGES
def test_the_frame_of_the_help_and_its_refusals_too(language, other, settings, capsys):
    settings.CONSOLE_LANGUAGE = language
    command = load_command_class("tasks_app", "run_job")
    said = {"vi": ("cách dùng: ", "tùy chọn:", "không phải ngày"), "en": ("usage: ", "options:", "is no day")}

    with pytest.raises(SystemExit):
        command.run_from_argv(["manage.py", "run_job", "--help"])
    with pytest.raises(SystemExit):
        command.run_from_argv(["manage.py", "run_job", "mailing.deliver_due", "--day", "31/12/2024"])

    told = "".join(capsys.readouterr())
    assert [text in told for text in said[language]] == [True] * 3
    assert [text in told for text in said[other]] == [False] * 3


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "told"), [("vi", "Trước đó cũng không gửi được thư."), ("en", "No mail could")])
def test_what_it_says_does_not_hang_on_who_calls_it(language, told, settings, capsys):
    settings.CONSOLE_LANGUAGE = language

    with translation.override("en" if language == "vi" else "vi"):
        call_command("forbid_mail")

    assert capsys.readouterr().out.startswith(told)


@pytest.mark.parametrize(("language", "told"), [("vi", "đang tắt"), ("en", "is off")])
def test_what_it_refuses_is_said_in_that_language(language, told, settings):
    settings.CONSOLE_LANGUAGE = language

    with pytest.raises(CommandError, match=told):
        call_command("allow_mail")


def test_a_wrong_setting_is_said_in_vietnamese(settings):
    settings.PRODUCTION, settings.DEMO_DAY = True, "2024-10-15"

    with pytest.raises(SystemCheckError, match="tính theo một ngày giả định"):
        call_command("check")
