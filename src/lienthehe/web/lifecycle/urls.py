from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.lifecycle import leaving, opening_books, openings, papers

_LEAVING = [
    path("", leaving.left, name="leaving"),
    path("bo/", leaving.undo, name="leaving-undo"),
    path("in/", papers.leaving, name="leaving-paper"),
]
_OPENING = [
    path("", openings.opening, name="opening"),
    path("tien-mat/", openings.part, {"part": "cash"}, name="opening-cash"),
    path("ngan-hang-va-hang/", openings.part, {"part": "goods"}, name="opening-goods"),
    path("tien-cua-ai/", openings.part, {"part": "sources"}, name="opening-sources"),
    path("chua-ro-nguon/", openings.name_unknown, name="opening-unknown"),
    path("thanh-vien/", openings.part, {"part": "members"}, name="opening-members"),
    path("khoan-vay/", openings.loans, name="opening-loans"),
    path("khoan-vay/moi/", openings.loan, name="opening-loan-new"),
    path("khoan-vay/<int:row>/", openings.loan, name="opening-loan"),
    path("kiem-tra/", opening_books.check, name="opening-check"),
    path("bo/", openings.put_away, name="opening-put-away"),
    path("<uuid:opening_id>/", opening_books.opened, name="opened"),
    path("<uuid:opening_id>/bo/", opening_books.undo, name="opening-undo"),
]
_CLUB: list[URLPattern | URLResolver] = [
    path("thanh-vien/<uuid:person_id>/thoi/", leaving.leave, name="person-leave"),
    path("thanh-vien/da-thoi/<uuid:leaving_id>/", include(_LEAVING)),
    path("mo-so-cu/", include(_OPENING)),
    path("so-quy/no-nguoi-da-thoi/", leaving.owed, name="leavers-owed"),
    path("so-quy/no-nguoi-da-thoi/<fund:fund>/<uuid:membership_id>/", leaving.pay, name="pay-leaver"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("cau-lac-bo/<uuid:club_id>/", include(_CLUB))]
