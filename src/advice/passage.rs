//! The words of a file as readers read them, each with a way back to the characters that said them.
//!
//! Text fields of the front matter and the Markdown below it become [`Passage`]s: marks and addresses are gone, line
//! breaks inside a Japanese sentence too. Rules look at letters; [`Passage::place`] leads back to the file.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::letters::{fold, is_web_letter};
use crate::content::Document;
use crate::content::emphasis::{is_japanese, pair_beside_japanese};
use crate::content::front::{Entry, Front, Value};
use crate::diagnostics::{Place, Source};

/// What a passage is to its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The headline of an announcement.
    Headline,
    /// Sentences, and list items that may be some.
    Prose,
    /// Names of places, rooms and offices: nobody can reword them.
    Name,
}

/// Letters that stand where an address or other machine words stood; no rule shall read them.
pub const MASK: char = '\0';

/// One block of words: a field, a paragraph, a list item.
#[derive(Debug)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// Its letters as written.
    pub raw: Vec<char>,
    /// The same with full-width digits and signs made ASCII, and addresses masked.
    pub letters: Vec<char>,
    /// Links: their letters and their address.
    pub links: Vec<(Range<usize>, String)>,
    words: Words,
    /// Byte offset of every letter in `words.text`, and its length.
    at: Vec<usize>,
    source: Arc<Source>,
}

impl Passage {
    fn new(kind: Kind, words: Words, links: Vec<(Range<usize>, String)>, source: &Arc<Source>) -> Self {
        let raw: Vec<char> = words.text.chars().collect();
        let at: Vec<usize> = words.text.char_indices().map(|(at, _)| at).chain([words.text.len()]).collect();
        let mut letters: Vec<char> = raw.iter().map(|letter| fold(*letter)).collect();
        mask_addresses(&mut letters);
        let index = |byte: usize| at.partition_point(|known| *known < byte);
        let links = links.into_iter().map(|(range, url)| (index(range.start)..index(range.end), url)).collect();
        Self { kind, raw, letters, links, words, at, source: Arc::clone(source) }
    }

    /// The characters of the file that said these letters.
    pub fn place(&self, letters: Range<usize>) -> Place {
        let last = self.at.len() - 1;
        let bytes = self.at[letters.start.min(last)]..self.at[letters.end.min(last)];
        Place::new(&self.source, self.words.origin(&bytes))
    }

    /// The letters as written.
    pub fn words(&self, letters: Range<usize>) -> String {
        self.raw[letters].iter().collect()
    }

    /// Whether `words` stand at letter `at`.
    pub fn has_at(&self, at: usize, words: &str) -> bool {
        let mut letters = self.letters[at.min(self.letters.len())..].iter();
        words.chars().all(|wanted| letters.next() == Some(&wanted))
    }

    /// Where `words` stand.
    pub fn find<'a>(&'a self, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.find_in(0..self.letters.len(), words)
    }

    /// Where `words` stand within `range`. Nearly every rule asks this of every passage, so the first letter decides first.
    fn find_in<'a>(&'a self, range: Range<usize>, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let (first, length) = (words.chars().next(), words.chars().count());
        let starts = range.start..(range.end + 1).saturating_sub(length);
        starts
            .filter(move |at| self.letters.get(*at).copied() == first && self.has_at(*at, words))
            .map(move |at| at..at + length)
    }

    /// Whether any of `words` stands within `range`.
    pub fn says(&self, range: &Range<usize>, words: &[&str]) -> bool {
        words.iter().any(|words| self.find_in(range.clone(), words).next().is_some())
    }

    /// All of its letters.
    pub fn all(&self) -> Range<usize> {
        0..self.letters.len()
    }

    /// The letter at `at`, as folded.
    pub fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).copied()
    }

    /// The letter before `at`.
    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|before| self.letter(before))
    }
}

/// Web and mail addresses are for machines.
fn mask_addresses(letters: &mut [char]) {
    let mut at = 0;
    while at < letters.len() {
        let rest: String = letters[at..].iter().take(8).collect();
        if rest.starts_with("https://") || rest.starts_with("http://") {
            while at < letters.len() && is_web_letter(letters[at]) {
                letters[at] = MASK;
                at += 1;
            }
        }
        at += 1;
    }
}

/// Text with the bytes of the file it comes from.
#[derive(Clone, Debug, Default)]
struct Words {
    text: String,
    pieces: Vec<Piece>,
}

/// A stretch of text and the bytes of the file that say it.
#[derive(Clone, Debug)]
struct Piece {
    text: Range<usize>,
    from: Range<usize>,
    /// Whether it stands there byte for byte.
    exact: bool,
}

impl Words {
    fn push(&mut self, text: &str, from: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        let exact = from.len() == text.len();
        if let Some(last) = self.pieces.last_mut()
            && exact
            && last.exact
            && last.from.end == from.start
            && last.text.end == start
        {
            last.text.end = self.text.len();
            last.from.end = from.end;
            return;
        }
        self.pieces.push(Piece { text: start..self.text.len(), from, exact });
    }

    /// The bytes of the file that say these bytes of the text.
    fn origin(&self, bytes: &Range<usize>) -> Range<usize> {
        let first = self.pieces.iter().find(|piece| piece.text.end > bytes.start).or(self.pieces.last());
        let last = self.pieces.iter().rev().find(|piece| piece.text.start < bytes.end).or(self.pieces.first());
        let (Some(first), Some(last)) = (first, last) else { return 0..0 };
        let into = |piece: &Piece, byte: usize| piece.from.start + byte.saturating_sub(piece.text.start);
        let start = if first.exact { into(first, bytes.start) } else { first.from.start };
        let end = if last.exact { into(last, bytes.end).min(last.from.end) } else { last.from.end };
        start..end.max(start)
    }

    /// The words of a field: quotes, indents and folded line ends stand in the file, but not in its value.
    fn of_field(value: &str, place: &Place) -> Self {
        let (value, raw, start) = (value.trim(), place.text(), place.range().start);
        let mut words = Self::default();
        if let Some(at) = raw.find(value) {
            words.push(value, start + at..start + at + value.len());
            return words;
        }
        let mut cursor = 0;
        for letter in value.chars() {
            let is_space = letter.is_whitespace();
            let rest = &raw[cursor..];
            let found = if is_space { rest.find(char::is_whitespace) } else { rest.find(letter) };
            let mut bytes = [0; 4];
            let text = letter.encode_utf8(&mut bytes);
            match found {
                Some(skipped) => {
                    let at = cursor + skipped;
                    let length = raw[at..].chars().next().map_or(0, char::len_utf8);
                    words.push(text, start + at..start + at + length);
                    cursor = at + length;
                }
                // An escape like \u3042: somewhere in the value.
                None => words.push(text, start..start + raw.len()),
            }
        }
        words
    }
}

/// Every passage of a file.
pub fn passages(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::new();
    fields(&document.front, "", &document.source, &mut passages);
    let range = document.markdown.range();
    let mut body = Words::default();
    body.push(document.markdown.text(), range);
    blocks(&body, &document.source, &mut passages);
    passages
}

fn fields(front: &Front, path: &str, source: &Arc<Source>, passages: &mut Vec<Passage>) {
    for (key, entry) in &front.0 {
        let path = if path.is_empty() { (*key).to_owned() } else { format!("{path}.{key}") };
        field(entry, &path, source, passages);
    }
}

fn field(entry: &Entry, path: &str, source: &Arc<Source>, passages: &mut Vec<Passage>) {
    match &entry.value {
        Value::Words(words) => {
            let Some(kind) = kind(path) else { return };
            let words = Words::of_field(words, &entry.place);
            if path == "faq.a" {
                blocks(&words, source, passages);
            } else {
                passages.push(Passage::new(kind, words, Vec::new(), source));
            }
        }
        Value::List(items) => items.iter().for_each(|item| field(item, path, source, passages)),
        Value::Map(front) => fields(front, path, source, passages),
        Value::Clear | Value::Named(_) | Value::Rules(_) | Value::Free(_) => {}
    }
}

/// What a field is to readers. `None`: data, or words no reader sees.
fn kind(path: &str) -> Option<Kind> {
    Some(match path {
        "title" => Kind::Headline,
        "name" | "venue" | "venue.name" | "venue.room" | "venue.address" | "contact.name" | "city" | "team" => {
            Kind::Name
        }
        "summary"
        | "notes"
        | "changes.text"
        | "audience"
        | "audience.text"
        | "venue.access"
        | "venue.parking"
        | "venue.online"
        | "fee.note"
        | "bring"
        | "support"
        | "companions.siblings"
        | "companions.childcare"
        | "allergy"
        | "allergy.tasting"
        | "allergy.note"
        | "booking.phone_hours"
        | "booking.cancel_note"
        | "booking.result_notice"
        | "booking.leftover"
        | "photo.alt"
        | "video.title"
        | "slides"
        | "slides.text"
        | "slides.quote"
        | "slides.alt"
        | "slides.source"
        | "faq.q"
        | "faq.a"
        | "flow"
        | "flow.text"
        | "after"
        | "after.text"
        | "after.title"
        | "survey.title" => Kind::Prose,
        _ => return None,
    })
}

/// The blocks of a Markdown text.
fn blocks(markdown: &Words, source: &Arc<Source>, passages: &mut Vec<Passage>) {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let events = Parser::new_ext(&markdown.text, options).into_offset_iter().collect();
    let mut block = Block::default();
    for (event, range) in pair_beside_japanese(&markdown.text, events) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                block.push(&text, markdown, range);
            }
            Event::SoftBreak => block.broken = true,
            Event::HardBreak => block.words.push("\n", markdown.origin(&range)),
            Event::Start(Tag::Link { dest_url, .. }) => {
                block.link = Some((block.words.text.len(), dest_url.to_string()))
            }
            Event::End(TagEnd::Link) => {
                if let Some((start, url)) = block.link.take() {
                    block.links.push((start..block.words.text.len(), url));
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image) => {}
            _ => block.finish(source, passages),
        }
    }
    block.finish(source, passages);
}

/// A block that is being read.
#[derive(Default)]
struct Block {
    words: Words,
    links: Vec<(Range<usize>, String)>,
    link: Option<(usize, String)>,
    /// Whether a line of the file ended behind the last words.
    broken: bool,
}

impl Block {
    fn push(&mut self, text: &str, markdown: &Words, range: Range<usize>) {
        let from = markdown.origin(&range);
        if std::mem::take(&mut self.broken) {
            let joins = |letter: Option<char>| letter.is_some_and(is_japanese);
            if !(joins(self.words.text.chars().next_back()) && joins(text.chars().next())) {
                self.words.push(" ", from.start..from.start);
            }
        }
        self.words.push(text, from);
    }

    fn finish(&mut self, source: &Arc<Source>, passages: &mut Vec<Passage>) {
        let block = std::mem::take(self);
        if !block.words.text.trim().is_empty() {
            passages.push(Passage::new(Kind::Prose, block.words, block.links, source));
        }
    }
}
