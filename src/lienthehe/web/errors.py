"""Pages that say what went wrong and what to do now."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from lienthehe.access.queries import grants_of
from lienthehe.access.rules import NotAllowed, check_access_stands
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.access.places import roles_ended
from lienthehe.web.wording import write_refusal


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this is not theirs to see or do; whoever holds no post any more reads that instead."""
    if request.user.is_authenticated:
        try:
            check_access_stands(grants_of(request.user), on=timezone.localdate())
        except NotAllowed as refused:
            return no_post(request, refused, status=HTTPStatus.FORBIDDEN)
    sentence = write_refusal(exception) if isinstance(exception, Refusal) else ""
    return render(request, "errors/not_allowed.html", {"sentence": sentence}, status=HTTPStatus.FORBIDDEN)


def no_post(request: HttpRequest, why: Refusal, *, status: int = HTTPStatus.OK) -> HttpResponse:
    """Say to somebody who holds no post what happened, and where to go now."""
    assert request.user.is_authenticated
    ended = roles_ended(request.user, timezone.localdate())
    context = {"sentence": write_refusal(why), "ended": ended}
    return render(request, "errors/no_post.html", context, status=status)


def refused(request: HttpRequest, exception: Refusal | Refusals) -> HttpResponse:
    """409: it cannot be done now, and why."""
    refusals = exception.refusals if isinstance(exception, Refusals) else (exception,)
    sentences = [write_refusal(refusal) for refusal in refusals]
    return render(request, "errors/refused.html", {"sentences": sentences}, status=HTTPStatus.CONFLICT)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """404: no such page."""
    return render(request, "errors/not_found.html", status=HTTPStatus.NOT_FOUND)


def not_this_way(request: HttpRequest, response: HttpResponseNotAllowed) -> HttpResponse:
    """405: the address of a button, typed or loaded anew; to the reader it is no page."""
    page = render(request, "errors/not_found.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
    page.headers["Allow"] = response.headers["Allow"]
    return page


def broken(request: HttpRequest) -> HttpResponse:
    """500: our own fault. Asks the database for nothing: it may be what is broken."""
    return render(None, "errors/broken.html", {"path": request.path}, status=HTTPStatus.INTERNAL_SERVER_ERROR)


@login_not_required
def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - as Django calls it
    """403: the form was open so long that its key has changed, or the device takes no cookies."""
    return render(request, "errors/form_too_old.html", status=HTTPStatus.FORBIDDEN)
