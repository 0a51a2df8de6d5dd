"""The DAGs in a real Airflow, where one is installed."""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent

try:
    if any("standin" in place for place in sys.path):
        raise ImportError("the stand-in is on the path")
    try:
        from airflow.dag_processing.dagbag import DagBag
    except ImportError:
        from airflow.models import DagBag
    import airflow.providers.apache.spark  # noqa: F401
except ImportError:
    DagBag = None


@unittest.skipIf(DagBag is None, "Airflow with its Spark provider is not installed")
class Imported(unittest.TestCase):
    def test_imports_without_errors(self):
        bag = DagBag(dag_folder=str(HERE.parent / "dags"), include_examples=False)
        self.assertEqual(bag.import_errors, {})
        self.assertEqual(set(bag.dags), {"musweep", "musweep_weekly", "musweep_on_new_data"})
        order = bag.dags["musweep"].task_dict
        self.assertEqual(order["train"].upstream_task_ids, {"gate"})
        self.assertEqual(order["report"].upstream_task_ids, {"train"})
        self.assertEqual(order["sweep"].retries, 2)


if __name__ == "__main__":
    unittest.main()
