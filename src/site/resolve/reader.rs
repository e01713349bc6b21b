//! Reads typed values out of the written fields, collecting every mistake with its place.

use std::cell::RefCell;

use jiff::civil::{Date, Time};

use super::proposals::{self, Wrong};
use super::spoken;
use crate::content::Document;
use crate::content::fields::{FIELDS, Field, Form, find};
use crate::content::front::{Entry, Front, Value};
use crate::content::tidy::in_usual_width;
use crate::diagnostics::{Diagnostic, Message, Place, Sourced};
use crate::site::booking::web_address;
use crate::site::dates::{self, DateError, Hours};
use crate::site::moment::{Moment, read_moment};
use crate::site::{Phone, Places};

/// The mistakes of one run.
pub type Found = RefCell<Vec<Diagnostic>>;

/// What is read: a map, or the plain words that stand for one of its keys.
#[derive(Clone, Copy)]
enum Said<'a> {
    Map(&'a Front),
    Short(&'static str, &'a Entry),
}

impl<'a> Said<'a> {
    fn get(self, key: &str) -> Option<&'a Entry> {
        match self {
            Self::Map(front) => front.0.get(key),
            Self::Short(short, entry) => Some(entry).filter(|_| short == key),
        }
    }
}

/// Reads the fields of one map.
pub struct Reader<'a> {
    said: Said<'a>,
    fields: &'static [Field],
    /// Where to point when a field is absent.
    here: Place,
    /// Whether the file has mistakes of its shape; what seems to be missing may only be misspelt.
    broken: bool,
    found: &'a Found,
    /// Whether this is a map inside a file.
    inside: bool,
    /// The day that days without a year lie near.
    near: Option<Date>,
    /// A day that they probably lie near: good enough to propose, not to read.
    likely: Option<Date>,
}

impl<'a> Reader<'a> {
    /// Reads the fields of a whole file, its inherited ones included.
    pub fn new(front: &'a Front, file: &Document, found: &'a Found) -> Self {
        let here = Place::top(&file.source);
        Self {
            said: Said::Map(front),
            fields: FIELDS,
            here,
            broken: file.broken,
            found,
            inside: false,
            near: None,
            likely: None,
        }
    }

    /// A file above has mistakes of its shape: what seems to be missing may stand there.
    #[must_use]
    pub fn beneath(self, broken: bool) -> Self {
        Self { broken: self.broken || broken, ..self }
    }

    /// Days without a year lie near `near`, or probably near `likely`.
    #[must_use]
    pub fn near(self, near: Option<Date>, likely: Option<Date>) -> Self {
        Self { near, likely: near.or(likely), ..self }
    }

    /// Reports a mistake.
    pub fn report(&self, diagnostic: Diagnostic) {
        let mut found = self.found.borrow_mut();
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }

    /// Reports a mistake as an error at `place`.
    pub fn error(&self, message: Message, place: &Place) {
        self.report(Diagnostic::error(message, place));
    }

    /// Whether the key was written (also by a file above).
    pub fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The characters that said `key`, else the file's first line.
    pub fn place(&self, key: &str) -> Place {
        self.entry(key).map_or_else(|| self.here.clone(), |entry| entry.place.clone())
    }

    /// The characters of the key itself, where its value must not be shown; else the map's.
    pub fn key(&self, key: &str) -> Place {
        self.entry(key).map_or_else(|| self.here.clone(), |entry| entry.key.clone())
    }

    /// Where the map stands that is read.
    pub fn here(&self) -> Place {
        self.here.clone()
    }

    /// Places of all fields, for channels that must point at one later.
    pub fn places(&self) -> Places {
        let mut places = Places::new(self.here.clone());
        match self.said {
            Said::Map(front) => front.0.iter().for_each(|(key, entry)| places.add(key, entry)),
            Said::Short(key, entry) => places.add(key, entry),
        }
        places
    }

    fn entry(&self, key: &str) -> Option<&'a Entry> {
        debug_assert!(find(self.fields, key).is_some(), "{key} is not in the field table");
        self.said.get(key).filter(|entry| entry.value != Value::Clear)
    }

    /// Says that a required field is missing; `None` for the caller to pass on.
    pub fn require<T>(&self, key: &'static str, value: Option<T>) -> Option<T> {
        // A field that was written wrong has been reported already.
        if value.is_none() && !self.has(key) && !self.broken {
            let (japanese, yaml) = (self.japanese(key), key.to_owned());
            if let Some(none) = self.said.get(key) {
                self.error(Message::CannotBeNone { key: japanese, yaml }, &none.place);
                return value;
            }
            let message = if self.inside {
                Message::MissingInside { key: japanese, yaml }
            } else if self.here.source.path.ends_with("site.yaml") {
                Message::MissingInSite { key: japanese, yaml }
            } else {
                Message::Missing { key: japanese, yaml }
            };
            self.error(message, &self.here);
        }
        value
    }

    /// The key's first Japanese name.
    fn japanese(&self, key: &str) -> String {
        find(self.fields, key)
            .and_then(|field| field.also.first())
            .map_or_else(|| key.to_owned(), |name| (*name).to_owned())
    }

    /// Words, trimmed.
    pub fn words(&self, key: &str) -> Option<Sourced<String>> {
        self.line(key).map(|(words, place)| Sourced::new(words.to_owned(), place.clone()))
    }

    /// Words without their place.
    pub fn text(&self, key: &str) -> Option<String> {
        self.line(key).map(|(words, _)| words.to_owned())
    }

    /// The words as they stand in the field, trimmed, and their place.
    fn line(&self, key: &str) -> Option<(&'a str, &'a Place)> {
        let entry = self.entry(key)?;
        match &entry.value {
            Value::Words(words) => Some((words.trim(), &entry.place)),
            _ => None,
        }
    }

    /// Reads words with `read`; a failure becomes the error `explain` makes of it, with the lines that would be right.
    fn parsed<T, E, W: Into<Wrong>>(
        &self,
        key: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
        explain: impl FnOnce(E, &str) -> W,
    ) -> Option<Sourced<T>> {
        let (words, place) = self.line(key)?;
        match read(words) {
            Ok(value) => Some(Sourced::new(value, place.clone())),
            Err(error) => {
                self.wrong(explain(error, words).into(), place);
                None
            }
        }
    }

    fn wrong(&self, Wrong { message, values }: Wrong, place: &Place) {
        let lines = values.iter().filter_map(|value| place.line_with(value));
        self.error(message.corrected(lines), place);
    }

    fn read_date(&self, text: &str) -> Result<Date, DateError> {
        self.near.map_or_else(|| dates::read_date(text), |near| dates::read_date_near(text, near))
    }

    /// A day.
    pub fn date(&self, key: &str) -> Option<Sourced<Date>> {
        self.parsed(key, |text| self.read_date(text), |error, text| proposals::date(error, text, self.likely))
    }

    /// A time of day; 「9:45から」 is one too.
    pub fn clock(&self, key: &str) -> Option<Time> {
        let read = |text: &str| {
            let text = ["から", "より", "〜", "～", "~", "-"].iter().fold(text, |text, end| text.trim_end_matches(end));
            dates::read_time(text)
        };
        self.parsed(key, read, |_, text| proposals::time(text)).map(|time| time.value)
    }

    /// From–to.
    pub fn hours(&self, key: &str) -> Option<Sourced<Hours>> {
        self.parsed(key, dates::read_hours, |error, text| proposals::hours(&error, text))
    }

    /// Day and time, also relative.
    pub fn moment(&self, key: &str) -> Option<Sourced<Moment>> {
        self.parsed(key, read_moment, |error, text| match error {
            DateError::Unreadable | DateError::NoYear => Message::BadMoment { text: text.to_owned() }.into(),
            other => proposals::date(other, text, None),
        })
    }

    /// A telephone number.
    pub fn phone(&self, key: &str) -> Option<Phone> {
        let read = |text: &str| spoken::phone(text).ok_or(());
        self.parsed(key, read, |(), text| proposals::phone(text)).map(|phone| phone.value)
    }

    /// How many places there are.
    pub fn capacity(&self, key: &str) -> Option<spoken::Places> {
        let read = |text: &str| spoken::places(text).ok_or(());
        self.parsed(key, read, |(), text| proposals::number(text)).map(|places| places.value)
    }

    /// Any http(s) address.
    pub fn url(&self, key: &str) -> Option<Sourced<String>> {
        let explain =
            |error, text: &str| Wrong::new(proposals::url_message(error, text), proposals::web_addresses(text));
        self.parsed(key, web_address, explain)
    }

    /// はい or いいえ.
    pub fn flag(&self, key: &str) -> Option<bool> {
        let read = |text: &str| spoken::flag(text).ok_or(());
        let both = || ["はい".to_owned(), "いいえ".to_owned()];
        let explain = |(), text: &str| Wrong::new(Message::BadFlag { text: text.to_owned() }, both());
        self.parsed(key, read, explain).map(|flag| flag.value)
    }

    /// One of the table's choices, by our word for it.
    pub fn choice(&self, key: &str) -> Option<&'static str> {
        let Form::Choice(choices) = find(self.fields, key)?.form else { return None };
        let read = |text: &str| {
            let lower = text.to_ascii_lowercase();
            let bare = text.trim_end_matches(['。', '、']);
            let chosen = choices.iter().find(|(word, names)| *word == lower || names.contains(&bare));
            chosen.map(|(word, _)| *word).ok_or(())
        };
        let explain = |(), text: &str| {
            let names: Vec<&str> = choices.iter().filter_map(|(_, names)| names.first().copied()).collect();
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            let message =
                Message::BadChoice { text: text.to_owned(), choices: names.join("、"), words: words.join(", ") };
            Wrong::new(message, proposals::nearest(text, choices))
        };
        self.parsed(key, read, explain).map(|choice| choice.value)
    }

    /// A whole number at the start of the words, and what follows it (「12組」 → 12, 「組」).
    pub fn count(&self, key: &str) -> Option<(u32, String)> {
        let read = |text: &str| {
            let text: String = in_usual_width(text).chars().filter(|c| *c != ',').collect();
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number = text[..digits].parse::<u32>().map_err(|_| ())?;
            Ok::<_, ()>((number, text[digits..].trim().to_owned()))
        };
        self.parsed(key, read, |(), text| proposals::number(text)).map(|count| count.value)
    }

    /// The items of a list, each as a reader of its own words.
    fn items(&self, key: &str) -> &'a [Entry] {
        match self.entry(key).map(|entry| &entry.value) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// A list of words.
    pub fn list(&self, key: &str) -> Vec<String> {
        let words = |entry: &Entry| match &entry.value {
            Value::Words(words) => Some(words.trim().to_owned()),
            _ => None,
        };
        self.items(key).iter().filter_map(words).collect()
    }

    /// A list of days.
    pub fn dates(&self, key: &str) -> Vec<Date> {
        let mut dates = Vec::new();
        for entry in self.items(key) {
            let Value::Words(words) = &entry.value else { continue };
            match self.read_date(words) {
                Ok(date) => dates.push(date),
                Err(error) => {
                    let wrong = proposals::date(error, words, self.likely);
                    // Days in one line stand at one place: its line cannot be written with one of them.
                    let alone = !entry.place.text().contains(['、', ',', '，']);
                    self.wrong(if alone { wrong } else { wrong.message.into() }, &entry.place);
                }
            }
        }
        dates
    }

    /// A list of maps.
    pub fn maps(&self, key: &str) -> Vec<Reader<'a>> {
        let Some(Form::List(form)) = find(self.fields, key).map(|field| &field.form) else { return Vec::new() };
        self.items(key).iter().filter_map(|entry| self.inside(entry, form)).collect()
    }

    /// The maps behind keys that staff chose, each with its name.
    pub fn named(&self, key: &str) -> Vec<(String, Reader<'a>)> {
        let Some(Form::Named(form)) = find(self.fields, key).map(|field| &field.form) else { return Vec::new() };
        let Some(Value::Named(entries)) = self.entry(key).map(|entry| &entry.value) else { return Vec::new() };
        entries.iter().filter_map(|(name, entry)| Some((name.clone(), self.inside(entry, form)?))).collect()
    }

    /// The keys of a map, or of the plain words that stand for one of its keys.
    pub fn map(&self, key: &str) -> Option<Reader<'a>> {
        self.inside(self.entry(key)?, &find(self.fields, key)?.form)
    }

    fn inside(&self, entry: &'a Entry, form: &'static Form) -> Option<Reader<'a>> {
        let Form::Map { fields, short } = form else { return None };
        let said = match (&entry.value, short) {
            (Value::Map(front), _) => Said::Map(front),
            (Value::Words(_), Some(short)) => Said::Short(short, entry),
            _ => return None,
        };
        Some(Reader {
            said,
            fields,
            here: entry.key.clone(),
            broken: self.broken,
            found: self.found,
            inside: true,
            near: self.near,
            likely: self.likely,
        })
    }
}
