"""As much of Airflow as it takes to record what DAGs are made of. Used where Airflow is not installed."""
