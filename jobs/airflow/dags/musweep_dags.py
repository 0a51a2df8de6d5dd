"""musweep in Airflow: one task per step, each of them a command that can be run again.

coord_check >> sweep >> select >> gate >> train >> report

For Airflow 3; also importable by 2.11. docs/airflow.md says how to install it. No step is done here: the DAGs order the commands, and read what
became of them from the run's status.json, since a cluster loses exit codes.

What belongs to an installation comes from the environment of the scheduler and the workers:

MUSWEEP_HOME             a built checkout; /opt/musweep
MUSWEEP_SWEEP            the sweep file that runs start from; $MUSWEEP_HOME/conf/quickstart.yaml
MUSWEEP_OUTPUT           where results go, for the driver and the workers alike; /srv/musweep
MUSWEEP_DATA             what triggers musweep_on_new_data when it is updated; file:///srv/musweep-data
MUSWEEP_CONNECTION       the Spark connection, which names master and deploy mode; spark_default
MUSWEEP_POOL             the pool that keeps runs from taking each other's GPUs; musweep_gpu
MUSWEEP_SUBMIT           more arguments of SparkSubmitOperator, as a JSON object; {}
"""

from __future__ import annotations

import glob
import json
import os
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

try:
    from airflow.sdk import Asset, Param, dag, task
except ImportError:  # Airflow 2
    from airflow.datasets import Dataset as Asset
    from airflow.decorators import dag, task
    from airflow.models.param import Param

try:
    from airflow.sdk.exceptions import AirflowException, AirflowFailException
except ImportError:
    from airflow.exceptions import AirflowException, AirflowFailException

HOME = os.environ.get("MUSWEEP_HOME", "/opt/musweep")
OUTPUT = os.environ.get("MUSWEEP_OUTPUT", "/srv/musweep")
POOL = os.environ.get("MUSWEEP_POOL", "musweep_gpu")

NEW_DATA = Asset(os.environ.get("MUSWEEP_DATA", "file:///srv/musweep-data"))
TABLES = Asset("musweep://tables")
REPORT = Asset("musweep://report")

TRANSFER_CHECK_FAILED = 5
TRANSFER_CHECKS = ("check", "depthCheck", "batchSizeCheck")
RETRIES = 2


def run_key(run_id: str) -> str:
    """The run id as musweep takes it, the same for a date whether the scheduler or a backfill runs it.

    So a backfill of a date that is done finds its finished work, and trains nothing.
    """
    key = re.sub(r"^(scheduled|backfill)__", "", run_id)
    return re.sub(r"[^A-Za-z0-9._-]+", "-", key).strip("-._")


def run_folder(sweep_file: str, output: str, run_id: str) -> str:
    """Where a run's results are: <output>/<sweep>/<run key>."""
    found = re.search(r"(?m)^sweep:\s*['\"]?([A-Za-z0-9._-]+)", read(sweep_file))
    if not found:
        raise AirflowFailException(f"{sweep_file}: there is no line 'sweep: NAME' in it")
    return f"{output.rstrip('/')}/{found.group(1)}/{run_key(run_id)}"


def read(path: str) -> str:
    """A file, local or on any store that Airflow knows."""
    if "://" not in path or path.startswith("file://"):
        return Path(path.removeprefix("file://")).read_text(encoding="utf-8")
    try:
        from airflow.sdk import ObjectStoragePath
    except ImportError:
        from airflow.io.path import ObjectStoragePath
    return ObjectStoragePath(path).read_text(encoding="utf-8")


def status_of(params: dict, run_id: str) -> dict:
    """What the last step wrote: step, state, exitCode, retryable, updated, counts. Empty if there is nothing to read."""
    folder = run_folder(params["sweep_file"], params["output"], run_id)
    try:
        return json.loads(read(f"{folder}/status.json"))
    except (OSError, ValueError):
        return {}


class MusweepStep(SparkSubmitOperator):
    """One musweep command, submitted to Spark.

    A step that failed for good is not tried again, whatever its retries; a transfer check that failed is a result, which the gate reads.
    """

    def __init__(self, *, step: str, **kwargs):
        super().__init__(**kwargs)
        self.step = step

    def execute(self, context):
        earlier = status_of(context["params"], context["run_id"])
        try:
            return super().execute(context)
        except AirflowException as failure:
            status = status_of(context["params"], context["run_id"])
            if not status or status == earlier or status["step"] != self.step or status["state"] in ("running", "done"):
                # Of an earlier attempt, or of a driver that was killed: nothing is known of this one.
                raise
            if self.step == "select" and status["exitCode"] == TRANSFER_CHECK_FAILED:
                return None
            if not status["retryable"]:
                raise AirflowFailException(
                    f"musweep {self.step} ended with exit code {status['exitCode']}, which trying again does not change"
                ) from failure
            raise


def step(name: str, **kwargs) -> MusweepStep:
    """A step as a task, its id with an underscore where the command has a dash."""
    submit = {
        "application": next(iter(sorted(glob.glob(f"{HOME}/jobs/target/jobs-*.jar"))), f"{HOME}/jobs.jar"),
        "jars": jars(),
        "java_class": "org.musweep.jobs.Main",
        "conn_id": os.environ.get("MUSWEEP_CONNECTION", "spark_default"),
        "name": "musweep-" + name + "-{{ run_id | run_key }}",
        "pool": POOL,
        "retries": 0,
        "retry_delay": timedelta(minutes=2),
    }
    submit.update(json.loads(os.environ.get("MUSWEEP_SUBMIT", "{}")))
    submit.update(kwargs)
    return MusweepStep(
        step=name,
        task_id=name.replace("-", "_"),
        application_args=[
            name,
            "{{ params.sweep_file }}",
            "--run-id",
            "{{ run_id | run_key }}",
            "--output",
            "{{ params.output }}",
        ],
        **submit,
    )


def jars() -> str | None:
    """The libraries that the build lists, for Spark to ship."""
    listing = Path(HOME, "jobs/target/jars.txt")
    return listing.read_text(encoding="utf-8").strip().replace(":", ",") if listing.exists() else None


def musweep(dag_id: str, schedule, description: str):
    """A DAG that takes a sweep file from the coordinate check to the report."""

    @dag(
        dag_id=dag_id,
        description=description,
        schedule=schedule,
        start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        max_active_runs=1,
        tags=["musweep"],
        user_defined_filters={"run_key": run_key},
        params={
            "sweep_file": Param(
                os.environ.get("MUSWEEP_SWEEP", f"{HOME}/conf/quickstart.yaml"),
                type="string",
                pattern=r"\.ya?ml$",
                description="The sweep file, as the driver and the workers see it.",
            ),
            "output": Param(
                OUTPUT,
                type="string",
                pattern=r"^(/|[a-z0-9]+://)",
                description="Where results go: an absolute path or a URI.",
            ),
        },
    )
    def order():
        @task.short_circuit(ignore_downstream_trigger_rules=False)
        def gate(params: dict | None = None, run_id: str = "") -> bool:
            """Whether the wide model is worth training: not if a check, over width or beyond, found that the settings do not transfer."""
            transfer = json.loads(read(f"{run_folder(params['sweep_file'], params['output'], run_id)}/transfer.json"))
            return all(transfer[check]["verdict"] != "failed" for check in TRANSFER_CHECKS if check in transfer)

        @task(trigger_rule="one_failed", retries=0)
        def watcher():
            """The report is written in any case, and must not hide that a step failed."""
            raise AirflowFailException("a step failed; its log and the report say why")

        # The check is short and its verdict stays: it has no retries. The others resume where they were.
        coord_check = step("coord-check")
        sweep = step("sweep", retries=RETRIES, outlets=[TABLES])
        select = step("select", retries=RETRIES)
        train = step("train", retries=RETRIES)
        report = step("report", trigger_rule="all_done", pool="default_pool", outlets=[REPORT])

        coord_check >> sweep >> select >> gate() >> train >> report
        [coord_check, sweep, select, train, report] >> watcher()

    return order()


musweep_by_hand = musweep("musweep", None, "A sweep, when somebody triggers it, with a sweep file of their choice.")
musweep_weekly = musweep("musweep_weekly", "@weekly", "The same sweep every week, each in a run of its own.")
musweep_on_new_data = musweep("musweep_on_new_data", [NEW_DATA], "A sweep whenever the data are updated.")
