"""The exceptions that tell Airflow what to do next."""


class AirflowException(Exception):
    pass


class AirflowFailException(AirflowException):
    pass
