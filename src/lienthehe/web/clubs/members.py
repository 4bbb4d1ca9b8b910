"""Thành viên: the list of members, and entering one or many."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.commands import join_members
from lienthehe.clubs.queries import MemberRow, composition_on, namesakes_on
from lienthehe.clubs.rules import Newcomer
from lienthehe.clubs.rules.clubs import remark_on_size
from lienthehe.clubs.rules.people import EnteredAlready, NamesakeEntered
from lienthehe.foundation.text import fold
from lienthehe.web.clubs.desk import Desk, desk_of
from lienthehe.web.clubs.forms.people import JoinForm, ManyForm
from lienthehe.web.clubs.lists import Who, member_lines
from lienthehe.web.clubs.many import read_list
from lienthehe.web.clubs.recording import Words, form_page, recorded
from lienthehe.web.clubs.wording import choices_of, write_remark


@require_safe
def members(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Who the members are, in numbers; by name for those who may see names."""
    desk = desk_of(request, club_id, Act.SEE_CLUB)
    counted = composition_on(club_id, desk.on)
    remark = remark_on_size(counted.members, on=desk.on)
    asked, text = request.GET.get("who", ""), request.GET.get("q", "")
    who = Who(asked) if asked in set(Who) else Who.ALL
    context = desk.frame(
        counted=counted,
        remark=write_remark(remark) if remark else "",
        lines=member_lines(club_id, desk.on, who=who, text=text) if desk.sees_names else [],
        who=who,
        choices=choices_of(Who),
        text=text,
    )
    return render(request, "clubs/members.html", context)


def join(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Enter one person into the list."""
    desk = desk_of(request, club_id, Act.KEEP_PEOPLE)
    initial = {"joined_on": desk.on, "household_class": "none", "class_until": _year_end(desk.on)}
    form = JoinForm(request.POST or None, initial=initial, housemates=desk.members_to_choose())
    joined = recorded(
        request,
        form,
        lambda: join_members(club_id=club_id, newcomers=[_typed(desk, form)], by=desk.by, at=desk.at),
    )
    words = Words(
        _("A new member"), _("Enter as a member"), _("%(name)s is in the list of members, number %(number)d.")
    )
    if joined is None:
        back = reverse("members", args=[club_id]), _("Members")
        return form_page(request, form, words, back=back, desk=desk)
    said = {"name": joined[0].person.full_name, "number": joined[0].number}
    messages.success(request, words.done % said)
    if not desk.sees_names:
        return redirect("members", club_id)
    return redirect("person", club_id, joined[0].person_id)


def _typed(desk: Desk, form: JoinForm) -> Newcomer:
    """Return who was typed; ask when a member is alike, and name her to who may see names."""
    newcomer = form.newcomer()
    alike = namesakes_on(desk.club.id, [newcomer], desk.on).get(newcomer.membership_id)
    if alike and not form.is_said_to_be_another:
        if not desk.sees_names:
            raise NamesakeEntered
        raise EnteredAlready(name=alike.full_name, year=alike.birth_year, number=alike.number)
    return newcomer


def join_many(request: HttpRequest, club_id: UUID) -> HttpResponse:
    """Enter many people from a typed or pasted list: first shown as understood, then written."""
    desk = desk_of(request, club_id, Act.KEEP_PEOPLE)
    form = ManyForm(request.POST or None, initial={"joined_on": desk.on})
    read = _read(form, desk.on) if request.method == "POST" and form.is_valid() else []
    if read and "write" in request.POST:
        joined = recorded(
            request, form, lambda: join_members(club_id=club_id, newcomers=read, by=desk.by, at=desk.at)
        )
        if joined:
            said = _("%(count)d people are in the list of members now.") % {"count": len(joined)}
            messages.success(request, said)
            return redirect("members", club_id)
    return render(request, "clubs/join_many.html", desk.frame(form=form, read=_with_namesakes(desk, read)))


def _with_namesakes(desk: Desk, read: list[Newcomer]) -> list[tuple[Newcomer, MemberRow | None, bool]]:
    """Return each newcomer with the member who is alike, and whether an earlier line of the list is."""
    alike = namesakes_on(desk.club.id, read, desk.on)
    lines = [(fold(one.facts.full_name), one.facts.birth_year) for one in read]
    return [
        (one, alike.get(one.membership_id), line in lines[:number])
        for number, (one, line) in enumerate(zip(read, lines, strict=True))
    ]


def _read(form: ManyForm, today: date) -> list[Newcomer]:
    """Return the newcomers of the list; [] with the faults in the form when a line is not understood."""
    typed = form.cleaned_data
    read = read_list(
        typed["people"],
        joined_on=typed["joined_on"],
        certified_until=_year_end(today),
        batch=typed["batch"],
    )
    for fault in read.faults:
        form.add_error("people", fault)
    return [] if read.faults else read.newcomers


def _year_end(day: date) -> date:
    return date(day.year, 12, 31)
