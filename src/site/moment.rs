//! Moments as staff state them: a day and a time, often relative to the session, so that a course says them once.

use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan};

use crate::content::tidy::in_usual_width;

use super::dates::{DateError, read_date, read_time};
use super::holidays::is_day_off;

/// A day, and a time where one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Which day.
    pub day: Day,
    /// What time; absent = the edge of the day (its start for an opening, its end for a closing).
    pub time: Option<Time>,
}

/// A day, fixed or counted from the session's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// `2026-11-10`.
    On(Date),
    /// `11月10日`: the last such day that is not after the session.
    InYear {
        /// 1–12.
        month: i8,
        /// 1–31, clamped to the month.
        day: i8,
    },
    /// `前月20日`, `1か月前` (the same day of the month), clamped to the month.
    MonthsBefore {
        /// How many months.
        months: i16,
        /// The day of that month; absent = the session's.
        day: Option<i8>,
    },
    /// `2日前`, `1週間前`, `当日`.
    DaysBefore(i32),
    /// `前の平日`: the last day before on which the city hall is open.
    WorkdayBefore,
}

impl Day {
    /// The calendar day, for a session on `session` in a city that also closes on `closed_days`.
    pub fn resolve(self, session: Date, closed_days: &[Date]) -> Date {
        match self {
            Self::On(date) => date,
            Self::InYear { month, day } => {
                let this_year = clamped(session.year(), month, day);
                if this_year <= session { this_year } else { clamped(session.year() - 1, month, day) }
            }
            Self::MonthsBefore { months, day } => {
                let same_day = session.saturating_sub(Span::new().months(months));
                day.map_or(same_day, |day| clamped(same_day.year(), same_day.month(), day))
            }
            Self::DaysBefore(days) => session.saturating_sub(days.days()),
            Self::WorkdayBefore => {
                let mut date = session.saturating_sub(1.day());
                while is_day_off(date) || closed_days.contains(&date) {
                    date = date.saturating_sub(1.day());
                }
                date
            }
        }
    }

    /// The same for what lies behind a session, a survey's last day: 「12月20日」 is the first such day from then on.
    pub fn resolve_after(self, session: Date, closed_days: &[Date]) -> Date {
        match self {
            Self::InYear { month, day } => {
                let this_year = clamped(session.year(), month, day);
                if this_year >= session { this_year } else { clamped(session.year() + 1, month, day) }
            }
            other => other.resolve(session, closed_days),
        }
    }
}

/// The day of a month, or the month's last.
fn clamped(year: i16, month: i8, day: i8) -> Date {
    let first = Date::constant(year, month, 1);
    let last = first.days_in_month();
    first.saturating_add(i32::from(day.clamp(1, last) - 1).days())
}

/// Reads `2026-11-10 9:00`, `前月20日 10:00`, `1か月前 9:00`, `2日前 17:00`, `前の平日 17:00`, with or without a time.
///
/// # Errors
/// See [`DateError`].
pub fn read_moment(text: &str) -> Result<Moment, DateError> {
    let text = in_usual_width(text).replace('T', " ");
    let text =
        ["まで", "から", "より", "~", "〜"].iter().fold(text.trim(), |text, end| text.trim_end_matches(end).trim_end());
    let mut words: Vec<&str> = text.split_whitespace().collect();
    // 「24:00」 is the end of the day, which is what a closing moment without a time means.
    if words.len() > 1 && matches!(words.last(), Some(&("24:00" | "24時"))) {
        words.pop();
    }
    if words.len() > 1
        && let Some(time) = words.last().and_then(|word| read_time(word).ok())
    {
        words.pop();
        return Ok(Moment { day: read_day(&words.concat())?, time: Some(time) });
    }
    let text = words.concat();
    let whole = read_day(&text);
    if let Ok(day) = whole {
        return Ok(Moment { day, time: None });
    }
    // 「前月20日10時」: the time begins behind the last character that is no digit and leaves a day in front of it.
    for (at, _) in text.char_indices().skip(1).filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_digit())) {
        if let (Ok(day), Ok(time)) = (read_day(&text[..at]), read_time(&text[at..])) {
            return Ok(Moment { day, time: Some(time) });
        }
    }
    whole.map(|day| Moment { day, time: None })
}

fn read_day(text: &str) -> Result<Day, DateError> {
    match text {
        "当日" => return Ok(Day::DaysBefore(0)),
        "前日" => return Ok(Day::DaysBefore(1)),
        "前の平日" | "前の開庁日" => return Ok(Day::WorkdayBefore),
        _ => {}
    }
    if let Some(day) = read_counted(text) {
        return Ok(day);
    }
    match read_date(text) {
        Ok(date) => Ok(Day::On(date)),
        Err(DateError::NoYear) => read_month_day(text),
        Err(error) => Err(error),
    }
}

/// `前月20日`, `前々月20日`, `1か月前`, `2日前`, `1週間前`.
fn read_counted(text: &str) -> Option<Day> {
    for (prefix, months) in [("前月", 1), ("前々月", 2)] {
        if let Some(day) = text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('日')) {
            let day = day.parse().ok().filter(|day| (1..=31).contains(day))?;
            return Some(Day::MonthsBefore { months, day: Some(day) });
        }
    }
    let count = text.strip_suffix('前')?;
    let number = |unit: &str| count.strip_suffix(unit).and_then(|n| n.parse::<u8>().ok());
    if let Some(months) = ["か月", "ヶ月", "カ月", "ヵ月", "ケ月", "箇月"].iter().find_map(|unit| number(unit))
    {
        return Some(Day::MonthsBefore { months: i16::from(months), day: None });
    }
    number("週間").map(|weeks| i32::from(weeks) * 7).or_else(|| number("日").map(i32::from)).map(Day::DaysBefore)
}

/// `11月10日`, `11/10`, `11月10日(火)`: checked against a leap year, since the year comes from the session.
fn read_month_day(text: &str) -> Result<Day, DateError> {
    let bare = text.split('(').next().unwrap_or(text);
    let date = read_date(&format!("2024-{}", bare.trim_end_matches('日').replace(['月', '/', '.'], "-")))?;
    Ok(Day::InYear { month: date.month(), day: date.day() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn resolve(text: &str, session: Date) -> (Date, Option<Time>) {
        let moment = read_moment(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        (moment.day.resolve(session, &[]), moment.time)
    }

    #[test]
    fn moments_are_read_as_staff_write_them() {
        let session = date(2026, 12, 10);
        let nine = Some(time(9, 0, 0, 0));
        for (text, wanted) in [
            ("2026-11-10 9:00", (date(2026, 11, 10), nine)),
            ("2026-11-10T09:00", (date(2026, 11, 10), nine)),
            ("令和8年11月10日（火） 午前9時", (date(2026, 11, 10), nine)),
            ("11月10日 9:00", (date(2026, 11, 10), nine)),
            ("前月20日 9:00", (date(2026, 11, 20), nine)),
            ("前月20日9時", (date(2026, 11, 20), nine)),
            ("前月２０日　９：００", (date(2026, 11, 20), nine)),
            ("1か月前 9:00", (date(2026, 11, 10), nine)),
            ("2日前", (date(2026, 12, 8), None)),
            ("12月8日まで", (date(2026, 12, 8), None)),
            ("11月10日 9時から", (date(2026, 11, 10), nine)),
            ("2日前 24:00", (date(2026, 12, 8), None)),
            ("1週間前 9時", (date(2026, 12, 3), nine)),
            ("当日 9:00", (session, nine)),
            ("前の平日 9:00", (date(2026, 12, 9), nine)),
        ] {
            assert_eq!(resolve(text, session), wanted, "{text}");
        }
    }

    #[test]
    fn months_are_clamped() {
        assert_eq!(resolve("1か月前", date(2026, 3, 31)).0, date(2026, 2, 28));
        assert_eq!(resolve("前月31日", date(2026, 12, 10)).0, date(2026, 11, 30));
    }

    #[test]
    fn a_year_is_taken_from_the_session() {
        assert_eq!(resolve("12月20日", date(2027, 1, 14)).0, date(2026, 12, 20));
    }

    #[test]
    fn workdays_skip_weekends_holidays_and_closed_days() {
        // 2026-09-21 to 23 are holidays after a weekend.
        let moment = read_moment("前の平日").unwrap();
        assert_eq!(moment.day.resolve(date(2026, 9, 24), &[]), date(2026, 9, 18));
        assert_eq!(moment.day.resolve(date(2026, 9, 24), &[date(2026, 9, 18)]), date(2026, 9, 17));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "そのうち", "前月40日", "2026-02-30 9:00", "9:00"] {
            assert!(read_moment(text).is_err(), "{text}");
        }
    }
}
