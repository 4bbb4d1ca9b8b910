from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "lienthehe.access"
    label = "access"
