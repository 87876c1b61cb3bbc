"""Modules say in `facts.py` what may be known of theirs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EligibilityConfig(AppConfig):
    name = "frenchimpact.eligibility"

    def ready(self) -> None:
        autodiscover_modules("facts")
