"""Whether somebody's grants allow an act on a thing, and which grants may be given."""

from dataclasses import dataclass
from datetime import date

from lienthehe.access.rules.roles import ALLOWED, SCOPE_OF_ROLE, STANDS_IN, Act, Role, Scope
from lienthehe.foundation.refusals import Refusal, gettext_noop


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A grant as read from the database: a role in a scope from `since` until the day `until` comes (None: open)."""

    role: Role
    scope: Scope
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Acting:
    """As what an officer does one act, on what: written into the audit row and beside the record.

    `scope` is where the role is held, `thing` the narrowest scope around what is acted on (the club, mostly).
    """

    role: Role
    scope: Scope
    thing: Scope

    @property
    def stands_in(self) -> bool:
        """Whether somebody above the club enters for it ("nhập hộ")."""
        return self.role in STANDS_IN


class NotAllowed(Refusal):
    message = gettext_noop("You may not do this here. Ask the commune's Association which access you have.")


class NothingOpenYet(NotAllowed):
    message = gettext_noop(
        "Nothing has been opened to you yet. Ask the commune's officer, or whoever gave you the code."
    )


class AccessEnded(NotAllowed):
    message = gettext_noop(
        "Your access has ended since %(until)s. To see or write again, ask the commune's officer, or whoever opened it."
    )


class AlreadyGranted(Refusal):
    field = "role"
    message = gettext_noop("This person already has this access. Nothing was changed.")


class OwnAccess(Refusal):
    message = gettext_noop("Nobody opens an access for themselves. Ask another officer to do it.")


class GrantEndsTooEarly(Refusal):
    field = "until"
    message = gettext_noop(
        "This access began on %(since)s and cannot end before that day. Choose a later day."
    )


class GrantEnded(Refusal):
    message = gettext_noop("This access has already ended on %(until)s. Nothing was changed.")


class AdministratorExists(Refusal):
    message = gettext_noop("There is an administrator already. Ask that person to open your access.")


class HasAccessElsewhere(Refusal):
    message = gettext_noop(
        "This person also has access to places that are not yours. Ask the administrator to renew it."
    )


def find_acting(
    act: Act, *, grants: tuple[HeldGrant, ...], within: tuple[Scope, ...], on: date
) -> Acting | None:
    """Return as what somebody with `grants` may do `act` on a thing that lies `within` these scopes, or None.

    `within` lists every scope around the thing, the narrowest first: club, commune, province, country. A grant counts
    when its scope is one of them; the narrowest wins.
    """
    allowed = ALLOWED.get(act, frozenset())
    for scope in within:
        for grant in grants:
            if grant.scope == scope and grant.role in allowed and grant.holds_on(on):
                return Acting(grant.role, scope, within[0])
    return None


def check_access_stands(grants: tuple[HeldGrant, ...], *, on: date) -> None:
    """Refuse whoever holds no role anywhere on a day: AccessEnded (until), or NothingOpenYet."""
    if any(grant.holds_on(on) for grant in grants):
        return
    ended = [grant.until for grant in grants if grant.until is not None and grant.until <= on]
    if ended:
        raise AccessEnded(until=max(ended))
    raise NothingOpenYet


def check_role_fits(role: Role, scope: Scope, within: tuple[Scope, ...]) -> None:
    """Refuse a role over the wrong kind of scope, and scopes around that are not those around `scope`."""
    if scope.kind != SCOPE_OF_ROLE[role] or not within or within[0] != scope:
        raise NotAllowed
