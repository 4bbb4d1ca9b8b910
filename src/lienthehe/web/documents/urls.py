from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.documents import loans, papers

_PAPERS = [
    path("so-quy/<fund:fund>/<month:month>/in/", papers.cash_book, name="cash-book-paper"),
    path("so-quy/phieu/<uuid:voucher_id>/in/", papers.voucher, name="voucher-paper"),
    path("so-quy/hang-trong-kho/in/", papers.goods, name="goods-paper"),
    path("in/diem-danh/", papers.attendance, name="attendance-paper"),
    path("in/mau-ghi/", papers.meeting_form, name="meeting-form-paper"),
    path("in/bien-ban/<uuid:meeting_id>/", papers.minutes, name="minutes-paper"),
    path("vay-von/<uuid:loan_id>/in/", loans.note, name="loan-note-paper"),
    path(
        "vay-von/<uuid:loan_id>/quyet-dinh/<uuid:change_id>/in/", loans.decision, name="loan-decision-paper"
    ),
    path("in/so-vay/<uuid:person_id>/", loans.statement, name="loan-statement-paper"),
    path("in/theo-doi-vay/<month:month>/", loans.book, name="loan-book-paper"),
    path("in/thu-no/", loans.dues, name="loan-dues-paper"),
    path("in/so-no/", loans.balances, name="loan-balances-paper"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("cau-lac-bo/<uuid:club_id>/", include(_PAPERS))]
