"""Records DAGs, their tasks and the order among them."""

from __future__ import annotations

import re

DAGS: dict[str, "Dag"] = {}
_current: list["Dag"] = []


class Asset:
    def __init__(self, uri):
        self.uri = uri


class Param:
    def __init__(self, default, **schema):
        self.default = default
        self.schema = schema

    def resolve(self, value):
        if self.schema.get("type") == "string" and not isinstance(value, str):
            raise ValueError(f"{value!r} is not a string")
        if "pattern" in self.schema and not re.search(self.schema["pattern"], value):
            raise ValueError(f"{value!r} does not match {self.schema['pattern']}")
        return value


class Dag:
    def __init__(self, **arguments):
        self.dag_id = arguments["dag_id"]
        self.arguments = arguments
        self.tasks = {}

    def add(self, operator):
        if operator.task_id in self.tasks:
            raise ValueError(f"{self.dag_id} has two tasks {operator.task_id}")
        self.tasks[operator.task_id] = operator


class BaseOperator:
    def __init__(self, *, task_id, **arguments):
        self.task_id = task_id
        self.arguments = arguments
        self.upstream = []
        _current[-1].add(self)

    def __rshift__(self, other):
        for each in other if isinstance(other, list) else [other]:
            each.upstream.append(self.task_id)
        return other

    def __rrshift__(self, others):
        for each in others:
            each >> self
        return self


def dag(**arguments):
    def decorate(function):
        def build():
            recorded = Dag(**arguments)
            _current.append(recorded)
            try:
                function()
            finally:
                _current.pop()
            DAGS[recorded.dag_id] = recorded
            return recorded

        return build

    return decorate


class _Task:
    def __call__(self, function=None, **arguments):
        if function is None:
            return lambda decorated: self._operator(decorated, "python", arguments)
        return self._operator(function, "python", arguments)

    def short_circuit(self, **arguments):
        return lambda decorated: self._operator(decorated, "short_circuit", arguments)

    @staticmethod
    def _operator(function, kind, arguments):
        def call():
            return BaseOperator(task_id=function.__name__, kind=kind, python_callable=function, **arguments)

        return call


task = _Task()
