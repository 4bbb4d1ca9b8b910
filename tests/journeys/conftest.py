"""A browser, a server beside it, and a database in a file, as the product runs."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Page, sync_playwright

PHONE = {"width": 360, "height": 800}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """The server answers on threads of its own: a file on SQLite, and no connection kept after a request."""
    database = settings.DATABASES["default"]
    database["CONN_MAX_AGE"] = 0
    if "sqlite" in database["ENGINE"]:
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("journey") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _as_in_the_product(club_months: None) -> None:
    """Club months are kept, as where people work."""


@pytest.fixture
def phone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A phone's browser that fails the test when a page reports an error."""
    # playwright drives the browser by a loop of its own, which Django takes for asynchronous code of ours
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport=PHONE, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        yield page
        connections.close_all()  # those that were opened while playwright's loop ran
        browser.close()
        assert errors == []
