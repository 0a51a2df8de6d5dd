#!/usr/bin/env python3
"""Measures how long a cluster takes to its first trial, and what it moves and keeps, by the way in which libtorch gets there.

    mvn -q -B -DskipTests package
    python3 benchmarks/startup.py [--write docs/cluster.md]

A standalone master and one worker on this machine run `musweep sweep` with one trial of one step, from the distribution's
archive, for each way that docs/cluster.md names: once on a worker that has nothing, and again on the same one.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import socket
import statistics
import subprocess
import tarfile
import tempfile
import time
import urllib.request
import zipfile

from compare import ROOT, java_version, processor, revision, write
from process import first_step

BEGIN, END = "<!-- startup: begin -->", "<!-- startup: end -->"
AGAIN = 3
PATIENCE = 60


def free_port():
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return chosen.getsockname()[1]


def megabytes(path):
    """What a file or folder takes on the disk."""
    path = pathlib.Path(path)
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink()) / 1e6


class Cluster:
    """A master and a worker of the distribution's own Spark, whose processes end with the block."""

    def __init__(self, home, folder):
        self.work = folder / "work"
        self.folder = folder
        self.processes = []
        port, page = free_port(), free_port()
        self.master = f"spark://127.0.0.1:{port}"
        deploy = "org.apache.spark.deploy"
        self.start(home, f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page))
        self.page = f"http://127.0.0.1:{page}/json/"
        self.until(lambda status: status is not None)
        self.start(home, f"{deploy}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "2g", "--webui-port", "0",
                   "--work-dir", str(self.work), self.master)
        self.until(lambda status: status and status["aliveworkers"] == 1)

    def start(self, home, *command):
        log = open(self.folder / f"{command[0].rsplit('.', 1)[-1]}.log", "wb")
        environment = dict(os.environ, SPARK_HOME=str(home / "spark"), SPARK_LOCAL_IP="127.0.0.1")
        self.processes.append(
            subprocess.Popen([str(home / "spark/bin/spark-class"), *command], stdout=log, stderr=log, env=environment)
        )

    def until(self, holds):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.page, timeout=5) as answer:
                    status = json.load(answer)
            except OSError:
                status = None
            if holds(status):
                return
            time.sleep(0.1)
        raise SystemExit(f"The cluster did not start; see {self.folder}.")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait()


def settings(way, natives, cache, installed):
    """Options of spark-submit, as docs/cluster.md has them."""
    library = {"archive": f"./torch/pytorch/cpu/{system()}", "installed": str(installed)}.get(way)
    variables = {"DJL_CACHE_DIR": cache}
    if library:
        variables |= {"PYTORCH_LIBRARY_PATH": library, "PYTORCH_VERSION": natives.name.split("-")[3], "PYTORCH_FLAVOR": "cpu"}
    options = ["--archives", f"{natives}#torch"] if way == "archive" else []
    for name, value in variables.items():
        options += ["--conf", f"spark.executorEnv.{name}={value}"]
    return options


def system():
    """The operating system and processor, in the words of the jar of natives."""
    return {"Linux": "linux", "Darwin": "osx", "Windows": "win"}[platform.system()] + "-" + platform.machine()


def first_trial(home, cluster, options, folder):
    """Seconds from the command until its one trial has ended, as the run's log has it."""
    text = (ROOT / "benchmarks" / "sweep.yaml").read_text()
    text = text.replace("output: out", f"output: {folder}/out").replace("path: conf/", f"path: {ROOT}/conf/")
    text = text.replace("trials: 48", "trials: 1").replace("steps: 400", "steps: 1").replace("warmup: 0.1", "warmup: 0")
    folder.mkdir()
    file = folder / "sweep.yaml"
    file.write_text(text)
    environment = dict(os.environ, SPARK_HOME=str(home / "spark"), SPARK_LOCAL_IP="127.0.0.1", DJL_CACHE_DIR=str(folder / "driver"))
    environment["MUSWEEP_SPARK_OPTIONS"] = " ".join(["--master", cluster.master, "--conf", "spark.ui.enabled=false", *options])
    clock = time.time()
    done = subprocess.run([str(home / "bin/musweep"), "sweep", str(file)], capture_output=True, text=True, env=environment)
    # A model of one step counts as collapsed, so nothing can be selected.
    if done.returncode not in (0, 4):
        raise SystemExit(done.stderr + done.stdout)
    return first_step(folder / "out" / "whole-sweep" / "main" / "log") - clock


def row(home, way, folder):
    natives = next((home / "lib").glob("pytorch-native-cpu-*.jar"))
    cache = folder / "cache"
    installed = folder / "libtorch"
    with zipfile.ZipFile(natives) as jar:
        for entry in jar.infolist() if way == "installed" else []:
            if entry.filename.startswith("pytorch/") and not entry.is_dir():
                target = installed / pathlib.Path(entry.filename).name
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(jar.read(entry))
    with Cluster(home, folder) as cluster:
        options = settings(way, natives, cache, installed)
        first = first_trial(home, cluster, options, folder / "first")
        executor = max(megabytes(each) for each in cluster.work.glob("app-*/*"))
        again = [first_trial(home, cluster, options, folder / f"again-{i}") for i in range(AGAIN)]
    kept = megabytes(cache) + (megabytes(installed) if way == "installed" else 0)
    return f"| {way} | {first:.1f} | {statistics.median(again):.1f} | {executor:.0f} | {kept:.0f} |"


def main():
    parser = argparse.ArgumentParser(description="start of a cluster's executors")
    parser.add_argument("--write", metavar="DOCUMENT")
    args = parser.parse_args()
    archives = sorted((ROOT / "jobs" / "target").glob("musweep-*.tar.gz"))
    if not archives:
        raise SystemExit("There is no distribution: run mvn -DskipTests package first.")
    place = pathlib.Path(tempfile.mkdtemp())
    try:
        with tarfile.open(archives[-1]) as archive:
            archive.extractall(place)
        home = place / archives[-1].name.removesuffix(".tar.gz")
        rows = []
        for way in ["application", "archive", "installed"]:
            folder = place / way
            folder.mkdir()
            rows.append(row(home, way, folder))
            shutil.rmtree(folder)
        natives = next((home / "lib").glob("pytorch-native-cpu-*.jar"))
        with zipfile.ZipFile(natives) as jar:
            unpacked = sum(entry.file_size for entry in jar.infolist()) / 1e6
        lines = [
            f"{processor()}, {os.cpu_count()} cores, all on one machine; {java_version()}; revision {revision()}. Archive of the distribution: "
            f"{megabytes(archives[-1]):.0f} MB; natives: {megabytes(natives):.0f} MB, {unpacked:.0f} MB unpacked.",
            "",
            "| natives | s from the command to the first trial's end, on a new worker | on the same worker again | MB in an executor's folder | MB "
            "kept on the worker |",
            "|---|---|---|---|---|",
            *rows,
        ]
    finally:
        shutil.rmtree(place, ignore_errors=True)
    text = "\n".join(lines)
    print(text)
    if args.write:
        write(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
