from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.meetings import beginning, confirming, holding, recorded

_DRAFT = [
    path("bo/", beginning.put_away, name="meeting-put-away"),
    path("doc-lai/", confirming.review, name="meeting-review"),
    path("<slug:step>/", holding.step, name="meeting-step"),
]

_MEETINGS: list[URLPattern | URLResolver] = [
    path("", beginning.meetings, name="meetings"),
    path("moi/", beginning.begin, name="meeting-begin"),
    path("nhap/<uuid:draft_id>/", include(_DRAFT)),
    path("<uuid:meeting_id>/", recorded.meeting, name="meeting"),
    path("<uuid:meeting_id>/da-ghi/", recorded.recorded, name="meeting-recorded"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("cau-lac-bo/<uuid:club_id>/sinh-hoat/", include(_MEETINGS)),
]
