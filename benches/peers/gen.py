#!/usr/bin/env python3
"""Make the benchmark sites: the same N event announcements, written the way each tool wants them.

    gen.py N FOLDER [TOOL ...]       -> FOLDER/TOOL-N/

The records depend on the seed and the index alone, so event 17 is the same at every N and for every
tool. What differs by tool is the file layout and the front matter, chosen by `format` in tools.toml.
"""
import datetime as dt
import json
import pathlib
import random
import shutil
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
SEED = 20260401
FEED_LIMIT = 50

COURSES = [  # key (ASCII, used in URLs), name shown
    ("smartphone-first", "はじめてのスマホ教室"),
    ("smartphone-line", "LINEをつかってみよう"),
    ("smartphone-map", "地図アプリでおでかけ"),
    ("mynaportal", "マイナポータル入門"),
    ("e-application", "電子申請体験会"),
    ("cashless", "キャッシュレス決済入門"),
    ("disaster-app", "防災アプリ講座"),
    ("online-clinic", "オンライン診療体験"),
    ("photo", "写真の撮り方と整理"),
    ("safety", "詐欺を見分ける講座"),
    ("tablet", "タブレット体験会"),
    ("consult", "なんでもデジタル相談会"),
]
PLACES = ["中央公民館 第2会議室", "北部コミュニティセンター", "市立図書館 視聴覚室", "福祉会館 2階ホール",
          "南部市民センター", "東町集会所", "生涯学習センター 研修室A", "市役所本庁舎 1階市民ロビー"]
TARGETS = ["市内にお住まいの60歳以上の方", "市内在住・在勤の方", "スマートフォンをお持ちでない方",
           "はじめて参加される方", "どなたでも"]
SENTENCES = [
    "市では、デジタル機器の操作に不安のある方を対象に、少人数の講習会を開催します。",
    "講師がとなりについて、ひとつずつ操作をご案内しますので、はじめての方も安心してご参加ください。",
    "当日は貸し出し用の端末をご用意していますので、手ぶらでお越しいただけます。",
    "ご自分の端末をお持ちになる場合は、充電をしてからお越しください。",
    "お申し込みは先着順です。定員になりしだい、受付を終了します。",
    "手話通訳や要約筆記が必要な方は、開催日の一週間前までにご相談ください。",
    "会場には駐車場がありますが、台数に限りがあるため、公共交通機関をご利用ください。",
    "荒天のときは中止することがあります。中止の場合は市のホームページでお知らせします。",
    "画面の文字を大きくする設定や、音声で入力する方法もあわせてご紹介します。",
    "二次元コードの読み取りかたを、実際のお知らせを使って練習します。",
    "不審なメールやショートメッセージを受け取ったときの対応についてもご説明します。",
    "終了後には、個別のご質問にお答えする時間を設けています。",
    "家族や友人とのビデオ通話のつなぎかたを、二人一組で体験していただきます。",
    "休憩時間には、町内会の皆さんによる健康体操のコーナーもあります。",
]
BRING = ["筆記用具", "メガネ（必要な方）", "飲み物", "マイナンバーカード（お持ちの方）", "ご自分のスマートフォン", "本人確認書類"]


def record(i):
    """Event number i (from 1)."""
    rng = random.Random(SEED * 1_000_003 + i)
    key, name = COURSES[rng.randrange(len(COURSES))]
    # Published over the three years to 2025-12-31: never in the future, which Hugo would skip.
    published = dt.datetime(2023, 1, 1, 9, 0) + dt.timedelta(minutes=rng.randrange(3 * 365 * 24 * 60))
    starts = (published + dt.timedelta(days=rng.randrange(14, 45))).replace(
        hour=rng.choice([10, 13, 14]), minute=rng.choice([0, 30]))
    return {
        "slug": f"e{i:05d}",
        "title": f"{name} 第{i}回（{rng.choice(PLACES).split()[0]}）",
        "date": published,
        "starts": starts,
        "ends": starts + dt.timedelta(minutes=90),
        "course": key,
        "course_name": name,
        "target": rng.choice(TARGETS),
        "place": rng.choice(PLACES),
        "capacity": rng.choice([8, 10, 12, 20]),
        "booking_url": f"https://reserve.example.jp/events/{i}?from=web",
        "summary": rng.choice(SENTENCES),
        "body": body(rng),
    }


def body(rng):
    """About 1.5 KB (UTF-8) of Japanese Markdown: three headings, prose, a list, a table, a link."""
    pick = lambda k: "".join(rng.sample(SENTENCES, k))
    bring = rng.sample(BRING, 3)
    return "\n".join([
        pick(4), "",
        "## 当日の内容", "",
        pick(2), "",
        "1. スマートフォンの電源と画面の見かた", "2. **二次元コード**の読み取り練習", "3. 質問の時間", "",
        "| 時間 | 内容 |", "| --- | --- |", "| 受付 | 開始の15分前から |", "| 講習 | 90分（休憩あり） |", "",
        "## 持ちもの", "",
        *[f"- {b}" for b in bring], "",
        "## お問い合わせ", "",
        f"{pick(3)}くわしくは[市のホームページ](https://www.city.example.jp/digital/)をご覧ください。", "",
    ])


def iso(t):
    return t.strftime("%Y-%m-%dT%H:%M:00+09:00")


def q(s):  # a JSON string is a valid YAML and TOML basic string
    return json.dumps(s, ensure_ascii=False)


def write_yaml(root, records):
    """Flat YAML front matter, content/events/<slug>.md: Hugo and Eleventy."""
    out = root / "content" / "events"
    out.mkdir(parents=True, exist_ok=True)
    for r in records:
        (out / f"{r['slug']}.md").write_text(
            f"---\ntitle: {q(r['title'])}\ndate: {iso(r['date'])}\nstarts: {iso(r['starts'])}\n"
            f"ends: {iso(r['ends'])}\ntarget: {q(r['target'])}\nplace: {q(r['place'])}\n"
            f"capacity: {r['capacity']}\nbooking_url: {q(r['booking_url'])}\nsummary: {q(r['summary'])}\n"
            f"courses: [{r['course']}]\n---\n\n{r['body']}")


def write_zola(root, records):
    """TOML front matter, own fields under [extra], courses under [taxonomies]."""
    out = root / "content" / "events"
    out.mkdir(parents=True, exist_ok=True)
    (root / "content" / "_index.md").write_text('+++\ntitle = "お知らせ"\nsort_by = "date"\n+++\n')
    # transparent: the home section gets these pages as its own; render: no /events/ page.
    (out / "_index.md").write_text(
        '+++\ntitle = "講座"\nsort_by = "date"\ntransparent = true\nrender = false\npage_template = "event.html"\n+++\n')
    for r in records:
        (out / f"{r['slug']}.md").write_text(
            f"+++\ntitle = {q(r['title'])}\ndate = {iso(r['date'])}\ndescription = {q(r['summary'])}\n"
            f"[taxonomies]\ncourses = [{q(r['course'])}]\n"
            f"[extra]\nstarts = {iso(r['starts'])}\nends = {iso(r['ends'])}\ntarget = {q(r['target'])}\n"
            f"place = {q(r['place'])}\ncapacity = {r['capacity']}\nbooking_url = {q(r['booking_url'])}\n"
            f"+++\n\n{r['body']}")


def write_oideyo(root, records):
    """A folder a course with what its sessions share, a file a session: NAME = DATE-SLUG, since the day is the session's."""
    content = root / "content"
    names = dict(COURSES)
    for key in sorted({r["course"] for r in records}):
        (content / key).mkdir(parents=True, exist_ok=True)
        (content / key / "_course.md").write_text(
            f"---\nname: {q(names[key][:20])}\ntitle: {q(names[key])}\nbooking: {{opens: 2022-12-01 9:00}}\n---\n")
    for r in records:
        (content / r["course"] / f"{r['starts']:%Y-%m-%d}-{r['slug']}.md").write_text(
            f"---\ntitle: {q(r['title'])}\ntime: {r['starts']:%H:%M}-{r['ends']:%H:%M}\n"
            f"audience: {q(r['target'])}\nvenue: {q(r['place'])}\ncapacity: {r['capacity']}人\n"
            f"booking: {{url: {q(r['booking_url'])}}}\nsummary: {q(r['summary'])}\n---\n\n{r['body']}")


FORMATS = {"oideyo": write_oideyo, "yaml": write_yaml, "zola": write_zola}


def load_tools():
    return tomllib.loads((HERE / "tools.toml").read_text())


def make(root, tool, spec, records):
    """A fresh site in the folder `root`, which must not be there yet."""
    shutil.copytree(HERE / "themes" / spec.get("theme", tool), root)
    FORMATS[spec["format"]](root, records)
    # The shown names of the courses, as data, for the tools that read data files.
    (root / "courses.json").write_text(json.dumps(dict(COURSES), ensure_ascii=False))


def main():
    n, where, only = int(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]
    records = [record(i) for i in range(1, n + 1)]
    for tool, spec in load_tools().items():
        if not only or tool in only:
            make(where / f"{tool}-{n}", tool, spec, records)
            print(where / f"{tool}-{n}")


if __name__ == "__main__":
    main()
