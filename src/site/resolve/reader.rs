//! Reads typed values out of the written fields, collecting every mistake with its place.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::{Date, Time};

use crate::content::Document;
use crate::content::fields::{FIELDS, Field, Form, find};
use crate::content::front::{Entry, Front, Value};
use crate::diagnostics::{Diagnostic, Message, Place, Sourced};
use crate::site::booking::{BookingUrlError, web_address};
use crate::site::dates::{self, DateError, Hours, HoursError};
use crate::site::moment::{Moment, read_moment};
use crate::site::{Phone, Places};

/// The mistakes of one run.
pub type Found = RefCell<Vec<Diagnostic>>;

/// Reads the fields of one map.
pub struct Reader<'a> {
    front: Cow<'a, Front>,
    fields: &'static [Field],
    /// Where to point when a field is absent.
    here: Place,
    /// Whether the file has mistakes of its shape; what seems to be missing may only be misspelt.
    broken: bool,
    found: &'a Found,
}

impl<'a> Reader<'a> {
    /// Reads the fields of a whole file, its inherited ones included.
    pub fn new(front: &'a Front, file: &Document, found: &'a Found) -> Self {
        let here = Place::top(&file.source);
        Self { front: Cow::Borrowed(front), fields: FIELDS, here, broken: file.broken, found }
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

    /// Where the map stands that is read.
    pub fn here(&self) -> Place {
        self.here.clone()
    }

    /// Places of all fields, for channels that must point at one later.
    pub fn places(&self) -> Places {
        let fields: BTreeMap<_, _> = self.front.0.iter().map(|(key, entry)| (*key, entry.place.clone())).collect();
        Places { file: self.here.clone(), fields }
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        debug_assert!(find(self.fields, key).is_some(), "{key} is not in the field table");
        self.front.0.get(key).filter(|entry| entry.value != Value::Clear)
    }

    /// Says that a required field is missing; `None` for the caller to pass on.
    pub fn require<T>(&self, key: &'static str, value: Option<T>) -> Option<T> {
        // A field that was written wrong has been reported already.
        if value.is_none() && !self.has(key) && !self.broken {
            let (japanese, yaml) = (self.japanese(key), key.to_owned());
            let message = if !std::ptr::eq(self.fields, FIELDS) {
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
        let entry = self.entry(key)?;
        match &entry.value {
            Value::Words(words) => Some(Sourced::new(words.trim().to_owned(), entry.place.clone())),
            _ => None,
        }
    }

    /// Words without their place.
    pub fn text(&self, key: &str) -> Option<String> {
        self.words(key).map(|words| words.value)
    }

    /// Reads words with `read`; a failure becomes the error `explain` makes of it.
    fn parsed<T, E>(
        &self,
        key: &str,
        read: impl FnOnce(&str) -> Result<T, E>,
        explain: impl FnOnce(E, &str) -> Message,
    ) -> Option<Sourced<T>> {
        let words = self.words(key)?;
        match read(&words.value) {
            Ok(value) => Some(Sourced::new(value, words.place)),
            Err(error) => {
                self.error(explain(error, &words.value), &words.place);
                None
            }
        }
    }

    /// A day.
    pub fn date(&self, key: &str) -> Option<Sourced<Date>> {
        self.parsed(key, dates::read_date, date_message)
    }

    /// A time of day.
    pub fn clock(&self, key: &str) -> Option<Time> {
        let explain = |_, text: &str| Message::BadTime { text: text.to_owned() };
        self.parsed(key, dates::read_time, explain).map(|time| time.value)
    }

    /// From–to.
    pub fn hours(&self, key: &str) -> Option<Sourced<Hours>> {
        self.parsed(key, dates::read_hours, |error, text| match error {
            HoursError::EndBeforeStart(_) => Message::EndBeforeStart { text: text.to_owned() },
            HoursError::Time(_) => Message::BadHours { text: text.to_owned() },
        })
    }

    /// Day and time, also relative.
    pub fn moment(&self, key: &str) -> Option<Sourced<Moment>> {
        self.parsed(key, read_moment, |error, text| match error {
            DateError::Unreadable | DateError::NoYear => Message::BadMoment { text: text.to_owned() },
            other => date_message(other, text),
        })
    }

    /// A telephone number.
    pub fn phone(&self, key: &str) -> Option<Phone> {
        let read = |text: &str| Phone::read(text).ok_or(());
        self.parsed(key, read, |(), text| Message::BadPhone { text: text.to_owned() }).map(|phone| phone.value)
    }

    /// Any http(s) address.
    pub fn url(&self, key: &str) -> Option<Sourced<String>> {
        self.parsed(key, web_address, url_message)
    }

    /// はい or いいえ.
    pub fn flag(&self, key: &str) -> Option<bool> {
        let read = |text: &str| match text.to_ascii_lowercase().as_str() {
            "はい" | "yes" | "true" | "on" | "○" | "あり" => Ok(true),
            "いいえ" | "no" | "false" | "off" | "×" => Ok(false),
            _ => Err(()),
        };
        self.parsed(key, read, |(), text| Message::BadFlag { text: text.to_owned() }).map(|flag| flag.value)
    }

    /// One of the table's choices, by our word for it.
    pub fn choice(&self, key: &str) -> Option<&'static str> {
        let Form::Choice(choices) = find(self.fields, key)?.form else { return None };
        let read = |text: &str| {
            let lower = text.to_ascii_lowercase();
            let chosen = choices.iter().find(|(word, names)| *word == lower || names.contains(&text));
            chosen.map(|(word, _)| *word).ok_or(())
        };
        let explain = |(), text: &str| {
            let names: Vec<&str> = choices.iter().filter_map(|(_, names)| names.first().copied()).collect();
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            Message::BadChoice { text: text.to_owned(), choices: names.join("、"), words: words.join(", ") }
        };
        self.parsed(key, read, explain).map(|choice| choice.value)
    }

    /// A whole number at the start of the words, and what follows it (「12組」 → 12, 「組」).
    pub fn count(&self, key: &str) -> Option<(u32, String)> {
        use unicode_normalization::UnicodeNormalization;
        let read = |text: &str| {
            let text: String = text.nfkc().filter(|c| *c != ',').collect();
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let number = text[..digits].parse::<u32>().map_err(|_| ())?;
            Ok::<_, ()>((number, text[digits..].trim().to_owned()))
        };
        self.parsed(key, read, |(), text| Message::BadNumber { text: text.to_owned() }).map(|count| count.value)
    }

    /// The items of a list, each as a reader of its own words.
    fn items(&self, key: &str) -> Vec<&Entry> {
        match self.entry(key).map(|entry| &entry.value) {
            Some(Value::List(items)) => items.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// A list of words.
    pub fn list(&self, key: &str) -> Vec<String> {
        let words = |entry: &Entry| match &entry.value {
            Value::Words(words) => Some(words.trim().to_owned()),
            _ => None,
        };
        self.items(key).into_iter().filter_map(words).collect()
    }

    /// A list of days.
    pub fn dates(&self, key: &str) -> Vec<Date> {
        let mut dates = Vec::new();
        for entry in self.items(key) {
            let Value::Words(words) = &entry.value else { continue };
            match dates::read_date(words) {
                Ok(date) => dates.push(date),
                Err(error) => self.error(date_message(error, words), &entry.place),
            }
        }
        dates
    }

    /// A list of maps.
    pub fn maps(&self, key: &str) -> Vec<Reader<'a>> {
        let Some(Form::List(form)) = find(self.fields, key).map(|field| &field.form) else { return Vec::new() };
        self.items(key).into_iter().filter_map(|entry| self.inside(entry, form)).collect()
    }

    /// The keys of a map, or of the plain words that stand for one of its keys.
    pub fn map(&self, key: &str) -> Option<Reader<'a>> {
        self.inside(self.entry(key)?, &find(self.fields, key)?.form)
    }

    fn inside(&self, entry: &Entry, form: &'static Form) -> Option<Reader<'a>> {
        let Form::Map { fields, short } = form else { return None };
        let front = match (&entry.value, short) {
            (Value::Map(front), _) => front.clone(),
            (Value::Words(_), Some(short)) => Front(BTreeMap::from([(*short, entry.clone())])),
            _ => return None,
        };
        Some(Reader {
            front: Cow::Owned(front),
            fields,
            here: entry.key.clone(),
            broken: self.broken,
            found: self.found,
        })
    }
}

/// What to say about an unreadable day.
pub fn date_message(error: DateError, text: &str) -> Message {
    let text = text.to_owned();
    match error {
        DateError::Unreadable => Message::BadDate { text },
        DateError::Impossible => Message::ImpossibleDate { text },
        DateError::NoYear => Message::NoYear { text },
        DateError::WrongWeekday { date } => Message::WrongWeekday {
            date: dates::month_day(date),
            weekday: dates::weekday(date).to_owned(),
            english: format!("{date} is a {:?}", date.weekday()),
        },
    }
}

/// What to say about an address that can't be used.
pub fn url_message(error: BookingUrlError, text: &str) -> Message {
    let url = text.to_owned();
    match error {
        BookingUrlError::NotHttp => Message::UrlNotHttp { url },
        BookingUrlError::Space => Message::UrlWithSpace { url },
        BookingUrlError::JapaneseHost => Message::UrlJapaneseHost { url },
        BookingUrlError::BadHost => Message::UrlBadHost { url },
        BookingUrlError::HostNotAllowed { host } => Message::HostNotAllowed { host },
    }
}
