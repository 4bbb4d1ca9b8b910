"""One club's books and their model, side by side: what every rule of the machine is made of."""

import os
import pickle
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from lienthehe.clubs.rules import Fund
from lienthehe.foundation.ids import uuid7
from lienthehe.foundation.refusals import Refusal
from lienthehe.ledger import commands
from lienthehe.ledger.queries.sources import source_ref
from lienthehe.ledger.rules.accounts import AccountKind, AccountRef
from lienthehe.ledger.rules.entries import Receipt
from lienthehe.ledger.rules.vouchers import Line, Wording
from tests.given.books import NOW, Books
from tests.ledger.model import Entry, Model, Paid, Place
from tests.ledger.seen import assert_as_modelled, assert_sound

THOROUGH = bool(os.environ.get("REQUIRE_ALL")) or os.environ.get("HYPOTHESIS_PROFILE") == "ci"
SQLITE = connection.vendor == "sqlite"
RUNS = {(True, True): 300, (True, False): 60, (False, True): 40, (False, False): 10}[THOROUGH, SQLITE]

LONG = settings(
    max_examples=RUNS, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
SEEKING = settings(
    LONG,
    max_examples=1000,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    print_blob=False,
)
"""To find a deliberate fault: the same runs every time, and the first failure is enough."""

funds = st.sampled_from(Fund)
amounts = st.integers(1, 40).map(lambda thousands: thousands * 1_000)
days_back = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2, 9, 20, 35, 60, -1])
picks = st.integers(0, 999)
GIVERS = ("Ông Thử", "UBND xã", "Bà Thử")
GIVEN = (AccountKind.GRANT, AccountKind.PROJECT, AccountKind.DONATION)
Reasons = Collection[type[Exception]]


class BooksMachine(RuleBasedStateMachine):
    """One club's books, and how a command is tried on it and on the model; `clubs` are made by the test: one with two tins, one with one."""

    clubs: tuple[tuple[Books, Model], tuple[Books, Model]]

    def begin_with(self, *, one_tin: bool) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.books, model = self.clubs[one_tin]
        self.model: Model = pickle.loads(pickle.dumps(model))  # ten times as fast as deepcopy
        self.one_tin, self.now = one_tin, NOW
        self.capital: list[tuple[UUID, Fund]] = []
        self.sources: dict[tuple[Fund, AccountKind, str], AccountRef] = {}
        self.receipts: list[Receipt] = []
        self.done: list[tuple[Callable[[datetime], Any], Any]] = []

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            try:
                assert_as_modelled(self.books.club_id, self.model)
                assert_sound(self.books.club_id, self.model)
            finally:
                transaction.set_rollback(True)
                self.atomic.__exit__(None, None, None)

    def attempt(
        self,
        act: Callable[[datetime], Any],
        new: list[Entry],
        also: Reasons = (),
        note: Callable[[Any], None] = lambda _: None,
    ) -> None:
        """Do what the model allows and see refused what it does not, for one of its reasons.

        All is compared whenever something was written; that a refusal writes nothing shows at the next one or the end.
        """
        reasons = self.model.why_not(new) | set(also)
        result = refused = None
        try:
            result = act(self.now)
        except Refusal as refusal:
            refused = refusal
        known = isinstance(refused, tuple(reasons)) if reasons else refused is None
        assert known, f"{refused!r}, not {reasons}"
        if refused is None:
            self.model.write(new)
            self.done.append((act, result))
            note(result)
            assert_as_modelled(self.books.club_id, self.model)

    def day(self, back: int) -> date:
        return self.model.today - timedelta(days=back)

    @property
    def ours(self) -> dict[str, Any]:
        return {"club_id": self.books.club_id, "by": self.books.treasurer}

    def giver(self, fund: Fund, kind: AccountKind, pick: int) -> AccountRef:
        key = (fund, kind, GIVERS[pick % 3])
        if key not in self.sources:
            self.sources[key] = source_ref(self.books.club_id, *key)
        return self.sources[key]

    def transfer(
        self, lines: tuple[Line, ...], grows: dict[Place, int], back: int, pays: dict[Paid, int] | None = None
    ) -> None:
        voucher_id, on = uuid7(), self.day(back)

        def act(at: datetime) -> UUID:
            return commands.record_transfer(
                **self.ours, voucher_id=voucher_id, on=on, lines=lines, wording=Wording("Chuyển"),
                second=self.books.chair, at=at,
            )  # fmt: skip

        self.attempt(act, [Entry(voucher_id, "CK", "", on, grows, pays or {})])
