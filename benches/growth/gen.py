#!/usr/bin/env python3
"""Write a whole city's site of N sessions for the default theme: gen.py N FOLDER [--cards]

40 sessions a course, one a month: 37 held, 3 to come after NOW. All depends on the numbers alone, so a session says the
same at every N. What is written gives neither errors nor advice. Without --cards the site has pages only.
"""
import datetime as dt
import pathlib
import random
import sys

SEED = 20261201
NOW = "2026-12-01T09:00"
A_COURSE = 40
AHEAD = 3

SITE = """\
city: あおば市
team: 健康こども課
base_url: https://www.city.aoba.example.jp/oideyo/
booking_hosts: [booking.example.jp]
closed_days: [2026-12-29, 2026-12-30, 2026-12-31, 2027-01-02, 2027-01-03]
contact:
  name: あおば市 健康こども課
  phone: 0197-00-0011
  email: kosodate@city.aoba.example.jp
fee: 無料
"""
PAGES_ONLY = "channels: {card: off, signage: off}\n"

# Key, name, art, for whom, headlines, one sentence, what to bring, food.
THEMES = [
    ("rinyushoku", "離乳食教室", "bowl", {"min_months": 5, "max_months": 6},
     ["「もぐもぐ・ごっくんの準備」／サポートします！", "はじめのひとさじ／安心して始められます", "おかゆのかたさが／手ざわりでわかります"],
     "離乳食の始め方を、管理栄養士といっしょに体験できます。", ["母子健康手帳", "バスタオル", "エプロン", "おむつと着替え"], True),
    ("stepup", "ステップアップ離乳食", "plate", {"min_months": 7, "max_months": 11},
     ["3回食へ、むりなく進められます", "手づかみ食べが／こわくなくなります", "大人のごはんから／取り分けられます"],
     "1日3回の食事への進め方を、見本にさわってたしかめられます。", ["母子健康手帳", "エプロン", "飲みもの"], True),
    ("youjishoku", "幼児食教室", "plate", {"min_months": 12, "max_months": 36},
     ["「食べない日」の気持ちが軽くなります", "10分で作れる朝ごはんが／3つ身につきます", "おやつの量が／ひと目でわかります"],
     "かむ力に合ったかたさと味つけを、作りながら覚えられます。", ["エプロン", "三角きん", "ふきん"], True),
    ("papamama", "パパママ教室", "family", "赤ちゃんを迎えるかたとご家族",
     ["抱っこも沐浴も／生まれる前に練習できます", "産後のくらしを／2人で準備できます", "お父さんの「はじめて」を／助産師が支えます"],
     "助産師のそばで、赤ちゃんのお世話をひととおり体験できます。", ["母子健康手帳", "動きやすい服装", "フェイスタオル"], False),
    ("sokutei", "すくすく計測日", "baby", "0歳から就学前までのお子さんと保護者",
     ["どのくらい大きくなったかな？／身長と体重をはかれます", "買いもののついでに／大きくなったことを喜べます"],
     "買いものや散歩のついでに、いつでも立ち寄れます。", ["母子健康手帳", "バスタオル"], False),
    ("soudan", "こども栄養相談", "talk", "お子さんの食事が気になる保護者",
     ["「食べない」「食べすぎ」の悩み／管理栄養士が聞きます", "「おやつはいつ、どのくらい？」／気軽に話せます"],
     "1組30分、ほかの人を気にせずに話せる個別の相談です。", ["母子健康手帳", "2、3日分の食事のメモ（あれば）"], False),
    ("ehon", "絵本とわらべうた", "family", {"min_months": 4, "max_months": 18},
     ["今夜から読める1冊が見つかります", "泣いた赤ちゃんが笑う／わらべうたを覚えられます"],
     "司書と保育士が、月齢に合う絵本と歌を紹介します。", ["母子健康手帳", "飲みもの"], False),
    ("massage", "ベビーマッサージ", "baby", {"min_months": 2, "max_months": 7},
     ["ふれあうだけで／よく眠れる夜が増えます", "肌と肌のやりとりを／ゆっくり楽しめます"],
     "助産師の手本を見ながら、赤ちゃんの体にやさしくふれます。", ["バスタオル", "着替え", "飲みもの"], False),
    ("kenkou", "からだの元気アップ", None, "60歳からのかた",
     ["階段がらくになる体操を／3つ覚えられます", "歩く速さをはかって／転ばない足をつくれます"],
     "保健師といっしょに、いすに座ったままできる体操をします。", ["飲みもの", "タオル", "動きやすい服装"], False),
    ("shokuiku", "おやこ料理教室", "bowl", "小学生と保護者",
     ["自分でにぎったおにぎりは／残さず食べられます", "親子で作るから／お手伝いが習慣になります"],
     "包丁の持ち方から、片づけまでを親子で練習できます。", ["エプロン", "三角きん", "ふきん", "上ばき"], True),
    ("hanoken", "歯みがき教室", "baby", {"min_months": 8, "max_months": 24},
     ["いやがらない仕上げみがきの／こつがわかります", "はじめての歯を／むし歯から守れます"],
     "歯科衛生士が、歯ブラシの当て方を1人ずつ見ます。", ["母子健康手帳", "歯ブラシ", "タオル"], False),
    ("sumaho", "はじめてのスマホ", None, "60歳からのかた",
     ["お孫さんの写真が／自分で見られるようになります", "あやしい知らせを／見分けられるようになります"],
     "職員がとなりで、1つずつ操作を案内します。", ["スマートフォン", "めがね（必要なかた）"], False),
]
TOWNS = ["桜台", "緑町", "北山", "南川", "東浜", "西原", "中野", "若葉", "松風", "泉", "星ヶ丘", "大橋"]
BUILDINGS = ["公民館", "こどもセンター", "コミュニティ館", "図書館", "福祉会館"]
ROOMS = ["2階 調理室", "1階 プレイルーム", "3階 和室", "2階 会議室", "1階 ホール"]
TIMES = [("9:30-11:00", "9:15"), ("10:00-11:30", "9:45"), ("13:30-15:00", "13:15"), ("14:00-15:30", "13:45")]
FEES = [None, None, "200円", {"yen": 300, "unit": "組", "note": "材料費"}]
SUPPORT = ["授乳室", "おむつ替え台", "ベビーカー置き場", "エレベーター", "多機能トイレ"]
# Week of the month, weekday (Monday = 0), morning or afternoon. Without New Year's first Friday and Saturday.
SLOTS = [(week, day, half) for week in range(1, 5) for day in range(6) for half in range(2)
         if not (week == 1 and day in (4, 5))]
HOLIDAYS = {dt.date(2027, 1, 11), dt.date(2027, 2, 11), dt.date(2027, 2, 23)}

OPENING = ["はじめてのかたも、ひさしぶりのかたも、ようこそ。", "毎日のくらしの中で、ふと気になることはありませんか。",
           "だれかに聞いてみたいことを、そのまま持ってきてください。", "同じころの仲間と会える、月に1度の集まりです。",
           "見て、さわって、たしかめる時間です。"]
SENTENCES = [
    "少ない人数で開くので、わからないところで手を止めてたずねられます。", "職員がそばにいて、1人ずつ声をかけます。",
    "前の回に参加したかたも、もう一度お越しになれます。", "途中で休んだり、早めに帰ったりしてもかまいません。",
    "持ち帰れる資料を、1組に1部ずつお渡しします。", "家に帰ってからも続けられる、小さなくふうを紹介します。",
    "写真をとりたいかたのために、終わりに10分の時間があります。", "参加したかたの声から、内容を毎月見なおしています。",
    "となりの部屋では、絵本やおもちゃを自由に使えます。", "雨の日は、入口のかさ立てをお使いください。",
    "会場までの道に、のぼり旗を立ててご案内します。", "聞こえにくいかたには、筆談の道具があります。",
    "足の悪いかたは、玄関のすぐ前まで車で入れます。", "ご家族の送り迎えで、いっしょに見学することもできます。",
]
GAINS = ["気になっていたことが、その場で1つ解決します", "家にある道具だけで、すぐに始められます",
         "困ったときに電話できる窓口がわかります", "同じ悩みを持つ人の、うまくいった話を聞けます",
         "次に何をすればよいかが、紙1枚にまとまります", "専門の職員に、名前で呼べる知り合いができます"]
NOTES = ["入口の工事のため、西側の玄関からお入りください。", "会場がいつもより寒いので、上着をお持ちください。",
         "駐車場が混むので、早めにお越しください。", "この回は、写真の撮影が入ります。うつりたくないかたは受付で教えてください。"]
FAQ = [("1人でも参加できますか？", "はい。おひとりのかたが、いちばん多いです。"),
       ("途中で帰ってもいいですか？", "かまいません。声をかけてからお帰りください。"),
       ("父親だけの参加でもいいですか？", "もちろんです。**お父さんの参加**も歓迎しています。"),
       ("雨の日も開きますか？", "はい。警報が出たときだけ、中止にします。"),
       ("となりの町に住んでいます。参加できますか？", "空きがあれば参加できます。電話でおたずねください。"),
       ("写真をとってもいいですか？", "ほかのかたがうつらないように、お願いします。")]
FLOW = ["会場が開きます。お名前を教えてください。", "職員から、きょうの内容を話します。", "見本を見ながら、いっしょにやってみます。",
        "気になることを、職員に聞けます。"]


def lines(value, indent):
    """Maps and lists as staff write them: a line each, two blanks deeper a level."""
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, item in pairs:
        if isinstance(item, dict) and key is None:
            first, *rest = lines(item, indent + "  ")
            yield f"{indent}- {first.lstrip()}"
            yield from rest
        elif isinstance(item, (dict, list)):
            yield f"{indent}{key}:"
            yield from lines(item, indent + "  ")
        elif item is not None:
            yield f"{indent}- {item}" if key is None else f"{indent}{key}: {item}"


def front(fields, body):
    return "---\n" + "".join(line + "\n" for line in lines(fields, "")) + "---\n" + body


class Course:
    """Course number c (from 0); no other course has its room at its time."""

    def __init__(self, c):
        rng = random.Random(SEED * 1_000_003 + c)
        self.number = c
        self.theme = THEMES[c % len(THEMES)]
        key, name, art, audience, headlines, summary, bring, food = self.theme
        slot, place = c % len(SLOTS), c // len(SLOTS)
        self.week, self.day, half = SLOTS[slot]
        time, doors = TIMES[half * 2 + rng.randrange(2)]
        town, building = TOWNS[place % len(TOWNS)], BUILDINGS[place // len(TOWNS) % len(BUILDINGS)]
        turn = place // (len(TOWNS) * len(BUILDINGS))
        self.folder = f"{key}-{c:05d}"
        # How one books: 0 to 5 a form a session, 6 a form with a drawing of lots, 7 by telephone, 8 nothing to book.
        self.way = rng.choice([0, 1, 2, 3, 4, 5, 6, 7, 8])
        phone = f"0197-00-{1000 + c % 9000:04d}"
        booking = {"phone": phone, "phone_hours": "平日 午前8時30分〜午後5時15分", "cancel": "both" if self.way < 7 else "phone",
                   "closes": rng.choice(["2日前 17:00", "前の平日 17:00", "1週間前 17:00"]),
                   "opens": rng.choice(["1か月前 9:00", "前月20日 10:00", None])}
        if self.way == 6:
            booking["result_notice"] = "締切から3日以内に、全員へメールでお知らせします。"
        if self.way == 8:
            booking = {"need": "不要"}
        if booking.get("opens", "") is None:
            del booking["opens"]
        capacity = {"count": rng.choice([8, 10, 12, 16, 20]), "unit": "組" if isinstance(audience, dict) else "人",
                    "method": "抽選" if self.way == 6 else "先着"}
        self.fields = {
            "name": f"{name} {town}{c}", "title": headlines[0], "summary": summary, "art": art, "audience": audience,
            "time": time, "doors": doors,
            "venue": {"name": f"{town}{building}", "room": ROOMS[c % len(ROOMS)] + (f" {turn + 1}" if turn else ""),
                      "address": f"あおば市{town}{1 + c % 9}丁目{1 + c % 20}番{1 + c % 12}号",
                      "access": f"{town}駅から歩いて{3 + c % 12}分", "parking": f"{10 + c % 40}台（無料）"},
            "capacity": None if self.way == 8 else capacity, "fee": rng.choice(FEES), "bring": bring,
            "support": rng.sample(SUPPORT, 3),
            "companions": {"siblings": "ごきょうだいもいっしょにどうぞ。", "partner_welcome": "はい"} if art else None,
            "allergy": {"tasting": "保護者のかたに、味見をしていただきます。",
                        "note": "食物アレルギーのあるかたは、申込のときに教えてください。"} if food else None,
            "booking": booking,
            "flow": [{"time": doors, "text": FLOW[0]}, {"time": time.split("-")[0], "text": FLOW[1]}, FLOW[2], FLOW[3]],
            "faq": [{"q": ask, "a": answer} for ask, answer in rng.sample(FAQ, 3)],
        }
        self.body = f"{rng.choice(OPENING)}\n\n### 参加すると\n\n" + "".join(f"- {gain}\n" for gain in rng.sample(GAINS, 3))

    def date(self, month):
        """The day in the month so many months after December 2026."""
        year, month = divmod(2026 * 12 + 11 + month, 12)
        first = dt.date(year, month + 1, 1)
        return first + dt.timedelta(days=(self.day - first.weekday()) % 7 + 7 * (self.week - 1))

    def session(self, s):
        """File name and text of session s (from 0); number 37 is the first to come."""
        rng = random.Random((SEED + 1) * 1_000_003 + self.number * A_COURSE + s)
        date = self.date(s - A_COURSE + AHEAD)
        ahead = s >= A_COURSE - AHEAD
        headlines, bring = self.theme[4], self.theme[6]
        fields = {"title": headlines[(s + self.number) % len(headlines)]}
        chance = rng.random()
        if chance < 0.02:
            decided = min(date - dt.timedelta(days=5), dt.date(2026, 11, 30))
            fields |= {"standing": "cancelled",
                       "changes": [{"date": str(decided), "text": "会場の設備の点検のため、中止になりました。"}]}
        elif chance < 0.04 and not ahead:
            fields |= {"date": str(date + dt.timedelta(days=7)), "previous_dates": [str(date)],
                       "changes": [{"date": str(date - dt.timedelta(days=10)), "text": "講師の都合で、1週間あとに変わりました。"}]}
        elif chance < 0.06:
            fields["changes"] = [{"date": str(min(date - dt.timedelta(days=12), dt.date(2026, 11, 28))),
                                  "text": "講師が代わりました。日にちと会場は同じです。"}]
        elif self.way != 8:
            fields["seats"] = rng.choices(["few", "full", "waitlist", None], [15, 12, 4, 69])[0]
        if self.way < 7:
            fields["booking"] = {"url": f"https://booking.example.jp/form/aoba/{self.number:05d}{s:02d}?from=web"}
        notes = ([rng.choice(NOTES)] if rng.random() < 0.2 else []) + (["祝日ですが、開きます。"] if date in HOLIDAYS else [])
        fields["notes"] = notes or None
        if rng.random() < 0.1:
            fields["bring"] = [*bring, "筆記用具"]
        if rng.random() < 0.08:
            fields["faq"] = [{"q": ask, "a": answer} for ask, answer in rng.sample(FAQ, 4)]
        if rng.random() < 0.05:
            fields["flow"] = rng.sample(FLOW, 3)
        if not ahead and rng.random() < 0.3:
            fields["after"] = {"title": "教室で配った資料を見る（PDF）",
                               "url": f"https://www.city.aoba.example.jp/kosodate/{self.number}-{s}.pdf"}
        return f"{date}.md", front(fields, body(rng))


def body(rng):
    """About 1 KB of Markdown; `run.py` edits the number of 「人でお迎えします」."""
    sentences = rng.sample(SENTENCES, 6)
    table = "" if rng.random() < 0.7 else (
        "| 時間のめやす | すること |\n|---|---|\n| はじめの20分 | 話を聞きます |\n| 次の40分 | やってみます |\n\n")
    return (f"{rng.choice(OPENING)}{sentences[0]}\n\n{sentences[1]}**職員が{rng.randrange(2, 9)}人でお迎えします。**\n\n"
            f"### この回でできること\n\n" + "".join(f"- {gain}\n" for gain in rng.sample(GAINS, 3)) + f"\n{table}"
            f"{sentences[2]}{sentences[3]}\n\n### 会場のこと\n\n{sentences[4]}{sentences[5]}"
            f"くわしくは[健康こども課のページ](https://www.city.aoba.example.jp/kosodate/)で見られます。\n")


def write(n, root, cards=False):
    """The site of n sessions in a new folder; gives a session to come that has a form, as a path."""
    content = pathlib.Path(root) / "content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text(SITE + ("" if cards else PAGES_ONLY))
    chosen = None
    for c in range(-(-n // A_COURSE)):
        course = Course(c)
        folder = content / course.folder
        folder.mkdir()
        (folder / "_course.md").write_text(front(course.fields, course.body))
        # The last course may be smaller: then its earliest sessions are missing.
        for s in range(max(0, A_COURSE - (n - c * A_COURSE)), A_COURSE):
            name, text = course.session(s)
            (folder / name).write_text(text)
        if chosen is None or c == n // A_COURSE // 2:
            chosen = folder / name
    return chosen


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2], "--cards" in sys.argv)
