#!/usr/bin/env python3
"""Draw what run.py wrote: plot.py growth.json docs/pictures/growth.svg

Two fields side by side, both axes logarithmic: seconds and MiB against sessions. Words are Japanese, for the guide.
"""
import html
import json
import math
import pathlib
import sys

WIDTH, HEIGHT = 1000, 550
TOP, FIELD_WIDTH, FIELD_HEIGHT = 132, 370, 340
LEFTS = (84, 84 + 370 + 112)
# Told apart by lightness, dashes and marks, not by hue alone.
LINES = [
    ("from nothing", "はじめから作る", "#0b2f4e", "", "circle"),
    ("one session changed", "1回だけ直して作る", "#b3541e", "9 4", "square"),
    ("nothing changed", "何も変えずに作る", "#5b8fb0", "3 4", "diamond"),
]
FLOOR = ("読み書きだけ（下限）", "#8a8a8a", "14 5 3 5", "cross")
FONT = "'Hiragino Sans','BIZ UDPGothic','Noto Sans JP','Yu Gothic',sans-serif"


def mark(kind, x, y, colour):
    shapes = {"circle": f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"/>',
              "square": f'<rect x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"/>',
              "diamond": f'<path d="M{x:.1f} {y - 6.5:.1f}l6.5 6.5-6.5 6.5-6.5-6.5z"/>',
              "cross": f'<path d="M{x - 5:.1f} {y - 5:.1f}l10 10m0-10l-10 10" stroke="{colour}" stroke-width="2.5"/>'}
    return f'<g fill="{colour}">{shapes[kind]}</g>'


def text(x, y, words, anchor="middle", size=15, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{more}>{html.escape(words)}</text>'


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def decades(values):
    low = math.floor(math.log10(min(values)))
    return low, max(low + 1, math.ceil(math.log10(max(values)) - 1e-9))


def stroke(colour, dash):
    return f'fill="none" stroke="{colour}" stroke-width="3" stroke-dasharray="{dash}"'


def legend(lines):
    """One row above both fields."""
    parts, x = [], LEFTS[0]
    for label, colour, dash, kind, _ in lines:
        parts.append(f'<path d="M{x} 72h44" {stroke(colour, dash)}/>{mark(kind, x + 22, 72, colour)}')
        parts.append(text(x + 54, 77, label, "start"))
        x += 84 + 15 * len(label)
    return parts


def field(left, title, lines, sizes):
    """A frame with its grid and lines; `lines`: label, colour, dash, mark, points."""
    (x0, x1), (y0, y1) = decades(sizes), decades([y for *_, points in lines for _, y in points])
    at_x = lambda x: left + FIELD_WIDTH * (math.log10(x) - x0) / (x1 - x0)
    at_y = lambda y: TOP + FIELD_HEIGHT * (1 - (math.log10(y) - y0) / (y1 - y0))
    parts = [text(left, TOP - 14, title, "start", 17, ' font-weight="bold"')]
    for power in range(y0, y1 + 1):
        y = at_y(10.0 ** power)
        parts.append(f'<path d="M{left} {y:.1f}h{FIELD_WIDTH}" stroke="#d9d9d9"/>')
        parts.append(text(left - 10, y + 5, number(10.0 ** power), "end"))
    for power in range(x0, x1 + 1):
        x = at_x(10.0 ** power)
        parts.append(f'<path d="M{x:.1f} {TOP}v{FIELD_HEIGHT}" stroke="#d9d9d9"/>')
        parts.append(text(x, TOP + FIELD_HEIGHT + 24, number(10 ** power)))
    parts.append(text(left + FIELD_WIDTH / 2, TOP + FIELD_HEIGHT + 52, "回の数（1回につき1ページ）"))
    for _, colour, dash, kind, points in lines:
        path = " ".join(f"{at_x(x):.1f},{at_y(y):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" {stroke(colour, dash)}/>')
        parts += [mark(kind, at_x(x), at_y(y), colour) for x, y in points]
    return parts


def main():
    results = json.loads(pathlib.Path(sys.argv[1]).read_text())
    sizes = [size["n"] for size in results]

    def points(case, key):
        rows = ((size["n"], row) for size in results for row in size["rows"])
        return [(n, row[key]) for n, row in rows if row["case"] == case and not row["threads"]]

    lines = lambda key: [(label, colour, dash, kind, points(case, key)) for case, label, colour, dash, kind in LINES]
    floor = [(size["n"], size["floor"]["wall_s"]) for size in results if size.get("floor")]
    times = lines("wall_s") + ([(*FLOOR, floor)] if floor else [])
    title = "回の数がふえると、作る時間とメモリーはどうなるか"
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
           f'role="img" font-family="{FONT}" fill="#1a1a1a"><title>{title}</title>',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>', text(24, 40, title, "start", 21, ' font-weight="bold"'),
           *legend(times),
           *field(LEFTS[0], "時間（秒）", times, sizes), *field(LEFTS[1], "いちばん多いメモリー（MiB）", lines("rss_mib"), sizes), "</svg>"]
    pathlib.Path(sys.argv[2]).write_text("\n".join(svg) + "\n")


if __name__ == "__main__":
    main()
