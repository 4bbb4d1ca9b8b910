from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "lienthehe.places"
    label = "places"
