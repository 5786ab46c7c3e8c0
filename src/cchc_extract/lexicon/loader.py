"""Loads rule data: YAML lists of entries, each with phrases, what they give, and examples.

An entry::

    - id: stage.received
      gives: {stage: received}
      phrases: ["[đã] tiếp nhận", "nhận"]
      examples:
        yes: ["tiếp nhận 306 hồ sơ"]
        no: ["nhận thức của cán bộ"]

``yes`` are texts in which the scan must find the entry, ``no`` texts in which it must not; tests
and ``cchc-extract rules check`` run them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

import yaml

from cchc_extract.lexicon.phrases import PhraseError, expand

__all__ = [
    "PLUGINS", "Entry", "LexiconError", "data_files", "load_entries", "plugin_files",
    "read_entries",
]  # fmt: skip

PLUGINS: Final = "cchc_extract.rules"
"""The entry point group in which packages offer rule files."""
_KEYS: Final = {"id", "gives", "phrases", "examples", "note"}


class LexiconError(ValueError):
    """Rule data that cannot be used; the message names file, line and reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry of a lexicon.

    Attributes:
        id: its name, dotted: ``stage.received``. Facts name it as their rule.
        layer: name of the file it comes from, without ``.yaml``; a scan covers some layers.
        gives: attributes that an occurrence of it contributes, by name.
        phrases: the phrases as norms joined by blanks.
        yes, no: texts the scan must, and must not, find it in.
        where: file and line, for messages.
    """

    id: str
    layer: str
    gives: Mapping[str, str]
    phrases: tuple[str, ...]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    where: str = field(default="", compare=False)


def data_files() -> list[Traversable]:
    """The YAML files shipped in ``cchc_extract/lexicon/data``."""
    folder = files("cchc_extract.lexicon") / "data"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)


def load_entries(extra: Iterable[str | Path] = ()) -> list[Entry]:
    """Entries of the shipped data, of installed plug-ins and of ``extra`` files, in this order.

    A repeated id replaces the earlier entry of its layer.

    Raises:
        LexiconError: a file is missing, not YAML, or an entry is not valid.
    """
    entries: dict[tuple[str, str], Entry] = {}
    for f in data_files():
        for e in read_entries(f.read_text("utf-8"), f.name, f.name.removesuffix(".yaml")):
            if (e.layer, e.id) in entries:
                raise LexiconError(f"{e.where}: id {e.id} twice")
            entries[e.layer, e.id] = e
    vocabulary: dict[str, set[str]] = {}
    for e in entries.values():
        vocabulary.setdefault(e.layer, set()).update(e.gives)
    for file in [*plugin_files(), *map(Path, extra)]:
        for e in _read_extra(file):
            if e.layer not in vocabulary:
                known = ", ".join(sorted(vocabulary))
                raise LexiconError(f"{e.where}: unknown layer {e.layer!r}, not one of {known}")
            if unknown := e.gives.keys() - vocabulary[e.layer]:
                known = ", ".join(sorted(vocabulary[e.layer]))
                raise LexiconError(
                    f"{e.where}: {e.id} gives unknown key {min(unknown)!r}, not one of {known}"
                )
            entries[e.layer, e.id] = e
    return list(entries.values())


def plugin_files() -> list[Traversable]:
    """Rule files of installed packages: what the entry points of ``cchc_extract.rules`` give.

    An entry point names a function without arguments that returns the files.

    Raises:
        LexiconError: a plug-in cannot be loaded.
    """
    found: list[Traversable] = []
    for point in sorted(entry_points(group=PLUGINS), key=lambda point: point.name):
        try:
            found += point.load()()
        except Exception as x:  # whatever another package does wrong
            raise LexiconError(f"plug-in {point.name} ({point.value}): {x!r}") from x
    return found


def _read_extra(file: Traversable) -> list[Entry]:
    try:
        source = file.read_text("utf-8")
    except OSError as x:
        raise LexiconError(f"{file}: {(x.strerror or str(x)).lower()}") from None
    except UnicodeDecodeError:
        raise LexiconError(f"{file}: not UTF-8") from None
    return read_entries(source, str(file), "cues")


def read_entries(source: str, file: str, layer: str) -> list[Entry]:
    """Entries of one YAML text.

    A top level mapping may name the layer: ``{layer: units, entries: [...]}``.
    """
    try:
        root = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as x:
        mark = getattr(x, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise LexiconError(f"{file}{line}: not YAML: {getattr(x, 'problem', x)}") from None
    if root is None:
        return []
    if isinstance(root, yaml.MappingNode):
        parts = {k.value: v for k, v in root.value}
        for k, _ in root.value:
            if k.value not in ("layer", "entries"):
                raise LexiconError(f"{file}:{_line(k)}: unknown key {k.value!r}")
        layer = parts["layer"].value if "layer" in parts else layer
        root = parts.get("entries")
    if not isinstance(root, yaml.SequenceNode):
        raise LexiconError(f"{file}:1: expected a list of entries")
    return [_entry(node, file, layer) for node in root.value]


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _entry(node: yaml.Node, file: str, layer: str) -> Entry:
    where = f"{file}:{_line(node)}"
    if not isinstance(node, yaml.MappingNode):
        raise LexiconError(f"{where}: an entry is a mapping")
    parts: dict[str, yaml.Node] = {}
    for k, v in node.value:
        if k.value not in _KEYS:
            raise LexiconError(f"{file}:{_line(k)}: unknown key {k.value!r}")
        parts[k.value] = v
    for need in ("id", "phrases"):
        if need not in parts:
            raise LexiconError(f"{where}: no {need!r}")
    phrases: list[str] = []
    for p in _strings(parts["phrases"], file):
        try:
            phrases += expand(p)
        except PhraseError as x:
            raise LexiconError(f"{file}:{_line(parts['phrases'])}: {x}") from None
    yes, no = _examples(parts.get("examples"), file)
    return Entry(
        id=str(parts["id"].value),
        layer=layer,
        gives=_gives(parts.get("gives"), file),
        phrases=tuple(dict.fromkeys(phrases)),
        yes=yes,
        no=no,
        where=where,
    )


def _gives(node: yaml.Node | None, file: str) -> dict[str, str]:
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise LexiconError(f"{file}:{_line(node)}: 'gives' is a mapping")
    return {str(k.value): str(v.value) for k, v in node.value}


def _examples(node: yaml.Node | None, file: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if node is None:
        return (), ()
    if not isinstance(node, yaml.MappingNode):
        raise LexiconError(f"{file}:{_line(node)}: 'examples' has 'yes' and 'no'")
    found: dict[str, tuple[str, ...]] = {}
    for k, v in node.value:
        if k.value not in ("yes", "no"):
            raise LexiconError(f"{file}:{_line(k)}: unknown key {k.value!r} in examples")
        found[k.value] = tuple(_strings(v, file))
    return found.get("yes", ()), found.get("no", ())


def _strings(node: yaml.Node, file: str) -> list[str]:
    if isinstance(node, yaml.ScalarNode):
        return [str(node.value)]
    if isinstance(node, yaml.SequenceNode) and all(
        isinstance(n, yaml.ScalarNode) for n in node.value
    ):
        return [str(n.value) for n in node.value]
    raise LexiconError(f"{file}:{_line(node)}: expected a text or a list of texts")
