"""Addresses of the team's space, of machines and of the demonstration, joined to those of the portal."""

from django.conf import settings
from django.urls import path

from frenchimpact.portal.web import demo, wellknown
from frenchimpact.portal.web.operations import (
    appointments,
    closures,
    dashboard,
    emails,
    health,
    journal,
    people,
    retention,
)

urlpatterns = [
    path("equipe/", dashboard.dashboard, name="operations"),
    path("equipe/sante/", health.health, name="health"),
    path("equipe/sante/relance/", health.restart, name="jobs_restart"),
    path("equipe/journal/", journal.journal, name="journal"),
    path("equipe/courriels/", emails.emails, name="emails"),
    path("equipe/courriels/<int:pk>/", emails.resend, name="email_resend"),
    path("equipe/personnes/", people.people, name="people"),
    path("equipe/personnes/<slug:public_id>/", people.person, name="person"),
    path("equipe/personnes/<slug:public_id>/fermeture/", closures.close, name="person_close"),
    path("equipe/personnes/<slug:public_id>/reouverture/", closures.reopen, name="person_reopen"),
    path("equipe/personnes/<slug:public_id>/lien/", people.issue_link, name="person_link"),
    path("equipe/nominations/", appointments.appointments, name="appointments"),
    path("equipe/nominations/nouvelle/", appointments.new, name="appointment_new"),
    path("equipe/nominations/<int:pk>/fin/", appointments.end, name="appointment_end"),
    path("equipe/conservation/", retention.retention, name="retention"),
    path("equipe/conservation/<slug:code>/", retention.change, name="retention_change"),
    path("sante", wellknown.alive, name="alive"),
    path(".well-known/security.txt", wellknown.security_text, name="security_text"),
]
demo_urlpatterns = [
    path("demo/", demo.demo, name="demo"),
    path("demo/<slug:role>/", demo.enter, name="demo_enter"),
]
if settings.DEMO:
    urlpatterns += demo_urlpatterns
