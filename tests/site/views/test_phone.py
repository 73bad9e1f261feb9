from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

MANIFEST, WORKER = reverse("manifest"), reverse("service_worker")


def size_of_png(path: str) -> str:
    head = Path(path).read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return f"{int.from_bytes(head[16:20])}x{int.from_bytes(head[20:24])}"


def test_the_manifest_names_what_a_phone_needs(client):
    manifest = client.get(MANIFEST).json()

    assert manifest["name"] == "Theo dõi nhiệm vụ CCHC tỉnh Nghệ An"
    assert manifest["lang"] == "vi"
    assert manifest["display"] == "standalone"
    assert manifest["start_url"] == manifest["scope"] == "/"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}


def test_the_manifest_speaks_the_browsers_language():
    assert Client(headers={"accept-language": "en"}).get(MANIFEST).json()["lang"] == "en"


def test_the_icons_are_as_large_as_they_say(client):
    for icon in client.get(MANIFEST).json()["icons"]:
        assert size_of_png(finders.find(icon["src"].removeprefix("/static/"))) == icon["sizes"]


def test_the_worker_knows_the_page_in_each_language_and_pushes_nothing(client):
    response = client.get(WORKER)
    script = response.content.decode()

    assert response["Content-Type"] == "text/javascript"
    assert "no-cache" in response["Cache-Control"]
    assert 'vi: "/offline/vi/", en: "/offline/en/"' in script
    assert 'addEventListener("push"' not in script


def test_the_page_speaks_the_language_it_is_asked_in_whatever_the_browser_says():
    browser = Client(headers={"accept-language": "en"})

    for language, head in (("vi", "Không có kết nối"), ("en", "No connection")):
        response = browser.get(reverse("offline", args=[language]))
        assert response["Content-Language"] == language
        assert f"<h1>{head}</h1>" in response.content.decode()


def test_nothing_of_it_asks_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        for url in (MANIFEST, WORKER, reverse("offline", args=["vi"])):
            assert client.get(url).status_code == 200
