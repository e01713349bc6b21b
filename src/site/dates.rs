//! Japanese dates: read as staff write them, worded as readers expect them.
//!
//! Data stays in the Gregorian calendar; 令和 is shown beside it (machine readability rule L3-05 of the Digital Agency).

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::Offset;

use crate::content::tidy::in_usual_width;

/// Why a date or a time could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not written like a date or time.
    Unreadable,
    /// Like a date, but there is no such day (2月30日).
    Impossible,
    /// The year is missing.
    NoYear,
    /// The weekday behind it is another one; the right one is given.
    WrongWeekday {
        /// The day that was read.
        date: Date,
    },
}

/// 「月」…「日」.
pub fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "月",
        Weekday::Tuesday => "火",
        Weekday::Wednesday => "水",
        Weekday::Thursday => "木",
        Weekday::Friday => "金",
        Weekday::Saturday => "土",
        Weekday::Sunday => "日",
    }
}

/// 「12月10日」.
pub fn month_day(date: Date) -> String {
    format!("{}月{}日", date.month(), date.day())
}

/// 「12月10日（木）」.
pub fn month_day_weekday(date: Date) -> String {
    format!("{}（{}）", month_day(date), weekday(date))
}

/// 「2026年12月10日」.
pub fn year_month_day(date: Date) -> String {
    format!("{}年{}", date.year(), month_day(date))
}

/// 「2026年（令和8年）12月10日（木曜日）」, for lists where the year matters.
pub fn in_full(date: Date) -> String {
    let era = reiwa(date).map_or_else(String::new, |year| format!("（{year}）"));
    format!("{}年{era}{}（{}曜日）", date.year(), month_day(date), weekday(date))
}

/// 「令和8年」, 「令和元年」; `None` before 1 May 2019.
pub fn reiwa(date: Date) -> Option<String> {
    let year = date.year() - 2018;
    let begun = date >= Date::constant(2019, 5, 1);
    begun.then(|| if year == 1 { "令和元年".to_owned() } else { format!("令和{year}年") })
}

/// 「9:45」: 24 hours, as on signs and in data.
pub fn clock(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// A day as staff write it: `2026-12-10`, `2026/12/10`, `2026年12月10日(木)`, `令和8年12月10日`, full-width digits.
///
/// # Errors
/// See [`DateError`]; a weekday behind the date must match.
pub fn read_date(text: &str) -> Result<Date, DateError> {
    let text = plain(text);
    let (text, written_weekday) = split_weekday(&text);
    let (year, month, day) = read_parts(text)?;
    let date = Date::new(year, month, day).map_err(|_| DateError::Impossible)?;
    with_weekday(date, written_weekday)
}

/// The same, where a day without a year, `12/10`, is the one that lies nearest to `near`.
///
/// # Errors
/// See [`read_date`].
pub fn read_date_near(text: &str, near: Date) -> Result<Date, DateError> {
    match read_date(text) {
        Err(DateError::NoYear) => {}
        other => return other,
    }
    let text = plain(text);
    let (text, written_weekday) = split_weekday(&text);
    let (month, day) = match numbers(text) {
        Some((0, numbers)) if numbers.len() == 2 => (numbers[0], numbers[1]),
        _ => return Err(DateError::NoYear),
    };
    let small = |n: i16| i8::try_from(n).map_err(|_| DateError::Impossible);
    let (month, day) = (small(month)?, small(day)?);
    let years = near.year() - 1..=near.year() + 1;
    let days = years.filter_map(|year| Date::new(year, month, day).ok());
    let nearest = days.min_by_key(|day| (*day - near).get_days().abs()).ok_or(DateError::Impossible)?;
    with_weekday(nearest, written_weekday)
}

/// The weekday that a text states, 「木」.
pub fn written_weekday(text: &str) -> Option<char> {
    split_weekday(&plain(text)).1.and_then(|name| name.chars().next())
}

fn plain(text: &str) -> String {
    in_usual_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

fn with_weekday(date: Date, written: Option<&str>) -> Result<Date, DateError> {
    match written {
        Some(name) if name != weekday(date) => Err(DateError::WrongWeekday { date }),
        _ => Ok(date),
    }
}

/// Cuts 「(木)」, 「（木曜日）」, 「(木・祝)」 or 「木曜」 off the end.
fn split_weekday(text: &str) -> (&str, Option<&str>) {
    let inner = text.trim_end_matches(')');
    let inner = inner.trim_end_matches("・祝").trim_end_matches("祝").trim_end_matches("曜日").trim_end_matches("曜");
    let Some(last) = inner.char_indices().next_back() else { return (text, None) };
    let (before, name) = inner.split_at(last.0);
    let bracketed = before.ends_with('(');
    let worded = inner.len() < text.len();
    if !"月火水木金土日".contains(name) || !(bracketed || worded) {
        return (text, None);
    }
    (before.trim_end_matches('('), Some(name))
}

/// The numbers of a date, and what its era adds to the year.
fn numbers(text: &str) -> Option<(i16, Vec<i16>)> {
    let (era, rest) = match text.strip_prefix("令和").or_else(|| text.strip_prefix(['R', 'r'])) {
        Some(rest) => (2018, rest.trim_start_matches('.')),
        None => (0, text),
    };
    let rest = rest.replace("元年", "1年");
    let unit_free = rest.trim_end_matches('日').replace(['年', '月', '/', '.', '-', '−', '‐'], "-");
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.chars().all(|c| c.is_ascii_digit()));
    unit_free.split('-').map(number).collect::<Option<Vec<i16>>>().map(|numbers| (era, numbers))
}

fn read_parts(text: &str) -> Result<(i16, i8, i8), DateError> {
    let small = |n: i16| i8::try_from(n).map_err(|_| DateError::Impossible);
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return read_parts(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    match numbers(text).as_ref().map(|(era, numbers)| (*era, &numbers[..])) {
        Some((era, [year, month, day])) => {
            let year = year.saturating_add(era);
            if !(1900..=2200).contains(&year) {
                return Err(DateError::NoYear);
            }
            Ok((year, small(*month)?, small(*day)?))
        }
        Some((_, [month, day])) if *month <= 99 && *day <= 99 => Err(DateError::NoYear),
        _ => Err(DateError::Unreadable),
    }
}

/// A time of day: `9:45`, `９：４５`, `10時`, `10時半`, `午後1時30分`.
///
/// # Errors
/// [`DateError::Unreadable`] or [`DateError::Impossible`].
pub fn read_time(text: &str) -> Result<Time, DateError> {
    let text = plain(text);
    let (half, text) = half_of_day(&text);
    let afternoon = half == Some(true);
    let text = text.trim_end_matches('分').replace('時', ":").replace(":半", ":30");
    let (hour, minute) = text.split_once(':').ok_or(DateError::Unreadable)?;
    let minute = if minute.is_empty() { "0" } else { minute };
    let number = |part: &str| match part.len() {
        1 | 2 if part.chars().all(|c| c.is_ascii_digit()) => part.parse::<i8>().map_err(|_| DateError::Unreadable),
        _ => Err(DateError::Unreadable),
    };
    let hour = match (number(hour)?, afternoon) {
        (hour @ 0..12, true) => hour + 12,
        (hour, _) => hour,
    };
    Time::new(hour, number(minute)?, 0, 0).map_err(|_| DateError::Impossible)
}

/// Cuts 「午前」, 「午後」, `AM` or `PM` off a time, `true` for the second half of the day.
fn half_of_day(text: &str) -> (Option<bool>, &str) {
    for (name, afternoon) in
        [("午前", false), ("午後", true), ("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)]
    {
        let end = text.len().saturating_sub(name.len());
        if text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return (Some(afternoon), &text[name.len()..]);
        }
        if text.get(end..).is_some_and(|tail| tail.eq_ignore_ascii_case(name)) {
            return (Some(afternoon), &text[..end]);
        }
    }
    (None, text)
}

/// An offset from UTC: `+09:00`, `-03:30`.
pub fn read_offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |part: &str, most: i32| {
        let digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i32>().ok().filter(|number| digits && *number <= most)
    };
    Offset::from_seconds(sign * (number(hours, 14)? * 3600 + number(minutes, 59)? * 60)).ok()
}

/// From–to on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When it begins.
    pub start: Time,
    /// When it ends, later than `start`.
    pub end: Time,
}

impl std::fmt::Display for Hours {
    /// 「10:00〜11:30」.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}〜{}", clock(self.start), clock(self.end))
    }
}

/// Why hours could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoursError {
    /// One of the two times.
    Time(DateError),
    /// Only the start is there: `10:00-`.
    NoEnd(Time),
    /// The end is not after the start.
    EndBeforeStart(Hours),
}

/// `10:00-11:30`, `10時〜11時半`, `午前10時から11時30分まで`.
///
/// # Errors
/// See [`HoursError`].
pub fn read_hours(text: &str) -> Result<Hours, HoursError> {
    let text = plain(text).trim_end_matches("まで").replace("から", "-").replace("より", "-");
    let text = text.replace(['〜', '~', '–', '—', '―', '−', '‐', '─', 'ー'], "-");
    let unreadable = || HoursError::Time(DateError::Unreadable);
    let (start, end) = text.split_once('-').ok_or_else(unreadable)?;
    // `10-11:30`: between two times a bare number can only be an hour.
    let read = |text: &str| {
        let bare = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        read_time(&if bare { format!("{text}時") } else { text.to_owned() }).map_err(HoursError::Time)
    };
    if end.is_empty() {
        return Err(HoursError::NoEnd(read_time(start).map_err(HoursError::Time)?));
    }
    let hours = Hours { start: read(start)?, end: read(end)? };
    // 「午後1時から2時半まで」: the word holds for both.
    let carried = half_of_day(start).0 == Some(true) && half_of_day(end).0.is_none();
    let later = hours.end.wrapping_add(jiff::Span::new().hours(12));
    let hours =
        if carried && hours.end <= hours.start && later > hours.start { Hours { end: later, ..hours } } else { hours };
    if hours.end > hours.start { Ok(hours) } else { Err(HoursError::EndBeforeStart(hours)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_staff_write_them() {
        for text in [
            "2026-12-10",
            "2026/12/10",
            "2026.12.10",
            "2026年12月10日",
            "2026年12月10日(木)",
            "2026年12月10日（木曜日）",
            "令和8年12月10日",
            "令和８年１２月１０日（木）",
            "２０２６－１２－１０",
            "R8.12.10",
            "2026年 12月 10日 木曜日",
            "2026年12月10日(木・祝)",
            "20261210",
        ] {
            assert_eq!(read_date(text), Ok(date(2026, 12, 10)), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        assert_eq!(read_date("2026-02-30"), Err(DateError::Impossible));
        assert_eq!(read_date("2026-13-01"), Err(DateError::Impossible));
        assert_eq!(read_date("12/10"), Err(DateError::NoYear));
        assert_eq!(read_date("12月10日"), Err(DateError::NoYear));
        assert_eq!(read_date("令和32767年1月1日"), Err(DateError::NoYear));
        assert_eq!(read_date("2026-12"), Err(DateError::Unreadable));
        assert_eq!(read_date("来月"), Err(DateError::Unreadable));
        assert_eq!(read_date(""), Err(DateError::Unreadable));
        let date = date(2026, 12, 10);
        assert_eq!(read_date("2026年12月10日(水)"), Err(DateError::WrongWeekday { date }));
    }

    #[test]
    fn times_are_read_as_staff_write_them() {
        let half_past_one = time(13, 30, 0, 0);
        for text in ["13:30", "１３：３０", "13時半", "13時30分", "午後1時半", "午後1時30分"] {
            assert_eq!(read_time(text), Ok(half_past_one), "{text}");
        }
        assert_eq!(read_time("午前10時"), Ok(time(10, 0, 0, 0)));
        assert_eq!(read_time("25:00"), Err(DateError::Impossible));
        assert_eq!(read_time("10"), Err(DateError::Unreadable));
    }

    #[test]
    fn hours_are_read_as_staff_write_them() {
        let hours = Hours { start: time(10, 0, 0, 0), end: time(11, 30, 0, 0) };
        for text in ["10:00-11:30", "10:00〜11:30", "10時～11時半", "午前10時から午前11時30分まで", "10：00ー11：30"]
        {
            assert_eq!(read_hours(text), Ok(hours), "{text}");
        }
        assert!(matches!(read_hours("11:30-10:00"), Err(HoursError::EndBeforeStart(_))));
    }

    #[test]
    fn halves_of_the_day_hold_for_both_times() {
        let afternoon = Hours { start: time(13, 0, 0, 0), end: time(14, 30, 0, 0) };
        for text in ["午後1時から2時半まで", "PM1:00-2:30", "午後1時〜午後2時30分", "13-14:30", "1:00pm-2:30pm"]
        {
            assert_eq!(read_hours(text), Ok(afternoon), "{text}");
        }
        assert_eq!(read_hours("10:00-"), Err(HoursError::NoEnd(time(10, 0, 0, 0))));
    }

    #[test]
    fn a_day_without_a_year_is_the_nearest() {
        let near = date(2026, 12, 10);
        for (text, wanted) in
            [("12/10", near), ("12月10日（木）", near), ("1/14", date(2027, 1, 14)), ("2026-11-01", date(2026, 11, 1))]
        {
            assert_eq!(read_date_near(text, near), Ok(wanted), "{text}");
        }
        assert_eq!(read_date_near("12/10(水)", near), Err(DateError::WrongWeekday { date: near }));
        assert_eq!(read_date_near("2/30", near), Err(DateError::Impossible));
        assert_eq!(read_date_near("8年12月10日", near), Err(DateError::NoYear));
    }

    #[test]
    fn offsets() {
        assert_eq!(read_offset("+09:00"), Some(Offset::constant(9)));
        assert_eq!(read_offset("-03:30"), Offset::from_seconds(-12_600).ok());
        for text in ["", "9:00", "+9:00", "+09", "+09:-1", "+15:00", "+999999999:00", "JST"] {
            assert_eq!(read_offset(text), None, "{text}");
        }
    }

    #[test]
    fn eras() {
        assert_eq!(reiwa(date(2019, 4, 30)), None);
        assert_eq!(reiwa(date(2019, 5, 1)).as_deref(), Some("令和元年"));
        assert_eq!(in_full(date(2026, 12, 10)), "2026年（令和8年）12月10日（木曜日）");
    }

    proptest! {
        #[test]
        fn any_words_are_read_or_refused(text: String) {
            let _ = (read_date(&text), read_time(&text), read_hours(&text));
        }

        #[test]
        fn what_is_worded_reads_back(year in 2019i16..2100, month in 1i8..=12, day in 1i8..=28) {
            let date = date(year, month, day);
            prop_assert_eq!(read_date(&year_month_day(date)), Ok(date));
            prop_assert_eq!(read_date(&format!("{}{}（{}曜日）", reiwa(date).unwrap_or(format!("{year}年")), month_day(date), weekday(date))), Ok(date));
        }
    }
}
