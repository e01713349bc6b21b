//! Days and rooms: two classes in one room, and days on which nobody is there.

use std::collections::HashMap;

use jiff::civil::Date;

use super::rule::{Rule, WARNING};
use super::{Case, Found};
use crate::diagnostics::{Place, Remark};
use crate::site::Standing;
use crate::site::dates::month_day_weekday;
use crate::site::holidays::is_holiday;

/// The rules of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "room-overlap",
        level: WARNING,
        name: "同じ部屋に、2つの教室が重なっていないか",
        reason: "同じ会場の同じ部屋で、時間が重なっています。日にち、時間、部屋のどれかの書きまちがいかもしれません。",
        reason_en: "Two sessions share a room at the same time; a date, a time or a room may be mistyped.",
        source: "会場の使用予定との突き合わせ",
        shown: ("午前の部と午後の部が、どちらも time: 10:00-11:30", "午後の部は time: 13:30-15:00"),
        bad: &[
            "=== 2026-12-10-b.md\ntime: 11:00-12:00",
            "time: 9:00-12:00\n=== 2026-12-10-b.md\ntime: 10:00-10:30",
            "venue: {room: 3階 講座室}\n=== 2026-12-10-b.md\nvenue: {room: 3階 講座室}",
        ],
        good: &[
            "=== 2026-12-10-pm.md\ntime: 13:30-15:00",
            "=== 2026-12-10-b.md\nvenue: {room: 3階 講座室}",
            "=== 2026-12-10-b.md\nstanding: 中止\nchanges: [{date: 2026-11-30, text: 講師の都合で中止します。}]",
            "time: 10:00-11:30\n=== 2026-12-10-b.md\ntime: 11:30-12:30",
            "venue: {name: なし, online: オンラインで開きます。}\n=== 2026-12-10-b.md\nvenue: {name: なし, online: オンラインで開きます。}",
        ],
    },
    Rule {
        id: "day-off",
        level: WARNING,
        name: "祝日や閉庁日になっていないか",
        reason: "祝日、年末年始、市役所の閉まる日です。本当に開くのなら、そのことを notes に書くと、読む人も迷いません。",
        reason_en: "It falls on a holiday or a day the city hall is closed; if it is held all the same, say so in notes.",
        source: "国民の祝日に関する法律、行政機関の休日に関する法律",
        shown: (
            "ファイルの名前が 2027-02-11.md（建国記念の日）",
            "日にちを直すか、notes に「祝日ですが、開きます。」と書く",
        ),
        bad: &[
            "=== 2027-02-11.md\nseats: open",
            "=== 2026-12-29.md\nseats: open",
            "=== site.yaml\nclosed_days: [2027-01-20]\n=== 2027-01-20.md\nseats: open",
        ],
        good: &[
            "=== 2027-02-12.md\nseats: open",
            "=== 2027-02-13.md\nseats: open",
            "=== 2027-02-11.md\nnotes: [祝日ですが、いつもどおり開きます。]",
        ],
    },
];

/// Words by which the writer says to know what day it is.
const KNOWN: [&str; 4] = ["祝日", "休日", "閉庁", "祝）"];

/// Sessions on days off.
pub fn check_day(case: &Case<'_>, closed_days: &[Date], found: &mut Found) {
    let session = case.session;
    let date = session.date;
    // The New Year's days of 行政機関の休日に関する法律, article 1.
    let new_year = matches!((date.month(), date.day()), (12, 29..=31) | (1, 2..=3));
    let is_off = is_holiday(date) || new_year || closed_days.contains(&date);
    let words = session.notes.iter().chain(&session.summary).chain([&session.headline]);
    let is_known = words.into_iter().any(|words| KNOWN.iter().any(|known| words.contains(known)));
    if is_off && !is_known && session.standing == Standing::On {
        let place = case.said.own().front.0.get("date").map(|entry| entry.place.clone());
        let place = place.unwrap_or_else(|| Place::top(&case.said.own().source));
        let date = month_day_weekday(date);
        found
            .tell(if is_holiday(session.date) { Remark::Holiday { date } } else { Remark::ClosedDay { date } }, &place);
    }
}

/// Sessions that share a room at the same time.
pub fn check_rooms(waiting: &[&Case<'_>], found: &mut Found) {
    let mut rooms: HashMap<(&str, &str, Date), Vec<&Case<'_>>> = HashMap::new();
    for case in waiting {
        let session = case.session;
        if session.standing != Standing::On || !session.venue.in_person {
            continue;
        }
        // Without a room the venue may have several.
        let Some(room) = &session.venue.room else { continue };
        let there = rooms.entry((&session.venue.name, room, session.date)).or_default();
        let clash = there.iter().find(|other| session.start < other.session.end && other.session.start < session.end);
        if let Some(other) = clash {
            let own = case.said.own();
            let place = ["time", "date", "venue"].into_iter().find_map(|key| own.front.0.get(key));
            let place = place.map_or_else(|| Place::top(&own.source), |entry| entry.place.clone());
            let other = other.said.own().source.path.clone();
            found.tell(Remark::RoomTaken { room: room.clone(), other }, &place);
        }
        there.push(case);
    }
}
