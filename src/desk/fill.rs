//! Fills in a form: what somebody chose and typed becomes changes of the file's text, which is read back before it is
//! believed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use super::day::written_like;
use super::pen::rework::{Untouchable, rework};
use super::pen::{apply, is_japanese, line_end};
use super::plain::{Plain, fields};
use super::set::{self, Orders};
use super::shelf::{self, Session};
use super::wish::{self, Wish};
use crate::content::fields::{FIELDS, Field, Form, Levels, find};
use crate::content::front::{Front, Value};
use crate::content::tidy::characters;
use crate::content::{Document, read_source};
use crate::diagnostics::{Diagnostic, Lang, Message, Source};
use crate::site::dates::read_date;

/// One field that shall say something else.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Change {
    /// Its keys from the outside in, by the names of the field table.
    pub path: Vec<String>,
    /// What it shall say.
    pub to: To,
}

/// What a field shall say.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum To {
    /// This: words, a list or a map; of a choice the field table's word, of a day `2026-12-10`, of a flag `yes` or `no`.
    Value(Plain),
    /// Nothing, whatever is said above: 「なし」.
    Clear,
    /// What is said above: the field goes.
    Inherit,
}

/// Everything that shall become of a file.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// Its fields.
    pub changes: &'a [Change],
    /// The Markdown below them, all of it.
    pub body: Option<&'a str>,
    /// Why a session is moved or not held, for its readers.
    pub because: Option<&'a str>,
}

/// A file that is filled in, and what is known around it.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The file as it is.
    pub document: &'a Document,
    /// Mistakes met while reading it.
    pub found: &'a [Diagnostic],
    /// Which kind of file it is.
    pub level: Levels,
    /// What is said above it.
    pub above: &'a Front,
    /// The course's folder and the file's name without its ending.
    pub name: (&'a str, &'a str),
    /// The day on which it is changed.
    pub today: Date,
}

/// Why a form could not be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such field in such a file.
    NoSuchField(String),
    /// What to tell whoever writes.
    Told(Message),
}

/// The file's text with everything as it is wanted, and all other bytes as they were.
///
/// # Errors
/// A field that is not there, or a change that would touch more than itself.
pub fn fill(sheet: &Sheet<'_>, wanted: &Wanted<'_>) -> Result<String, Refused> {
    let mut document = sheet.document.clone();
    let mut found = sheet.found.to_vec();
    let changes = if sheet.level == Levels::SESSION {
        let (orders, rest) = with_orders(sheet, wanted);
        if let Some(orders) = orders {
            (document, found) = obey(sheet, &orders)?;
        }
        rest
    } else {
        wanted.changes.to_vec()
    };
    if !changes.is_empty() {
        document = change(sheet, &document, &found, &changes)?;
    }
    let Some(body) = wanted.body else { return Ok(document.source.text.clone()) };
    let text = with_body(&document, body);
    let after = reread(&document, &text, sheet.level).0;
    let is_right = fields(&after.front) == fields(&document.front)
        && same_lines(after.markdown.text(), body)
        && after.source.text.len() == text.len();
    if is_right { Ok(text) } else { Err(by_hand(sheet)) }
}

fn by_hand(sheet: &Sheet<'_>) -> Refused {
    Refused::Told(Message::EditByHand { file: sheet.document.source.path.clone() })
}

fn reread(document: &Document, text: &str, level: Levels) -> (Document, Vec<Diagnostic>) {
    let source = Arc::new(Source { path: document.source.path.clone(), text: text.to_owned() });
    let mut found = Vec::new();
    let document = read_source(&source, level, &mut found);
    (document, found)
}

/// A session that is cancelled, postponed or moved gets an entry in its list of changes, as with `oideyo set`: calendars
/// learn of it by that. Gives these orders, and the changes that are left.
fn with_orders(sheet: &Sheet<'_>, wanted: &Wanted<'_>) -> (Option<Orders>, Vec<Change>) {
    let words = |key: &str| {
        wanted.changes.iter().find(|change| change.path == [key]).and_then(|change| match &change.to {
            To::Value(Plain::Words(text)) => Some(text.trim()),
            To::Inherit if key == "standing" => Some("on"),
            _ => None,
        })
    };
    let standing = words("standing").and_then(|word| wish::choice("standing", word));
    let named = shelf::date_of_name(sheet.name.1);
    let said = shelf::words(&sheet.document.front, "date").and_then(|text| read_date(text).ok());
    let held = if sheet.document.front.0.contains_key("date") { said } else { named };
    let to = words("date").and_then(|text| read_date(text).ok()).filter(|to| held.is_some_and(|held| held != *to));
    // A session that is not held is not moved at the same time; whoever says so means the day as it is written.
    let to = to.filter(|_| standing.is_none_or(|standing| standing != "cancelled"));
    if standing.is_none() && to.is_none() {
        return (None, wanted.changes.to_vec());
    }
    let mut wishes: Vec<Wish> = Vec::new();
    match (standing, to) {
        (_, Some(_)) => wishes.push(Wish::Standing("postponed")),
        (Some(standing), None) => wishes.push(Wish::Standing(standing)),
        (None, None) => {}
    }
    let is_ordered = |change: &Change| {
        (change.path == ["standing"] && standing.is_some()) || (change.path == ["date"] && to.is_some())
    };
    let rest = wanted.changes.iter().filter(|change| !is_ordered(change)).cloned().collect();
    let because = wanted.because.map(str::to_owned);
    (Some(Orders { wishes, to, because, today: sheet.today }), rest)
}

fn obey(sheet: &Sheet<'_>, orders: &Orders) -> Result<(Document, Vec<Diagnostic>), Refused> {
    let (folder, stem) = sheet.name;
    let session: Session =
        shelf::session(folder, folder, sheet.above, stem.to_owned(), sheet.document.clone(), sheet.found);
    let rewrite = set::rewrite(&session, sheet.above, orders).map_err(Refused::Told)?;
    let (after, found) = reread(sheet.document, &rewrite.text, sheet.level);
    if !rewrite.is_right(&session, &after, &found) {
        return Err(by_hand(sheet));
    }
    Ok((after, found))
}

/// Makes changes of fields.
fn change(
    sheet: &Sheet<'_>,
    document: &Document,
    found: &[Diagnostic],
    changes: &[Change],
) -> Result<Document, Refused> {
    let japanese = is_japanese(if document.front.0.is_empty() { sheet.above } else { &document.front });
    let mut wanted = said(&document.front);
    for change in changes {
        let top = change.path.first().and_then(|key| find(FIELDS, key));
        let top = top.filter(|field| {
            field.levels.allows(sheet.level) && change.path.first().is_some_and(|key| key == field.key)
        });
        if top.is_none() {
            return Err(Refused::NoSuchField(change.path.join(".")));
        }
        let old = Old { front: Some(&document.front), above: Some(sheet.above), japanese };
        old.change(&mut wanted, FIELDS, &change.path, &change.to)?;
    }
    let edits = rework(document, &wanted, japanese).map_err(|Untouchable| by_hand(sheet))?;
    let text = apply(&document.source.text, &edits);
    let (after, now) = reread(document, &text, sheet.level);
    let is_right = trimmed(said(&after.front)) == trimmed(wanted)
        && errors(&now) == errors(found)
        && after.markdown.text() == document.markdown.text();
    if is_right { Ok(after) } else { Err(by_hand(sheet)) }
}

fn said(front: &Front) -> BTreeMap<String, Plain> {
    fields(front).into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Mistakes by their words, sorted: the places of those that stay may have moved.
fn errors(found: &[Diagnostic]) -> Vec<String> {
    let errors = found.iter().filter(|found| found.is_error());
    let mut errors: Vec<String> = errors.map(|error| error.message.text(Lang::En)).collect();
    errors.sort();
    errors
}

/// Without the blanks and line ends around words, which nobody reads.
fn trimmed(map: BTreeMap<String, Plain>) -> BTreeMap<String, Plain> {
    map.into_iter().map(|(key, value)| (key, value.trimmed())).collect()
}

/// What stood in the file and above it, for the manner of what is written now.
#[derive(Clone, Copy)]
struct Old<'a> {
    front: Option<&'a Front>,
    above: Option<&'a Front>,
    japanese: bool,
}

impl Old<'_> {
    fn change(
        self,
        wanted: &mut BTreeMap<String, Plain>,
        fields: &'static [Field],
        path: &[String],
        to: &To,
    ) -> Result<(), Refused> {
        let unknown = || Refused::NoSuchField(path.join("."));
        let (key, deeper) = path.split_first().ok_or_else(unknown)?;
        let field = find(fields, key).filter(|field| field.key == key).ok_or_else(unknown)?;
        let old = self.front.and_then(|front| front.0.get(key)).map(|entry| &entry.value);
        let above = self.above.and_then(|front| front.0.get(key)).map(|entry| &entry.value);
        if deeper.is_empty() {
            match to {
                To::Value(value) => match self.written(&field.form, old, value.clone()) {
                    Some(value) => wanted.insert(key.clone(), value),
                    None => wanted.remove(key),
                },
                To::Clear if field.form.keeps_none() => return Err(unknown()),
                To::Clear => wanted.insert(key.clone(), Plain::Clear),
                To::Inherit => wanted.remove(key),
            };
            return Ok(());
        }
        let Form::Map { fields: inner_fields, short } = &field.form else { return Err(unknown()) };
        // Words that stand for this very key go on being words.
        let is_short = deeper.len() == 1 && short.is_some_and(|short| deeper[0] == short);
        if is_short && matches!(wanted.get(key), Some(Plain::Words(_))) {
            return self.change(wanted, fields, std::slice::from_ref(key), to);
        }
        let mut map = match wanted.remove(key) {
            Some(Plain::Map(map)) => map,
            // Words replace all that is said above, a map is merged with it: what the words had replaced must stay away.
            Some(Plain::Words(text)) => {
                let mut map = without(inner_fields, above);
                // 「費用: なし」 says that it is free, 「円: なし」 would say nothing.
                let text = if *short == Some("yen") && text.trim() == "なし" { "無料".to_owned() } else { text };
                map.extend(short.map(|short| (short.to_owned(), Plain::Words(text))));
                map
            }
            Some(_) => without(inner_fields, above),
            None => BTreeMap::new(),
        };
        let inner = |value: Option<&'_ Value>| match value {
            Some(Value::Map(front)) => Some(front.clone()),
            _ => None,
        };
        let (old, above) = (inner(old), inner(above));
        let japanese = old.as_ref().filter(|old| !old.0.is_empty()).map_or(self.japanese, is_japanese);
        Old { front: old.as_ref(), above: above.as_ref(), japanese }.change(&mut map, inner_fields, deeper, to)?;
        if !map.is_empty() {
            wanted.insert(key.clone(), Plain::Map(map));
        }
        Ok(())
    }

    /// A value the way this file writes it. `None`: it says nothing.
    fn written(self, form: &'static Form, old: Option<&Value>, value: Plain) -> Option<Plain> {
        let old_words = match old {
            Some(Value::Words(words)) => Some(words.as_str()),
            _ => None,
        };
        let japanese = old_words.map_or(self.japanese, |old| !old.is_ascii());
        match (form, value) {
            (Form::Choice(choices), Plain::Words(word)) => {
                let chosen = choices.iter().find(|(own, _)| *own == word.trim());
                let name = chosen.map(|(own, names)| names.first().filter(|_| japanese).copied().unwrap_or(own));
                self.words(form, name.unwrap_or(&word))
            }
            (Form::Flag, Plain::Words(word)) => self.words(form, &flag(word.trim(), old_words, japanese)),
            (Form::Date, Plain::Words(word)) => {
                let new = word.trim().parse::<Date>().ok();
                let like = new.zip(old_words).map(|(new, old)| written_like(old, new));
                self.words(form, &like.unwrap_or(word))
            }
            (Form::Map { short: Some(short), .. }, Plain::Words(word)) => {
                self.words(form, &word).map(|value| match (old, value) {
                    // A map keeps being one.
                    (Some(Value::Map(_)), Plain::Words(word)) => {
                        Plain::Map([((*short).to_owned(), Plain::Words(word))].into())
                    }
                    (_, value) => value,
                })
            }
            (_, Plain::Words(word)) => self.words(form, &word),
            (Form::List(item), Plain::List(items)) => {
                let old: &[_] = match old {
                    Some(Value::List(items)) => items,
                    _ => &[],
                };
                let item = |(at, value): (usize, Plain)| {
                    let old = old.get(at).map(|entry| &entry.value);
                    self.item(item, old, value)
                };
                let items: Vec<Plain> = items.into_iter().enumerate().filter_map(item).collect();
                (!items.is_empty()).then_some(Plain::List(items))
            }
            (Form::Map { fields, .. }, Plain::Map(map)) => {
                let inner = match old {
                    Some(Value::Map(front)) => Some(front),
                    _ => None,
                };
                let value = |(key, value): (String, Plain)| {
                    let form = &find(fields, &key)?.form;
                    let old = inner.and_then(|front| front.0.get(&key)).map(|entry| &entry.value);
                    Some((key, self.written(form, old, value)?))
                };
                let map: BTreeMap<String, Plain> = map.into_iter().filter_map(value).collect();
                (!map.is_empty()).then_some(Plain::Map(map))
            }
            (Form::Rules, Plain::Map(map)) => {
                let words = |(rule, value): (String, Plain)| match value {
                    Plain::Words(text) => Some((rule.trim().to_owned(), self.words(form, &text)?)),
                    _ => None,
                };
                let map: BTreeMap<String, Plain> =
                    map.into_iter().filter_map(words).filter(|(rule, _)| !rule.is_empty()).collect();
                (!map.is_empty()).then_some(Plain::Map(map))
            }
            (_, Plain::Clear) => Some(Plain::Clear),
            _ => None,
        }
    }

    /// An item of a list: of those that words alone can say, as words, unless it was a map.
    fn item(self, form: &'static Form, old: Option<&Value>, value: Plain) -> Option<Plain> {
        let written = self.written(form, old, value)?;
        let (Form::Map { short: Some(short), .. }, Plain::Map(map)) = (form, &written) else { return Some(written) };
        match (map.get(*short), old) {
            (Some(Plain::Words(words)), None | Some(Value::Words(_))) if map.len() == 1 => {
                Some(Plain::Words(words.clone()))
            }
            _ => Some(written),
        }
    }

    /// Words as they will be read back. `None`: there are none.
    fn words(self, form: &Form, text: &str) -> Option<Plain> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = characters(&text, 0).text;
        let several = matches!(form, Form::Text | Form::Answer);
        let text: String =
            text.chars().map(|c| if c == '\n' && several || !c.is_control() { c } else { ' ' }).collect();
        let lines: Vec<&str> = text.trim().split('\n').map(str::trim_end).collect();
        let text = lines.join("\n");
        match text.as_str() {
            "" => None,
            super::pen::lines::CLEAR if !form.keeps_none() => Some(Plain::Clear),
            _ => Some(Plain::Words(text)),
        }
    }
}

/// 「なし」 for everything that is said above.
fn without(fields: &'static [Field], above: Option<&Value>) -> BTreeMap<String, Plain> {
    let Some(Value::Map(above)) = above else { return BTreeMap::new() };
    let clear = |key: &&str| find(fields, key).is_some_and(|field| !field.form.keeps_none());
    above.0.iter().map(|(key, _)| *key).filter(clear).map(|key| (key.to_owned(), Plain::Clear)).collect()
}

/// はい or いいえ, in the words of the old value where they have a counterpart. 「なし」 is none: it would forget.
fn flag(word: &str, old: Option<&str>, japanese: bool) -> String {
    const PAIRS: [(&str, &str); 7] = [
        ("はい", "いいえ"),
        ("する", "しない"),
        ("○", "×"),
        ("可", "不可"),
        ("yes", "no"),
        ("true", "false"),
        ("on", "off"),
    ];
    let Some(yes) = ["yes", "no"].contains(&word).then_some(word == "yes") else { return word.to_owned() };
    let usual = if japanese { PAIRS[0] } else { PAIRS[4] };
    let old = old.map(|old| old.trim().to_lowercase());
    let pair =
        PAIRS.iter().find(|(a, b)| old.as_deref().is_some_and(|old| old == *a || old == *b)).copied().unwrap_or(usual);
    (if yes { pair.0 } else { pair.1 }).to_owned()
}

/// The text with another Markdown; lines that both have keep their bytes.
fn with_body(document: &Document, body: &str) -> String {
    let text = document.source.text.as_str();
    let range = document.markdown.range();
    let open = !body.is_empty() && range.start > 0 && !text[..range.start].ends_with(['\n', '\r']);
    let gap = if open { line_end(text) } else { "" };
    format!(
        "{}{gap}{}{}",
        &text[..range.start],
        with_lines(&text[range.clone()], body, line_end(text)),
        &text[range.end..]
    )
}

/// `old` saying what `new` says; lines at its start and end that both have keep their bytes, others get `line_end`.
pub fn with_lines(old: &str, new: &str, line_end: &str) -> String {
    let new = new.replace("\r\n", "\n").replace('\r', "\n");
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = |(a, b): &(&&str, &&str)| plain_line(a) == plain_line(b) && a.ends_with('\n') == b.ends_with('\n');
    let head = before.iter().zip(&after).take_while(same).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(same).count();
    let mut text: String = before[..head].concat();
    for line in &after[head..after.len() - tail] {
        text.push_str(plain_line(line));
        text.push_str(if line.ends_with('\n') { line_end } else { "" });
    }
    text.push_str(&before[before.len() - tail..].concat());
    text
}

fn plain_line(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

/// Whether two texts differ in nothing but line ends.
fn same_lines(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    plain(a) == plain(b)
}
