"""Prints the DAGs as JSON: tasks, order, settings, and every command line as it would be submitted."""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "standin"), str(HERE.parent / "dags")]

import airflow.sdk  # noqa: E402
import musweep_dags  # noqa: E402

RUN_ID = "scheduled__2026-01-04T00:00:00+00:00"


def rendered(text, params):
    text = re.sub(r"{{ params\.(\w+) }}", lambda found: params[found.group(1)], text)
    return text.replace("{{ run_id | run_key }}", musweep_dags.run_key(RUN_ID))


def described(dag):
    params = {name: param.default for name, param in dag.arguments["params"].items()}
    return {
        "maxActiveRuns": dag.arguments["max_active_runs"],
        "tasks": {
            task.task_id: {
                "upstream": task.upstream,
                "retries": task.arguments.get("retries"),
                "pool": task.arguments.get("pool"),
                "class": task.arguments.get("java_class"),
                "arguments": [rendered(each, params) for each in task.arguments.get("application_args", [])],
            }
            for task in dag.tasks.values()
        },
    }


print(json.dumps({dag.dag_id: described(dag) for dag in airflow.sdk.DAGS.values()}))
