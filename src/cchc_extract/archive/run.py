"""Archives to a folder of records: the whole run on one screen.

inputs -> blocks -> workers -> (in the order of the blocks) -> shards, logs, manifest
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import orjson

from cchc_extract._version import __version__
from cchc_extract.archive.batch import shared_extractor
from cchc_extract.archive.blocks import Block, cut
from cchc_extract.archive.done import Done, Found
from cchc_extract.archive.folder import (
    DUPLICATES,
    ERRORS,
    INPUTS,
    NEAR_COPIES,
    Entry,
    Packing,
    RunFolder,
)
from cchc_extract.archive.formats import Format
from cchc_extract.archive.inputs import new_rows, sources
from cchc_extract.archive.items import Refused
from cchc_extract.archive.manifest import Counts, Manifest, replacing
from cchc_extract.archive.pool import results
from cchc_extract.archive.readers import find_inputs
from cchc_extract.archive.seen import Seen, Verdict
from cchc_extract.archive.sketch import near_copies
from cchc_extract.archive.work import Task

__all__ = ["Options", "Progress", "RunError", "run"]


class RunError(ValueError):
    """The run cannot begin; the message says why."""


@dataclass(frozen=True, slots=True)
class Options:
    """How archives are run.

    Attributes:
        task: what is done with every article.
        workers: processes; 1 works in this one.
        packing: how the records are written.
        keep_duplicates: whether an article met twice has two records.
        format: reads every file that way, whatever its extension.
        resume: whether to go on with a run that was interrupted.
        block_bytes: what a worker gets at a time.
        shard_bytes: records from which a shard is full.
        commit_blocks: blocks after which the manifest is written even so.
    """

    task: Task = field(default_factory=Task)
    workers: int = 1
    packing: Packing = Packing.JSONL
    keep_duplicates: bool = False
    format: Format | None = None
    resume: bool = False
    block_bytes: int = 2 << 20
    shard_bytes: int = 64 << 20
    commit_blocks: int = 512

    def that_decide(self) -> dict[str, str | int | bool]:
        """The options that the records and their order depend on."""
        task = self.task
        return {
            "scan": task.scan,
            "fields": repr(task.fields),
            "keep_text": task.keep_text,
            "ner": task.ner,
            "packing": self.packing,
            "keep_duplicates": self.keep_duplicates,
            "block_bytes": self.block_bytes,
            "shard_bytes": self.shard_bytes,
            "commit_blocks": self.commit_blocks,
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: bytes of input done and in all, and what came of them."""

    done: int
    total: int
    counts: Counts


def run(
    paths: Iterable[str],
    output: Path,
    options: Options,
    *,
    report: Callable[[Progress], None] = lambda _: None,
) -> Counts:
    """Read archives and write the records of their articles to a folder.

    Args:
        paths: files, folders and patterns.
        output: the folder; one with records of an earlier run is continued.
        options: how.
        report: called after every block.

    Returns:
        The totals of the folder.

    Raises:
        RunError: the folder holds another run, or one that was interrupted.
        InputChangedError: a file is not what it was when an interrupted run began.
        WorkerDiedError: a worker was killed; what is done can be resumed.
        LexiconError: a rule file cannot be used.
    """
    manifest = _manifest(output, options)
    folder = RunFolder(output, manifest, options.packing)
    merger = _Merger(folder, options)
    if manifest.first_input < len(folder.inputs()) and not manifest.finished:
        _work_off(folder, merger, options, report)
    known = folder.inputs()
    rows = list(new_rows(find_inputs(paths, options.format, leave_out=output), known))
    if rows or not known:
        manifest.first_input = len(known)
        manifest.finished, manifest.blocks, manifest.row = False, 0, 1
        for row in rows:
            folder.log(INPUTS, row.model_dump())
        folder.commit()
        _work_off(folder, merger, options, report)
    return manifest.counts


def _manifest(output: Path, options: Options) -> Manifest:
    rules = shared_extractor(options.task.ner, options.task.rules).fingerprint
    try:
        manifest = Manifest.load(output)
    except ValueError as x:
        raise RunError(f"{output}: its manifest cannot be read: {x}") from x
    if manifest is None:
        if output.exists() and not output.is_dir():
            raise RunError(f"{output}: is not a folder")
        if output.exists() and any(not f.name.endswith(".part") for f in output.iterdir()):
            raise RunError(f"{output}: is not empty and holds no run")
        started = datetime.now(UTC).isoformat(timespec="seconds")
        return Manifest(
            version=__version__,
            rules=rules,
            options=options.that_decide(),
            times={"started": started},
        )
    if (manifest.version, manifest.rules) != (__version__, rules):
        raise RunError(f"{output}: its records were made by another version or other rules")
    asked = options.that_decide()
    if manifest.options != asked:
        names = [name for name in asked if manifest.options.get(name) != asked[name]]
        raise RunError(f"{output}: was begun with another {', '.join(names)}")
    if not manifest.finished and not options.resume:
        raise RunError(f"{output}: holds a run that was interrupted; --resume goes on with it")
    return manifest


def _work_off(
    folder: RunFolder, merger: _Merger, options: Options, report: Callable[[Progress], None]
) -> None:
    """Read the inputs that the manifest says are being read, from where it says."""
    manifest = folder.manifest
    pending = folder.inputs()[manifest.first_input :]
    total = sum(row.size - row.start for row in pending)
    blocks = cut(list(sources(pending)), options.block_bytes)
    done_bytes = sum(block.size for block in islice(blocks, manifest.blocks))
    uncommitted = 0
    for block, done in results(blocks, options.task, options.workers, folder.waiting):
        merger.add(block, done)
        done_bytes += block.size
        uncommitted += 1
        if folder.held >= options.shard_bytes or uncommitted >= options.commit_blocks:
            folder.commit()
            uncommitted = 0
        report(Progress(done_bytes, total, manifest.counts))
    folder.commit()
    folder.tidy()
    _note_near_copies(folder)
    manifest.finished = True
    folder.commit()


def _note_near_copies(folder: RunFolder) -> None:
    found = near_copies((entry.id, entry.sketch) for entry in folder.entries())
    lines = (orjson.dumps(copy._asdict()) + b"\n" for copy in found)
    with replacing(folder.path / NEAR_COPIES) as stream:
        stream.writelines(lines)


class _Merger:
    """Puts what came of the blocks, in their order, into the folder."""

    def __init__(self, folder: RunFolder, options: Options) -> None:
        self._folder = folder
        self._keep_duplicates = options.keep_duplicates
        # Shards end with a block; a block that fills more than one is cut.
        self._much = 2 * options.shard_bytes
        self._seen = Seen()
        for entry in folder.entries():
            self._seen.add(entry.id, entry.text_sha256)
        for row in folder.duplicates():
            self._seen.add(row["id"], bytes.fromhex(row["text_sha256"]))

    def add(self, block: Block, done: Done) -> None:
        """Take over what came of a block."""
        manifest, counts = self._folder.manifest, self._folder.manifest.counts
        # Rows of a block that did not know its first row are counted from 1.
        shift = manifest.row - 1 if block.first_row is None else 0
        manifest.row = (block.first_row or manifest.row) + done.articles
        manifest.blocks += 1
        counts.articles += done.articles
        counts.chosen += done.chosen
        counts.bytes += done.size
        for refused in done.refused:
            row = refused.place.row
            self._refuse(replace(refused, place=replace(refused.place, row=_plus(row, shift))))
        for found in done.take():
            self._add(found._replace(row=_plus(found.row, shift)))
            if self._folder.held >= self._much:
                self._folder.write_shard()

    def _add(self, found: Found) -> None:
        text = bytes.fromhex(found.text_sha256)
        verdict = self._seen.verdict(found.id, text)
        if verdict is Verdict.SAME_ID and found.other_id is not None:
            found = _renamed(found, found.other_id)
            verdict = self._seen.verdict(found.id, text)
        if verdict is Verdict.SAME_ID:
            reason = f"id {found.id!r} is already that of another text"
            self._log_error(found.file, found.row, reason)
            return
        if verdict is not Verdict.NEW and not (
            self._keep_duplicates and verdict is Verdict.SAME_TEXT
        ):
            self._log_duplicate(found)
            self._seen.add(found.id, text)
            return
        self._seen.add(found.id, text)
        self._folder.add(found.record, Entry(found.id, text, found.file, found.row, found.sketch))
        self._folder.manifest.counts.records += 1

    def _log_duplicate(self, found: Found) -> None:
        first = self._seen.first_with(bytes.fromhex(found.text_sha256))
        row: dict[str, str | int | None] = {
            "id": found.id,
            "same_as": first,
            "file": found.file,
            "row": found.row,
            "text_sha256": found.text_sha256,
        }
        self._folder.log(DUPLICATES, row)
        self._folder.manifest.counts.duplicates += 1

    def _refuse(self, refused: Refused) -> None:
        self._log_error(refused.place.file, refused.place.row, refused.reason)

    def _log_error(self, file: str, row: int | None, reason: str) -> None:
        self._folder.log(ERRORS, {"file": file, "row": row, "reason": reason})
        self._folder.manifest.counts.errors += 1


def _plus(row: int | None, shift: int) -> int | None:
    return None if row is None else row + shift


def _renamed(found: Found, article_id: str) -> Found:
    record = orjson.loads(found.record)
    return found._replace(
        id=article_id, record=orjson.dumps({**record, "id": article_id}), other_id=None
    )
