//! Days as somebody types them at the keyboard: 「12/10」, 「明日」, 「来月第2木曜」; and how a file writes its days.

use jiff::ToSpan;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::every::Rule;
use crate::diagnostics::Message;
use crate::site::dates::{DateError, month_day, read_date, reiwa, weekday};

/// A day that lies ahead, where nothing else is said: a year may be left out.
///
/// # Errors
/// What is wrong with it, with a way out.
pub fn ahead(text: &str, today: Date) -> Result<Date, Message> {
    let words: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    match words.as_str() {
        "今日" | "本日" => return Ok(today),
        "明日" | "あした" => return Ok(today.saturating_add(1.day())),
        "あさって" | "明後日" => return Ok(today.saturating_add(2.days())),
        _ => {}
    }
    if let Some(day) = by_rule(&words, today) {
        return Ok(day);
    }
    let read = match read_date(text) {
        Err(DateError::NoYear) => next(text, today),
        read => read,
    };
    read.map_err(|error| explain(error, text))
}

/// 「第2木曜」 is the next one, 「来月第2木曜」 next month's.
fn by_rule(words: &str, today: Date) -> Option<Date> {
    let (from, rule) = if let Some(rule) = words.strip_prefix("来月") {
        (today.first_of_month().saturating_add(1.month()), rule)
    } else if let Some(rule) = words.strip_prefix("再来月") {
        (today.first_of_month().saturating_add(2.months()), rule)
    } else {
        (today, words.strip_prefix("今月").unwrap_or(words))
    };
    let rule = rule.strip_prefix('の').unwrap_or(rule);
    let until =
        if words.starts_with(['来', '再', '今']) { from.last_of_month() } else { from.saturating_add(1.year()) };
    Rule::read(rule)?.days(from, until).next()
}

/// `12/10`: this year's, or next year's where this year's is over. 2月29日 may be years ahead.
fn next(text: &str, today: Date) -> Result<Date, DateError> {
    let mut first = Err(DateError::Impossible);
    for year in today.year()..=today.year() + 8 {
        match read_date(&format!("{year}-{}", text.trim())) {
            Err(DateError::Impossible) => {}
            Ok(date) if date < today => {}
            Err(DateError::WrongWeekday { date }) if date < today => {}
            read => {
                first = read;
                break;
            }
        }
    }
    first
}

/// What to say of a day that cannot be read.
pub fn explain(error: DateError, text: &str) -> Message {
    let text = text.to_owned();
    match error {
        DateError::Unreadable => Message::BadDate { text },
        DateError::Impossible => Message::ImpossibleDate { text },
        DateError::NoYear => Message::NoYear { text },
        DateError::WrongWeekday { date } => Message::WrongWeekday {
            date: month_day(date),
            weekday: weekday(date).to_owned(),
            english: format!("{date} is a {:?}", date.weekday()),
        },
    }
}

/// The last day that `--until` means: `2027-03`, 「令和9年3月」 and 「3月」 are whole months.
///
/// # Errors
/// It is neither a day nor a month.
pub fn until(text: &str, today: Date) -> Result<Date, Message> {
    let words: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let words = words.trim_end_matches("まで").trim_end_matches('末');
    let month = match words.strip_suffix('月') {
        Some(month) => format!("{month}月1日"),
        None => format!("{words}-1"),
    };
    let first = match read_date(&month) {
        Err(DateError::NoYear) if words.ends_with('月') => next(&month, today.first_of_month()),
        read => read,
    };
    match first {
        Ok(first) => Ok(first.last_of_month()),
        Err(_) => ahead(words, today).map_err(|_| Message::DeskUntil { text: text.to_owned() }),
    }
}

/// `new` written the way `old` is written; a way we don't know becomes `2026-12-10`.
pub fn written_like(old: &str, new: Date) -> String {
    let Ok(date) = read_date(old) else { return new.to_string() };
    let year = |date: Date| format!("{}年", date.year());
    let era = |date: Date| reiwa(date).unwrap_or_else(|| year(date));
    let ways: [&dyn Fn(Date) -> String; 10] = [
        &|date| format!("{}/{}/{}", date.year(), date.month(), date.day()),
        &|date| format!("{}/{:02}/{:02}", date.year(), date.month(), date.day()),
        &|date| format!("{}{}", year(date), month_day(date)),
        &|date| format!("{}{}({})", year(date), month_day(date), weekday(date)),
        &|date| format!("{}{}（{}）", year(date), month_day(date), weekday(date)),
        &|date| format!("{}{}（{}曜日）", year(date), month_day(date), weekday(date)),
        &|date| format!("{}{}", era(date), month_day(date)),
        &|date| format!("{}{}({})", era(date), month_day(date), weekday(date)),
        &|date| format!("{}{}（{}）", era(date), month_day(date), weekday(date)),
        &|date| format!("{}{}（{}曜日）", era(date), month_day(date), weekday(date)),
    ];
    ways.iter().find(|way| way(date) == old.trim()).map_or_else(|| new.to_string(), |way| way(new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = Date::constant(2026, 12, 1);

    #[test]
    fn days_are_understood_as_they_are_typed() {
        for (text, day) in [
            ("2026-12-10", date(2026, 12, 10)),
            ("12/10", date(2026, 12, 10)),
            ("１２月１０日（木）", date(2026, 12, 10)),
            ("11/30", date(2027, 11, 30)),
            ("2/29", date(2028, 2, 29)),
            ("明日", date(2026, 12, 2)),
            ("第2木曜", date(2026, 12, 10)),
            ("来月第2木曜", date(2027, 1, 14)),
            ("来月の第2木曜日", date(2027, 1, 14)),
            ("令和9年1月14日", date(2027, 1, 14)),
        ] {
            assert_eq!(ahead(text, TODAY), Ok(day), "{text}");
        }
        assert_eq!(ahead("12月10日(水)", TODAY).unwrap_err().rule(), "weekday");
        assert_eq!(ahead("13/40", TODAY).unwrap_err().rule(), "impossible-date");
        assert_eq!(ahead("そのうち", TODAY).unwrap_err().rule(), "bad-date");
    }

    #[test]
    fn months_end_with_their_last_day() {
        for text in
            ["2027-03", "2027/3", "2027年3月", "令和9年3月", "3月", "３月末", "2027-03-31", "3/31", "令和9年3月まで"]
        {
            assert_eq!(until(text, TODAY), Ok(date(2027, 3, 31)), "{text}");
        }
        assert!(until("来年度", TODAY).is_err());
    }

    #[test]
    fn a_day_keeps_the_way_it_is_written() {
        let new = date(2027, 1, 14);
        for (old, like) in [
            ("2026-12-10", "2027-01-14"),
            ("2026/12/10", "2027/1/14"),
            ("2026年12月10日(木)", "2027年1月14日(木)"),
            ("令和8年12月10日（木曜日）", "令和9年1月14日（木曜日）"),
            ("２０２６年12月10日", "2027-01-14"),
        ] {
            assert_eq!(written_like(old, new), like);
        }
    }
}
