from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "lienthehe.web"
    label = "web"
