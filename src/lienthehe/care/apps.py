from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "lienthehe.care"
    label = "care"
