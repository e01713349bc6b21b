#!/usr/bin/env python3
"""Time full builds of the benchmark sites.

    bench.py [--sizes 100,1000,10000] [--tools zola,hugo] [--runs 7] [--out results.json]

Each build starts with no output folder, on a warm page cache. Wall and CPU times are medians over the
runs of hyperfine; peak memory is the most that GNU time saw over two more. Before timing, the
outputs are checked, so that no tool is fast by writing less. The machine may be shared: the load
average beside each row says how far to trust the wall time; CPU time suffers less.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

import gen

BIN = os.environ.get("BENCH_BIN", os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin"))


def command(text):
    return text.replace("{bin}", BIN)


def sh(text, cwd, **kw):
    return subprocess.run(["bash", "-c", command(text)], cwd=cwd, capture_output=True, text=True, **kw)


def check(root, spec, n):
    """What the build wrote, or an exception where it's not what the peers write."""
    out = root / spec["out"]
    html = list(out.rglob("*.html"))
    got = {"html_files": len(html), "files": sum(p.is_file() for p in out.rglob("*")),
           "bytes": sum(p.stat().st_size for p in out.rglob("*") if p.is_file())}
    if not spec.get("peer", True):
        return got
    pages = [p for p in html if re.fullmatch(spec.get("event_file", r"events/e\d{5,}/index\.html"), p.relative_to(out).as_posix())]
    link = spec.get("event_link", r"/events/e\d{5,}/")
    home = (out / "index.html").read_text()
    r = gen.record(1)
    page = next(p for p in pages if r["slug"] in str(p)).read_text()
    sitemap = (out / "sitemap.xml").read_text()
    feed = (out / spec.get("feed", "atom.xml")).read_text()
    courses = list(out.glob(spec.get("courses", "courses/*/index.html")))
    listed = sum(len(re.findall(link, p.read_text())) for p in courses)
    expect = {
        "event pages": (len(pages), n),
        "events on the home page": (len(re.findall(link, home)), n),
        "events over the course pages": (listed, n),
        "feed entries": (feed.count("<entry>"), min(n, gen.FEED_LIMIT)),
        "events in the sitemap": (len(re.findall(link, sitemap)), n),
        "course pages": (len(courses), len({gen.record(i)["course"] for i in range(1, n + 1)})),
        "the first event's fields": (all(s in page for s in (r["title"], r["place"], r["target"], "<table>")), True),
    }
    wrong = {k: v for k, v in expect.items() if v[0] != v[1]}
    if wrong:
        raise SystemExit(f"{root.name}: not what the peers write (got, expected): {wrong}")
    return got


def hyperfine(text, root, spec, runs):
    """Median wall, user and system seconds."""
    report = root / "hyperfine.json"
    subprocess.run(
        ["hyperfine", "--style", "none", "--warmup", "1", "--runs", str(runs), "--shell", "bash",
         "--prepare", f"rm -rf {spec['out']}", "--export-json", str(report), command(text)],
        cwd=root, check=True, stdout=subprocess.DEVNULL)
    r = json.loads(report.read_text())["results"][0]
    # hyperfine gives each run's wall time, but only means for CPU time.
    return {"wall_s": r["median"], "wall_min_s": r["min"], "wall_max_s": r["max"], "user_s": r["user"],
            "sys_s": r["system"], "runs": len(r["times"])}


def peak_memory(text, root, spec):
    peaks = []
    for _ in range(2):
        shutil.rmtree(root / spec["out"], ignore_errors=True)
        done = subprocess.run(["/usr/bin/time", "-f", "%M", "bash", "-c", command(text)], cwd=root,
                              capture_output=True, text=True, check=True)
        peaks.append(int(done.stderr.strip().splitlines()[-1]))
    return max(peaks) / 1024


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sizes", default="100,1000,10000")
    ap.add_argument("--tools", default="")
    ap.add_argument("--runs", type=int, default=7)
    ap.add_argument("--out", default=str(gen.HERE / "results.json"))
    ap.add_argument("--modes", default="build,minify")
    args = ap.parse_args()
    tools = gen.load_tools()
    chosen = args.tools.split(",") if args.tools else list(tools)
    out = pathlib.Path(args.out)
    rows = json.loads(out.read_text()) if out.exists() else []
    for n in map(int, args.sizes.split(",")):
        records = [gen.record(i) for i in range(1, n + 1)]
        for tool in chosen:
            spec = tools[tool]
            root = gen.make(tool, spec, records)
            if "setup" in spec:
                sh(spec["setup"], root, check=True)
            version = sh(spec["version"], root).stdout.strip().splitlines()[0]
            for mode in args.modes.split(","):
                if mode not in spec:
                    continue
                shutil.rmtree(root / spec["out"], ignore_errors=True)
                first = sh(spec[mode], root)
                if first.returncode:
                    raise SystemExit(f"{tool} {n} {mode}: {first.stdout}{first.stderr}")
                wrote = check(root, spec, n)
                row = {"tool": tool, "version": version, "n": n, "mode": mode, **wrote,
                       **hyperfine(spec[mode], root, spec, args.runs),
                       "rss_mib": peak_memory(spec[mode], root, spec),
                       "load": os.getloadavg()[0], "at": time.strftime("%F %T")}
                rows = [r for r in rows if (r["tool"], r["n"], r["mode"]) != (tool, n, mode)] + [row]
                out.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
                print(f"{tool:9} {n:6} {mode:7} wall {row['wall_s']:8.3f} s  cpu {row['user_s'] + row['sys_s']:8.3f} s  "
                      f"rss {row['rss_mib']:7.1f} MiB  {wrote['bytes'] / 1e6:7.1f} MB out  load {row['load']:.1f}", flush=True)


if __name__ == "__main__":
    main()
