from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.ledger import addresses  # noqa: F401 - months in addresses
from lienthehe.web.reports import clubs, views

_CLUB = [
    path("", clubs.club_months, name="club-months"),
    path("<month:month>/", clubs.club_month, name="club-month"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("toan-canh/", views.overview, name="overview"),
    path("toan-canh/chi-so/", views.all_indicators, name="all-indicators"),
    path("cau-lac-bo/<uuid:club_id>/so-lieu/", include(_CLUB)),
]
