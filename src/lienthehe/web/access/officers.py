"""Người dùng: who may act in a place, opening an access by a one-time code, ending it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lienthehe.access.commands import end_grant, grant_role, prepare_access, renew_access
from lienthehe.access.queries import Officer, officer_by_id, officer_may, pin_is_set, waits_for_code_until
from lienthehe.access.rules import ROLE_LABELS, Act, NotAllowed, Role
from lienthehe.foundation.refusals import Refusal, Refusals
from lienthehe.web.access.forms import AddOfficerForm, GiveRoleForm
from lienthehe.web.access.lists import below, holders, holders_above
from lienthehe.web.access.places import Where, frame, own_place_url, where_of
from lienthehe.web.scope import officer_of

CODE_COOKIE = "ma-mo-quyen"
CODE_SECONDS = 300


@require_safe
def own_place(request: HttpRequest) -> HttpResponse:
    """Lead to the users of the place that the officer holds a role in."""
    return redirect(own_place_url(officer_of(request), timezone.localdate()))


@require_safe
def people(request: HttpRequest, **ids: UUID) -> HttpResponse:
    """Who may act here, who above may see it, and who acts right below."""
    where = where_of(request, Act.SEE_CLUB, **ids)
    by = officer_of(request)
    context = frame(
        where,
        here=holders(where),
        above=holders_above(where),
        below=below(where, request.GET.get("page")),
        may_give=where.roles_given_by(by),
        may_see_audit=officer_may(Act.SEE_AUDIT, by=by, within=where.within, on=where.on),
    )
    return render(request, "access/officers.html", context)


def add(request: HttpRequest, **ids: UUID) -> HttpResponse:
    """Prepare the access of somebody new: written down here, taken up by its owner with the code shown next."""
    where = where_of(request, Act.SEE_CLUB, **ids)
    by = officer_of(request)
    roles = where.roles_given_by(by)
    if not roles:
        raise NotAllowed
    form = AddOfficerForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        role = Role(form.cleaned_data.pop("role"))
        try:
            officer, shown = prepare_access(
                **form.cleaned_data,
                role=role,
                scope=where.scope,
                within=where.within,
                by=by,
                at=timezone.now(),
            )
        except (Refusal, Refusals) as refused:
            form.add_refusal(refused)
        else:
            return _to_code(where, officer.pk, shown)
    return render(request, "access/officer_add.html", frame(where, form=form))


@require_safe
def person(request: HttpRequest, officer_id: UUID, **ids: UUID) -> HttpResponse:
    """What somebody is here, with what may be done about it: a new code, one more role, an end."""
    where, officer = _person_here(request, officer_id, ids)
    held = [holder for holder in holders(where) if holder.officer_id == officer.pk]
    roles = [
        role
        for role in where.roles_given_by(officer_of(request))
        if _(ROLE_LABELS[role]) not in {h.role for h in held}
    ]
    context = frame(
        where,
        person=officer,
        held=held,
        pin_is_set=pin_is_set(officer),
        code_until=waits_for_code_until(officer, at=timezone.now()),
        role_form=GiveRoleForm(roles=roles),
    )
    return render(request, "access/officer.html", context)


@require_POST
def renew(request: HttpRequest, officer_id: UUID, **ids: UUID) -> HttpResponse:
    """Make a new code for somebody who forgot the password or lost the first code."""
    where, officer = _person_here(request, officer_id, ids)
    shown = renew_access(officer=officer, within=where.within, by=officer_of(request), at=timezone.now())
    return _to_code(where, officer.pk, shown)


@require_POST
def give_role(request: HttpRequest, officer_id: UUID, **ids: UUID) -> HttpResponse:
    """Give somebody who acts here one more role here, from today on."""
    where, officer = _person_here(request, officer_id, ids)
    by = officer_of(request)
    form = GiveRoleForm(request.POST, roles=where.roles_given_by(by))
    if form.is_valid():
        role, now = Role(form.cleaned_data["role"]), timezone.now()
        grant_role(
            officer=officer, role=role, scope=where.scope, since=where.on, within=where.within, by=by, at=now
        )
        messages.success(request, _("%(name)s has one more role here.") % {"name": officer.full_name})
    return redirect(where.url("officer", officer_id=officer.pk))


def end(request: HttpRequest, officer_id: UUID, grant_id: UUID, **ids: UUID) -> HttpResponse:
    """Ask once, then end one role of somebody here, from today on."""
    where, officer = _person_here(request, officer_id, ids)
    held = {holder.grant_id: holder for holder in holders(where) if holder.officer_id == officer.pk}
    if grant_id not in held:
        raise Http404
    if request.method != "POST":
        return render(request, "access/role_end.html", frame(where, person=officer, held=held[grant_id]))
    by = officer_of(request)
    end_grant(grant_id=grant_id, until=where.on, within=where.within, by=by, at=timezone.now())
    messages.success(
        request, _("%(name)s no longer holds this role, from now on.") % {"name": officer.full_name}
    )
    return redirect(where.url("officers"))


@require_safe
def code(request: HttpRequest, officer_id: UUID, **ids: UUID) -> HttpResponse:
    """Show the code once, to be handed over on paper; the browser forgets it with this page."""
    where, officer = _person_here(request, officer_id, ids)
    shown = request.get_signed_cookie(CODE_COOKIE, default="", salt=str(officer.pk), max_age=CODE_SECONDS)
    until = waits_for_code_until(officer, at=timezone.now())
    context = frame(where, person=officer, code=shown, until=until, address=request.build_absolute_uri("/"))
    response = render(request, "access/officer_code.html", context)
    response.delete_cookie(CODE_COOKIE, path=request.path, samesite="Strict")
    return response


def _person_here(request: HttpRequest, officer_id: UUID, ids: dict[str, UUID]) -> tuple[Where, Officer]:
    """Return the place and somebody who acts in it, for who may give roles there; 404 for everybody else's id."""
    where = where_of(request, Act.SEE_CLUB, **ids)
    if not where.roles_given_by(officer_of(request)):
        raise NotAllowed
    officer = officer_by_id(officer_id)
    if officer is None or officer.pk not in {holder.officer_id for holder in holders(where)}:
        raise Http404
    return where, officer


def _to_code(where: Where, officer_id: UUID, shown: str) -> HttpResponse:
    page = where.url("officer-code", officer_id=officer_id)
    response = redirect(page)
    response.set_signed_cookie(
        CODE_COOKIE,
        shown,
        salt=str(officer_id),
        max_age=CODE_SECONDS,
        path=page,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
