from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from lienthehe.access.commands import write_audit, write_audits
from lienthehe.access.models import APPEND_ONLY_TABLES, AuditRow
from lienthehe.access.queries import audit_rows, check_officer_may
from lienthehe.access.rules import Act, Role, Scope, ScopeKind
from lienthehe.foundation.append_only import standing_triggers_sql, trigger_names
from tests.given.officers import AROUND_CLUB, AT, CLUB, COMMUNE, PROVINCE, an_officer

pytestmark = pytest.mark.django_db
VOUCHERS = [("voucher", f"v{number}") for number in range(3)]


@pytest.fixture
def treasurer():
    return an_officer(Role.TREASURER, CLUB, COMMUNE, PROVINCE)


@pytest.fixture
def acting(treasurer):
    return check_officer_may(Act.RECORD_MONEY, by=treasurer, within=AROUND_CLUB, on=AT.date())


def test_a_row_says_who_as_what_when_what_on_whom_and_from_where(treasurer, acting):
    treasurer.acting_from = "192.0.2.7"
    write_audit(act=Act.RECORD_MONEY, by=treasurer, acting=acting, subject=("voucher", "v1"), at=AT)
    row = AuditRow.objects.get(subject_key="v1")
    assert (row.officer, row.role, row.at, row.act) == (treasurer, "treasurer", AT, "record_money")
    assert (row.scope_kind, row.scope_key, row.address) == ("club", CLUB.key, "192.0.2.7")


@pytest.mark.parametrize("size", [1, 3])
def test_many_rows_are_one_insert(treasurer, acting, size, django_assert_num_queries):
    with django_assert_num_queries(1):
        write_audits(act=Act.RECORD_MONEY, by=treasurer, acting=acting, subjects=VOUCHERS[:size], at=AT)
    assert audit_rows(scopes=(CLUB,)).filter(subject_kind="voucher").count() == size


def test_the_trail_of_a_club_is_found_by_the_club_whoever_acted(acting):
    commune = an_officer(Role.COMMUNE_OFFICER, COMMUNE, PROVINCE)
    standing_in = check_officer_may(Act.RECORD_MONEY, by=commune, within=AROUND_CLUB, on=AT.date())
    write_audit(act=Act.RECORD_MONEY, by=commune, acting=standing_in, subject=("voucher", "v1"), at=AT)
    assert audit_rows(scopes=(CLUB,), by=commune).get().role == Role.COMMUNE_OFFICER
    assert not audit_rows(scopes=(Scope(ScopeKind.CLUB, "club-2"),)).exists()
    assert not audit_rows(scopes=()).exists()


def test_the_trail_is_read_newest_first_and_by_subject(treasurer, acting, django_assert_num_queries):
    for hours, subject in enumerate(VOUCHERS):
        write_audit(
            act=Act.RECORD_MONEY, by=treasurer, acting=acting, subject=subject, at=AT + timedelta(hours=hours)
        )
    with django_assert_num_queries(1):
        rows = [(row.subject_key, row.officer) for row in audit_rows(scopes=(CLUB,), by=treasurer)[:3]]
    assert [key for key, _ in rows] == ["v2", "v1", "v0"]
    assert audit_rows(scopes=(CLUB,), subject=("voucher", "v1")).get().subject_key == "v1"


def test_all_triggers_stand_after_the_last_migration():
    with connection.cursor() as cursor:
        cursor.execute(standing_triggers_sql(connection.vendor))
        standing = {row[0] for row in cursor.fetchall()}
    for table in APPEND_ONLY_TABLES:
        assert standing.issuperset(trigger_names(table, connection.vendor))


CHANGES = [
    "UPDATE access_auditrow SET act = 'nothing'",
    "DELETE FROM access_auditrow",
    "DELETE FROM access_auditrow WHERE act = 'record_money'",
]
SQLITE_ONLY = ["INSERT OR REPLACE INTO access_auditrow SELECT * FROM access_auditrow"]
POSTGRESQL_ONLY = [
    "TRUNCATE access_auditrow",
    "TRUNCATE access_officer CASCADE",
    "INSERT INTO access_auditrow SELECT * FROM access_auditrow ON CONFLICT (id) DO UPDATE SET act = 'nothing'",
]


def test_no_statement_changes_the_trail(treasurer, acting):
    write_audit(act=Act.RECORD_MONEY, by=treasurer, acting=acting, subject=("voucher", "v1"), at=AT)
    before = list(AuditRow.objects.order_by("id").values())
    connection.check_constraints()  # PostgreSQL empties no table while a foreign key is still to be checked
    for statement in CHANGES + (POSTGRESQL_ONLY if connection.vendor == "postgresql" else SQLITE_ONLY):
        with (
            pytest.raises(DatabaseError, match="append only: "),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert list(AuditRow.objects.order_by("id").values()) == before


def test_no_row_of_the_trail_is_changed_or_deleted_through_django(treasurer, acting):
    write_audit(act=Act.RECORD_MONEY, by=treasurer, acting=acting, subject=("voucher", "v1"), at=AT)
    row = AuditRow.objects.get(subject_key="v1")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditRow.objects.bulk_create(
            [row], update_conflicts=True, update_fields=["act"], unique_fields=["id"]
        )


@pytest.mark.django_db(transaction=True)
def test_the_tests_flush_gives_the_triggers_back_first_half(treasurer):
    assert AuditRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_tests_flush_gives_the_triggers_back_second_half():
    assert not AuditRow.objects.exists()
    test_all_triggers_stand_after_the_last_migration()
