from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path

from lienthehe.web.access import account, audit, officers, opening, sign_in


def _of(where: str) -> list[URLPattern]:
    """The pages about who may act in one place, the same for a club, a unit and the country."""
    return [
        path("", officers.people, name=f"{where}-officers"),
        path("them/", officers.add, name=f"{where}-officers-add"),
        path("nhat-ky/", audit.trail, name=f"{where}-audit"),
        path("<uuid:officer_id>/", officers.person, name=f"{where}-officer"),
        path("<uuid:officer_id>/ma/", officers.code, name=f"{where}-officer-code"),
        path("<uuid:officer_id>/cap-lai/", officers.renew, name=f"{where}-officer-renew"),
        path("<uuid:officer_id>/giao-viec/", officers.give_role, name=f"{where}-officer-give"),
        path("<uuid:officer_id>/thoi/<uuid:grant_id>/", officers.end, name=f"{where}-officer-end"),
    ]


urlpatterns: list[URLPattern | URLResolver] = [
    path("dang-nhap/", sign_in.sign_in, name="sign-in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign-out"),
    path("mo-quyen/", opening.open_own_access, name="open-access"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/mat-khau/", account.password, name="account-password"),
    path("tai-khoan/pin/", account.pin, name="account-pin"),
    path("tai-khoan/dang-xuat-moi-noi/", account.sign_out_all, name="account-sign-out-all"),
    path("nguoi-dung/", officers.own_place, name="officers"),
    path("nguoi-dung/trung-uong/", include(_of("country"))),
    path("nguoi-dung/dia-ban/<uuid:unit_id>/", include(_of("unit"))),
    path("cau-lac-bo/<uuid:club_id>/nguoi-dung/", include(_of("club"))),
]
