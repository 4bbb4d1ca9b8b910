from django.urls import URLPattern, URLResolver, path

from lienthehe.web.loans import calculator

urlpatterns: list[URLPattern | URLResolver] = [
    path("tinh-khoan-vay/", calculator.calculator, name="calculator"),
]
