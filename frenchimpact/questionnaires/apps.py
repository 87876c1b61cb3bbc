"""Modules say in `sheets.py` which answer sheets they own."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class QuestionnairesConfig(AppConfig):
    name = "frenchimpact.questionnaires"

    def ready(self) -> None:
        autodiscover_modules("sheets")
