"""Nhật ký: who did what in a place, in sentences."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lienthehe.access.queries import audit_rows
from lienthehe.access.rules import Act
from lienthehe.web.access.lists import deeds
from lienthehe.web.access.places import frame, where_of
from lienthehe.web.scope import acts_in

ROWS_A_PAGE = 50


@require_safe
def trail(request: HttpRequest, **ids: UUID) -> HttpResponse:
    """What was done here, the newest first."""
    where = where_of(request, Act.SEE_AUDIT, **ids)
    page = Paginator(audit_rows(scopes=(where.scope,)), ROWS_A_PAGE).get_page(request.GET.get("page"))
    may = acts_in(request, where.club.id) if where.club else frozenset[Act]()
    return render(request, "access/audit.html", frame(where, page=page, deeds=deeds(page, where, may)))
