"""The figures that INSEE's « comparateur de territoires » gives per commune, and those that follow from them."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "INSEE, comparateur de territoires"
LICENCE = "Licence Ouverte 2.0"


@dataclass(frozen=True)
class Stored:
    """A column of the file. In `column`, (..) stands for the two digits of its year; without, it is the census's."""

    code: str
    column: str
    label: str
    unit: str = ""
    weight: str = ""  # the code of what a mean is weighted by; empty: values add up


@dataclass(frozen=True)
class Derived:
    """A ratio of two sums over the communes that have both figures, of the same year."""

    code: str
    label: str
    unit: str
    top: str
    bottom: str
    scale: float = 1.0


# A figure comes after its weight. Medians cannot be added up: the label says what is shown instead.
STORED = [
    Stored("population", r"P(..)_POP", "Population municipale", "habitants"),
    Stored("area", r"SUPERF", "Superficie", "km²"),
    Stored("households", r"P(..)_MEN", "Ménages"),
    Stored("fiscal_households", r"NBMENFISC(..)", "Ménages fiscaux"),
    Stored(
        "median_living_standard",
        r"MED(..)",
        "Niveau de vie médian (moyenne des médianes des communes, pondérée par leurs ménages fiscaux)",
        "€ par an",
        "fiscal_households",
    ),
    Stored(
        "poverty_rate",
        r"TP60(..)",
        "Taux de pauvreté à 60 % (moyenne des taux des communes, pondérée par leurs ménages fiscaux)",
        "%",
        "fiscal_households",
    ),
    Stored("jobs", r"P(..)_EMPLT", "Emplois au lieu de travail"),
    Stored("working_age", r"P(..)_POP1564", "Population de 15 à 64 ans", "habitants"),
    Stored("active", r"P(..)_ACT1564", "Actifs de 15 à 64 ans"),
    Stored("unemployed", r"P(..)_CHOM1564", "Chômeurs de 15 à 64 ans, au sens du recensement"),
    Stored("establishments", r"ETTOT(..)", "Établissements actifs"),
    Stored("dwellings", r"P(..)_LOG", "Logements"),
    Stored("vacant_dwellings", r"P(..)_LOGVAC", "Logements vacants"),
]
DERIVED = [
    Derived("density", "Densité", "habitants par km²", "population", "area"),
    Derived(
        "unemployment_rate",
        "Taux de chômage des 15-64 ans, au sens du recensement",
        "%",
        "unemployed",
        "active",
        100,
    ),
    Derived("vacancy_rate", "Part des logements vacants", "%", "vacant_dwellings", "dwellings", 100),
]
POPULATION_CHANGE = "population_change"
ORDER = [
    *["population", POPULATION_CHANGE, "density", "area", "households", "median_living_standard", "poverty_rate"],
    *["fiscal_households", "working_age", "active", "unemployed", "unemployment_rate", "jobs", "establishments"],
    *["dwellings", "vacant_dwellings", "vacancy_rate"],
]
