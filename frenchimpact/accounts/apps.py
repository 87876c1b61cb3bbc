"""Modules say in `personal_data.py` what they hold about a person, in `purges.py` what goes once it is unused."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "frenchimpact.accounts"

    def ready(self) -> None:
        autodiscover_modules("personal_data", "purges")
