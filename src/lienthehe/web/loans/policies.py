"""Quy chế vay: the terms on which a club lends, its own or its province's; adopting and correcting them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.access.queries import officer_may
from lienthehe.access.rules import Act
from lienthehe.clubs.rules.regulations import history_of
from lienthehe.loans.commands.policies import (
    adopt_default_policy,
    adopt_policy,
    correct_default_policy,
    correct_policy,
)
from lienthehe.loans.queries.policies import default_history, policy_history, sourced_policy
from lienthehe.loans.rules.policies import STARTING_POLICY, LoanPolicy, PolicySource
from lienthehe.places.rules import Level
from lienthehe.web.access.places import frame, where_of
from lienthehe.web.clubs.desk import desk_of
from lienthehe.web.clubs.recording import recorded
from lienthehe.web.loans.policy_form import PolicyForm, written_policy
from lienthehe.web.loans.policy_sheet import PolicySheet
from lienthehe.web.scope import officer_of

Write = Callable[..., LoanPolicy]


@dataclass(frozen=True, slots=True)
class Keeper:
    """Whose policies a page is about, a club's or a province's, and what it may do with them."""

    name: str
    on: date
    history: tuple[LoanPolicy, ...]
    present: LoanPolicy
    """By which one lends today, whosever it is."""
    source: PolicySource
    may_write: bool
    urls: dict[str, str]
    """The addresses of the page itself ("see"), of writing ("adopt", "correct") and of where one came from ("back")."""
    adopt: Write
    correct: Write
    context: dict[str, Any]


@require_safe
def policy(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """By which terms the club lends today, its own to come and its earlier ones."""
    return _page(request, _club(request, club_id, Act.SEE_CLUB))


def adopt(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Put terms of the club's own in force."""
    return _adopt(request, _club(request, club_id, Act.KEEP_REGULATIONS))


def correct(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Correct the club's terms in force, or those to come whose `id` is asked for."""
    return _correct(request, _club(request, club_id, Act.KEEP_REGULATIONS))


@require_safe
def default(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """By which terms those clubs of a province lend that have none of their own."""
    return _page(request, _province(request, unit_id, Act.SEE_CLUB))


def adopt_default(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Put terms of the province in force."""
    return _adopt(request, _province(request, unit_id, Act.KEEP_LOAN_DEFAULTS))


def correct_default(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Correct the province's terms in force, or those to come whose `id` is asked for."""
    return _correct(request, _province(request, unit_id, Act.KEEP_LOAN_DEFAULTS))


def _page(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    history = history_of(keeper.history, keeper.on)
    own = history.present
    context = keeper.context | {
        "keeper": keeper,
        "in_force": PolicySheet.dated(own) if own else PolicySheet(keeper.present),
        "coming": [PolicySheet.dated(one) for one in history.coming],
        "earlier": [PolicySheet.dated(one) for one in history.earlier],
    }
    return render(request, "loans/policy.html", context)


def _adopt(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    """Show the form with the latest terms in its boxes, as the new ones follow them; write what was sent."""
    latest = keeper.history[-1] if keeper.history else None
    initial = written_policy(latest or keeper.present, as_id=uuid4())
    since = keeper.on if latest is None or latest.since < keeper.on else None
    form = PolicyForm(request.POST or None, initial=initial | {"since": since})
    if recorded(request, form, lambda: keeper.adopt(policy=form.policy())) is None:
        context = {"keeper": keeper, "form": form, "latest": latest}
        return render(request, "loans/policy_form.html", keeper.context | context)
    messages.success(request, _("The loan policy is written down. It stands below."))
    return redirect(keeper.urls["see"])


def _correct(request: HttpRequest, keeper: Keeper) -> HttpResponse:
    asked = request.POST.get("id") or request.GET.get("id", "")
    kept = history_of(keeper.history, keeper.on).correctable
    wrong = next((one for one in kept if asked in ("", str(one.id))), None)
    if wrong is None:
        raise Http404
    form = PolicyForm(request.POST or None, initial=written_policy(wrong, as_id=wrong.id))
    if recorded(request, form, lambda: keeper.correct(policy=form.policy())) is None:
        context = {"keeper": keeper, "form": form, "corrects": wrong}
        return render(request, "loans/policy_form.html", keeper.context | context)
    messages.success(request, _("The loan policy has been corrected. It stands below."))
    return redirect(keeper.urls["see"])


def _club(request: HttpRequest, club_id: UUID, act: Act) -> Keeper:
    """Return a club as the keeper of its own policies; 404 and NotAllowed as `desk_of`."""
    desk = desk_of(request, club_id, act)
    present = sourced_policy(club_id, desk.on)
    bound: dict[str, Any] = {"club_id": club_id, "by": desk.by, "at": desk.at}
    return Keeper(
        name=desk.club.name,
        on=desk.on,
        history=policy_history(club_id),
        present=present.policy,
        source=present.source,
        may_write=Act.KEEP_REGULATIONS in desk.may,
        urls=_urls("loan-policy", club_id) | {"back": reverse("club", args=[club_id])},
        adopt=partial(adopt_policy, **bound),
        correct=partial(correct_policy, **bound),
        context=desk.frame(),
    )


def _province(request: HttpRequest, unit_id: UUID, act: Act) -> Keeper:
    """Return a province as the keeper of its policies; 404 for another kind of place, NotAllowed as `where_of`."""
    where = where_of(request, act, unit_id=unit_id)
    if where.unit is None or where.unit.level is not Level.PROVINCE:
        raise Http404
    by, history = officer_of(request), default_history(unit_id)
    present = history_of(history, where.on).present
    bound: dict[str, Any] = {"unit_id": unit_id, "by": by, "at": timezone.now()}
    return Keeper(
        name=where.name,
        on=where.on,
        history=history,
        present=present.terms if present else STARTING_POLICY,
        source=PolicySource.PROVINCE if present else PolicySource.NOBODY,
        may_write=officer_may(Act.KEEP_LOAN_DEFAULTS, by=by, within=where.within, on=where.on),
        urls=_urls("loan-default", unit_id) | {"back": reverse("clubs")},
        adopt=partial(adopt_default_policy, **bound),
        correct=partial(correct_default_policy, **bound),
        context=frame(where),
    )


def _urls(name: str, key: UUID) -> dict[str, str]:
    pages = {"see": name, "adopt": f"{name}-adopt", "correct": f"{name}-correct"}
    return {page: reverse(view, args=[key]) for page, view in pages.items()}
