//! What the copy desk tells a writer, in Japanese and English side by side: style, never an error.
//!
//! The ids are those of `advice/`, where each rule says its level, its reason and its source.

use super::Lang;
use super::table::messages;

messages! {
    /// A word of advice: an id with its arguments.
    Remark, RULES, also {}

    // Dates in prose.
    NoWeekday "weekday-missing" { date: String, weekday: &'static str }
        ja "「{date}」に曜日がありません" => "「{date}（{weekday}）」のように書くと、仕事の休みと合わせやすくなります"
        en "“{date}” has no weekday" => "write “{date}（{weekday}）”: readers plan around weekdays"
}
