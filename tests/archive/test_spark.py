# ruff: noqa: E402
from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
if shutil.which("java") is None:
    pytest.skip("there is no Java on this machine", allow_module_level=True)

from pyspark.sql import SparkSession

from cchc_extract.archive.records import read_records
from cchc_extract.archive.run import Options, run
from cchc_extract.archive.spark import extract_dataframe

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two executors in processes of their own."""
    settings = {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME": "localhost",
        "PYSPARK_PYTHON": sys.executable,
    }
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONPATH", os.environ.get("PYTHONPATH", ""))
        .config("spark.executor.memory", "512m")
        .config("spark.task.maxFailures", "8")
        .getOrCreate()
    )
    yield session
    session.stop()
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


def collected(df: DataFrame) -> dict[str, Any]:
    return {row["id"]: json.loads(row["record"]) for row in df.collect()}


def executors() -> list[int]:
    """Process ids of the executors of this test, the processes below it that ask a scheduler."""
    parents: dict[int, int] = {}
    commands: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may have ended
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(status[1])
            commands[int(folder.name)] = (folder / "cmdline").read_text()
    below = {os.getpid()}
    while more := {p for p, parent in parents.items() if parent in below} - below:
        below |= more
    return [p for p in sorted(below) if "--executor-id" in commands.get(p, "").split("\0")]


def test_records_are_those_of_one_machine_also_when_an_executor_dies(
    spark: SparkSession, tmp_path: Path, mixed: list[Any], write_lines: Any
) -> None:
    many = [
        {"url": f"{row['id']}.{n}", "body": f"{row['text']} {n}", "published": row.get("published")}
        for n in range(2)
        for row in mixed
    ]
    rows = [{"id": r["url"], "text": r["body"], "published": r["published"]} for r in many]
    run([str(write_lines(tmp_path / "a.jsonl", rows))], tmp_path / "out", Options())
    expected = {r["id"]: r for r in read_records([str(tmp_path / "out")])}

    articles = spark.createDataFrame(many, "url string, body string, published string")
    found = extract_dataframe(articles.repartition(8), text_col="body", id_col="url", batch_rows=8)
    assert found.columns == ["id", "text_sha256", "record", "error"]
    killed: list[int] = []

    def kill() -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            status = spark.sparkContext.statusTracker()
            stages = map(status.getStageInfo, status.getActiveStageIds())
            if any(s and s.numCompletedTasks > 1 and s.numTasks == 8 for s in stages):
                killed.append(executors()[0])
                os.kill(killed[0], signal.SIGKILL)
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    result = collected(found)
    killer.join()
    assert killed, "no executor was killed while the job ran"
    assert result == expected


def test_a_missing_column_is_named(spark: SparkSession) -> None:
    articles = spark.createDataFrame([("a", "b")], "id string, body string")
    with pytest.raises(ValueError, match="no column 'text'"):
        extract_dataframe(articles)
