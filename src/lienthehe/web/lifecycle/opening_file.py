"""Old books from an Excel file: the template, the file taken in, and the same file back with reasons."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.documents.opening_faults import RowFault
from lienthehe.documents.opening_reading import read_file
from lienthehe.documents.opening_template import (
    MOST_BYTES,
    FileTooLarge,
    FileWithMacros,
    file_with_reasons,
    template_file,
)
from lienthehe.foundation.refusals import Refusal
from lienthehe.lifecycle.commands.opening_drafts import begin_opening, keep_returned_file, take_in_opening
from lienthehe.lifecycle.queries.openings import opening_draft, returned_file
from lienthehe.lifecycle.rules.opening_checks import check_opening
from lienthehe.web.forms import PageForm
from lienthehe.web.ledger.desk import Desk, desk_of
from lienthehe.web.wording import write_refusal

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_NAME, RETURNED_NAME = "so-cu.xlsx", "so-cu-ly-do.xlsx"
Reasons = dict[tuple[str, int], list[str]]


class FileForm(PageForm):
    """The filled-in file."""

    not_done = _("Not taken in yet")
    file = forms.FileField(
        label=_("The filled-in Excel file"),
        help_text=_("At most 5 MB and 2,000 lines a sheet."),
        widget=forms.ClearableFileInput(attrs={"class": "input", "accept": ".xlsx"}),
        error_messages={
            "required": _("Choose the filled-in file."),
            "empty": _("The file is empty. Choose the one that is filled in."),
        },
    )

    def clean_file(self) -> bytes:
        """Return the file's content, of a file of a possible size and kind."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            self.add_refusal(FileTooLarge())
            return b""
        if given.name.lower().endswith((".xlsm", ".xltm")):
            self.add_refusal(FileWithMacros())
            return b""
        return bytes(given.read())


def take_in(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Show the way, or take a file in: wrong rows are told and the file goes back, else it is checked on the last screen."""
    desk = _desk(request, club_id)
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    reasons: Reasons = {}
    if request.method == "POST" and form.is_valid():
        try:
            reasons = _read(desk, form.cleaned_data["file"], timezone.now())
        except Refusal as refused:
            form.add_refusal(refused)
        else:
            if not reasons:
                return redirect("opening-check", club_id)
    told = [(title, row, said) for (title, row), said in reasons.items()]
    has_returned = bool(told) or returned_file(club_id) is not None
    context = desk.frame(form=form, told=told, has_returned=has_returned)
    return render(request, "lifecycle/opening_file.html", context)


def _desk(request: HttpRequest, club_id: UUID) -> Desk:
    desk_of(request, club_id, Act.SEE_PEOPLE)
    return desk_of(request, club_id, Act.RECORD_MONEY)


def _read(desk: Desk, data: bytes, at: datetime) -> Reasons:
    """Read a file into the club's draft; return what keeps it out by sheet and row. It goes back with all reasons.

    Where every row is sound and only the sums do not agree, it is taken in: the last screen says how to mend them.
    """
    begun = opening_draft(desk.club.id) or begin_opening(club_id=desk.club.id, by=desk.by, at=at)
    one_tin, founded_on = desk.club.one_tin, desk.club.facts.founded_on
    read = read_file(data, begun=begun.sheet, members=desk.members, founded_on=founded_on, one_tin=one_tin)
    known = {row.membership_id for row in desk.members}
    wrong = read.all_faults(check_opening(read.sheet, known=known, one_tin=one_tin, today=desk.today))
    keeps_out = not all(fault.is_of_sums for fault in wrong)
    if not keeps_out:
        take_in_opening(club_id=desk.club.id, sheet=read.sheet, by=desk.by, at=at)
    reasons = _reasons(wrong)
    if reasons:
        back = file_with_reasons(data, reasons)
        keep_returned_file(club_id=desk.club.id, name=RETURNED_NAME, data=back, by=desk.by, at=at)
    return reasons if keeps_out else {}


def _reasons(faults: Iterable[RowFault]) -> Reasons:
    reasons: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for fault in faults:
        said = write_refusal(fault.refusal)
        reasons[fault.title, fault.row].append(f"{fault.heading}: {said}" if fault.heading else said)
    return dict(reasons)


@require_safe
def template(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The empty template."""
    _desk(request, club_id)
    return _excel(template_file(), TEMPLATE_NAME)


@require_safe
def returned(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """The last file that was not sound, with a reason at each wrong row."""
    _desk(request, club_id)
    kept = returned_file(club_id)
    if kept is None:
        raise Http404
    name, data = kept
    return _excel(data, name)


def _excel(data: bytes, name: str) -> HttpResponse:
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(data, content_type=EXCEL, headers=headers)
