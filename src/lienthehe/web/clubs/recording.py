"""What every page with a form does: send what was typed to a command, show a refusal at its field."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lienthehe.access.rules import NotAllowed
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.clubs.desk import Desk
from lienthehe.web.forms import PageForm

Made = TypeVar("Made")


class Words(NamedTuple):
    """What a page about one act says: its heading, its button, and what was done, with %(name)s."""

    title: str
    button: str
    done: str


def recorded(request: HttpRequest, form: PageForm, act: Callable[[], Made]) -> Made | None:
    """Do the act when the form was sent and is sound; None when the form has to be shown (again).

    NotAllowed passes: it has a page of its own.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act()
    except NotAllowed:
        raise
    except (Refusal, Refusals) as refused:
        form.add_refusal(refused)
        return None


def form_page(
    request: HttpRequest,
    form: PageForm,
    words: Words,
    *,
    back: tuple[str, str],
    desk: Desk | None = None,
    warning: str = "",
) -> HttpResponse:
    """Show a form with all its fields under each other, what the act brings about above them (`warning`).

    `back` is the address and the name of where one came from.
    """
    context = {"form": form, "words": words, "back": back, "warning": warning}
    return render(request, "clubs/form.html", desk.frame(**context) if desk else context)
