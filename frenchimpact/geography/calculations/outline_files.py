"""Read outlines from TopoJSON or GeoJSON, gzipped or not.

Sources: RFC 7946 (GeoJSON); the TopoJSON format specification, version 1 (https://github.com/topojson/topojson-specification).
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]  # longitude, latitude in degrees WGS 84
Ring = list[Point]  # closed: the last point is the first
Polygon = list[Ring]  # the outside, then the holes
MultiPolygon = list[Polygon]

DECIMALS = 6  # of a degree: 11 cm; equal points must be equal numbers for borders to be recognised as shared
LARGEST_FILE = 400_000_000  # bytes unpacked
Json = Any  # what json.loads gives


class NotOutlinesError(ValueError):
    """The bytes are not a readable collection of polygons; `args[0]` says why, in English, for the log."""


@dataclass(frozen=True)
class Feature:
    properties: Mapping[str, object]
    polygons: MultiPolygon


def read_features(content: bytes) -> list[Feature]:
    """Give the features of a TopoJSON or GeoJSON file that have a surface; raises NotOutlinesError."""
    document = _parse(_unpack(content))
    try:
        features = [feature for feature in _features(document) if feature.polygons]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise NotOutlinesError(f"broken structure: {error!r}") from error
    if not features:
        raise NotOutlinesError("no polygon in the file")
    return features


def _unpack(content: bytes) -> bytes:
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        reader = zlib.decompressobj(wbits=31)
        unpacked = reader.decompress(content, LARGEST_FILE)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise NotOutlinesError("broken gzip") from error
    if not reader.eof:
        raise NotOutlinesError("truncated or too large gzip")
    return unpacked


def _parse(content: bytes) -> dict[str, Json]:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotOutlinesError("not JSON") from error
    if not isinstance(document, dict):
        raise NotOutlinesError("not a JSON object")
    return document


def _features(document: dict[str, Json]) -> Iterator[Feature]:
    if document.get("type") == "Topology":
        yield from _topojson(document)
    elif document.get("type") == "FeatureCollection":
        for item in document["features"]:
            yield Feature(item.get("properties") or {}, _geojson_polygons(item["geometry"]))
    else:
        raise NotOutlinesError("neither TopoJSON nor GeoJSON")


def _geojson_polygons(geometry: dict[str, Json] | None) -> MultiPolygon:
    kind = geometry["type"] if geometry else None
    if geometry is None or kind not in {"Polygon", "MultiPolygon"}:
        return []
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    return _clean([[[_point(position) for position in ring] for ring in polygon] for polygon in polygons])


def _topojson(document: dict[str, Json]) -> Iterator[Feature]:
    arcs = [_arc(arc, document.get("transform")) for arc in document["arcs"]]
    for item in document["objects"].values():
        for geometry in item["geometries"] if item["type"] == "GeometryCollection" else [item]:
            properties = {"id": geometry.get("id"), **(geometry.get("properties") or {})}
            yield Feature(properties, _topojson_polygons(geometry, arcs))


def _arc(arc: Sequence[Sequence[float]], transform: dict[str, Json] | None) -> list[Point]:
    """Give an arc in degrees: quantised arcs hold differences of integers."""
    if transform is None:
        return [_point(position) for position in arc]
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0.0
    points: list[Point] = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append(_point((x * scale_x + left, y * scale_y + bottom)))
    return points


def _topojson_polygons(geometry: dict[str, Json], arcs: list[list[Point]]) -> MultiPolygon:
    kind = geometry["type"]
    if kind not in {"Polygon", "MultiPolygon"}:
        return []
    polygons = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"]
    return _clean([[_join([_directed(arcs, number) for number in ring]) for ring in polygon] for polygon in polygons])


def _directed(arcs: list[list[Point]], number: int) -> list[Point]:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _join(lines: list[list[Point]]) -> Ring:
    points = list(lines[0])
    for line in lines[1:]:
        points += line[1:]
    return points


def _point(position: Sequence[float]) -> Point:
    longitude, latitude = round(float(position[0]), DECIMALS), round(float(position[1]), DECIMALS)
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):  # noqa: PLR2004 - degrees
        raise NotOutlinesError("coordinates are not degrees of longitude and latitude")
    return longitude, latitude


def _clean(polygons: MultiPolygon) -> MultiPolygon:
    """Without repeated points, nor rings that enclose nothing."""
    cleaned = [[clean for ring in polygon if (clean := _clean_ring(ring))] for polygon in polygons]
    return [polygon for polygon in cleaned if polygon]


def _clean_ring(ring: Ring) -> Ring:
    kept = [point for index, point in enumerate(ring) if index == 0 or point != ring[index - 1]]
    if kept and kept[0] != kept[-1]:
        kept.append(kept[0])
    return kept if len(set(kept)) >= 3 else []  # noqa: PLR2004 - a triangle
