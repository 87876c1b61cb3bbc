"""Addresses of calls: those of everybody, those of collectives, those of the team."""

from django.urls import path

from frenchimpact.calls.web import public

app_name = "calls"

urlpatterns = [
    # Everybody
    path("appels/", public.calls, name="calls"),
    path("appels/<slug:slug>/", public.call, name="call"),
    path("appels/<slug:slug>/questionnaire/", public.questionnaire, name="questionnaire"),
    path("appels/<slug:slug>/dates.ics", public.dates, name="dates"),
    path("appels/<slug:slug>/vague-<int:number>.ics", public.wave_dates, name="wave_dates"),
    # Collectives
]
