from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.loans import (
    applications,
    applying,
    calculator,
    changing,
    dues,
    loan,
    paying_out,
    policies,
    portfolio,
    repaying,
    several,
    undoing,
)

_POLICY = [
    path("", policies.policy, name="loan-policy"),
    path("moi/", policies.adopt, name="loan-policy-adopt"),
    path("sua/", policies.correct, name="loan-policy-correct"),
]
_DEFAULT = [
    path("", policies.default, name="loan-default"),
    path("moi/", policies.adopt_default, name="loan-default-adopt"),
    path("sua/", policies.correct_default, name="loan-default-correct"),
]
_READING = [
    path("", portfolio.portfolio, name="loans"),
    path("lich-thu/", dues.dues, name="loan-dues"),
    path("don/", applications.applications, name="applications"),
    path("don/<uuid:application_id>/", applications.application, name="application"),
    path("<uuid:loan_id>/", loan.loan, name="loan"),
]
_REQUEST = [
    path("bieu-quyet/", applying.vote, name="application-vote"),
    path("rut/", applying.withdraw, name="application-withdraw"),
    path("da-ghi/", applying.recorded, name="application-recorded"),
    path("chi/", paying_out.pay_out, name="loan-pay-out"),
]
_LOAN = [
    path("da-chi/", paying_out.paid_out, name="loan-paid-out"),
    path("da-ghi/", changing.recorded, name="loan-recorded"),
    path("tra/", repaying.repay, name="loan-repay"),
    path("tra-hang/", repaying.repay_goods, name="loan-repay-goods"),
    path("gia-han/", changing.extend, name="loan-extend"),
    path("xoa-no/", changing.write_off, name="loan-write-off"),
    path("thu-hoi/", changing.recover, name="loan-recover"),
    path("bao-lanh/", changing.guarantor, name="loan-guarantor"),
]
_VOUCHER = [
    path("bo/", undoing.correct, {"form_class": undoing.UndoLoanForm}, name="loan-undo"),
    path("sua/", undoing.correct, {"form_class": undoing.RightLoanForm}, name="loan-right"),
    path("da-ghi/", undoing.recorded, name="loan-voucher-recorded"),
]
_WRITING: list[URLPattern | URLResolver] = [
    path("xin-vay/", applying.apply, name="loan-apply"),
    path("thu-nhieu-nguoi/", several.repay_several, name="repay-several"),
    path("don/<uuid:application_id>/", include(_REQUEST)),
    path("phieu/<uuid:loan_voucher_id>/", include(_VOUCHER)),
    path("quyet-dinh/<uuid:change_id>/bo/", undoing.undo_decision, name="loan-change-undo"),
    path("quyet-dinh/<uuid:change_id>/da-bo/", undoing.decision_undone, name="loan-change-undone"),
    path("<uuid:loan_id>/", include(_LOAN)),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("tinh-khoan-vay/", calculator.calculator, name="calculator"),
    path("cau-lac-bo/<uuid:club_id>/quy-che-vay/", include(_POLICY)),
    path("cau-lac-bo/<uuid:club_id>/vay-von/", include(_READING)),
    path("cau-lac-bo/<uuid:club_id>/vay-von/", include(_WRITING)),
    path("cau-lac-bo/quy-che-vay/<uuid:unit_id>/", include(_DEFAULT)),
]
