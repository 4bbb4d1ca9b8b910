from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.loans import calculator, policies

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
urlpatterns: list[URLPattern | URLResolver] = [
    path("tinh-khoan-vay/", calculator.calculator, name="calculator"),
    path("cau-lac-bo/<uuid:club_id>/quy-che-vay/", include(_POLICY)),
    path("cau-lac-bo/quy-che-vay/<uuid:unit_id>/", include(_DEFAULT)),
]
