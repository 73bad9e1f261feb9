import pytest

from tests.page_forms import form_at

PAGE = """
<form action="/search/"><input name="q"></form>
<form action="/report/" method="post"><input type="hidden" name="token" value="a&amp;b">
<input type="radio" name="situation" value="working" checked><input type="radio" name="situation" value="done">
<input type="checkbox" name="files" value="1" checked><input type="checkbox" name="files" value="2" checked>
<input type="checkbox" name="files" value="3"><input type="checkbox" name="own" checked>
<textarea name="results">
Một &lt; hai</textarea>
<select name="due"><option value="7">Quý III</option><option value="8" selected>Quý IV</option></select>
<select name="reason"><option value="">–</option><option value="1">Số liệu</option></select>
<input type="file" name="uploads"><input type="submit" name="send" value="1"><button name="draft" value="1">Lưu</button>
</form><input name="outside" value="1">
"""


def test_what_a_browser_would_send():
    form = form_at(PAGE, "/report/")

    assert form.fields == {
        "token": ["a&b"],
        "situation": ["working"],
        "files": ["1", "2"],
        "own": ["on"],
        "results": ["Một < hai"],
        "due": ["8"],
        "reason": [""],
    }


def test_what_a_person_changes():
    form = form_at(PAGE, "/report/")

    sent = form.filled(situation="done", submit="1")

    assert sent[:4] == [("token", "a&b"), ("situation", "done"), ("files", "1"), ("files", "2")]
    assert sent[-1] == ("submit", "1")


@pytest.mark.parametrize(("action", "fields"), [("/search/", {"q": [""]}), ("/nowhere/", None)])
def test_the_form_at_an_address(action, fields):
    form = form_at(PAGE, action)

    assert (form.fields if form else None) == fields
