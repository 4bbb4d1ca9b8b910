from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from lienthehe.web import health, today, views
from lienthehe.web.middleware import open_to_everybody

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("tro-giup/", views.help_page, name="help"),
    path("chu-to/", views.text_size, name="text-size"),
    path("ngon-ngu/", open_to_everybody(set_language), name="language"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("cau-lac-bo/<uuid:club_id>/", today.today, name="today"),
    path("cau-lac-bo/<uuid:club_id>/tat-ca/", views.everything, name="everything"),
    path("", include("lienthehe.web.access.urls")),
    path("", include("lienthehe.web.clubs.urls")),
    path("", include("lienthehe.web.ledger.urls")),
    path("", include("lienthehe.web.loans.urls")),
    path("", include("lienthehe.web.lifecycle.urls")),
    path("", include("lienthehe.web.meetings.urls")),
    path("", include("lienthehe.web.documents.urls")),
    path("", include("lienthehe.web.reports.urls")),
]
