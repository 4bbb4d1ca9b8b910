from django.urls import include, path

urlpatterns = [path("", include("lienthehe.web.urls"))]
