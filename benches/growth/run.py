#!/usr/bin/env python3
"""Build sites of growing size and say what each build cost.

    run.py [--sizes 100,1000,10000,100000] [--runs 5] [--where FOLDER] [--out growth.json] [--no-floor]
    run.py --cards [--sizes 1000] [--threads ,1,2]

A size is built from nothing, then with nothing changed, then with a number in one session's text changed before every
run. From 100,000 sessions on there are at most three runs a case, and system calls are not counted (see --trace).
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import measure

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import gen

#: A file changed so shortly before a build is looked at again by the next one.
SETTLED_S = 3
LARGE = 100_000
COUNTS = re.compile(r"書きかえたファイル([\d,]+)、そのまま([\d,]+)、消したファイル([\d,]+)")
MADE = re.compile(r"お知らせ([\d,]+)件、カード([\d,]+)枚、スライド([\d,]+)枚")
NUMBER = re.compile(r"職員が(\d+)人で")


def whole(text):
    return int(text.replace(",", ""))


class Site:
    """A site of n sessions and its builds."""

    def __init__(self, root, n, cards, trash):
        self.root, self.n, self.trash = root, n, trash
        trash.take(root)
        self.session = gen.write(n, root, cards)
        self.command = f"exec {measure.oideyo()} build --now {gen.NOW}"
        said = subprocess.run([measure.oideyo(), "check", "--format", "json", "--site", root, "--now", gen.NOW],
                              capture_output=True, text=True)
        if said.returncode or said.stdout.strip():
            raise SystemExit(f"{root}: the content is not clean: {said.stdout[:2000]}{said.stderr[:2000]}")

    def clear(self):
        self.trash.take(self.root / "public", self.root / ".oideyo")

    def edit(self):
        """Another number of people who welcome the reader."""
        text = self.session.read_text()
        number = int(NUMBER.search(text)[1])
        self.session.write_text(NUMBER.sub(f"職員が{number % 9 + 1}人で", text))

    def build(self, threads):
        env = {"RAYON_NUM_THREADS": threads} if threads else {}
        cost = measure.run(self.root, self.command, env)
        said = "\n".join(cost["said"])
        made, counts = MADE.search(said), COUNTS.search(said)
        if not (made and counts) or len(cost["said"]) > 2:
            raise SystemExit(f"{self.root}: the build said more or less than usual:\n{said[:2000]}")
        pages, cards, slides = map(whole, made.groups())
        rewritten, kept, removed = map(whole, counts.groups())
        return cost | {"pages": pages, "cards": cards, "slides": slides,
                       "rewritten": rewritten, "kept": kept, "removed": removed}

    def calls(self):
        """System calls of one more build, by name; none where they cannot be traced."""
        if not shutil.which("strace"):
            return {}
        table = self.root / "calls.txt"
        subprocess.run(["strace", "-f", "-c", "-o", table, "bash", "-c", self.command], cwd=self.root, check=True,
                       capture_output=True)
        rows = [line.split() for line in table.read_text().splitlines()]
        table.unlink()
        return {row[-1]: int(row[3]) for row in rows if len(row) > 4 and row[3].isdigit() and row[-1] != "total"}


def cases(site, runs, threads, trace):
    """The three cases in their order, for each the runs and the calls."""
    def case(prepare):
        costs = []
        for _ in range(runs):
            prepare()
            costs.append(site.build(threads))
        calls = {}
        if trace:
            prepare()
            calls = site.calls()
        return costs, calls

    time.sleep(SETTLED_S)
    yield "from nothing", *case(site.clear)
    time.sleep(SETTLED_S)
    yield "nothing changed", *case(lambda: None)
    yield "one session changed", *case(site.edit)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sizes", help="default: 100,1000,10000,100000; with --cards 1000")
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--cards", action="store_true", help="with cards and slides, not only pages")
    ap.add_argument("--threads", default="", help="numbers of threads, empty = as many as there are cores")
    ap.add_argument("--trace", type=int, default=LARGE - 1, metavar="N", help="count system calls up to this size")
    ap.add_argument("--where", type=pathlib.Path, default=measure.SCRATCH / "growth", help="folder for the sites")
    ap.add_argument("--out", type=pathlib.Path, help="default: growth.json or cards.json in --where")
    ap.add_argument("--no-floor", action="store_true", help="without benches/floor.rs, which needs cargo")
    args = ap.parse_args()
    where = args.where.resolve()
    where.mkdir(parents=True, exist_ok=True)
    print(f"measures {measure.oideyo()}", file=sys.stderr)
    out = args.out or where / ("cards.json" if args.cards else "growth.json")
    sizes = map(int, (args.sizes or ("1000" if args.cards else "100,1000,10000,100000")).split(","))
    version = subprocess.run([measure.oideyo(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    trash, results = measure.Trash(where), []
    for n in sizes:
        runs = min(args.runs, 3) if n >= LARGE else args.runs
        site = Site(where / f"site-{n}", n, args.cards, trash)
        size = {"n": n, "cards": args.cards, "version": version, "at": time.strftime("%F %T"),
                "content": measure.tree(site.root / "content"), "rows": []}
        results.append(size)
        for threads in args.threads.split(","):
            for name, costs, calls in cases(site, runs, threads, n <= args.trace):
                row = {"case": name, "threads": threads, **measure.medians(costs), "calls": calls}
                row["cpu_us_a_session"] = row["cpu_s"] * 1e6 / n
                size["rows"].append(row)
                print(f"{n} {name}: {row['wall_s']:.3f} s, {row['cpu_s']:.3f} s CPU, {row['rss_mib']:.0f} MiB",
                      file=sys.stderr, flush=True)
        size["output"] = measure.tree(site.root / "public")
        size["floor"] = None if args.no_floor else measure.floor(site.root, site.root / "public", trash, runs)
        trash.take(site.root)
        out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    trash.empty()
    subprocess.run([sys.executable, str(pathlib.Path(__file__).with_name("report.py")), str(out)], check=True)


if __name__ == "__main__":
    main()
