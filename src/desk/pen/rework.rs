//! Lets a file say something else, field by field: what stays the same keeps its bytes, what changes is written the way it
//! was. Where that cannot be done without touching more, nothing is done.
//!
//! Whoever calls it reads the result back: the pen knows how things look, the reader what they mean.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::lines::{CLEAR, Manner, fields_of, item_form, one_line};
use super::parts::{Is, Part};
use super::{Edit, is_japanese_among, line_after, line_end, line_start, quoted};
use crate::content::Document;
use crate::content::fields::{FIELDS, Field, Form, find};
use crate::desk::plain::Plain;

/// The pen must not: more would change than was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Untouchable;

/// Words that separate the items of a list on one line.
const BETWEEN: [&str; 3] = ["、", "，", ","];

/// The edits after which a document says `wanted`.
///
/// # Errors
/// It cannot be done without touching more.
pub fn rework(document: &Document, wanted: &BTreeMap<String, Plain>, japanese: bool) -> Result<Vec<Edit>, Untouchable> {
    let text = document.source.text.as_str();
    // Old Macs' line ends: nothing here knows where a line begins.
    if text.matches('\r').count() != text.matches("\r\n").count() {
        return Err(Untouchable);
    }
    let parts = Part::of_front(&document.front, text);
    let mut pen = Rework { text, manner: Manner { line_end: line_end(text), japanese }, edits: Vec::new() };
    let first = parts.first().map(|(_, part)| part.start);
    let indent = first.map_or("", |first| &text[line_start(text, first)..first]);
    let indent = if indent.trim().is_empty() { indent } else { "" };
    let place = MapPlace { indent, region: document.fields.clone(), end: document.fields.end };
    pen.map(&parts, Some(FIELDS), wanted, &place)?;
    Ok(pen.edits)
}

/// Where the lines of a map stand.
struct MapPlace<'a> {
    indent: &'a str,
    /// The bytes in which a key without a value may stand.
    region: Range<usize>,
    /// Where new lines come.
    end: usize,
}

struct Rework<'a> {
    text: &'a str,
    manner: Manner,
    edits: Vec<Edit>,
}

impl<'a> Rework<'a> {
    fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit { range, text: text.into() });
    }

    /// Lines at the start of a line, or behind a last line that has no end.
    fn insert(&mut self, at: usize, lines: String) {
        let open = at > 0 && !self.text[..at].ends_with('\n');
        let lines = if open { format!("{}{lines}", self.manner.line_end) } else { lines };
        self.replace(at..at, lines);
    }

    fn part(
        &mut self,
        part: &Part,
        form: Option<&'static Form>,
        new: &Plain,
        in_brackets: bool,
    ) -> Result<(), Untouchable> {
        if part.plain() == *new {
            return Ok(());
        }
        match (&part.is, new) {
            (Is::Words(_) | Is::Clear, Plain::Words(text)) => self.words(part, text, in_brackets),
            (Is::Words(_), Plain::Clear) => self.words(part, CLEAR, in_brackets),
            (Is::List(items), Plain::List(new)) if part.is_one_line_of(items) => self.list_in_words(part, form, new),
            (Is::List(items), Plain::List(new)) if part.is_flow(self.text) => {
                self.list_in_brackets(part, items, form, new)
            }
            (Is::List(items), Plain::List(new)) if !items.is_empty() => self.list(items, item_form(form), new),
            (Is::Map(entries), Plain::Map(new)) if part.is_flow(self.text) => {
                self.map_in_brackets(part, entries, form, new)
            }
            (Is::Map(entries), Plain::Map(map)) => match self.place_of(part, entries) {
                Some(place) => self.map(entries, fields_of(form), map, &place),
                None => self.whole(part, form, new, in_brackets),
            },
            _ => self.whole(part, form, new, in_brackets),
        }
    }

    /// Words in the place of others, in their quotes, as a text of several lines where they were one.
    fn words(&mut self, part: &Part, new: &str, in_brackets: bool) -> Result<(), Untouchable> {
        let start = part.value_start(self.text);
        let old = &self.text[start..part.place.end];
        if old.starts_with(['|', '>']) {
            return self.block(start, part.place.end, new);
        }
        let rest = &self.text[part.place.end..line_after(self.text, part.place.end)];
        if new.contains('\n') && !in_brackets && rest.trim().is_empty() && !old.starts_with(['"', '\'']) {
            let line = line_start(self.text, part.start);
            let indent: String =
                self.text[line..part.start].chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
            // A key's text stands two columns further in than the key, an item's where the item does.
            let indent = if part.key.is_some() { format!("{indent}  ") } else { indent };
            let block = self.manner.block(&indent, new);
            self.replace(start..line_after(self.text, part.place.end), format!("|-{}{block}", self.manner.line_end));
            return Ok(());
        }
        let new = match old.chars().next() {
            Some('"') => quoted(new),
            Some('\'') if !new.contains('\n') => format!("'{}'", new.replace('\'', "''")),
            _ => one_line(new, in_brackets),
        };
        self.replace(start..part.place.end, new);
        Ok(())
    }

    /// A text of several lines in the place of another, below the same `|`.
    fn block(&mut self, start: usize, end: usize, new: &str) -> Result<(), Untouchable> {
        let first = line_after(self.text, start);
        let head = self.text[start..first].trim_end();
        if first >= end || head.contains('#') || head.chars().any(|c| c.is_ascii_digit()) {
            return Err(Untouchable);
        }
        let line = self.text[first..end].split_inclusive('\n').find(|line| !line.trim().is_empty()).unwrap_or("  ");
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let head = head.replace('>', "|");
        let block = self.manner.block(indent, new);
        // Blank lines behind a text are not its own, unless it says so.
        let said = self.text[..end].trim_end_matches([' ', '\t', '\r', '\n']).len();
        let end = line_after(self.text, said);
        self.replace(start..end, format!("{head}{}{block}", self.manner.line_end));
        Ok(())
    }

    /// `a、b` with other items.
    fn list_in_words(&mut self, part: &Part, form: Option<&'static Form>, new: &[Plain]) -> Result<(), Untouchable> {
        let is_sentence = matches!(item_form(form), Some(Form::Map { .. }));
        let words: Option<Vec<&str>> = new
            .iter()
            .map(|item| match item {
                Plain::Words(text) if !text.contains('\n') => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let old = &self.text[part.place.clone()];
        let plain = |words: &Vec<&str>| words.iter().all(|word| !BETWEEN.iter().any(|sign| word.contains(sign)));
        match words {
            Some(words) if is_sentence && words.len() == 1 => self.words(part, words[0], false),
            Some(words) if !is_sentence && plain(&words) => {
                let sign = BETWEEN.into_iter().find(|sign| old.contains(sign)).unwrap_or("、");
                let sign = if sign == "," { ", " } else { sign };
                self.words(part, &words.join(sign), false)
            }
            _ => self.whole(part, form, &Plain::List(new.to_vec()), false),
        }
    }

    /// `[a, b]`: as many items keep their places; else it is written anew with the old ones' own characters.
    fn list_in_brackets(
        &mut self,
        part: &Part,
        items: &[Part],
        form: Option<&'static Form>,
        new: &[Plain],
    ) -> Result<(), Untouchable> {
        let form = item_form(form);
        if items.len() == new.len() {
            return items.iter().zip(new).try_for_each(|(item, new)| self.part(item, form, new, true));
        }
        let mut old: Vec<&Part> = items.iter().collect();
        let written = new.iter().map(|new| match old.iter().position(|item| item.plain() == *new) {
            Some(at) => {
                let item = old.remove(at);
                self.text[item.start..item.end].to_owned()
            }
            None => self.manner.in_brackets(form, new),
        });
        let written: Vec<String> = written.collect();
        self.brackets(part, &format!("[{}]", written.join(", ")))
    }

    /// `{a: b}`, the same way.
    fn map_in_brackets(
        &mut self,
        part: &Part,
        entries: &[(String, Part)],
        form: Option<&'static Form>,
        new: &BTreeMap<String, Plain>,
    ) -> Result<(), Untouchable> {
        let fields = fields_of(form);
        let form_of = |key: &str| fields.and_then(|fields| find(fields, key)).map(|field| &field.form);
        if entries.len() == new.len() && entries.iter().all(|(key, _)| new.contains_key(key)) {
            return entries.iter().try_for_each(|(key, entry)| self.part(entry, form_of(key), &new[key], true));
        }
        let manner = self.manner_of(entries);
        let mut written = Vec::new();
        for (key, entry) in entries {
            match new.get(key) {
                Some(value) if entry.plain() == *value => written.push(self.text[entry.start..entry.end].to_owned()),
                Some(value) => {
                    let name = entry.key.clone().map_or("", |range| &self.text[range]);
                    written.push(format!("{name}: {}", manner.in_brackets(form_of(key), value)));
                }
                None => {}
            }
        }
        for key in Manner::keys(fields, new).into_iter().filter(|key| !entries.iter().any(|(own, _)| own == *key)) {
            written.push(format!("{}: {}", manner.name(fields, key), manner.in_brackets(form_of(key), &new[key])));
        }
        self.brackets(part, &format!("{{{}}}", written.join(", ")))
    }

    /// Brackets anew. Notes between their lines would be lost.
    fn brackets(&mut self, part: &Part, new: &str) -> Result<(), Untouchable> {
        let old = &self.text[part.place.start..part.end];
        if old.contains('\n') && old.contains('#') {
            return Err(Untouchable);
        }
        self.replace(part.place.start..part.end, new);
        Ok(())
    }

    /// `- a` lines. What both have at the start and at the end stays; between them items are changed one by one, and what
    /// is too many or too few goes or comes.
    fn list(&mut self, items: &[Part], form: Option<&'static Form>, new: &[Plain]) -> Result<(), Untouchable> {
        let same = |(item, new): &(&Part, &Plain)| item.plain() == **new;
        let head = items.iter().zip(new).take_while(same).count();
        let tail = items[head..].iter().rev().zip(new[head..].iter().rev()).take_while(same).count();
        let (old, new) = (&items[head..items.len() - tail], &new[head..new.len() - tail]);
        for (item, new) in old.iter().zip(new) {
            match (&item.is, new) {
                (Is::Words(_), Plain::Words(_)) | (Is::Map(_), Plain::Map(_)) => self.part(item, form, new, false)?,
                _ => {
                    let (range, indent) = self.item_lines(item)?;
                    self.replace(range, self.manner.item(indent, form, new));
                }
            }
        }
        for item in old.iter().skip(new.len()) {
            let (range, _) = self.item_lines(item)?;
            self.replace(range, "");
        }
        let more = new.get(old.len()..).unwrap_or_default();
        if !more.is_empty() {
            let before = (head + old.len()).checked_sub(1);
            let (range, indent) = self.item_lines(&items[before.unwrap_or(0)])?;
            let at = if before.is_some() { range.end } else { range.start };
            let lines: String = more.iter().map(|item| self.manner.item(indent, form, item)).collect();
            self.insert(at, lines);
        }
        Ok(())
    }

    /// The whole lines of a list's item, and the space before its dash.
    fn item_lines(&self, item: &Part) -> Result<(Range<usize>, &'a str), Untouchable> {
        let line = line_start(self.text, item.start);
        let before = &self.text[line..item.start];
        let bare = before.trim_start_matches([' ', '\t']);
        // An item whose dash stands on a line of its own, or behind another dash.
        if !bare.starts_with('-') || bare[1..].contains('-') || !bare[1..].trim().is_empty() {
            return Err(Untouchable);
        }
        Ok((line..self.lines_end(item), &self.text[line..line + before.len() - bare.len()]))
    }

    /// The first byte of the line behind a part.
    fn lines_end(&self, part: &Part) -> usize {
        if self.text[..part.end].ends_with('\n') { part.end } else { line_after(self.text, part.end) }
    }

    /// The manner in which a map's own keys are written.
    fn manner_of(&self, entries: &[(String, Part)]) -> Manner {
        let keys = entries.iter().filter_map(|(_, entry)| entry.key.clone()).map(|range| &self.text[range]);
        Manner { japanese: is_japanese_among(keys).unwrap_or(self.manner.japanese), ..self.manner }
    }

    /// Where a map's lines stand below its key. `None`: it has none.
    fn place_of(&self, part: &Part, entries: &[(String, Part)]) -> Option<MapPlace<'a>> {
        let (first, last) = (entries.first(), entries.last());
        let start = first.map_or(part.place.start, |(_, entry)| entry.start);
        let line = line_start(self.text, start);
        if part.key.clone().is_some_and(|key| key.start >= line) {
            return None;
        }
        let before = &self.text[line..start];
        // The first key of an item stands behind its dash; the others show how far in.
        let second = entries.get(1).map(|(_, entry)| &self.text[line_start(self.text, entry.start)..entry.start]);
        let indent = if before.trim().is_empty() { before } else { second? };
        if !indent.trim().is_empty() {
            return None;
        }
        let end = last.map_or(line, |(_, entry)| self.lines_end(entry));
        // Keys without a value may stand above the first that has one.
        let from = part.key.clone().map_or(line, |key| line_after(self.text, key.end));
        Some(MapPlace { indent, region: from..self.block_end(line, indent), end })
    }

    /// The end of the lines that stand at least so far in.
    fn block_end(&self, start: usize, indent: &str) -> usize {
        let mut at = line_after(self.text, start);
        for line in self.text[at..].split_inclusive('\n') {
            if !line.trim().is_empty() && !line.starts_with(indent) {
                break;
            }
            at += line.len();
        }
        at
    }

    /// A map's lines: those that go, those that change, those that come.
    fn map(
        &mut self,
        entries: &[(String, Part)],
        fields: Option<&'static [Field]>,
        new: &BTreeMap<String, Plain>,
        place: &MapPlace<'a>,
    ) -> Result<(), Untouchable> {
        let form_of = |key: &str| fields.and_then(|fields| find(fields, key)).map(|field| &field.form);
        let mut after_cut = 0;
        for (at, (key, entry)) in entries.iter().enumerate() {
            match new.get(key) {
                Some(value) => self.part(entry, form_of(key), value, false)?,
                None if entry.start < after_cut => {}
                None => {
                    let next = entries[at + 1..].iter().find(|(key, _)| new.contains_key(key));
                    after_cut = self.take_away(entry, next.map(|(_, next)| next.start))?;
                }
            }
        }
        let manner = self.manner_of(entries);
        let mut lines = String::new();
        for key in Manner::keys(fields, new).into_iter().filter(|key| !entries.iter().any(|(own, _)| own == *key)) {
            let form = form_of(key);
            match self.empty_key(fields, key, place) {
                Some(at) => self.behind_colon(at, manner.behind(place.indent, form, &new[key])),
                None => lines.push_str(&manner.field(place.indent, &manner.name(fields, key), form, &new[key])),
            }
        }
        if !lines.is_empty() {
            self.insert(place.end, lines);
        }
        Ok(())
    }

    /// Takes a key away with its lines; a note behind it stays. Returns up to where everything is gone.
    fn take_away(&mut self, entry: &Part, next: Option<usize>) -> Result<usize, Untouchable> {
        let line = line_start(self.text, entry.start);
        if !self.text[line..entry.start].trim().is_empty() {
            // Behind an item's dash: the next key takes the place.
            let next = next.filter(|next| self.text[line..entry.start].trim() == "-" && *next > entry.end);
            let next = next.ok_or(Untouchable)?;
            self.replace(entry.start..next, "");
            return Ok(next);
        }
        let end = self.lines_end(entry);
        let rest = &self.text[entry.end..end];
        if rest.trim().is_empty() {
            self.replace(line..end, "");
        } else if rest.trim_start().starts_with('#') {
            self.replace(entry.start..entry.end + rest.len() - rest.trim_start().len(), "");
        } else {
            return Err(Untouchable);
        }
        Ok(end)
    }

    /// The byte behind the colon of a key of this map behind which nothing is written.
    fn empty_key(&self, fields: Option<&'static [Field]>, key: &str, place: &MapPlace<'_>) -> Option<usize> {
        let mut at = place.region.start;
        for line in self.text[place.region.clone()].split_inclusive('\n') {
            let bare = line.strip_prefix(place.indent).filter(|bare| !bare.starts_with([' ', '\t', '#']));
            let colon = bare.and_then(|_| line.char_indices().find(|(_, c)| ":：".contains(*c)));
            if let Some((colon, c)) = colon {
                let name: String = line[..colon].trim().nfkc().collect();
                let rest = line[colon + c.len_utf8()..].trim();
                let empty = rest.is_empty() || rest.starts_with('#');
                let is = fields.and_then(|fields| find(fields, &name)).is_some_and(|field| field.key == key);
                if empty && is {
                    return Some(at + colon + c.len_utf8());
                }
            }
            at += line.len();
        }
        None
    }

    /// Puts a value behind a colon behind which there was none but a note.
    fn behind_colon(&mut self, at: usize, value: String) {
        let end = at + self.text[at..].find(['\r', '\n']).unwrap_or(self.text.len() - at);
        let value = value.strip_suffix(self.manner.line_end).unwrap_or(&value);
        let several = value.starts_with(['\r', '\n']);
        let at = if several { end } else { at };
        self.replace(at..at, value);
    }

    /// A value of another shape in the place of the old one.
    fn whole(
        &mut self,
        part: &Part,
        form: Option<&'static Form>,
        new: &Plain,
        in_brackets: bool,
    ) -> Result<(), Untouchable> {
        if in_brackets {
            let value = self.manner.in_brackets(form, new);
            return self.brackets_or_words(part, value);
        }
        let Some(key) = part.key.clone() else {
            let (range, indent) = self.item_lines(part)?;
            self.replace(range, self.manner.item(indent, form, new));
            return Ok(());
        };
        let line = line_start(self.text, key.start);
        let before = &self.text[line..key.start];
        let indent: String = before.chars().map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
        let colon = self.text[key.end..].find([':', '：']).map(|at| key.end + at).ok_or(Untouchable)?;
        let colon = colon + self.text[colon..].chars().next().map_or(1, char::len_utf8);
        let end = self.lines_end(part);
        let rest = &self.text[part.end.min(end)..end];
        let head = &self.text[colon..line_after(self.text, colon)];
        // A note behind the old value, or behind the key above it, has no place behind the new one.
        if !rest.trim().is_empty()
            || (head.trim_start().starts_with('#') && !matches!(new, Plain::List(_) | Plain::Map(_)))
        {
            return Err(Untouchable);
        }
        let value = self.manner.behind(&indent, form, new);
        let start = if head.trim_start().starts_with('#') { colon + head.trim_end().len() } else { colon };
        self.replace(start..end, value);
        Ok(())
    }

    fn brackets_or_words(&mut self, part: &Part, value: String) -> Result<(), Untouchable> {
        let old = &self.text[part.place.start..part.end];
        if old.contains('\n') {
            return Err(Untouchable);
        }
        self.replace(part.place.start..part.end, value);
        Ok(())
    }
}
