//! The field table: every key staff may write, its Japanese name, its form and where it may stand.
//!
//! This one table makes the reader, the documentation and the JSON Schema; nothing else lists fields.

/// Where a field may stand, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels(u8);

impl Levels {
    /// `content/site.yaml`.
    pub const SITE: Self = Self(1);
    /// `COURSE/_course.md`.
    pub const COURSE: Self = Self(2);
    /// `COURSE/NAME.md`.
    pub const SESSION: Self = Self(4);
    /// Course and session.
    pub const COURSE_SESSION: Self = Self(6);
    /// Anywhere: said once, inherited below.
    pub const ANY: Self = Self(7);

    /// Whether all of `other` is in this set.
    pub fn allows(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Form {
    /// One line of words.
    Text,
    /// Words where 「なし」 is an answer, not "forget what the course said".
    Answer,
    /// はい or いいえ.
    Flag,
    /// A number, with or without unit.
    Number,
    /// A day.
    Date,
    /// A time of day, `9:45`.
    Clock,
    /// From–to on one day, `10:00-11:30`.
    Hours,
    /// Day and time, also relative to the session, 「前月20日 10:00」.
    Moment,
    /// A web address.
    Url,
    /// A telephone number.
    Phone,
    /// One of these: the word we use, then its Japanese names.
    Choice(&'static [(&'static str, &'static [&'static str])]),
    /// A list of one form.
    List(&'static Form),
    /// Keys of its own. `short` is the key meant when staff write plain words instead of a map.
    Map {
        /// The keys.
        fields: &'static [Field],
        /// The key a plain text stands for.
        short: Option<&'static str>,
    },
    /// Rules of the copy desk, each with a word: why it is silent here, or how grave it is.
    Rules,
    /// Any value: a feature of its own reads it.
    Free,
}

/// One row of the table.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Its Japanese names.
    pub also: &'static [&'static str],
    /// What may stand behind it.
    pub form: Form,
    /// Where it may stand.
    pub levels: Levels,
}

const fn field(key: &'static str, also: &'static [&'static str], form: Form, levels: Levels) -> Field {
    Field { key, also, form, levels }
}

/// A key inside a map: it may stand wherever the map may.
const fn part(key: &'static str, also: &'static [&'static str], form: Form) -> Field {
    Field { key, also, form, levels: Levels::ANY }
}

const fn map(fields: &'static [Field]) -> Form {
    Form::Map { fields, short: None }
}

const fn map_or(short: &'static str, fields: &'static [Field]) -> Form {
    Form::Map { fields, short: Some(short) }
}

/// Finds a key by its name or one of its Japanese names.
pub fn find(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.key == name || field.also.contains(&name))
}

/// Whether a key of that name stands anywhere in the table, inside maps too.
pub fn is_known(name: &str) -> bool {
    fn holds(fields: &'static [Field], name: &str) -> bool {
        find(fields, name).is_some() || fields.iter().any(|field| inside(&field.form, name))
    }
    fn inside(form: &'static Form, name: &str) -> bool {
        match form {
            Form::List(form) => inside(form, name),
            Form::Map { fields, .. } => holds(fields, name),
            _ => false,
        }
    }
    holds(FIELDS, name)
}

const CHANGE: &[Field] = &[part("date", &["日", "日付"], Form::Date), part("text", &["内容"], Form::Text)];

const AUDIENCE: &[Field] = &[
    part("text", &["文"], Form::Text),
    part("min_months", &["何か月から"], Form::Number),
    part("max_months", &["何か月まで"], Form::Number),
    part("born", &["生まれ"], Form::Text),
    part("residents_only", &["市民のみ"], Form::Flag),
];

const VENUE: &[Field] = &[
    part("name", &["名前", "名称"], Form::Text),
    part("room", &["部屋"], Form::Text),
    part("address", &["住所"], Form::Text),
    part("lat", &["緯度"], Form::Number),
    part("lng", &["経度"], Form::Number),
    part("access", &["行き方", "アクセス"], Form::Text),
    part("parking", &["駐車場"], Form::Answer),
    part("online", &["オンライン"], Form::Text),
];

const CAPACITY: &[Field] = &[
    part("count", &["数"], Form::Number),
    part("unit", &["単位"], Form::Text),
    part(
        "method",
        &["方法"],
        Form::Choice(&[("first_come", &["先着", "先着順"]), ("lottery", &["抽選"]), ("none", &["なし"])]),
    ),
];

const FEE: &[Field] =
    &[part("yen", &["円"], Form::Number), part("unit", &["単位"], Form::Text), part("note", &["補足"], Form::Text)];

const COMPANIONS: &[Field] = &[
    part("siblings", &["きょうだい", "兄弟"], Form::Answer),
    part("childcare", &["託児"], Form::Answer),
    part("partner_welcome", &["夫婦歓迎", "ご夫婦歓迎"], Form::Flag),
];

const ALLERGY: &[Field] = &[part("tasting", &["試食"], Form::Answer), part("note", &["補足"], Form::Text)];

const CHANNELS: &[Field] = &[
    part("web", &["ページ"], Form::Url),
    part("line", &["LINE"], Form::Url),
    part("signage", &["サイネージ"], Form::Url),
    part("flyer", &["チラシ"], Form::Url),
];

const BOOKING: &[Field] = &[
    part("need", &["要否"], Form::Choice(&[("required", &["必要"]), ("none", &["不要"])])),
    part("url", &["URL", "フォーム"], Form::Url),
    part("channels", &["媒体別"], map(CHANNELS)),
    part("opens", &["申込開始", "開始"], Form::Moment),
    part("closes", &["申込締切", "締切"], Form::Moment),
    part("phone", &["電話"], Form::Phone),
    part("phone_hours", &["電話受付時間"], Form::Text),
    part(
        "cancel",
        &["キャンセル"],
        Form::Choice(&[("online", &["オンライン", "ネット"]), ("phone", &["電話"]), ("both", &["どちらでも", "両方"])]),
    ),
    part("cancel_note", &["キャンセルの案内"], Form::Text),
    part("result_notice", &["結果の連絡"], Form::Text),
    part("leftover", &["空きがあるとき"], Form::Text),
];

const CONTACT: &[Field] = &[
    part("name", &["名前", "部署"], Form::Text),
    part("phone", &["電話"], Form::Phone),
    part("email", &["メール"], Form::Text),
];

const PHOTO: &[Field] = &[
    part("file", &["ファイル"], Form::Text),
    part("alt", &["説明"], Form::Text),
    part("focus", &["中心"], Form::Text),
    part("credit", &["撮影"], Form::Text),
    part("consent", &["同意"], Form::Text),
];

const VIDEO: &[Field] = &[
    part("url", &["URL"], Form::Url),
    part("title", &["題名"], Form::Text),
    part("picture", &["写真"], Form::Text),
    part("minutes", &["分"], Form::Number),
];

const FAQ: &[Field] = &[part("q", &["質問", "問"], Form::Text), part("a", &["答え", "答"], Form::Text)];
const FLOW: &[Field] = &[part("time", &["時刻"], Form::Text), part("text", &["内容"], Form::Text)];
const AFTER: &[Field] =
    &[part("text", &["文"], Form::Text), part("url", &["URL"], Form::Url), part("title", &["題名"], Form::Text)];
const SURVEY: &[Field] =
    &[part("title", &["題名"], Form::Text), part("url", &["URL"], Form::Url), part("closes", &["締切"], Form::Moment)];
const OPEN_DATA: &[Field] =
    &[part("id", &["番号"], Form::Text), part("kana", &["カナ"], Form::Text), part("category", &["分類"], Form::Text)];

const PANEL: &[Field] = &[
    part("inches", &["型", "インチ"], Form::Number),
    part("read_m", &["読む距離"], Form::Number),
    part("scan_m", &["読み取る距離"], Form::Number),
];

const SHARE: &[Field] = &[
    part("announcement", &["お知らせ"], Form::Number),
    part("further", &["写真とことば"], Form::Number),
    part("dates", &["日程"], Form::Number),
    part("survey", &["アンケート"], Form::Number),
];

const SIGNAGE: &[Field] = &[
    part("seconds", &["秒"], Form::Number),
    part("order", &["順番"], Form::Choice(&[("date", &["日付順"]), ("course", &["教室順"])])),
    part("per_course", &["教室ごとの回数"], Form::Number),
    part("share", &["割合"], map(SHARE)),
    part("clock", &["時計"], Form::Flag),
    part("mirror", &["左右の入れかえ"], Form::Choice(&[("on", &["する", "あり"]), ("off", &["しない", "なし"])])),
    part(
        "screens",
        &["画面の向き"],
        Form::Choice(&[("both", &["両方"]), ("landscape", &["横", "横向き"]), ("portrait", &["縦", "縦向き"])]),
    ),
    part("panel", &["画面"], map(PANEL)),
];

const SLIDE: &[Field] = &[
    part("text", &["文"], Form::Text),
    part("quote", &["ことば"], Form::Text),
    part("source", &["だれの", "もと"], Form::Text),
    part("photo", &["写真"], Form::Text),
    part("film", &["動画"], Form::Text),
    part("alt", &["説明"], Form::Text),
    part("focus", &["中心"], Form::Text),
    part("credit", &["撮影"], Form::Text),
    part("consent", &["同意"], Form::Text),
    part("seconds", &["秒"], Form::Number),
];

const SEATS: Form = Form::Choice(&[
    ("open", &["あり", "空きあり", "受付中", "○", "〇", "◯", "◎"]),
    ("few", &["残りわずか", "わずか", "△", "▲"]),
    ("full", &["満席", "満員", "×", "✕", "✖"]),
    ("waitlist", &["キャンセル待ち"]),
    ("closed", &["締切", "受付終了"]),
]);

const STANDING: Form = Form::Choice(&[("on", &["予定", "開催"]), ("cancelled", &["中止"]), ("postponed", &["延期"])]);

/// Every field, in the order of the documentation.
pub const FIELDS: &[Field] = &[
    field("city", &["市", "市町村"], Form::Text, Levels::SITE),
    field("team", &["課", "担当課"], Form::Text, Levels::SITE),
    field("base_url", &["公開先URL", "公開先"], Form::Url, Levels::SITE),
    field("language", &["言語"], Form::Text, Levels::SITE),
    field("timezone", &["時差"], Form::Text, Levels::SITE),
    field("theme", &["テーマ"], Form::Text, Levels::SITE),
    field("booking_hosts", &["申込先ドメイン"], Form::List(&Form::Text), Levels::SITE),
    field("facilities", &["施設名"], Form::List(&Form::Text), Levels::SITE),
    field("closed_days", &["閉庁日"], Form::List(&Form::Date), Levels::SITE),
    field("signage", &["サイネージ"], map(SIGNAGE), Levels::SITE),
    field("posts", &["投稿"], Form::Free, Levels::SITE),
    field("publish", &["公開"], Form::Free, Levels::SITE),
    field("levels", &["助言の強さ"], Form::Rules, Levels::SITE),
    field("channels", &["媒体"], Form::Free, Levels::SITE),
    field("name", &["教室名"], Form::Text, Levels::COURSE),
    field("slug", &["アドレス"], Form::Text, Levels::COURSE_SESSION),
    field("title", &["見出し", "題名"], Form::Text, Levels::COURSE_SESSION),
    field("summary", &["要約"], Form::Text, Levels::COURSE_SESSION),
    field("notes", &["お知らせ"], Form::List(&Form::Text), Levels::COURSE_SESSION),
    field("date", &["開催日"], Form::Date, Levels::SESSION),
    field("time", &["時間", "開催時間"], Form::Hours, Levels::COURSE_SESSION),
    field("doors", &["会場受付"], Form::Clock, Levels::COURSE_SESSION),
    field("seats", &["空き"], SEATS, Levels::SESSION),
    field("standing", &["開催"], STANDING, Levels::SESSION),
    field("previous_dates", &["変更前の日"], Form::List(&Form::Date), Levels::SESSION),
    field("changes", &["変更履歴"], Form::List(&map(CHANGE)), Levels::SESSION),
    field("audience", &["対象"], map_or("text", AUDIENCE), Levels::ANY),
    field("venue", &["会場"], map_or("name", VENUE), Levels::ANY),
    field("capacity", &["定員"], map_or("count", CAPACITY), Levels::ANY),
    field("fee", &["費用", "料金", "参加費"], map_or("yen", FEE), Levels::ANY),
    field("bring", &["持ち物"], Form::List(&Form::Text), Levels::ANY),
    field("support", &["設備"], Form::List(&Form::Text), Levels::ANY),
    field("companions", &["同伴"], map(COMPANIONS), Levels::ANY),
    field("allergy", &["アレルギー"], map_or("note", ALLERGY), Levels::ANY),
    field("booking", &["申込", "予約"], map(BOOKING), Levels::ANY),
    field("contact", &["問い合わせ", "問合せ"], map(CONTACT), Levels::ANY),
    field("photo", &["写真"], map(PHOTO), Levels::ANY),
    field("video", &["動画"], map(VIDEO), Levels::COURSE_SESSION),
    field("slides", &["スライド"], Form::List(&map_or("text", SLIDE)), Levels::COURSE_SESSION),
    field("faq", &["よくある質問"], Form::List(&map(FAQ)), Levels::COURSE_SESSION),
    field("flow", &["当日の流れ"], Form::List(&map_or("text", FLOW)), Levels::COURSE_SESSION),
    field("after", &["終了後"], map_or("text", AFTER), Levels::COURSE_SESSION),
    field("survey", &["アンケート"], map_or("url", SURVEY), Levels::COURSE_SESSION),
    field("art", &["絵"], Form::Text, Levels::COURSE_SESSION),
    field("open_data", &["オープンデータ"], map(OPEN_DATA), Levels::ANY),
    field("allow", &["助言を止める"], Form::Rules, Levels::ANY),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn names_are_unique(fields: &'static [Field]) {
        let mut seen = HashSet::new();
        for field in fields {
            for name in std::iter::once(&field.key).chain(field.also) {
                assert!(seen.insert(*name), "{name} names two fields");
            }
            match &field.form {
                Form::Map { fields, .. } | Form::List(Form::Map { fields, .. }) => names_are_unique(fields),
                _ => {}
            }
        }
    }

    #[test]
    fn every_name_means_one_field() {
        names_are_unique(FIELDS);
    }
}
