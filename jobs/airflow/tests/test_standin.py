"""The DAGs against the recording stand-in: their order, what they submit, and what becomes of each way a step can end."""

import json
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "standin"), str(HERE.parent / "dags")]

import airflow.sdk  # noqa: E402
import musweep_dags  # noqa: E402
from airflow.sdk.exceptions import AirflowException, AirflowFailException  # noqa: E402

STEPS = ["coord_check", "sweep", "select", "train", "report"]


class Structure(unittest.TestCase):
    def test_three_dags_one_order(self):
        self.assertEqual(set(airflow.sdk.DAGS), {"musweep", "musweep_weekly", "musweep_on_new_data"})
        for dag in airflow.sdk.DAGS.values():
            order = {name: task.upstream for name, task in dag.tasks.items()}
            self.assertEqual(
                order,
                {
                    "coord_check": [],
                    "sweep": ["coord_check"],
                    "select": ["sweep"],
                    "gate": ["select"],
                    "train": ["gate"],
                    "report": ["train"],
                    "watcher": STEPS,
                },
            )
            self.assertEqual(dag.arguments["max_active_runs"], 1)
            self.assertFalse(dag.arguments["catchup"])

    def test_schedules(self):
        schedules = {name: dag.arguments["schedule"] for name, dag in airflow.sdk.DAGS.items()}
        self.assertIsNone(schedules["musweep"])
        self.assertEqual(schedules["musweep_weekly"], "@weekly")
        self.assertEqual([asset.uri for asset in schedules["musweep_on_new_data"]], ["file:///srv/musweep-data"])

    def test_retries_only_where_a_step_resumes(self):
        tasks = airflow.sdk.DAGS["musweep"].tasks
        retries = {name: tasks[name].arguments["retries"] for name in STEPS}
        self.assertEqual(retries, {"coord_check": 0, "sweep": 2, "select": 2, "train": 2, "report": 0})

    def test_what_trains_waits_for_the_pool(self):
        tasks = airflow.sdk.DAGS["musweep"].tasks
        pools = [tasks[name].arguments["pool"] for name in STEPS]
        self.assertEqual(pools, ["musweep_gpu"] * 4 + ["default_pool"])

    def test_assets(self):
        tasks = airflow.sdk.DAGS["musweep"].tasks
        self.assertEqual([asset.uri for asset in tasks["sweep"].arguments["outlets"]], ["musweep://tables"])
        self.assertEqual([asset.uri for asset in tasks["report"].arguments["outlets"]], ["musweep://report"])

    def test_params_are_checked(self):
        params = airflow.sdk.DAGS["musweep"].arguments["params"]
        self.assertEqual(params["sweep_file"].resolve("/conf/a.yaml"), "/conf/a.yaml")
        self.assertEqual(params["output"].resolve("s3a://bucket/out"), "s3a://bucket/out")
        for name, wrong in [("sweep_file", "a.json"), ("sweep_file", 7), ("output", "relative/path")]:
            with self.assertRaises(ValueError):
                params[name].resolve(wrong)


class RunKeys(unittest.TestCase):
    def test_a_backfill_of_a_date_is_the_scheduled_run(self):
        scheduled = musweep_dags.run_key("scheduled__2026-01-04T00:00:00+00:00")
        self.assertEqual(scheduled, "2026-01-04T00-00-00-00-00")
        self.assertEqual(musweep_dags.run_key("backfill__2026-01-04T00:00:00+00:00"), scheduled)

    def test_other_runs_stay_apart(self):
        keys = [
            musweep_dags.run_key(each)
            for each in ["manual__2026-01-04T00:00:00+00:00", "asset_triggered__2026-01-04T00:00:00+00:00_x1"]
        ]
        self.assertEqual(len(set(keys) | {"2026-01-04T00-00-00-00-00"}), 3)
        for key in keys:
            self.assertRegex(key, r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


class Outcomes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "my.yaml").write_text("schema: 1\nsweep: tiny  # mine\n", encoding="utf-8")
        self.context = {
            "params": {"sweep_file": str(self.folder / "my.yaml"), "output": str(self.folder)},
            "run_id": "manual__1",
        }

    def status(self, step, state, exit_code, retryable, updated="2026-01-04T00:00:00Z"):
        run = self.folder / "tiny" / "manual__1"
        run.mkdir(parents=True, exist_ok=True)
        document = {"step": step, "state": state, "exitCode": exit_code, "retryable": retryable}
        document.update(updated=updated, counts={})
        (run / "status.json").write_text(json.dumps(document), encoding="utf-8")

    def execute(self, name, *outcome):
        """The step, as a spark-submit that fails; its driver has come as far as to write an outcome, if one is given."""

        def fail(operator, context):
            if outcome:
                self.status(*outcome)
            raise AirflowException("Cannot execute: spark-submit. Error code is: 1.")

        operator = airflow.sdk.DAGS["musweep"].tasks[name]
        submit = musweep_dags.MusweepStep.submit
        musweep_dags.MusweepStep.submit = staticmethod(fail)
        try:
            return operator.execute(self.context)
        finally:
            musweep_dags.MusweepStep.submit = submit

    def gate(self):
        function = airflow.sdk.DAGS["musweep"].tasks["gate"].arguments["python_callable"]
        return function(params=self.context["params"], run_id=self.context["run_id"])

    def test_what_cannot_change_is_not_tried_again(self):
        with self.assertRaisesRegex(AirflowFailException, "coord-check ended with exit code 3"):
            self.execute("coord_check", "coord-check", "failed", 3, False)

    def test_nor_is_it_when_it_failed_the_same_way_before(self):
        self.status("coord-check", "failed", 3, False)
        with self.assertRaisesRegex(AirflowFailException, "coord-check ended with exit code 3"):
            self.execute("coord_check", "coord-check", "failed", 3, False, "2026-01-04T00:01:00Z")

    def test_what_failed_earlier_says_nothing_of_an_attempt_that_wrote_nothing(self):
        for name, step, code in [("coord_check", "coord-check", 3), ("select", "select", 5)]:
            self.status(step, "failed", code, False)
            with self.assertRaisesRegex(AirflowException, "Error code is: 1") as raised:
                self.execute(name)
            self.assertNotIsInstance(raised.exception, AirflowFailException)

    def test_what_can_is(self):
        for code in (1, 6, 7):
            with self.assertRaises(AirflowException) as raised:
                self.execute("sweep", "sweep", "failed", code, True)
            self.assertNotIsInstance(raised.exception, AirflowFailException)

    def test_a_driver_that_was_killed_is_tried_again(self):
        with self.assertRaises(AirflowException) as raised:
            self.execute("sweep", "sweep", "running", None, False)
        self.assertNotIsInstance(raised.exception, AirflowFailException)

    def test_what_an_earlier_attempt_finished_says_nothing_of_this_one(self):
        self.status("sweep", "done", 0, False)
        with self.assertRaises(AirflowException) as raised:
            self.execute("sweep")
        self.assertNotIsInstance(raised.exception, AirflowFailException)

    def test_a_step_that_never_came_to_run_is_tried_again(self):
        self.status("coord-check", "done", 0, False)
        with self.assertRaises(AirflowException) as raised:
            self.execute("sweep")
        self.assertNotIsInstance(raised.exception, AirflowFailException)

    def test_no_status_at_all_leaves_the_failure_as_it_is(self):
        with self.assertRaisesRegex(AirflowException, "Error code is: 1"):
            self.execute("coord_check")

    def transfer(self, outcome, **beyond):
        verdict = {"check": {"verdict": outcome}, **{name: {"verdict": each} for name, each in beyond.items()}}
        (self.folder / "tiny" / "manual__1" / "transfer.json").write_text(json.dumps(verdict), encoding="utf-8")

    def test_a_failed_transfer_check_closes_the_gate_and_nothing_else(self):
        self.assertIsNone(self.execute("select", "select", "failed", 5, False))
        self.transfer("failed")
        self.assertFalse(self.gate())

    def test_what_was_found_later_does_not_open_it(self):
        self.status("report", "done", 0, False)
        self.transfer("failed")
        self.assertFalse(self.gate())

    def test_a_passed_one_opens_it(self):
        self.status("select", "done", 0, False)
        self.transfer("passed")
        self.assertTrue(self.gate())

    def test_one_that_failed_over_depth_or_batch_size_closes_it_too(self):
        self.assertIsNone(self.execute("select", "select", "failed", 5, False))
        for check in ("depthCheck", "batchSizeCheck"):
            self.transfer("passed", **{check: "failed"})
            self.assertFalse(self.gate())
            self.transfer("passed", **{check: "passed"})
            self.assertTrue(self.gate())

    def test_the_watcher_fails_the_run(self):
        with self.assertRaises(AirflowFailException):
            airflow.sdk.DAGS["musweep"].tasks["watcher"].arguments["python_callable"]()


if __name__ == "__main__":
    unittest.main()
