"""Forms about the board: the whole at an election, one seat in between."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienthehe.clubs.queries import BoardRow, MemberRow
from lienthehe.clubs.rules import Area, Post, Seat
from lienthehe.clubs.rules.boards import USUAL_SIZES
from lienthehe.web.clubs.wording import choices_of
from lienthehe.web.forms import Choices, ManyChoices, PageForm, VietnameseDateField

_PLACES = (
    Post.CHAIR,
    Post.VICE_CHAIR,
    Post.SECRETARY,
    Post.ACCOUNTANT,
    Post.TREASURER,
    *[Post.BOARD_MEMBER] * 4,
)
"""The seats that the form offers: nine, as in the largest boards."""


def _person_field(label: Any, members: Iterable[MemberRow], *, required: bool) -> forms.ChoiceField:
    names = [(str(row.person_id), f"{row.full_name}, {row.birth_year}") for row in members]
    return forms.ChoiceField(
        label=label,
        required=required,
        choices=[("", gettext("Nobody") if not required else gettext("Choose a member")), *names],
        error_messages={"required": _("Choose a member.")},
    )


def _areas_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("In charge of"), required=False, choices=choices_of(Area), widget=ManyChoices
    )


class BoardForm(PageForm):
    """An elected board: who takes which post, in charge of what."""

    term_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    since = VietnameseDateField(label=_("Elected on"))
    size = forms.TypedChoiceField(
        label=_("Seats by the regulations"),
        choices=[(size, str(size)) for size in USUAL_SIZES],
        coerce=int,
        widget=Choices,
    )

    def __init__(
        self, *args: Any, members: Sequence[MemberRow], board: Sequence[BoardRow], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        held = list(board)
        for number, post in enumerate(_PLACES):
            holder = next((row for row in held if row.post is post), None)
            if holder:
                held.remove(holder)
            person = _person_field(_(post.label), members, required=False)
            person.widget.attrs["class"] = "input"
            self.fields[f"person_{number}"], self.fields[f"areas_{number}"] = person, _areas_field()
            self.initial[f"person_{number}"] = str(holder.person_id) if holder else ""
            self.initial[f"areas_{number}"] = list(holder.areas) if holder else []

    @property
    def places(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The boxes of each seat: who, and in charge of what."""
        return [(self[f"person_{n}"], self[f"areas_{n}"]) for n in range(len(_PLACES))]

    def seats(self) -> list[Seat]:
        """Return the seats that somebody takes."""
        typed = self.cleaned_data
        return [
            Seat(UUID(typed[f"person_{n}"]), post, tuple(Area(area) for area in typed[f"areas_{n}"]))
            for n, post in enumerate(_PLACES)
            if typed[f"person_{n}"]
        ]


class SeatForm(PageForm):
    """Who takes over a seat."""

    on = VietnameseDateField(label=_("From"))

    def __init__(self, *args: Any, members: Sequence[MemberRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = _person_field(_("Who takes over"), members, required=True)
        person.widget.attrs["class"] = "input"
        self.fields["person"], self.fields["areas"] = person, _areas_field()
        self.order_fields(["person", "areas", "on"])

    def taken(self) -> dict[str, Any]:
        """Return who takes over, in charge of what, from when, as the command names them."""
        typed = self.cleaned_data
        areas = [Area(area) for area in typed["areas"]]
        return {"person_id": UUID(typed["person"]), "areas": areas, "on": typed["on"]}
