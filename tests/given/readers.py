"""Who looks at the pages: a browser with somebody signed in, and what it shows."""

import html
import re
from typing import Protocol

from django.test import Client

from lienthehe.access.queries import Officer

_NOT_SHOWN = re.compile(r"<(script|style|head)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class Answered(Protocol):
    """What a browser got."""

    @property
    def content(self) -> bytes: ...


def signed_in(officer: Officer) -> Client:
    """Return a browser in which the officer has signed in."""
    browser = Client()
    browser.force_login(officer, backend="lienthehe.config.authentication.OfficerBackend")
    return browser


def shown(response: Answered) -> str:
    """Return the text of a page as a reader sees it, on one line with single spaces."""
    seen = _TAG.sub(" ", _NOT_SHOWN.sub(" ", response.content.decode()))
    return " ".join(html.unescape(seen).split())
