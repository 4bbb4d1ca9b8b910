"""One entry written: the form is shown, or what it wrote."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.forms import PageForm
from lienthehe.web.ledger.desk import Desk

Form = TypeVar("Form")


def answer(
    request: HttpRequest,
    desk: Desk,
    form: PageForm,
    write: Callable[[datetime], UUID],
    *,
    template: str = "ledger/entry.html",
    then: str = "voucher-recorded",
    **context: Any,
) -> HttpResponse:
    """Write a sound form and lead to the page of what was written; else show the form, a refusal at its field.

    `write` is told the time and returns the id that the page `then` is about.
    """
    if request.method == "POST" and form.is_valid():
        try:
            written = write(timezone.now())
        except (Refusal, Refusals) as refused:
            form.add_refusal(refused)
        else:
            return redirect(then, desk.club.id, written)
    return render(request, template, desk.frame(form=form, **context))


def one_of(forms: Mapping[str, type[Form]], word: str) -> type[Form]:
    """Return the form that an address names; 404 when there is none."""
    if word not in forms:
        raise Http404
    return forms[word]
