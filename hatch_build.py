"""Compiles the layers that read articles, where a wheel is built and a C compiler is there.

The same sources run as they are or compiled by mypyc; records are the same, only the time differs.
An editable install stays pure Python, so that an edit takes effect at once. The variable
CCHC_COMPILE decides where it is set: ``0`` builds a pure wheel, ``1`` makes a failure an error.
"""

from __future__ import annotations

import os
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LAYERS = ("text", "lexicon", "gazetteer", "quantities", "entities", "facts", "facts/fields")
# What loads data once, reads rule files or speaks to other libraries gains nothing.
PLAIN = frozenset(
    """
    __init__.py entities/ner.py lexicon/loader.py quantities/examples.py
    gazetteer/counts.py gazetteer/describe.py gazetteer/gazetteer.py gazetteer/linking.py
    gazetteer/model.py gazetteer/suggest.py gazetteer/table.py
    """.split()
)


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the compiled modules to a wheel beside their sources."""

    _work: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs the files."""
        wish = os.environ.get("CCHC_COMPILE", "")
        if version == "editable" or wish == "0":
            return
        self._work = Path(mkdtemp(prefix="cchc-compiled-"))
        try:
            made = compiled(Path(self.root) / "src", self._work)
        except (Exception, SystemExit) as problem:  # whatever a compiler says, the sources run
            if wish == "1":
                raise
            self.app.display_warning(f"not compiled, pure Python instead: {problem}")
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update({str(path): place for path, place in made.items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling after it has packed the files."""
        if self._work is not None:
            rmtree(self._work, ignore_errors=True)


def modules(source: Path) -> list[str]:
    """The files to compile, relative to ``source``."""
    package = source / "cchc_extract"
    found = [package / "assembly.py"]
    for layer in LAYERS:
        found += [
            path
            for path in sorted((package / layer).glob("*.py"))
            if not {path.name, path.relative_to(package).as_posix()} & PLAIN
        ]
    return [path.relative_to(source).as_posix() for path in found]


def compiled(source: Path, work: Path) -> dict[Path, str]:
    """Compiles in the folder ``work``; where each library lies and where it goes in a wheel."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    before = Path.cwd()
    os.chdir(source)
    try:
        extensions = mypycify(
            # What mypy thinks of the code is asked by `make lint`, with all packages there.
            ["--config-file=", f"--cache-dir={work / 'cache'}", "--ignore-missing-imports",
             "--follow-imports=silent", "--namespace-packages", "--explicit-package-bases",
             *modules(source)],
            opt_level="1", debug_level="0", separate=True, target_dir=str(work / "c"),
        )  # fmt: skip
        command = build_ext(Distribution({"name": "cchc_extract", "ext_modules": extensions}))
        command.build_lib, command.build_temp = str(work / "lib"), str(work / "temp")
        command.parallel = os.cpu_count()
        command.ensure_finalized()
        command.run()
    finally:
        os.chdir(before)
    lib = work / "lib"
    return {
        path: path.relative_to(lib).as_posix()
        for path in lib.rglob("*")
        if path.suffix in (".so", ".pyd")
    }
