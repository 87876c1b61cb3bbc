"""Addresses of messaging."""

from django.conf import settings
from django.urls import path

from frenchimpact.messaging.web import mailbox, views

app_name = "messaging"

urlpatterns = [
    path("notifications/", views.notices, name="notices"),
    path("notifications/lues/", views.read_all, name="mark_all_read"),
    path("notifications/<int:pk>/lue/", views.read, name="mark_read"),
    path("notifications/preferences/", views.preferences, name="preferences"),
]
mailbox_urlpatterns = [
    path("boite/", mailbox.mailbox, name="mailbox"),
    path("boite/<int:pk>/", mailbox.item, name="mailbox_item"),
]
if settings.DEVELOPMENT_MAILBOX:
    urlpatterns += mailbox_urlpatterns
