from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "lienthehe.ledger"
    label = "ledger"
