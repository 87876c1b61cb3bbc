"""The living style guide, which config registers only beside the development mailbox."""

from django.urls import path

from frenchimpact.ui.web import views

app_name = "ui"

urlpatterns = [path("style/", views.style, name="style")]
