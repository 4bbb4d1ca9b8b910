"""A club's chain rebuilt from its rows by the description alone: JSON lists, SHA-256, nothing of the product's code."""

import hashlib
import json
from datetime import UTC, date, datetime
from uuid import UUID

from lienthehe.ledger.models import CashCount, MonthClosing, Transfer, Voucher


def rebuilt_chain(club_id: UUID) -> list[bytes]:
    """Return the hash of every entry, in order."""
    found = {**_vouchers(club_id), **_counts(club_id), **_closings(club_id)}
    last, hashes = sha(f"lienthehe books 1 {club_id}".encode()), []
    for place in sorted(found):
        last = sha(last + b"".join(found[place]))
        hashes.append(last)
    return hashes


def stored_chain(club_id: UUID) -> list[bytes]:
    """Return the hashes as they are stored, in order."""
    rows = [
        row
        for model in (Voucher, CashCount, MonthClosing)
        for row in model._default_manager.filter(club_id=club_id).values_list("sequence", "hash")
    ]
    return [bytes(stored) for _, stored in sorted(rows)]


def sha(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def written(values: list[object]) -> bytes:
    def plain(value: object) -> object:
        if isinstance(value, list):
            return [plain(one) for one in value]
        if isinstance(value, UUID):
            return value.hex
        if isinstance(value, datetime):
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        return value.isoformat() if isinstance(value, date) else value

    return json.dumps(plain(values), ensure_ascii=False, separators=(",", ":")).encode()


def _vouchers(club_id: UUID) -> dict[int, tuple[bytes, bytes, bytes]]:
    columns = [
        *(
            "club_id",
            "id",
            "kind",
            "fund",
            "year",
            "number",
            "on",
            "party_kind",
            "party_id",
            "meeting",
            "count",
        ),
        *("reverses_id", "corrects_id", "recorded_by_id", "recorded_as", "second_officer_id", "recorded_at"),
    ]
    transfers: dict[UUID, list[object]] = {}
    moved = ("club_id", "position", "fund", "debit_id", "credit_id", "amount", "for_member_id", "on")
    rows = Transfer.objects.filter(club_id=club_id).order_by("position")
    for voucher_id, *content in rows.values_list("voucher_id", *moved):
        transfers.setdefault(voucher_id, []).append(content)
    words = ("wording__salt", "wording__narration", "wording__party_name", "wording__reason")
    found = {}
    for row in Voucher.objects.filter(club_id=club_id).values("sequence", *columns, *words):
        head = sha(written([1, "voucher", *(row[name] for name in columns)]))
        body = sha(written([1, *transfers[row["id"]]]))
        wording = sha(bytes(row[words[0]]) + written([row[name] for name in words[1:]]))
        found[row["sequence"]] = (head, body, wording)
    return found


def _counts(club_id: UUID) -> dict[int, tuple[bytes, bytes]]:
    found = {}
    for row in CashCount.objects.filter(club_id=club_id):
        people = [row.recorded_by_id, row.second_officer_id, row.recorded_at]
        head = ["count", club_id, row.id, row.on, row.moment, row.funds, row.borne_by, row.meeting, *people]
        notes: list[object] = [
            [int(value), row.notes[value]] for value in sorted(row.notes, key=int, reverse=True)
        ]
        body = [notes, row.other, row.counted, row.book]
        found[row.sequence] = (sha(written([1, *head])), sha(written([1, *body])))
    return found


def _closings(club_id: UUID) -> dict[int, tuple[bytes, bytes]]:
    found = {}
    for row in MonthClosing.objects.filter(club_id=club_id):
        head = ["closing", row.id, club_id, row.month, row.recorded_by_id, row.recorded_at]
        body: list[object] = [
            [fund, [[kind, row.balances[fund][kind]] for kind in sorted(row.balances[fund])]]
            for fund in sorted(row.balances)
        ]
        found[row.sequence] = (sha(written([1, *head])), sha(written([1, *body])))
    return found
