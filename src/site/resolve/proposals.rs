//! What to say about a value that cannot be read, and what the writer probably meant, ready to copy.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use unicode_normalization::UnicodeNormalization;

use crate::diagnostics::Message;
use crate::site::booking::{BookingUrlError, web_address};
use crate::site::dates::{self, DateError, HoursError, clock, read_date, read_date_near, read_time};

/// Longer values, in characters, are no slip of the hand.
const LONGEST: usize = 60;

/// A mistake and the values that would be right.
pub struct Wrong {
    pub message: Message,
    pub values: Vec<String>,
}

impl From<Message> for Wrong {
    fn from(message: Message) -> Self {
        Self { message, values: Vec::new() }
    }
}

impl Wrong {
    pub fn new(message: Message, values: impl IntoIterator<Item = String>) -> Self {
        Self { message, values: values.into_iter().collect() }
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

/// The same, with days that may be meant: `likely` is one near it.
pub fn date(error: DateError, text: &str, likely: Option<Date>) -> Wrong {
    let values = match error {
        DateError::WrongWeekday { date } => weekdays(date, text, likely),
        DateError::NoYear => {
            let era = read_date(&format!("令和{}", text.trim())).ok();
            let near = likely.and_then(|likely| read_date_near(text, likely).ok());
            near.or(era).map(|date| date.to_string()).into_iter().collect()
        }
        DateError::Unreadable => longest_start(text, |start| read_date(start).ok().map(|date| date.to_string())),
        DateError::Impossible => Vec::new(),
    };
    Wrong::new(date_message(error, text), values)
}

/// The day with its own weekday, and the nearest day that has the weekday that was written.
fn weekdays(date: Date, text: &str, likely: Option<Date>) -> Vec<String> {
    let written = dates::written_weekday(text);
    let has_it = |day: &Date| written.is_some_and(|name| dates::weekday(*day).starts_with(name));
    let around = [-1, 1, -2, 2, -3, 3].into_iter().map(|days: i32| date.saturating_add(days.days()));
    let other = likely.filter(has_it).or_else(|| around.into_iter().find(has_it));
    let worded = |day: Date| format!("{}（{}）", dates::year_month_day(day), dates::weekday(day));
    std::iter::once(date).chain(other).map(worded).collect()
}

/// What the longest start of a text can be read as, where something was added behind it.
fn longest_start(text: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    if text.chars().count() > LONGEST {
        return Vec::new();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0).collect();
    ends.into_iter().rev().find_map(|end| read(text[..end].trim())).into_iter().collect()
}

/// What to say about an unreadable time of day.
pub fn time(text: &str) -> Wrong {
    Wrong::new(Message::BadTime { text: text.to_owned() }, likely_time(text))
}

/// `9.45`, `0945`, `9`, `9:45頃` → 9:45.
fn likely_time(text: &str) -> Option<String> {
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).take(LONGEST).collect();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let spelt = match text.len() {
        1 | 2 if digits => format!("{text}:00"),
        3 | 4 if digits => format!("{}:{}", &text[..text.len() - 2], &text[text.len() - 2..]),
        _ => text.replace(['.', ';', ','], ":"),
    };
    let read = |text: &str| read_time(text).ok().map(clock);
    read(&spelt).or_else(|| longest_start(&spelt, read).into_iter().next())
}

/// What to say about an unreadable span of time.
pub fn hours(error: &HoursError, text: &str) -> Wrong {
    let said = text.to_owned();
    match error {
        HoursError::NoEnd(start) => {
            let end = start.saturating_add(Span::new().minutes(90));
            Wrong::new(Message::HoursNoEnd { text: said }, [format!("{}-{}", clock(*start), clock(end))])
        }
        HoursError::EndBeforeStart(hours) => {
            let later = hours.end.wrapping_add(Span::new().hours(12));
            let meant = if hours.end.hour() < 7 && later > hours.start {
                Some((hours.start, later))
            } else {
                (hours.start > hours.end).then_some((hours.end, hours.start))
            };
            let value = meant.map(|(start, end)| format!("{}-{}", clock(start), clock(end)));
            Wrong::new(Message::EndBeforeStart { text: said }, value)
        }
        HoursError::Time(_) => {
            let plain: String = text.nfkc().take(LONGEST).collect();
            let parts: Vec<&str> =
                plain.split(['-', '~', '〜', '–', 'ー', ' ', '/']).filter(|part| !part.trim().is_empty()).collect();
            let value = match parts[..] {
                [start, end] => likely_time(start).zip(likely_time(end)).map(|(start, end)| format!("{start}-{end}")),
                _ => None,
            };
            Wrong::new(Message::BadHours { text: said }, value)
        }
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

/// The address that was meant, where it was typed full-width, in brackets, with spaces or without its scheme. It is only
/// proposed: what a QR code opens is what staff wrote, or an error.
pub fn web_addresses(text: &str) -> Option<String> {
    if web_address(text).is_ok() {
        return None;
    }
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let bare = plain.trim_matches(['<', '>', '(', ')', '「', '」', '"', '\'', '、', '。']);
    let lower = bare.to_ascii_lowercase();
    let rest = ["https://", "http://", "https:/", "http:/", "https//", "http//", "ttps://", "ttp://", "//"]
        .iter()
        .find_map(|start| lower.starts_with(start).then(|| &bare[start.len()..]));
    let scheme = if lower.starts_with("http://") { "http://" } else { "https://" };
    let has_other_scheme = rest.is_none() && bare.contains(':');
    let host = rest.unwrap_or(bare);
    let named = host
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|host| host.contains('.') && !host.ends_with('.') && host.is_ascii());
    let url = format!("{scheme}{host}");
    (named && !has_other_scheme && web_address(&url).is_ok_and(|same| same == url)).then_some(url)
}

/// The digits in a value and what follows them.
pub fn number(text: &str) -> Wrong {
    let plain: String = text.nfkc().take(LONGEST).collect();
    let value = plain.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0).map(|at| plain[at..].to_owned());
    Wrong::new(Message::BadNumber { text: text.to_owned() }, value)
}

/// The choice whose name is most like a word.
pub fn nearest(text: &str, choices: &[(&'static str, &'static [&'static str])]) -> Option<String> {
    let names = choices.iter().flat_map(|(word, names)| names.iter().chain([word]));
    let short = text.chars().count() <= LONGEST;
    names
        .filter(|_| short)
        .map(|name| (strsim::normalized_damerau_levenshtein(text, name), *name))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.to_owned())
}

/// The telephone number at the start of a value.
pub fn phone(text: &str) -> Wrong {
    let value = longest_start(text, |start| super::spoken::phone(start).map(|phone| phone.printed));
    Wrong::new(Message::BadPhone { text: text.to_owned() }, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_were_meant() {
        for text in [
            "ｈｔｔｐｓ：／／booking.example.jp／f",
            "booking.example.jp/f",
            "<https://booking.example.jp/f>",
            "https://booking.example.jp/ f",
            "ttps://booking.example.jp/f",
        ] {
            assert_eq!(web_addresses(text).as_deref(), Some("https://booking.example.jp/f"), "{text}");
        }
        for text in ["予約はこちら", "javascript:alert(1)", "ftp://a.example/", "https://booking.example.jp/f", ""]
        {
            assert_eq!(web_addresses(text), None, "{text}");
        }
    }
}
