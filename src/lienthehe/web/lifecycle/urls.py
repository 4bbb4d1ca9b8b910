from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.lifecycle import handing_over, leaving, opening_books, opening_file, openings, papers

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
    path("tep/", opening_file.take_in, name="opening-file"),
    path("tep/mau/", opening_file.template, name="opening-template"),
    path("tep/ly-do/", opening_file.returned, name="opening-file-returned"),
    path("bo/", openings.put_away, name="opening-put-away"),
    path("<uuid:opening_id>/", opening_books.opened, name="opened"),
    path("<uuid:opening_id>/bo/", opening_books.undo, name="opening-undo"),
]
_CLUB: list[URLPattern | URLResolver] = [
    path("thanh-vien/<uuid:person_id>/thoi/", leaving.leave, name="person-leave"),
    path("thanh-vien/da-thoi/<uuid:leaving_id>/", include(_LEAVING)),
    path("mo-so-cu/", include(_OPENING)),
    path("thong-tin/ban-giao/", handing_over.hand_over_post, name="hand-over"),
    path("thong-tin/ban-giao/<uuid:hand_over_id>/", handing_over.handed_over, name="handed-over"),
    path("thong-tin/ban-giao/<uuid:hand_over_id>/in/", papers.hand_over, name="hand-over-paper"),
    path("so-quy/no-nguoi-da-thoi/", leaving.owed, name="leavers-owed"),
    path("so-quy/no-nguoi-da-thoi/<fund:fund>/<uuid:membership_id>/", leaving.pay, name="pay-leaver"),
]
urlpatterns: list[URLPattern | URLResolver] = [path("cau-lac-bo/<uuid:club_id>/", include(_CLUB))]
