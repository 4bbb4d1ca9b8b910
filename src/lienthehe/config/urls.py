from django.urls import include, path

urlpatterns = [path("", include("lienthehe.web.urls"))]
handler403 = "lienthehe.web.errors.not_allowed"
handler404 = "lienthehe.web.errors.not_found"
handler500 = "lienthehe.web.errors.broken"
