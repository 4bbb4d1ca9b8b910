from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.ledger import (
    addresses,
    book,
    capital,
    counts,
    goods,
    months,
    payments,
    receipts,
    transfers,
    vouchers,
)

__all__ = ["addresses", "urlpatterns"]

_ENTRIES = [
    path("", book.menu, name="entries"),
    path("thu/<slug:receipt_kind>/", receipts.receipt, name="record-receipt"),
    path("chi/<slug:payment_kind>/", payments.payment, name="record-payment"),
    path("chuyen/<slug:transfer_kind>/", transfers.transfer, name="record-transfer"),
    path("ban-hang/", goods.sell, name="sell-goods"),
    path("von-muon/", capital.borrow, name="borrow-capital"),
    path("kiem-quy/", counts.count, name="count-box"),
]

_VOUCHER = [
    path("", vouchers.voucher, name="voucher"),
    path("da-ghi/", vouchers.voucher, {"recorded": True}, name="voucher-recorded"),
    path("bo/", vouchers.correct, {"form_class": vouchers.UndoForm}, name="undo-voucher"),
    path("sua/", vouchers.correct, {"form_class": vouchers.RightForm}, name="right-voucher"),
]

_BOOK: list[URLPattern | URLResolver] = [
    path("", book.today, name="cash-book-today"),
    path("<fund:fund>/<month:month>/", book.book, name="cash-book"),
    path("tien-cua-ai/", book.sources, name="fund-sources"),
    path("tien-cua-ai/<uuid:account_id>/", book.source, name="fund-source"),
    path("hang-trong-kho/", goods.goods, name="goods"),
    path("ghi/", include(_ENTRIES)),
    path("phieu/<uuid:voucher_id>/", include(_VOUCHER)),
    path("von-muon/", capital.capital, name="borrowed-capital"),
    path("von-muon/<uuid:capital_id>/tra/", capital.give_back, name="return-capital"),
    path("kiem-quy/<uuid:count_id>/", counts.counted, name="count-recorded"),
    path("khoa-so/<month:month>/", months.close, name="close-month"),
    path("khoa-so/<month:month>/da-khoa/", months.closed, name="month-closed"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("cau-lac-bo/<uuid:club_id>/so-quy/", include(_BOOK))]
