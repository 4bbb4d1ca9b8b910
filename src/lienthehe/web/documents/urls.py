from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.documents import papers

_PAPERS = [
    path("so-quy/<fund:fund>/<month:month>/in/", papers.cash_book, name="cash-book-paper"),
    path("so-quy/phieu/<uuid:voucher_id>/in/", papers.voucher, name="voucher-paper"),
    path("in/diem-danh/", papers.attendance, name="attendance-paper"),
    path("in/mau-ghi/", papers.meeting_form, name="meeting-form-paper"),
    path("in/bien-ban/<uuid:meeting_id>/", papers.minutes, name="minutes-paper"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("cau-lac-bo/<uuid:club_id>/", include(_PAPERS))]
