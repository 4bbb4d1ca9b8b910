"""The door: sign in, and the wait after too many wrong passwords."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.access.queries import Officer, session_seconds
from lienthehe.web.access.forms import SignInForm
from lienthehe.web.middleware import open_to_everybody
from lienthehe.web.scope import where_next


@open_to_everybody
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in by user name or telephone number; go on to the page that was asked for."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        officer = authenticate(request, **form.cleaned_data)
        if officer is not None:
            begin_session(request, officer)
            return redirect(where_next(request))
        form.add_error(None, _("This name and this password do not belong together. Look at both again."))
    asked = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "access/sign_in.html", {"form": form, "next": asked})


def begin_session(request: HttpRequest, officer: Officer) -> None:
    """Sign the officer in, for as long as fits the roles held today."""
    login(request, officer, backend="lienthehe.config.authentication.OfficerBackend")
    request.session.set_expiry(session_seconds(officer, timezone.localdate()))


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:  # noqa: ARG001 - as axes calls it
    """429 after five wrong passwords for this name from this address: says when to try again."""
    name = get_client_username(request, credentials)
    until = _waits_until(name, str(getattr(request, "axes_ip_address", "")))
    return render(request, "access/locked_out.html", {"until": until}, status=HTTPStatus.TOO_MANY_REQUESTS)


def _waits_until(name: str, address: str) -> datetime:
    attempts = AccessAttempt.objects.filter(username=name, ip_address=address)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    ends = (last or timezone.now()) + (get_cool_off() or timedelta())
    return timezone.localtime(ends + timedelta(minutes=1)).replace(second=0, microsecond=0)
