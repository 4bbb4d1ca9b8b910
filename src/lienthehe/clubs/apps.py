from django.apps import AppConfig


class ClubsConfig(AppConfig):
    name = "lienthehe.clubs"
    label = "clubs"
