#!/usr/bin/env python3
"""Writes licences/third-party.txt: every crate of Cargo.lock with its licence, and the texts they come with.

`oideyo licenses` embeds and prints that file. Crates that only build or test oideyo are named too: naming one too many
does no harm. Run this after every change of Cargo.lock.

    licences/generate.py            write the file (asks cargo for the crates' folders)
    licences/generate.py --check    compare its list with Cargo.lock, quickly, without cargo
"""

import json
import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "licences" / "third-party.txt"
LIST_BEGINS, LIST_ENDS = "CRATES", "TEXTS"

LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|unlicense|copyright|patents)", re.IGNORECASE)
# Not what is in the binary: the crate's own tests, and tools that were not built.
SKIPPED_FOLDERS = {"tests", "test", "test-data", "testdata", "examples", "benches", "fuzz", "target", "node_modules", ".github"}
SOURCE_ENDINGS = {".rs", ".c", ".h", ".py", ".sh", ".toml", ".js", ".json", ".snap", ".yml", ".yaml"}
# A crate that offers one of these beside a permissive licence is used under the permissive one.
NOT_CHOSEN = re.compile(r"^\s*GNU (LESSER |AFFERO )?GENERAL PUBLIC LICENSE")

APACHE_BODY = re.compile(r"TERMS AND CONDITIONS FOR USE, REPRODUCTION.*?END OF TERMS AND CONDITIONS", re.DOTALL)
MIT_BODY = re.compile(r"Permission is hereby granted, free of charge.*?DEALINGS IN THE SOFTWARE\.?", re.DOTALL)
APACHE_APPENDIX = re.compile(r"APPENDIX: How to apply.*?limitations under the License\.", re.DOTALL)
FILLED_COPYRIGHT = re.compile(r"^\W*(Copyright (?:\(c\) |© )?\d{4}.*)$", re.MULTILINE | re.IGNORECASE)


def locked_crates():
    """Names and versions of the crates of Cargo.lock, ours left out."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text(encoding="utf-8"))
    return sorted((crate["name"], crate["version"]) for crate in lock["package"] if "source" in crate)


def listed_crates():
    """Names and versions that third-party.txt lists."""
    text = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    listed = re.search(rf"^{LIST_BEGINS}\n=+\n(.*?)^{LIST_ENDS}$", text, re.DOTALL | re.MULTILINE)
    return sorted(tuple(line.split()[:2]) for line in listed[1].splitlines() if line.strip()) if listed else []


def check():
    locked, listed = set(locked_crates()), set(listed_crates())
    for name, version in sorted(locked - listed):
        print(f"licences/third-party.txt lacks {name} {version}")
    for name, version in sorted(listed - locked):
        print(f"licences/third-party.txt still names {name} {version}")
    if locked != listed:
        print("run licences/generate.py and commit what it writes")
        return 1
    print(f"licences: {len(locked)} crates, as in Cargo.lock")
    return 0


def crates():
    """The crates as cargo knows them, with the folders of their sources."""
    asked = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    answer = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = [crate for crate in json.loads(answer)["packages"] if crate["source"]]
    return sorted(found, key=lambda crate: (crate["name"], crate["version"]))


def licence_files(folder):
    """Licence files of a crate, those of code it bundles included."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        folders = {part.lower() for part in inside.parts[:-1]}
        named = LICENCE_FILE.match(path.name) or "licenses" in folders or "licences" in folders
        if named and path.is_file() and path.suffix.lower() not in SOURCE_ENDINGS and not folders & SKIPPED_FOLDERS:
            yield inside.as_posix(), path.read_text(encoding="utf-8", errors="replace").strip()


def squeezed(text):
    """The text as a reader compares it: layout and the two spellings of apache.org do not count."""
    return re.sub(r"\W+", " ", text.replace("https://", "http://")).lower().strip()


class Texts:
    """Distinct licence texts and the crates that come with each."""

    def __init__(self):
        self.by_key = {}

    def add(self, text, crate):
        apache = APACHE_BODY.search(text)
        outside = APACHE_BODY.sub("", text)
        if apache and len(APACHE_APPENDIX.sub("", outside).strip()) < 400:
            # The one text whose copies differ in layout and appendix only; its copyright lines are kept apart.
            key, shown = "apache-2.0", "Apache License, Version 2.0\nhttp://www.apache.org/licenses/\n\n" + apache[0]
            owners = [line.strip() for line in FILLED_COPYRIGHT.findall(outside)]
        else:
            key, shown, owners = squeezed(text), text, []
            mit = MIT_BODY.search(text)
            without = text.replace(mit[0], "") if mit else ""
            if mit and len(without) < 400:
                # A plain MIT file: the terms once, the copyright lines by crate.
                key, shown = squeezed(mit[0]), "The MIT License (MIT)\n\n" + mit[0]
                owners = [line.strip() for line in without.splitlines() if "copyright" in line.lower()]
        self.add_text(key, shown, crate, owners)

    def add_text(self, key, shown, crate, owners):
        _, users = self.by_key.setdefault(key, (shown, {}))
        known = users.setdefault(crate, [])
        known.extend(owner for owner in owners if owner not in known)


def fill(words):
    return textwrap.fill(words, 110, break_long_words=False, break_on_hyphens=False)


def write():
    texts, listing, silent = Texts(), [], []
    for crate in crates():
        name = f"{crate['name']} {crate['version']}"
        source = crate["repository"] or crate["homepage"] or ""
        listing.append(f"{name}  {crate['license'] or 'see its text'}  {source}".rstrip())
        files = list(licence_files(Path(crate["manifest_path"]).parent))
        if not files:
            silent.append(f"{name}  {crate['license']}  {', '.join(crate['authors'])}".rstrip())
        for _, text in files:
            if text and not NOT_CHOSEN.match(text):
                texts.add(text, name)
    parts = [
        "Third-party software of oideyo",
        fill(
            "oideyo is built from the crates below (some of them only build or test it, or belong to other systems). "
            "The source of each is at the address beside it, unchanged. Where a crate offers a choice of licences, "
            "we use it under the permissive ones, whose texts follow."
        ),
        f"{LIST_BEGINS}\n======\n" + "\n".join(listing),
        f"{LIST_ENDS}\n=====",
    ]
    ordered = sorted(texts.by_key.values(), key=lambda text: (-len(text[1]), squeezed(text[0])))
    for shown, users in ordered:
        names = [crate for crate, owners in users.items() if not owners]
        lines = [f"{crate}: {'; '.join(owners)}" for crate, owners in users.items() if owners]
        used = ([fill(", ".join(names))] if names else []) + lines
        parts.append("-" * 80 + "\n" + "\n".join(used) + "\n\n" + "\n".join(line.rstrip() for line in shown.splitlines()))
    parts.append(
        "-" * 80
        + "\n"
        + fill("These crates come without a licence file. Their licence, as their authors declare it, is one of the texts above.")
        + "\n\n"
        + "\n".join(silent)
    )
    TARGET.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")
    print(f"{TARGET.relative_to(ROOT)}: {len(listing)} crates, {len(ordered)} texts, {TARGET.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(check() if sys.argv[1:] == ["--check"] else write())
