"""Made-up meetings: who came, who paid, what was bought and measured, from a seed; recorded like real ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from random import Random
from uuid import UUID

from lienthehe.clubs.queries import MemberRow
from lienthehe.clubs.rules import Area, ContributionTerms, Every, Fund, RegulationTerms
from lienthehe.clubs.rules.dues import dues_of
from lienthehe.demo.people import make_id
from lienthehe.foundation.money import DENOMINATIONS, Dong
from lienthehe.foundation.months import Month
from lienthehe.ledger.queries.dues import Paid
from lienthehe.ledger.rules.accounts import LENDING_FUND, Purpose
from lienthehe.meetings.rules.sheets import (
    Attendance,
    BoxCount,
    Contribution,
    Decision,
    Measured,
    MeetingPayment,
    MeetingSheet,
    OtherReceipt,
    Outcome,
    Presence,
    SourceKind,
    Task,
    TaskResult,
    Visits,
    WorkDone,
)

_TOPICS = (
    "Phòng bệnh tăng huyết áp", "Trồng rau sạch trong vườn nhà", "Luật Người cao tuổi", "Phòng ngã trong nhà",
    "Chăn nuôi gà thả vườn", "Chế độ trợ cấp hưu trí xã hội", "Phòng cháy bếp củi", "Ăn uống khi bị tiểu đường",
)  # fmt: skip
_WORK = (
    (Area.INCOME, "Giúp nhau ngày công làm vườn"), (Area.HEALTH, "Tập dưỡng sinh mỗi sáng"),
    (Area.SELF_HELP, "Sửa đường vào bản"), (Area.RIGHTS, "Hướng dẫn làm đơn trợ cấp"),
    (Area.AWARENESS, "Nói chuyện chuyên đề"), (Area.CULTURE, "Tập văn nghệ"),
    (Area.RESOURCES, "Vận động người làm ăn xa ủng hộ"),
)  # fmt: skip
_PLANS = ("Gia hạn thẻ bảo hiểm y tế", "Thăm người ốm", "Dọn nhà văn hóa", "Tập tiết mục văn nghệ")
_OUTCOMES = (Outcome.DONE, Outcome.DONE, Outcome.DROPPED)
_COMES, _EXCUSED, _PAYS, _VISITED = 0.87, 0.7, 0.93, 0.35


def make_sheet(
    club_id: UUID,
    on: date,
    stands_for: Month,
    *,
    members: Sequence[MemberRow],
    regulations: Sequence[RegulationTerms],
    paid: Mapping[UUID, Paid],
    open_tasks: Iterable[UUID],
    second: UUID,
    random: Random,
) -> MeetingSheet:
    """Return a meeting's sheet without its closing count."""
    attendance = tuple(Attendance(one.membership_id, _presence(random)) for one in members)
    here = {one.membership_id for one in attendance if one.presence is Presence.PRESENT}
    present = [one for one in members if one.membership_id in here] or list(members)
    return MeetingSheet(
        id=make_id(random),
        club_id=club_id,
        on=on,
        stands_for=stands_for,
        begins=time(8, 0),
        ends=time(10, 30),
        place="Nhà văn hóa",
        chair=members[0].person_id,
        secretary=members[1].person_id,
        attendance=attendance,
        task_results=tuple(TaskResult(task, random.choice(_OUTCOMES)) for task in open_tasks),
        contributions=tuple(_contributions(present, regulations, paid, on, random)),
        receipts=tuple(_gifts(random)),
        payments=tuple(_payments(present, second, random)),
        measurements=tuple(_measured(one, random) for one in present if one.age >= 60),  # noqa: PLR2004
        visits=tuple(_visits([one for one in present if one.is_volunteer], random)),
        work=tuple(WorkDone(area, text, random.randint(5, 30)) for area, text in random.sample(_WORK, 3)),
        topics=(random.choice(_TOPICS),),
        decisions=(Decision("Thông qua thu, chi và kế hoạch tháng tới", len(present)),),
        plan=(Task(make_id(random), random.choice(_PLANS), random.choice(present).person_id),),
    )


def with_count(
    sheet: MeetingSheet, boxes: dict[Fund, Dong], *, one_tin: bool, missing: int = 0
) -> MeetingSheet:
    """Return the sheet with a closing count of what the boxes will hold, less `missing` (đồng)."""
    held = dict(boxes)
    money = [(one.fund, one.amount) for one in sheet.contributions]
    money += [(one.fund, one.amount) for one in sheet.receipts if one.source is not SourceKind.GIFT_IN_KIND]
    money += [(one.fund, Dong(-one.amount)) for one in sheet.payments]
    money += [(LENDING_FUND, one.total) for one in sheet.repayments]
    money += [(LENDING_FUND, Dong(-one.money)) for one in sheet.loans_paid_out]
    for fund, amount in money:
        held[fund] = Dong(held[fund] + amount)
    why = "Trả lại thừa một tờ lúc thu" if missing else ""
    if one_tin:
        borne_by = Fund.ACTIVITY if missing else None
        counts = (BoxCount(*notes_of(sum(held.values()) - missing), explanation=why, borne_by=borne_by),)
        return replace(sheet, closing_counts=counts)
    lacks = {Fund.ACTIVITY: missing, Fund.INCOME: 0}
    each = tuple(
        BoxCount(*notes_of(held[fund] - lacks[fund]), fund=fund, explanation=why if lacks[fund] else "")
        for fund in Fund
    )
    return replace(sheet, closing_counts=each)


def _presence(random: Random) -> Presence:
    if random.random() < _COMES:
        return Presence.PRESENT
    return Presence.EXCUSED if random.random() < _EXCUSED else Presence.ABSENT


def _contributions(
    present: Iterable[MemberRow],
    regulations: Sequence[RegulationTerms],
    paid: Mapping[UUID, Paid],
    on: date,
    random: Random,
) -> Iterable[Contribution]:
    """Yield what those present pay: what is due and a little of what is behind."""
    terms = regulations[-1].contributions
    for member in present:
        if random.random() >= _PAYS:
            continue
        for one in terms:
            standing = dues_of(
                regulations,
                one.kind,
                joined_on=member.joined_on,
                left_on=None,
                paid=paid.get(member.membership_id, {}).get(one.kind, Dong(0)),
                month=Month.of(on),
            )
            amount = min(standing.owed, 2 * _usual(one))
            if amount > 0:
                yield Contribution(member.membership_id, one.fund, one.refundable, Dong(amount))


def _usual(terms: ContributionTerms) -> int:
    return terms.amount // terms.instalments if terms.every is Every.INSTALMENTS else terms.amount


def _gifts(random: Random) -> Iterable[OtherReceipt]:
    if random.random() < _VISITED:
        fund = random.choice([Fund.INCOME, Fund.ACTIVITY])
        giver = random.choice(
            ["Con em xa quê", "Chi hội Người cao tuổi", "Hợp tác xã chè", "Doanh nghiệp trong xã"]
        )
        amount = Dong(random.randint(2, 10) * 50_000)
        yield OtherReceipt(fund, SourceKind.DONATION, amount, "Ủng hộ quỹ", source_name=giver)
    if random.random() < 0.05:  # noqa: PLR2004 - now and then
        yield OtherReceipt(
            Fund.ACTIVITY,
            SourceKind.GIFT_IN_KIND,
            Dong(1_200_000),
            "10 ghế nhựa",
            source_name="Đoàn thanh niên xã",
        )


def _payments(present: Sequence[MemberRow], second: UUID, random: Random) -> Iterable[MeetingPayment]:
    tea = Dong(random.randint(2, 6) * 10_000)
    yield MeetingPayment(
        Fund.ACTIVITY, Purpose.TEA, tea, "Nước chè", payee_name="Quán nước", second_officer=second
    )
    if random.random() < _VISITED:
        sick = random.choice(present)
        yield MeetingPayment(
            Fund.ACTIVITY,
            Purpose.SICK_VISIT,
            Dong(100_000),
            "Thăm ốm",
            sick.membership_id,
            second_officer=second,
        )


def _measured(member: MemberRow, random: Random) -> Measured:
    systolic = min(max(round(random.gauss(131, 14)), 95), 190)
    diastolic = min(max(round(systolic * 0.6 + random.gauss(2, 5)), 55), 110)
    return Measured(member.person_id, random.randint(400, 680), systolic, diastolic)


def _visits(volunteers: Iterable[MemberRow], random: Random) -> Iterable[Visits]:
    for one in volunteers:
        yield Visits(
            one.person_id, random.randint(2, 5), 1, random.choice(["Nấu cơm, trò chuyện", "Nhắc uống thuốc"])
        )


def notes_of(amount: int) -> tuple[dict[str, int], Dong]:
    """Return the notes that make an amount, and what is left over in coins (đồng)."""
    notes = {}
    for value in DENOMINATIONS:
        number, amount = divmod(amount, value)
        if number:
            notes[str(value)] = number
    return notes, Dong(amount)
