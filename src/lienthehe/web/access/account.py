"""An officer's own account: password, PIN, signing out."""

from datetime import date

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienthehe.access.commands import change_password, set_pin, sign_out_everywhere
from lienthehe.access.queries import Officer, grants_of, pin_is_set
from lienthehe.access.rules import NotAllowed, check_access_stands
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.access.forms import PasswordForm, PinForm
from lienthehe.web.access.places import roles_held
from lienthehe.web.scope import officer_of
from lienthehe.web.wording import write_refusal


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and what one may change about it."""
    officer, today = officer_of(request), timezone.localdate()
    context = {
        "held": roles_held(officer, today),
        "none_held": _why_none_held(officer, today),
        "pin_is_set": pin_is_set(officer),
    }
    return render(request, "access/account.html", context)


def _why_none_held(officer: Officer, on: date) -> str:
    """Say since when the officer holds no role anywhere and whom to ask, "" while one is held."""
    try:
        check_access_stands(grants_of(officer), on=on)
    except NotAllowed as refused:
        return write_refusal(refused)
    return ""


def password(request: HttpRequest) -> HttpResponse:
    """Change the password; other devices are signed out by it."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        officer = officer_of(request)
        old, new = form.cleaned_data["old"], form.cleaned_data["new"]
        try:
            change_password(officer=officer, old=old, new=new, at=timezone.now())
        except (Refusal, Refusals) as refused:
            form.add_refusal(refused)
        else:
            update_session_auth_hash(request, officer)
            messages.success(request, _("The password is changed. Other devices must sign in anew."))
            return redirect("account")
    return render(request, "access/password.html", {"form": form})


def pin(request: HttpRequest) -> HttpResponse:
    """Set the six figures with which one confirms."""
    form = PinForm(request.POST or None)
    officer = officer_of(request)
    if request.method == "POST" and form.is_valid():
        new, secret = form.cleaned_data["pin"], form.cleaned_data["password"]
        try:
            set_pin(officer=officer, pin=new, password=secret, at=timezone.now())
        except (Refusal, Refusals) as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("The PIN is set. Use it to confirm a meeting."))
            return redirect("account")
    return render(request, "access/pin.html", {"form": form, "pin_is_set": pin_is_set(officer)})


@require_POST
def sign_out_all(request: HttpRequest) -> HttpResponse:
    """End every session of the officer on every device, this one too."""
    sign_out_everywhere(officer=officer_of(request), at=timezone.now())
    messages.success(request, _("You are signed out on every device."))
    return redirect("sign-in")
