from django.apps import AppConfig


class LoansConfig(AppConfig):
    name = "lienthehe.loans"
    label = "loans"
