//! Addresses of forms: the right one for each session, and one that browsers trust.

use std::collections::HashMap;

use super::rule::{Rule, WARNING};
use super::said::entry;
use super::{Case, Found};
use crate::content::Document;
use crate::content::front::{Entry, Value};
use crate::diagnostics::Remark;
use crate::site::Standing;

/// The rules of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "same-form",
        level: WARNING,
        name: "ほかの回と同じ申込フォームになっていないか",
        reason: "前の回のファイルを写して、フォームのURLを直し忘れると、別の日の申込になります。全部の回で同じフォームなら、_course.md に1度だけ書きます。",
        reason_en: "A copied file keeps its old form, and people book another day; one form for all belongs into _course.md.",
        source: "1回に1つの申込フォームという、自治体の実際の運用",
        shown: ("2つの回のファイルに、同じ url", "回ごとに別の url。いつも同じなら _course.md に1度だけ"),
        bad: &[
            "booking: {url: https://booking.example.jp/f/a1}\n=== 2026-12-17.md\nbooking: {url: https://booking.example.jp/f/a1}",
            "booking: {url: https://booking.example.jp/f/a1, channels: {line: https://booking.example.jp/f/b2}}\n=== 2026-12-17.md\nbooking: {url: https://booking.example.jp/f/b2}",
            "booking: {url: https://booking.example.jp/f/a1}\n=== 2026-12-17-am.md\nbooking: {url: https://booking.example.jp/f/a1}\n=== 2026-12-17-pm.md\ntime: 13:30-15:00\nbooking: {url: https://booking.example.jp/f/c3}",
        ],
        good: &[
            "booking: {url: https://booking.example.jp/f/a1}\n=== 2026-12-17.md\nbooking: {url: https://booking.example.jp/f/b2}",
            "seats: open\n=== 2026-12-17.md\nseats: few",
            "booking: {url: https://booking.example.jp/f/a1}\n=== 2026-11-12.md\nbooking: {url: https://booking.example.jp/f/a1}",
            "booking: {url: https://booking.example.jp/f/a1, channels: {line: https://booking.example.jp/f/a1}}",
        ],
    },
    Rule {
        id: "http-form",
        level: WARNING,
        name: "フォームのURLは https で始める",
        reason: "http:// のフォームは、入れた名前や電話番号が途中で読まれるおそれがあり、ブラウザーも「保護されていない通信」と出します。",
        reason_en: "What is typed into an http:// form can be read on the way, and browsers say so.",
        source: "みんなの公共サイト運用ガイドライン 総務省、IPA「安全なウェブサイトの作り方」",
        shown: ("url: http://booking.example.jp/f/a1", "url: https://booking.example.jp/f/a1"),
        bad: &[
            "booking: {url: http://booking.example.jp/f/a1}",
            "booking: {channels: {line: HTTP://booking.example.jp/f/a1}}",
            "survey: {title: 3問だけのアンケート, url: http://booking.example.jp/f/s1}",
        ],
        good: &[
            "booking: {url: https://booking.example.jp/f/a1}",
            "booking: {channels: {line: https://booking.example.jp/f/a1}}",
            "after: {title: 冊子を見る, url: http://www.city.aoba.example.jp/a.pdf}",
        ],
    },
];

/// Fields that hold a form's address.
const FORMS: [&[&str]; 5] = [
    &["booking", "url"],
    &["booking", "channels", "web"],
    &["booking", "channels", "line"],
    &["booking", "channels", "signage"],
    &["booking", "channels", "flyer"],
];

/// Forms that are not safe, and forms that two sessions typed.
pub fn check(files: &[(&Document, Option<String>)], waiting: &[&Case<'_>], found: &mut Found) {
    for (document, _) in files {
        let survey: &[&str] = &["survey", "url"];
        for path in FORMS.into_iter().chain([survey]) {
            let Some((entry, url)) = form(document, path) else { continue };
            if url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://")) {
                let safe = format!("https://{}", &url[7..]);
                found.tell(Remark::HttpForm { safe }, &entry.place);
            }
        }
    }
    let mut typed: HashMap<&str, &str> = HashMap::new();
    for case in waiting.iter().filter(|case| case.session.standing == Standing::On) {
        let own = case.said.own();
        for path in FORMS {
            let Some((entry, url)) = form(own, path) else { continue };
            let first = *typed.entry(url).or_insert(&own.source.path);
            if first != own.source.path {
                found.tell(Remark::SameForm { other: first.to_owned() }, &entry.place);
            }
        }
    }
}

fn form<'a>(document: &'a Document, path: &[&str]) -> Option<(&'a Entry, &'a str)> {
    let entry = entry(&document.front, path)?;
    match &entry.value {
        Value::Words(words) => Some((entry, words.trim())),
        _ => None,
    }
}
