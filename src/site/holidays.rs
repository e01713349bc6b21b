//! Japan's national holidays, by the law itself (国民の祝日に関する法律, as amended for 2022 and later).
//!
//! The equinoxes of a year become certain only when the government gazette prints them the February before:
//! [`is_published`] tells which years are certain, later ones are computed and hinted at once.

use jiff::civil::{Date, Weekday};

/// Last year whose equinoxes were printed when this was written.
const LAST_PUBLISHED: i16 = 2027;

/// Whether the holidays of `year` are certain.
pub fn is_published(year: i16) -> bool {
    year <= LAST_PUBLISHED
}

/// Whether `date` is a national holiday, a substitute one (振替休日) or a day between two (国民の休日).
pub fn is_holiday(date: Date) -> bool {
    is_named(date) || is_substitute(date) || is_between(date)
}

/// What the law calls a holiday: 「海の日」, 「振替休日」, 「国民の休日」. `None`: it is none.
pub fn name(date: Date) -> Option<&'static str> {
    if is_named(date) {
        return Some(law_name(date));
    }
    if is_substitute(date) {
        return Some("振替休日");
    }
    is_between(date).then_some("国民の休日")
}

/// The name in article 2 of a day that stands there.
fn law_name(date: Date) -> &'static str {
    match (date.month(), date.day()) {
        (1, 1) => "元日",
        (1, _) => "成人の日",
        (2, 11) => "建国記念の日",
        (2, _) => "天皇誕生日",
        (3, _) => "春分の日",
        (4, _) => "昭和の日",
        (5, 3) => "憲法記念日",
        (5, 4) => "みどりの日",
        (5, _) => "こどもの日",
        (7, _) => "海の日",
        (8, _) => "山の日",
        (9, _) if date.weekday() == Weekday::Monday && date.day() <= 21 => "敬老の日",
        (9, _) => "秋分の日",
        (10, _) => "スポーツの日",
        (11, 3) => "文化の日",
        _ => "勤労感謝の日",
    }
}

/// Saturdays, Sundays and holidays: days on which a city hall is closed.
pub fn is_day_off(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) || is_holiday(date)
}

/// Article 2: the holidays with a name.
fn is_named(date: Date) -> bool {
    let (month, day) = (date.month(), date.day());
    let nth_monday = |n: i8| date.weekday() == Weekday::Monday && (day - 1) / 7 + 1 == n;
    match month {
        1 => day == 1 || nth_monday(2),
        2 => day == 11 || day == 23,
        3 => day == equinox(date.year(), 20.8431),
        4 => day == 29,
        5 => (3..=5).contains(&day),
        7 => nth_monday(3),
        8 => day == 11,
        9 => nth_monday(3) || day == equinox(date.year(), 23.2488),
        10 => nth_monday(2),
        11 => day == 3 || day == 23,
        _ => false,
    }
}

/// Day of an equinox in 1980–2099 by the almanac's usual approximation (`base` = day at 1980, in days of the month).
fn equinox(year: i16, base: f64) -> i8 {
    let years = f64::from(year - 1980);
    (base + 0.242_194 * years - (years / 4.0).floor()).floor() as i8
}

/// Article 3 (2): a holiday on a Sunday moves to the next day that is none.
fn is_substitute(date: Date) -> bool {
    let mut day = date;
    loop {
        let Ok(before) = day.yesterday() else { return false };
        if !is_named(before) {
            return false;
        }
        if before.weekday() == Weekday::Sunday {
            return !is_named(date);
        }
        day = before;
    }
}

/// Article 3 (3): a day between two holidays.
fn is_between(date: Date) -> bool {
    let (Ok(before), Ok(after)) = (date.yesterday(), date.tomorrow()) else { return false };
    !is_named(date) && is_named(before) && is_named(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cabinet Office, 2026 and 2027.
    const PUBLISHED: &[(i16, &[(i8, i8)])] = &[
        (
            2026,
            &[
                (1, 1),
                (1, 12),
                (2, 11),
                (2, 23),
                (3, 20),
                (4, 29),
                (5, 3),
                (5, 4),
                (5, 5),
                (5, 6),
                (7, 20),
                (8, 11),
                (9, 21),
                (9, 22),
                (9, 23),
                (10, 12),
                (11, 3),
                (11, 23),
            ],
        ),
        (
            2027,
            &[
                (1, 1),
                (1, 11),
                (2, 11),
                (2, 23),
                (3, 21),
                (3, 22),
                (4, 29),
                (5, 3),
                (5, 4),
                (5, 5),
                (7, 19),
                (8, 11),
                (9, 20),
                (9, 23),
                (10, 11),
                (11, 3),
                (11, 23),
            ],
        ),
    ];

    #[test]
    fn holidays_have_names() {
        let named = |month, day| name(Date::constant(2026, month, day));
        assert_eq!(named(1, 12), Some("成人の日"));
        assert_eq!(named(5, 6), Some("振替休日"));
        assert_eq!(named(9, 21), Some("敬老の日"));
        assert_eq!(named(9, 22), Some("国民の休日"));
        assert_eq!(named(9, 23), Some("秋分の日"));
        assert_eq!(named(11, 23), Some("勤労感謝の日"));
        assert_eq!(named(12, 10), None);
    }

    #[test]
    fn the_law_gives_the_published_days() {
        for (year, days) in PUBLISHED {
            let first = Date::constant(*year, 1, 1);
            let computed: Vec<(i8, i8)> = (0..first.days_in_year())
                .map(|n| first + jiff::Span::new().days(n))
                .filter(|date| is_holiday(*date))
                .map(|date| (date.month(), date.day()))
                .collect();
            assert_eq!(&computed, days, "{year}");
        }
    }
}
