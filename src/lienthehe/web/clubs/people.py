"""One person of the club: the story, and each thing that may be written about her or him."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lienthehe.access.rules import Act
from lienthehe.clubs.commands import (
    begin_volunteering,
    certify_household,
    change_person,
    end_volunteering,
    rejoin,
)
from lienthehe.clubs.queries import PersonStory, person_story
from lienthehe.clubs.queries.households import moving_days, own_household_left
from lienthehe.clubs.rules.people import in_force_on
from lienthehe.lifecycle.queries.leaving import leaving_of
from lienthehe.loans.queries.loans import person_loans_on
from lienthehe.web.clubs.desk import Desk, desk_of
from lienthehe.web.clubs.forms.people import (
    CertificateForm,
    ChangeForm,
    RejoinForm,
    VolunteerForm,
)
from lienthehe.web.clubs.recording import Words, form_page, recorded
from lienthehe.web.clubs.stories import contributions_of, say_household, told
from lienthehe.web.clubs.wording import write_address
from lienthehe.web.forms import PageForm
from lienthehe.web.loans.wording import say_state


@require_safe
def person(request: HttpRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """What the club knows of a person, and what she or he has contributed."""
    desk, story = _person_here(request, club_id, person_id, Act.SEE_PEOPLE)
    moved = moving_days(club_id, person_id)
    loans = person_loans_on(club_id, person_id, desk.on) if Act.SEE_BOOKS in desk.may else []
    context = desk.frame(
        story=story,
        address=write_address(story.facts.sex, story.age),
        contributions=contributions_of(story, desk.on),
        past=told(story, moved),
        lives_there_since=moved[-1] if moved else None,
        loans=[(row, say_state(row)) for row in loans],
        leaving_id=leaving_of(club_id, story.membership.id) if story.membership else None,
    )
    return render(request, "clubs/person.html", context)


def change(request: HttpRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """Correct what is known of a person, also under which roof she or he lives."""
    here = desk, story = _person_here(request, club_id, person_id, Act.KEEP_PEOPLE)
    others = [row for row in desk.members_to_choose() if row.person_id != person_id]
    certificate = in_force_on(desk.on, story.certificates)
    form = ChangeForm(request.POST or None, known=story.facts, certificate=certificate, housemates=others)

    def act() -> object:
        own = (
            story.facts.household_id if form.lives_alone else own_household_left(club_id, person_id, desk.on)
        )
        facts = form.person(own_household=own)
        return change_person(
            person_id=person_id, facts=facts, certified_too=form.certified, by=desk.by, at=desk.at
        )

    words = Words(_("Correct what is written"), _("Write it so"), _("It is written so now: %(name)s."))
    return _written(request, here, form, act, words)


def come_back(request: HttpRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """Write that somebody who left is a member again."""
    here = desk, _story = _person_here(request, club_id, person_id, Act.KEEP_PEOPLE)
    form = RejoinForm(request.POST or None, initial={"joined_on": desk.on})
    words = Words(_("Member again"), _("Enter as a member again"), _("%(name)s is a member again."))
    return _written(
        request,
        here,
        form,
        lambda: rejoin(**form.cleaned_data, person_id=person_id, by=desk.by, at=desk.at),
        words,
    )


def certify(request: HttpRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """Write what the commune certified of a person's household."""
    here = desk, story = _person_here(request, club_id, person_id, Act.KEEP_PEOPLE)
    year = desk.on.year
    initial = {"since": desk.on.replace(month=1, day=1), "until": desk.on.replace(month=12, day=31)}
    form = CertificateForm(request.POST or None, initial=initial)

    def act() -> object:
        return certify_household(
            certificate_id=form.cleaned_data["certificate_id"],
            household_id=story.facts.household_id,
            certificate=form.certificate(),
            by=desk.by,
            at=desk.at,
        )

    words = Words(
        _("Certificate of the household, %(year)d") % {"year": year},
        _("Write down the certificate"),
        _("The certificate of the household is written down: %(name)s."),
    )
    return _written(request, here, form, act, words)


def volunteer(request: HttpRequest, club_id: UUID, person_id: UUID) -> HttpResponse:
    """Write that somebody begins or stops to be a home-care volunteer."""
    here = desk, story = _person_here(request, club_id, person_id, Act.KEEP_PEOPLE)
    ends = story.is_volunteer
    form = VolunteerForm(request.POST or None, ends=ends, initial={"on": desk.on})

    def act() -> object:
        on = form.cleaned_data["on"]
        if ends:
            return end_volunteering(person_id=person_id, until=on, by=desk.by, at=desk.at)
        return begin_volunteering(person_id=person_id, since=on, by=desk.by, at=desk.at)

    stop = Words(_("No longer a volunteer"), _("Write the last day"), _("%(name)s is no longer a volunteer."))
    start = Words(_("Home-care volunteer"), _("Enter as a volunteer"), _("%(name)s is a volunteer."))
    return _written(request, here, form, act, stop if ends else start)


def _person_here(request: HttpRequest, club_id: UUID, person_id: UUID, act: Act) -> tuple[Desk, PersonStory]:
    """Return the desk of somebody who may see names and do the act, and the person; 404 for another club's."""
    desk = desk_of(request, club_id, Act.SEE_PEOPLE, act)
    story = person_story(club_id, person_id, desk.on)
    if story is None:
        raise Http404
    return desk, story


def _written(
    request: HttpRequest,
    here: tuple[Desk, PersonStory],
    form: PageForm,
    act: Callable[[], object],
    words: Words,
) -> HttpResponse:
    """Show the form, or do the act and lead back to the person's page."""
    desk, story = here
    name = story.facts.full_name
    if recorded(request, form, act) is None:
        back = reverse("person", args=[desk.club.id, story.person_id])
        return form_page(request, form, words, back=(back, name), desk=desk)
    messages.success(request, " ".join([words.done % {"name": name}, *_moved(story, desk)]))
    return redirect("person", desk.club.id, story.person_id)


def _moved(before: PersonStory, desk: Desk) -> list[str]:
    """Say to whose household, and to which class, somebody belongs who has just moved; [] for who has not."""
    now = person_story(desk.club.id, before.person_id, desk.on)
    if now is None or now.facts.household_id == before.facts.household_id:
        return []
    return [say_household(now, desk.on)]
