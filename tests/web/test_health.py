import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def test_a_living_process_says_so_without_the_database(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_it_is_ready_when_the_database_has_every_migration(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_it_is_not_ready_while_a_migration_is_missing(client):
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("access")
    MigrationRecorder(connection).record_unapplied(*newest)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"migrations are missing\n")


def test_it_is_not_ready_while_the_database_does_not_answer(client, monkeypatch):
    def refuse(*_):
        raise OperationalError

    monkeypatch.setattr("lienthehe.web.health.MigrationExecutor", refuse)
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_asked(client, path):
    assert client.post(path).status_code == 405
