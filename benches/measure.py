#!/usr/bin/env python3
"""Run commands and say what each cost. Linux; standard library only.

Times and memory are those the kernel kept of the whole process and all it waited for. A parent with much memory would
lend its own peak to a child's, so every run is started by a fresh, small Python: this file as a program.

    measure.py FOLDER COMMAND      one run in bash, one JSON line
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
#: Where benches put their sites unless told; git does not look at it.
SCRATCH = REPOSITORY / "target" / "bench"


def once(folder, command):
    """Seconds, MiB, bytes and calls of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(["bash", "-c", command], cwd=folder, stdin=subprocess.DEVNULL)
    # Look before the process is put away: its account of reads and writes goes with it.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    wall = time.perf_counter() - start
    io = dict(line.split(": ") for line in pathlib.Path(f"/proc/{process.pid}/io").read_text().splitlines())
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"exit {os.waitstatus_to_exitcode(status)}: {command}")
    return {"wall_s": wall, "user_s": used.ru_utime, "sys_s": used.ru_stime, "cpu_s": used.ru_utime + used.ru_stime,
            "rss_mib": used.ru_maxrss / 1024, "read_bytes": int(io["rchar"]), "written_bytes": int(io["wchar"])}


def run(folder, command, env=None):
    """`once`, in a small process of its own; what the command printed stands in `said`."""
    done = subprocess.run([sys.executable, "-I", "-S", __file__, str(folder), command], text=True,
                          capture_output=True, env={**os.environ, **(env or {})})
    if done.returncode:
        raise SystemExit(f"{folder}: {done.stdout}{done.stderr}")
    *said, cost = done.stdout.splitlines()
    return {**json.loads(cost), "said": said + done.stderr.splitlines()}


def medians(runs):
    """Medians of the runs, with the span of wall and processor time."""
    names = [name for name in runs[0] if name != "said"]
    row = {name: statistics.median(run[name] for run in runs) for name in names}
    for name in ("wall_s", "cpu_s"):
        row |= {f"{name}_min": min(run[name] for run in runs), f"{name}_max": max(run[name] for run in runs)}
    return {**row, "runs": len(runs), "load": round(os.getloadavg()[0], 2)}


class Trash:
    """Old outputs, moved out of the way on the same file system and removed at the very end.

    ext4 does not reuse an inode freed in the last minutes but passes over them one by one, so a removal shortly before
    a build makes the build's files up to five times dearer, most of all for tools that put many files into few folders.
    A file system in memory has no such trouble and no room for leftovers: there they are removed at once.
    """

    def __init__(self, beside):
        self.folder = pathlib.Path(beside) / "trash"
        kind = subprocess.run(["stat", "-f", "-c", "%T", beside], capture_output=True, text=True).stdout.strip()
        self.at_once = kind == "tmpfs"
        self.number = 0

    def take(self, *paths):
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in filter(os.path.lexists, paths):
            self.number += 1
            os.rename(path, self.folder / f"{time.time_ns()}-{self.number}")
        if self.at_once:
            self.empty()

    def empty(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def tree(folder, but=()):
    """How many files a folder holds, and their bytes."""
    files = bytes_ = 0
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in but]
        files += len(names)
        bytes_ += sum(os.lstat(os.path.join(at, name)).st_size for name in names)
    return {"files": files, "bytes": bytes_}


def floor(site, built, trash, runs):
    """What the bytes alone cost, as `benches/floor.rs` says; None where there is no cargo."""
    scratch = trash.folder / f"floor-{time.time_ns()}"
    trash.folder.mkdir(parents=True, exist_ok=True)
    command = ["cargo", "bench", "--quiet", "--locked", "--bench", "floor", "--", "--site", site, "--built", built,
               "--out", scratch, "--runs", runs]
    try:
        done = subprocess.run([str(word) for word in command], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    except FileNotFoundError:
        return None
    except subprocess.CalledProcessError as failed:
        raise SystemExit(f"floor: {failed.stderr}")
    finally:
        trash.take()
    return json.loads(done.stdout.splitlines()[-1])


def oideyo():
    """The binary under test: $OIDEYO, else the release build."""
    return pathlib.Path(os.environ.get("OIDEYO", REPOSITORY / "target" / "release" / "oideyo")).resolve()


if __name__ == "__main__":
    print(json.dumps(once(sys.argv[1], sys.argv[2])))
