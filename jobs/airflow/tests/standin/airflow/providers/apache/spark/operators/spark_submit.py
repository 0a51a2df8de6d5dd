"""Records what would be submitted."""

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import AirflowException


class SparkSubmitOperator(BaseOperator):
    # What a submission does, for tests to replace: raises AirflowException where spark-submit fails.
    submit = staticmethod(lambda operator, context: None)

    # The arguments of the provider's operator that these DAGs may use.
    KNOWN = {
        "application", "application_args", "conf", "conn_id", "deploy_mode", "files", "jars", "java_class", "name",
        "outlets", "pool", "properties_file", "retries", "retry_delay", "trigger_rule", "durable",
        "yarn_track_via_rm_api", "track_driver_via_k8s_api", "executor_cores", "executor_memory", "driver_memory",
        "num_executors", "total_executor_cores", "env_vars", "archives",
    }

    def __init__(self, *, task_id, **arguments):
        unknown = set(arguments) - self.KNOWN
        if unknown:
            raise TypeError(f"SparkSubmitOperator has no arguments {sorted(unknown)}")
        super().__init__(task_id=task_id, **arguments)

    def execute(self, context):
        return type(self).submit(self, context)


__all__ = ["AirflowException", "SparkSubmitOperator"]
