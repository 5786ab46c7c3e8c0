"""The code blocks of a Markdown page, and how each kind is run.

``python`` blocks of a page share their names, like the cells of a notebook; ``pycon`` blocks are
doctests; ``sh`` blocks run as they are; of ``console`` blocks the lines after ``$`` run, and the
others must be lines of what that prints. A comment before a block tells what it needs::

    <!-- needs: pyspark java -->
"""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

__all__ = ["Block", "Session", "blocks"]

RUN = {"python", "pycon", "sh", "bash", "console"}
_NEEDS = re.compile(r"<!--\s*needs:\s*(.*?)\s*-->")
# What sets up the machine: the tests themselves run in its result.
_SETS_UP = re.compile(r"\s*(pip install |python3? -m venv |git clone |\. \.venv/|make )")
_MAKE = re.compile(r"^\s*make ([\w-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    language: str
    source: str
    needs: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    needs: tuple[str, ...] = ()
    for token in MarkdownIt().parse(page.read_text("utf-8")):
        if token.type == "fence" and token.map:
            language = token.info.split()[0] if token.info else ""
            if language in RUN:
                yield Block(page, token.map[0] + 1, language, token.content, needs)
            needs = ()
        elif token.type == "html_block" and (found := _NEEDS.search(token.content)):
            needs = tuple(found[1].split())


class Session:
    """The blocks of one page, run in order in one folder."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.names: dict[str, object] = {"__name__": "__main__"}
        for name in ("corpora", "gold"):
            shutil.copytree(root / name, folder / name)
        os.symlink(root / "docs", folder / "docs")
        self.folder = folder

    def run(self, block: Block) -> None:
        for need in block.needs:
            if shutil.which(need) is None and importlib.util.find_spec(need) is None:
                pytest.skip(f"{block.where} needs {need}")
        if block.language == "python":
            # Padded, so that a traceback names the line of the page.
            source = "\n" * block.line + block.source
            exec(compile(source, str(block.page), "exec"), self.names)
        elif block.language == "pycon":
            self._doctest(block)
        elif block.language == "console":
            self._console(block)
        else:
            self._shell(block.source, block)

    def _doctest(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(
            block.source, self.names, block.where, str(block.page), block.line
        )
        said: list[str] = []
        flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
        runner = doctest.DocTestRunner(optionflags=flags)
        runner.run(test, out=said.append, clear_globs=False)
        self.names.update(test.globs)
        assert not said, "".join(said)

    def _console(self, block: Block) -> None:
        lines = block.source.splitlines()
        commands = [line[2:] for line in lines if line.startswith("$ ")]
        assert commands, f"{block.where}: no line begins with $"
        printed = self._shell("\n".join(commands), block)
        for line in lines:
            if not line.startswith("$ ") and line.strip() not in ("", "..."):
                assert line.strip() in printed, f"{block.where}: not printed: {line}\n{printed}"

    def _shell(self, source: str, block: Block) -> str:
        for target in _MAKE.findall(source):
            makefile = (self.root / "Makefile").read_text("utf-8")
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"no target {target}"
        commands = "\n".join(line for line in source.splitlines() if not _SETS_UP.match(line))
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands],
            cwd=self.folder, capture_output=True, text=True, check=False,
            env=os.environ | {"PATH": path, "COLUMNS": "160", "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        printed = done.stdout + done.stderr
        assert done.returncode == 0, f"{block.where}: status {done.returncode}\n{printed}"
        return printed
