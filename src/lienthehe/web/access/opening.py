"""Open one's own access with the one-time code that the commune has handed over."""

from typing import Any

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lienthehe.access.commands import open_access
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.access.forms import OpenAccessForm
from lienthehe.web.access.sign_in import begin_session
from lienthehe.web.middleware import open_to_everybody


@open_to_everybody
def open_own_access(request: HttpRequest) -> HttpResponse:
    """Take the code, let its owner choose name, password and PIN, and sign in at once."""
    form = OpenAccessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            officer = open_access(
                **_choices(form), address=get_client_ip_address(request) or "", at=timezone.now()
            )
        except (Refusal, Refusals) as refused:
            form.add_refusal(refused)
        else:
            begin_session(request, officer)
            messages.success(request, _("Your access is open. Keep your password and your PIN to yourself."))
            return redirect("home")
    return render(request, "access/open_access.html", {"form": form})


def _choices(form: OpenAccessForm) -> dict[str, Any]:
    chosen = form.cleaned_data
    return {
        "code": chosen["code"],
        "username": chosen["username"] or None,
        "password": chosen["password"],
        "pin": chosen["pin"],
    }
