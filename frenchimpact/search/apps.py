"""Modules say in `search_documents.py` what of theirs can be found."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "frenchimpact.search"

    def ready(self) -> None:
        autodiscover_modules("search_documents")
