from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "lienthehe.lifecycle"
    label = "lifecycle"
