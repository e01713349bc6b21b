//! The days that a stick is for, as staff ask for them.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use crate::diagnostics::Message;
use crate::site::dates::{DateError, month_day, read_date, weekday};

/// Days behind the first, where no last one is named: a week in all.
const WEEK: i64 = 6;

/// From the first day until the last, both of them whole; never earlier than today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

impl Days {
    /// Reads `--from` and `--until`. A day without a year is the nearest such day.
    ///
    /// # Errors
    /// What is wrong with them, with a way out.
    pub fn read(from: Option<&str>, until: Option<&str>, today: Date) -> Result<Self, Message> {
        let from = from.map_or(Ok(today), |text| day("--from", text, today))?;
        let until = until.map_or(Ok(from.saturating_add(WEEK.days())), |text| day("--until", text, from))?;
        if until < today {
            return Err(Message::StickDaysOver { until: until.to_string(), today: today.to_string() });
        }
        if until < from {
            return Err(Message::StickDaysReversed { from: from.to_string(), until: until.to_string() });
        }
        Ok(Self { from: from.max(today), until })
    }

    /// From the start of the first day, or now, until the end of the last.
    pub fn instants(self, offset: Offset, now: Timestamp) -> (Timestamp, Timestamp) {
        let start = |day: Date| offset.to_timestamp(day.at(0, 0, 0, 0));
        let until = start(self.until.saturating_add(1.day())).unwrap_or(Timestamp::MAX);
        (start(self.from).unwrap_or(now).max(now), until)
    }
}

fn day(flag: &'static str, text: &str, near: Date) -> Result<Date, Message> {
    let read = match read_date(text) {
        Err(DateError::NoYear) => without_year(text, near),
        read => read,
    };
    let text = text.to_owned();
    read.map_err(|error| match error {
        DateError::Impossible => Message::StickNoSuchDay { flag, text },
        DateError::WrongWeekday { date } => {
            Message::StickWeekday { flag, text, date: month_day(date), iso: date.to_string(), weekday: weekday(date) }
        }
        DateError::NoYear | DateError::Unreadable => Message::StickBadDay { flag, text, example: near.to_string() },
    })
}

/// `12/10`, `12月10日(木)`: of last year's, this year's and next year's the nearest.
fn without_year(text: &str, near: Date) -> Result<Date, DateError> {
    let years = near.year() - 1..=near.year() + 1;
    let dated = years.filter_map(|year| match read_date(&format!("{year}-{}", text.trim())) {
        Ok(date) => Some((date, Ok(date))),
        Err(DateError::WrongWeekday { date }) => Some((date, Err(DateError::WrongWeekday { date }))),
        Err(_) => None,
    });
    let distance = |date: Date| near.until(date).map_or(i32::MAX, |span| span.get_days().abs());
    let nearest = dated.min_by_key(|(date, _)| distance(*date));
    nearest.map_or_else(|| read_date(&format!("{}-{}", near.year(), text.trim())), |(_, read)| read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = Date::constant(2026, 12, 1);

    fn read(from: Option<&str>, until: Option<&str>) -> Result<(String, String), &'static str> {
        let days = Days::read(from, until, TODAY).map_err(|message| message.rule())?;
        Ok((days.from.to_string(), days.until.to_string()))
    }

    fn days(from: &str, until: &str) -> Result<(String, String), &'static str> {
        Ok((from.to_owned(), until.to_owned()))
    }

    #[test]
    fn a_week_from_today_if_nothing_is_said() {
        assert_eq!(read(None, None), days("2026-12-01", "2026-12-07"));
        assert_eq!(read(Some("2026-12-28"), None), days("2026-12-28", "2027-01-03"));
        assert_eq!(read(None, Some("令和8年12月10日（木）")), days("2026-12-01", "2026-12-10"));
        assert_eq!(read(Some("2026-11-28"), None), days("2026-12-01", "2026-12-04"), "what is over is over");
        assert_eq!(read(None, Some("2026-12-01")), days("2026-12-01", "2026-12-01"));
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest() {
        assert_eq!(read(Some("12/28"), Some("1月3日(日)")), days("2026-12-28", "2027-01-03"));
        assert_eq!(read(Some("１１／２９"), None), days("2026-12-01", "2026-12-05"));
        assert_eq!(read(None, Some("12月10日(水)")), Err("weekday"));
        assert_eq!(Days::read(Some("2/29"), None, date(2027, 3, 1)).map(|days| days.from), Ok(date(2028, 2, 29)));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        assert_eq!(read(Some("来月"), None), Err("bad-date"));
        assert_eq!(read(Some(""), None), Err("bad-date"));
        assert_eq!(read(None, Some("2026-02-30")), Err("impossible-date"));
        assert_eq!(read(Some("13/40"), None), Err("impossible-date"));
        assert_eq!(read(Some("26-12-10"), None), Err("bad-date"));
        assert_eq!(read(Some("2026-12-10"), Some("2026-12-09")), Err("days-reversed"));
        assert_eq!(read(Some("2026-11-01"), Some("2026-11-30")), Err("days-over"));
        assert_eq!(read(Some("2026-11-01"), None), Err("days-over"));
        assert_eq!(read(None, Some("2026-11-01")), Err("days-over"), "nobody named a first day");
    }

    #[test]
    fn days_are_those_of_the_city() {
        let days = Days { from: TODAY, until: date(2026, 12, 7) };
        let at = |text: &str| text.parse::<Timestamp>().unwrap_or_default();
        let nine = at("2026-12-01T00:00:00Z");
        assert_eq!(days.instants(Offset::constant(9), nine), (nine, at("2026-12-07T15:00:00Z")));
        let eve = at("2026-11-29T00:00:00Z");
        assert_eq!(days.instants(Offset::constant(9), eve).0, at("2026-11-30T15:00:00Z"));
    }

    proptest! {
        #[test]
        fn any_words_are_read_or_refused(from: String, until: String) {
            let _ = Days::read(Some(&from), Some(&until), TODAY);
        }
    }
}
