//! Sentences: short enough for one glance, one thought each, without knots.

use std::ops::Range;

use super::letters::{is_kanji, length, sentences};
use super::passage::{Kind, Passage};
use super::rule::{HINT, Rule, WARNING};
use super::{Found, Sheet};
use crate::diagnostics::Remark;

/// The rules of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "sentence-length",
        level: HINT,
        name: "1つの文は60文字まで",
        reason: "赤ちゃんを抱いて片手で読む人は、長い文の途中で戻れません。2つに分けると、どちらも伝わります。",
        reason_en: "Who reads with a baby on one arm cannot go back in a long sentence.",
        source: "「公用文作成の考え方」文化審議会 2022（一文は短く、50〜60字ほど）、textlint sentence-length",
        shown: (
            "離乳食の進め方について管理栄養士がお話しした後に、10倍がゆと野菜のペーストを実際に作り、希望する人は個別に相談することもできます。",
            "管理栄養士が、離乳食の進め方をお話しします。10倍がゆと野菜のペーストを作ります。希望する人は、個別に相談できます。",
        ),
        bad: &[
            "---\n離乳食の進め方について管理栄養士がお話しした後に10倍がゆと野菜のペーストを実際に作り希望する人は個別に相談することもできます。",
            "notes:\n  - 当日の朝に熱やせきなどの体調の変化があったときは参加を見合わせていただくとともに電話でそのことを教えてくださるようお願いします。",
            "summary: >\n  管理栄養士がていねいにお伝えする離乳食の進め方の話を聞いたあとで、\n  実際に作って味見をすることができる教室です。どなたでも参加できる楽しくてためになる時間を、たくさんの見本とていねいな説明とともに用意してお待ちしておりますので、ぜひお気軽にいらしてくださいね。",
        ],
        good: &[
            "---\n離乳食の進め方を、管理栄養士がお話しします。10倍がゆと野菜のペーストを、実際に作ります。希望する人は、個別に相談できます。",
            "---\n教室のようすは https://www.city.aoba.example.jp/kosodate/rinyushoku/2026/12/10/photos/index.html で見られます。",
            "---\n- いつものスプーンを使って、\n- 自分の手で作ったおかゆを、\n- 赤ちゃんといっしょにゆっくり味わってから、\n- 管理栄養士に好きなだけ質問ができる時間があります",
        ],
    },
    Rule {
        id: "one-idea",
        level: HINT,
        name: "1つの文に、1つのこと",
        reason: "「、」で次々につなぐと、どこが大事なのかわからなくなります。",
        reason_en: "Clauses strung on commas hide what matters.",
        source: "「公用文作成の考え方」文化審議会 2022（一文の論点は一つ）、textlint max-ten",
        shown: (
            "会場に着いたら受付をして、名札をつけて、荷物を置いて、手を洗って、調理台に集まります。",
            "会場に着いたら、受付をして名札をつけます。手を洗ったら、調理台に集まります。",
        ),
        bad: &[
            "---\n会場に着いたら受付をして、2階で名札をつけて、ロッカーに荷物を置いて、石けんで手を洗って、集まります。",
            "notes: [申込が多いときは抽選になり、結果はメールで届きますが、届かないこともあるので、気になるときは、電話をください。]",
            "---\n始めどきのサインを聞き、スプーンの運び方を習い、10倍がゆの味見をして、質問があれば聞いてから、帰ります。",
        ],
        good: &[
            "---\n会場に着いたら、受付をして名札をつけます。手を洗ったら、調理台に集まります。",
            "---\nにんじん、かぼちゃ、ほうれん草、とうふ、しらす、うどんを使います。",
            "---\n抱っこ、おむつ替え、沐浴、着替え、寝かしつけを、全部ためせます。",
        ],
    },
    Rule {
        id: "kanji-run",
        level: HINT,
        name: "漢字を7文字以上続けない",
        reason: "漢字が続くと、どこで切れるのかを考えながら読むことになります。「の」や「を」を入れるだけで読みやすくなります。",
        reason_en: "A long run of kanji makes readers look for its joints; a particle or two opens it.",
        source: "textlint max-kanji-continuous-len（6文字）、「公用文作成の考え方」文化審議会 2022",
        shown: ("離乳食調理実習参加者は", "離乳食の調理実習に参加するかたは"),
        bad: &[
            "---\n離乳食調理実習参加者はエプロンをお持ちください。",
            "notes: [\"発熱時参加辞退のお願い：**発熱時教室参加自粛**にご協力ください。\"]",
            "bring: [緊急時連絡先記入用紙]",
        ],
        good: &[
            "---\n離乳食の調理実習に参加するかたは、エプロンをお持ちください。",
            "bring: [国民健康保険証, 母子健康手帳別冊]",
            "---\n2026年度離乳食講習会は、子育て支援課母子保健係が開きます。",
            "=== site.yaml\nfacilities: [市立青葉総合保健福祉会館]\n=== 2026-12-10.md\nnotes: [会場は市立青葉総合保健福祉会館です。]",
        ],
    },
    Rule {
        id: "double-negative",
        level: WARNING,
        name: "「ないわけではない」を使わない",
        reason: "打ち消しが2つあると、できるのかできないのか、読み返さないとわかりません。",
        reason_en: "Two negations make readers work out whether they may or may not.",
        source: "「公用文作成の考え方」文化審議会 2022（二重否定は避ける）、textlint no-double-negative-ja",
        shown: ("参加できないわけではありません。", "参加できます。"),
        bad: &[
            "---\nきょうだいも参加できないわけではありません。",
            "notes: [当日の申込も、受けられないことはないです。]",
            "faq: [{q: 遅れてもいいですか？, a: 途中からでも**参加できなくはありません**。}]",
        ],
        good: &[
            "---\nきょうだいも参加できます。",
            "notes: [予約がないかたは参加できません。]",
            "---\nわからないことはありませんか。心配なことは、なくなりません。迷うかたも少なくはないです。",
        ],
    },
];

/// Most letters in a sentence (公用文作成の考え方: 50 to 60).
const LONGEST: usize = 60;
/// Most commas that part clauses (textlint max-ten).
const MOST_COMMAS: usize = 3;
/// Letters that make a clause out of a list's item, and those it ends in: 「おむつ替え、」 is an item, 「味見をして、」 a clause.
const CLAUSE: usize = 5;
const CLAUSE_ENDINGS: &str = "てでしがらばりとはきいみちび";
/// Longest run of kanji (textlint max-kanji-continuous-len).
const LONGEST_RUN: usize = 6;

/// Sentences of a passage.
pub fn check(sheet: &Sheet<'_>, passage: &Passage, found: &mut Found) {
    if passage.kind == Kind::Name {
        return;
    }
    for sentence in sentences(passage) {
        let length = length(passage, &sentence);
        if length > LONGEST {
            found.tell(Remark::LongSentence { length, most: LONGEST }, &passage.place(sentence));
        } else if clauses(passage, &sentence) > MOST_COMMAS {
            found.tell(Remark::ManyClauses { commas: clauses(passage, &sentence) }, &passage.place(sentence));
        }
    }
    check_runs(sheet, passage, found);
    for knot in DOUBLE_NEGATIVES {
        for range in passage.find(knot) {
            let is_question = passage.has_at(range.end, "りませんか") || passage.has_at(range.end, "いですか");
            // 「少なくはない」 negates once.
            if !is_question && passage.before(range.start) != Some('少') {
                found.tell(Remark::DoubleNegative { text: knot.to_owned() }, &passage.place(range));
            }
        }
    }
}

/// Commas behind something long enough to be a clause of its own.
fn clauses(passage: &Passage, sentence: &Range<usize>) -> usize {
    let mut since = 0;
    let mut commas = 0;
    for at in sentence.clone() {
        if passage.raw[at] == '、' {
            let is_clause = passage.before(at).is_some_and(|last| CLAUSE_ENDINGS.contains(last));
            commas += usize::from(since >= CLAUSE && is_clause);
            since = 0;
        } else {
            since += 1;
        }
    }
    commas
}

/// Names of papers, insurances and check-ups that are read as one word.
const FIXED_NAMES: [&str; 18] = [
    "母子健康手帳別冊",
    "母子健康手帳",
    "国民健康保険証",
    "国民健康保険",
    "後期高齢者医療",
    "健康保険証",
    "児童扶養手当",
    "高額療養費制度",
    "個人情報",
    "管理栄養士",
    "歯科衛生士",
    "保健福祉会館",
    "健康福祉会館",
    "乳幼児健康診査",
    "乳幼児健康相談",
    "予防接種",
    "生活習慣病",
    "食物経口負荷試験",
];
/// With a fixed name in it a run may be this long; more is hard to read even so.
const LONGEST_WITH_NAME: usize = 10;
/// What names of offices end in; nobody can reword them.
const OFFICES: &str = "課係室局部館園署所";

fn check_runs(sheet: &Sheet<'_>, passage: &Passage, found: &mut Found) {
    let mut at = 0;
    while at < passage.raw.len() {
        let end = (at..passage.raw.len()).find(|at| !is_kanji(passage.raw[*at])).unwrap_or(passage.raw.len());
        // 「2027年度」 is a number with its unit.
        let counted = passage.before(at).is_some_and(|letter| letter.is_ascii_digit());
        let units = ["年度", "年", "月", "日", "組", "人", "回", "歳", "時", "分", "階"];
        let unit = units.into_iter().find(|unit| counted && passage.has_at(at, unit));
        let start = at + unit.map_or(0, |unit| unit.chars().count());
        let is_office = end > start && OFFICES.contains(passage.raw[end - 1]);
        if end > start + LONGEST_RUN && !is_office && is_long(sheet, passage, start..end) {
            let text = passage.words(start..end);
            found.tell(Remark::KanjiRun { text, length: end - start }, &passage.place(start..end));
        }
        at = end.max(at + 1);
    }
}

/// Whether a run is too long without the names in it.
fn is_long(sheet: &Sheet<'_>, passage: &Passage, run: Range<usize>) -> bool {
    let (mut at, mut rest, mut longest) = (run.start, 0, 0);
    let mut own = 0;
    while at < run.end {
        let names = FIXED_NAMES.iter().copied().chain(sheet.names.iter().map(String::as_str));
        match names.filter(|name| passage.has_at(at, name)).map(|name| name.chars().count()).max() {
            Some(name) => {
                own = 0;
                at += name.max(1);
            }
            None => {
                own += 1;
                rest += 1;
                longest = longest.max(own);
                at += 1;
            }
        }
    }
    longest > LONGEST_RUN || rest > 0 && rest < run.len() && run.len() > LONGEST_WITH_NAME
}

/// Two negations that make a yes. 「届かないこともある」 has only one.
const DOUBLE_NEGATIVES: [&str; 12] = [
    "ないわけではあ",
    "ないわけではな",
    "ないわけでもな",
    "ないわけじゃな",
    "なくはな",
    "なくはあ",
    "なくもな",
    "ないことはな",
    "ないこともな",
    "ないとは限ら",
    "ないとも限ら",
    "ないとはいえな",
];
