#!/usr/bin/env python3
"""Print what run.py wrote as Markdown: report.py growth.json [--ja]

--ja: the smaller table of docs/performance.md.
"""
import json
import pathlib
import sys

CASES = ["from nothing", "nothing changed", "one session changed"]


def factor(size, row):
    floor = size.get("floor") or {}
    return f"{row['cpu_s'] / floor['cpu_s']:.1f}" if row["case"] == CASES[0] and floor.get("cpu_s") else ""


def english(results):
    threads = any(row["threads"] for size in results for row in size["rows"])
    print("| sessions | case |" + (" threads |" if threads else "") + " wall s, median (least–most) | user + system s "
          "| CPU µs a session | peak MiB | MB read, written | files written | system calls | CPU in floors |")
    print("|---:|---|" + ("---:|" if threads else "") + "---|---|---:|---:|---|---:|---:|---:|")
    for size in results:
        for row in size["rows"]:
            calls = f"{sum(row['calls'].values()):,}" if row["calls"] else ""
            print(f"| {size['n']:,} | {row['case']} |" + (f" {row['threads'] or 'all'} |" if threads else "")
                  + f" {row['wall_s']:.3f} ({row['wall_s_min']:.3f}–{row['wall_s_max']:.3f}) "
                  f"| {row['user_s']:.3f} + {row['sys_s']:.3f} | {row['cpu_us_a_session']:.0f} | {row['rss_mib']:.0f} "
                  f"| {row['read_bytes'] / 1e6:.1f}, {row['written_bytes'] / 1e6:.1f} | {row['rewritten']:,.0f} "
                  f"| {calls} | {factor(size, row)} |")
    print("\n| sessions | files, MB of content | files, MB of output | cards | slides | floor: wall ms | floor: CPU ms | floor: CPU µs a session |")
    print("|---:|---|---|---:|---:|---:|---:|---:|")
    for size in results:
        floor, first = size.get("floor") or {}, size["rows"][0]
        cell = lambda key, scale: f"{floor[key] * scale:.1f}" if key in floor else ""
        print(f"| {size['n']:,} | {size['content']['files']:,}, {size['content']['bytes'] / 1e6:.1f} "
              f"| {size['output']['files']:,}, {size['output']['bytes'] / 1e6:.1f} | {first['cards']:,.0f} | {first['slides']:,.0f} "
              f"| {cell('wall_s', 1e3)} | {cell('cpu_s', 1e3)} | {cell('cpu_us_a_session', 1)} |")
    print(f"\n- {results[0]['version']}; medians of {min(r['runs'] for s in results for r in s['rows'])} runs or more; "
          f"load average {min(r['load'] for s in results for r in s['rows'])} to {max(r['load'] for s in results for r in s['rows'])}")


def japanese(results):
    print("| 回の数 | はじめから | 何も変えずに | 1回だけ直して | いちばん多いメモリー | 読み書きだけなら | CPU時間は、その何倍か |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for size in results:
        rows = {row["case"]: row for row in size["rows"] if not row["threads"]}
        floor, first = size.get("floor"), rows[CASES[0]]
        print(f"| {size['n']:,} | " + " | ".join(f"{rows[case]['wall_s']:.2f}秒" for case in CASES)
              + f" | {max(row['rss_mib'] for row in rows.values()):.0f} MiB "
              + (f"| {floor['wall_s']:.2f}秒 " if floor else "|  ") + f"| {factor(size, first)} |")


if __name__ == "__main__":
    data = json.loads(pathlib.Path(sys.argv[1]).read_text())
    japanese(data) if "--ja" in sys.argv else english(data)
