#!/usr/bin/env python3
"""Time full builds of the same announcements by oideyo and its peers.

    bench.py [--sizes 100,1000,10000] [--tools oideyo,hugo,…] [--rounds 7] [--where FOLDER] [--out results.json]

Every build starts without output and caches, on a warm page cache. Within a round the tools run in turn, so that what
else the machine does hits all alike. Before timing, what was built is compared (check.py).
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import measure

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import check
import gen

BIN = pathlib.Path(os.environ.get("BENCH_BIN", measure.SCRATCH / "bin")).resolve()
#: The peers whose time oideyo's is divided by.
AGAINST = ("hugo", "hugo-calendars")


def command(text):
    return text.replace("{bin}", str(BIN)).replace("{oideyo}", str(measure.oideyo()))


def version(spec, folder):
    done = subprocess.run(["bash", "-c", command(spec["version"])], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"is it in {BIN}? {done.stderr}")
    return done.stdout.splitlines()[0]


def ratios(costs, peer):
    """oideyo's share of a peer's time, round by round."""
    row = {}
    for what in ("wall_s", "cpu_s"):
        rounds = [ours[what] / theirs[what] for ours, theirs in zip(costs["oideyo"], costs[peer])]
        row[what] = {"rounds": [round(value, 3) for value in rounds], "median": statistics.median(rounds)}
    return row


def one_size(n, specs, where, rounds, floor):
    records = [gen.record(i) for i in range(1, n + 1)]
    trash = measure.Trash(where)
    sites, rows = {}, {}
    for tool, spec in specs.items():
        root = where / f"{tool}-{n}"
        trash.take(root)
        gen.make(root, tool, spec, records)
        if "setup" in spec:
            subprocess.run(["bash", "-c", command(spec["setup"])], cwd=root, check=True)
        measure.run(root, command(spec["build"]))
        out = root / "public"
        check.shape(out, spec, records)
        sites[tool] = (out, spec)
        rows[tool] = {"tool": tool, "version": version(spec, root), "n": n, **measure.tree(out)}
    compared = check.words(sites, records)
    costs = {tool: [] for tool in specs}
    for _ in range(rounds):
        for tool, spec in specs.items():
            root = where / f"{tool}-{n}"
            trash.take(root / "public", *(root / name for name in spec.get("caches", [])))
            costs[tool].append(measure.run(root, command(spec["build"])))
    rows = [row | measure.medians(costs[tool]) | {"compared": compared} for tool, row in rows.items()]
    result = {"n": n, "at": time.strftime("%F %T"), "rows": rows}
    if "oideyo" in costs:
        result["shares"] = {peer: ratios(costs, peer) for peer in AGAINST if peer in costs}
    if floor and "oideyo" in costs:
        site = where / f"oideyo-{n}"
        result["floor"] = measure.floor(site, site / "public", trash, rounds)
    trash.take(*(where / f"{tool}-{n}" for tool in specs))
    return result


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sizes", default="100,1000,10000")
    ap.add_argument("--tools", default="", help="default: all whose binary is there")
    ap.add_argument("--rounds", type=int, default=7)
    ap.add_argument("--where", type=pathlib.Path, default=measure.SCRATCH / "peers", help="folder for the sites")
    ap.add_argument("--out", type=pathlib.Path, help="default: results.json in --where")
    ap.add_argument("--no-floor", action="store_true", help="without benches/floor.rs, which needs cargo")
    args = ap.parse_args()
    tools = gen.load_tools()
    there = lambda tool: (measure.oideyo() if tool == "oideyo" else BIN / tool).exists()
    chosen = args.tools.split(",") if args.tools else [
        tool for tool, spec in tools.items() if not spec.get("on_request") and there(tool)]
    where = args.where.resolve()
    where.mkdir(parents=True, exist_ok=True)
    print(f"measures {measure.oideyo()}", file=sys.stderr)
    out = args.out or where / "results.json"
    results = []
    for n in map(int, args.sizes.split(",")):
        results.append(one_size(n, {tool: tools[tool] for tool in chosen}, where, args.rounds, not args.no_floor))
        out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
        print(f"{n} done, {out}", file=sys.stderr, flush=True)
    measure.Trash(where).empty()
    subprocess.run([sys.executable, str(pathlib.Path(__file__).with_name("report.py")), str(out)], check=True)


if __name__ == "__main__":
    main()
