from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "lienthehe.meetings"
    label = "meetings"
