"""The steps of a meeting in their order. They are numbered by this list: a new one is one line here."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from lienthehe.web.meetings.contributions import ContributionsPage
from lienthehe.web.meetings.counts import ClosingPage, OpeningPage
from lienthehe.web.meetings.desk import MeetingDesk
from lienthehe.web.meetings.forms import StepPage
from lienthehe.web.meetings.funds import FundsPage
from lienthehe.web.meetings.health import HealthPage
from lienthehe.web.meetings.lending import LendingPage
from lienthehe.web.meetings.payments import PaymentsPage
from lienthehe.web.meetings.plan import PlanPage
from lienthehe.web.meetings.receipts import ASIDE, ReceiptsPage
from lienthehe.web.meetings.roll import RollPage
from lienthehe.web.meetings.tasks import TasksPage
from lienthehe.web.meetings.visits import VisitsPage
from lienthehe.web.meetings.work import WorkPage


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its place in the address, its title, its page and, where it has one, a second view of it."""

    slug: str
    title: str
    page: type[StepPage] | None
    aside: type[StepPage] | None = None

    def owns(self, field: str) -> str | None:
        """Return where a field of the sheet is filled in, behind the step's address; None when it is not here."""
        if self.page and field in self.page.owns:
            return ""
        return f"?{ASIDE}" if self.aside and field in self.aside.owns else None


REVIEW = Step("doc-lai", gettext_noop("Read again and confirm"), None)
STEPS = (
    Step("mo-so", gettext_noop("Open the book"), OpeningPage),
    Step("diem-danh", gettext_noop("Call the roll"), RollPage),
    Step("viec-thang-truoc", gettext_noop("Last month's tasks"), TasksPage),
    Step("cong-khai-quy", gettext_noop("Read out the funds"), FundsPage),
    Step("thu", gettext_noop("Take money in"), ContributionsPage, ReceiptsPage),
    Step("xet-vay", gettext_noop("Vote on loans"), LendingPage),
    Step("chi", gettext_noop("Pay money out"), PaymentsPage),
    Step("suc-khoe", gettext_noop("Weight and blood pressure"), HealthPage),
    Step("tinh-nguyen-vien", gettext_noop("Volunteers"), VisitsPage),
    Step("viec-da-lam", gettext_noop("What was done"), WorkPage),
    Step("ke-hoach", gettext_noop("Plan for next month"), PlanPage),
    Step("kiem-quy", gettext_noop("Count the box at the end"), ClosingPage),
    REVIEW,
)


def step_of(slug: str) -> Step:
    """Return the step of an address; 404 when there is none."""
    found = next((step for step in STEPS if step.slug == slug), None)
    if found is None:
        raise Http404
    return found


def url_of(step: Step, club_id: UUID, draft_id: UUID) -> str:
    """Return the address of a draft's step."""
    return reverse("meeting-step", args=[club_id, draft_id, step.slug])


def is_done(step: Step, desk: MeetingDesk) -> bool:
    """Tell whether a step was saved."""
    return step.page is not None and step.page.key in desk.draft.steps_done


def next_of(step: Step) -> Step:
    """Return the step that follows; the last one is followed by itself."""
    return STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A step in the stepper; `url` where it leads somewhere, `state` "now", "done" or ""."""

    title: str
    url: str
    state: str


def shown(here: Step, desk: MeetingDesk) -> Iterator[Shown]:
    """Yield the steps as the stepper shows them; a step is linked once it, or the one before it, was saved."""
    before_done = True
    for step in STEPS:
        done = is_done(step, desk)
        state = "now" if step is here else "done" if done else ""
        url = url_of(step, desk.club.id, desk.sheet.id) if done or before_done else ""
        yield Shown(gettext(step.title), url, state)
        before_done = done
