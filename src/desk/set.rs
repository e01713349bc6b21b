//! Changes what one session's file says: seats, whether it is held, the day it was moved to. Only the lines that must
//! change do, and the result is read back before it is believed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::pen::{Edit, Entered, Pen, apply};
use super::plain::{Plain, fields};
use super::shelf::{Session, dates, words};
use super::wish::{Wish, choice};
use crate::content::Document;
use crate::content::front::{Front, Value};
use crate::diagnostics::{Diagnostic, Lang, Message};
use crate::site::dates::{month_day_weekday, read_date};

/// What a session's file shall say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orders {
    /// The places and the standing.
    pub wishes: Vec<Wish>,
    /// The new day of a session that is moved.
    pub to: Option<Date>,
    /// Why, in the writer's words.
    pub because: Option<String>,
    /// The day on which it is changed.
    pub today: Date,
}

/// A changed file, before it is saved.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// Its text.
    pub text: String,
    /// The pieces that were changed.
    pub edits: Vec<Edit>,
    /// What readers will see, as the ends of sentences: 「は満席になりました」.
    pub news: Vec<String>,
    /// Lines to write by hand where the pen must not.
    pub by_hand: String,
    wanted: BTreeMap<&'static str, Option<Plain>>,
}

impl Rewrite {
    /// Whether nothing had to change.
    pub fn is_nothing(&self) -> bool {
        self.edits.is_empty()
    }

    /// Whether the file that was written says what was wanted, and everything else as before.
    pub fn is_right(&self, before: &Session, after: &Document, found: &[Diagnostic]) -> bool {
        let mut known: Vec<String> = before.errors.iter().map(|error| error.message.text(Lang::En)).collect();
        let errors = found.iter().filter(|diagnostic| diagnostic.is_error());
        for error in errors {
            let text = error.message.text(Lang::En);
            let Some(at) = known.iter().position(|other| *other == text) else { return false };
            known.swap_remove(at);
        }
        let mut expected = fields(&before.document.front);
        for (key, value) in &self.wanted {
            match value {
                Some(value) => expected.insert(key, value.clone()),
                None => expected.remove(key),
            };
        }
        after.source.text == self.text
            && fields(&after.front) == expected
            && after.markdown.text() == before.document.markdown.text()
    }
}

/// Changes the session's text.
///
/// # Errors
/// The orders make no sense for this session.
pub fn rewrite(session: &Session, course: &Front, orders: &Orders) -> Result<Rewrite, Message> {
    let mut work = Work {
        front: &session.document.front,
        pen: Pen::new(&session.document, course),
        wanted: BTreeMap::new(),
        news: Vec::new(),
        by_hand: Vec::new(),
        session,
        orders,
    };
    for wish in &orders.wishes {
        match wish {
            Wish::Seats(word) => work.seats(word),
            Wish::Standing("cancelled") => work.cancel(),
            Wish::Standing("postponed") if orders.to.is_none() => work.postpone(),
            Wish::Standing("postponed") => {}
            Wish::Standing(_) => work.take_back(),
        }
    }
    if let Some(to) = orders.to {
        work.move_to(to)?;
    }
    let (wanted, news, by_hand) = (work.wanted, work.news, work.by_hand.join("\n"));
    let edits = work.pen.finish();
    let text = apply(&session.document.source.text, &edits);
    Ok(Rewrite { text, edits, news, by_hand, wanted })
}

struct Work<'a> {
    front: &'a Front,
    pen: Pen<'a>,
    wanted: BTreeMap<&'static str, Option<Plain>>,
    news: Vec<String>,
    by_hand: Vec<String>,
    session: &'a Session,
    orders: &'a Orders,
}

impl Work<'_> {
    /// The field table's word that the file says; `default` where it says nothing, nothing where it cannot be read.
    fn current(&self, key: &str, default: &'static str) -> Option<&'static str> {
        match self.front.0.get(key).map(|entry| &entry.value) {
            None | Some(Value::Clear) => Some(default),
            Some(_) => words(self.front, key).and_then(|text| choice(key, text)),
        }
    }

    fn choose(&mut self, key: &'static str, word: &'static str) {
        let written = self.pen.choose(key, word);
        self.by_hand.push(format!("{key}: {written}"));
        self.wanted.insert(key, Some(Plain::Words(written)));
    }

    fn seats(&mut self, word: &'static str) {
        if self.current("seats", "open") == Some(word) {
            return;
        }
        self.choose("seats", word);
        self.news.push(
            match word {
                "few" => "は残りわずかになりました",
                "full" => "は満席になりました",
                "waitlist" => "はキャンセル待ちの受付になりました",
                "closed" => "は受付終了になりました",
                _ => "は空きありになりました",
            }
            .to_owned(),
        );
    }

    /// Whoever subscribed to a calendar learns of a change by its entry.
    fn enter(&mut self, text: String) {
        let mut list = match self.front.0.get("changes").map(|entry| Plain::of(&entry.value)) {
            Some(Plain::List(items)) => items,
            _ => Vec::new(),
        };
        let date = self.pen.add_change(&Entered { date: self.orders.today, text: text.clone() });
        self.by_hand.push(format!("changes:\n  - date: {date}\n    text: {}", super::pen::scalar(&text, false)));
        let item = [("date".to_owned(), Plain::Words(date)), ("text".to_owned(), Plain::Words(text))];
        list.push(Plain::Map(item.into()));
        self.wanted.insert("changes", Some(Plain::List(list)));
    }

    fn cancel(&mut self) {
        let text = because(self.orders.because.as_deref(), "中止になりました。");
        if self.current("standing", "on") == Some("cancelled") {
            // A reason that is told later, or a date that a hand forgot, is worth an entry; anything else was said.
            if !self.front.0.contains_key("changes") || (self.orders.because.is_some() && !self.has_said(&text)) {
                self.enter(text);
                self.news.push("の中止について、変更履歴を書きました".to_owned());
            }
            return;
        }
        self.choose("standing", "cancelled");
        self.enter(text);
        self.news.push("は中止になりました".to_owned());
    }

    fn has_said(&self, text: &str) -> bool {
        let Some(Value::List(items)) = self.front.0.get("changes").map(|entry| &entry.value) else { return false };
        items.iter().any(|item| matches!(&item.value, Value::Map(map) if words(map, "text") == Some(text)))
    }

    /// Postponed until nobody knows when. A session that was moved before leaves the day that it had meanwhile, too.
    fn postpone(&mut self) {
        let left =
            self.session.date.filter(|date| !self.session.previous.is_empty() && !self.session.previous.contains(date));
        if self.current("standing", "on") == Some("postponed") && left.is_none() {
            return;
        }
        self.choose("standing", "postponed");
        if let Some(date) = left {
            self.leave(date);
        }
        let text =
            because(self.orders.because.as_deref(), "延期になりました。新しい日程は、決まりしだいお知らせします。");
        self.enter(text);
        self.news.push("は延期（新しい日は未定）になりました".to_owned());
    }

    /// Held as planned after all.
    fn take_back(&mut self) {
        let standing = self.current("standing", "on");
        if standing == Some("on") {
            return;
        }
        self.choose("standing", "on");
        if self.session.date.is_some() && self.session.previous.last().copied() == self.session.date {
            self.pen.take_last("previous_dates");
            let mut list = self.days_said();
            list.pop();
            self.wanted.insert("previous_dates", Some(Plain::List(list)));
        }
        self.enter(because(self.orders.because.as_deref(), "予定どおり開催します。"));
        self.news.push("は予定どおり開催します".to_owned());
    }

    fn days_said(&self) -> Vec<Plain> {
        match self.front.0.get("previous_dates").map(|entry| Plain::of(&entry.value)) {
            Some(Plain::List(items)) => items,
            _ => Vec::new(),
        }
    }

    /// `date` becomes one of the days before.
    fn leave(&mut self, date: Date) {
        let mut list = self.days_said();
        let written = self.pen.add_day("previous_dates", date);
        self.by_hand.push(format!("previous_dates:\n  - {written}"));
        list.push(Plain::Words(written));
        self.wanted.insert("previous_dates", Some(Plain::List(list)));
    }

    fn move_to(&mut self, to: Date) -> Result<(), Message> {
        let shown = self.session.shown().to_owned();
        let Some(from) = self.session.date else {
            return Err(Message::DeskNoDay { file: shown });
        };
        let standing = self.current("standing", "on");
        if from == to && standing == Some("on") {
            return Ok(());
        }
        if from == to {
            return Err(Message::DeskSameDay { day: month_day_weekday(to), id: self.session.id() });
        }
        let written = self.pen.put_day("date", to);
        self.by_hand.push(format!("date: {written}"));
        self.wanted.insert("date", Some(Plain::Words(written)));
        if self.session.previous.last() != Some(&from) {
            self.leave(from);
        }
        if standing != Some("on") {
            let left = self.pen.take_away("standing", "on");
            self.wanted.insert("standing", left.map(Plain::Words));
        }
        let text = format!("{}から{}に日程が変わりました。", month_day_weekday(from), month_day_weekday(to));
        self.enter(because(self.orders.because.as_deref(), &text));
        self.news.push(format!("は{}に日程が変わりました", month_day_weekday(to)));
        Ok(())
    }
}

/// 「講師の体調不良のため、中止になりました。」
fn because(reason: Option<&str>, text: &str) -> String {
    let reason: String = reason.unwrap_or("").chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let reason = reason.trim();
    if reason.is_empty() {
        return text.to_owned();
    }
    if reason.ends_with(['。', '！', '!']) {
        return reason.to_owned();
    }
    let leads = ["ため", "により", "ので", "ことから", "による", "によって"].iter().any(|end| reason.ends_with(end));
    if leads { format!("{reason}、{text}") } else { format!("{reason}のため、{text}") }
}

/// The lines that changed, before and after, without those around them.
pub fn changed_lines(before: &str, after: &str) -> Vec<(char, String)> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[same..], &new[same..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut lines = Vec::new();
    let mut at = 0;
    for line in old {
        // Few lines are edited, far apart: the next equal line below is the same one.
        match new[at..].iter().position(|other| other == line) {
            Some(skipped) => {
                lines.extend(new[at..at + skipped].iter().map(|line| ('+', (*line).to_owned())));
                at += skipped + 1;
            }
            None => lines.push(('-', (*line).to_owned())),
        }
    }
    lines.extend(new[at..].iter().map(|line| ('+', (*line).to_owned())));
    lines
}

/// The days that a file says a session had; for tests and warnings.
pub fn days_of(document: &Document) -> (Option<Date>, Vec<Date>) {
    let date = words(&document.front, "date").and_then(|text| read_date(text).ok());
    (date, dates(&document.front, "previous_dates"))
}
