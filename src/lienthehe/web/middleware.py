"""What happens to every request: its language, who may see a page, and how a refusal is told."""

from collections.abc import Callable

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.utils import translation

from lienthehe.access.rules import NotAllowed
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.errors import not_allowed, not_this_way, refused

open_to_everybody = login_not_required
"""Marks a view that needs nobody signed in. Every view without the mark is closed."""


class ChosenLanguage:
    """Vietnamese, unless the reader chose English here: a telephone's own language says little about its holder."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class SignedInOnly(LoginRequiredMiddleware):
    """Deny by default; tell commands from where an officer acts; keep signed-in pages out of every cache."""

    def process_request(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            request.user.acting_from = get_client_ip_address(request) or ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if isinstance(response, HttpResponseNotAllowed):
            response = not_this_way(request, response)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal that no form has shown: 403 when it is not theirs to do, 409 when it cannot be done."""
        if isinstance(exception, NotAllowed):
            return not_allowed(request, exception)
        if isinstance(exception, Refusal | Refusals):
            return refused(request, exception)
        return None
