//! For whom: the age in months, and the birth dates it means on the day of a session.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::dates::{month_day, year_month_day};

/// For whom a class is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// The writer's own words, where there are any.
    pub text: Option<String>,
    /// Youngest age in whole months on the day.
    pub min_months: Option<u8>,
    /// Oldest age in whole months on the day.
    pub max_months: Option<u8>,
    /// Birth dates as the writer stated them; they override the computed ones.
    pub born: Option<Born>,
    /// Whether only residents of the city may come.
    pub residents_only: bool,
}

/// Birth dates, both ends included; an open end is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Born {
    /// First birth date.
    pub from: Option<Date>,
    /// Last birth date.
    pub to: Option<Date>,
}

impl Audience {
    /// 「生後5〜6か月のお子さんと保護者」: the writer's words, else the ages in words.
    pub fn words(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        match (self.min_months, self.max_months) {
            (Some(min), Some(max)) if min == max => format!("生後{min}か月のお子さんと保護者"),
            (Some(min), Some(max)) => format!("生後{min}〜{max}か月のお子さんと保護者"),
            (Some(min), None) => format!("生後{min}か月ごろからのお子さんと保護者"),
            (None, Some(max)) => format!("生後{max}か月までのお子さんと保護者"),
            (None, None) => self.born.map_or_else(String::new, Born::words),
        }
    }

    /// The birth dates of children who have the right age on `day`.
    pub fn born(&self, day: Date) -> Option<Born> {
        if self.born.is_some() {
            return self.born;
        }
        if self.min_months.is_none() && self.max_months.is_none() {
            return None;
        }
        let months_before = |months: u8| day.saturating_sub(Span::new().months(i16::from(months)));
        Some(Born {
            from: self.max_months.map(|max| months_before(max.saturating_add(1)).saturating_add(1.day())),
            to: self.min_months.map(months_before),
        })
    }
}

impl Born {
    /// 「2026年5月11日〜7月10日生まれのお子さん」.
    pub fn words(self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from.year() == to.year() => {
                format!("{}〜{}生まれのお子さん", year_month_day(from), month_day(to))
            }
            (Some(from), Some(to)) => format!("{}〜{}生まれのお子さん", year_month_day(from), year_month_day(to)),
            (Some(from), None) => format!("{}以降に生まれたお子さん", year_month_day(from)),
            (None, Some(to)) => format!("{}までに生まれたお子さん", year_month_day(to)),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn months(min: Option<u8>, max: Option<u8>) -> Audience {
        Audience { min_months: min, max_months: max, ..Audience::default() }
    }

    #[test]
    fn the_sample_of_the_design() {
        let born = months(Some(5), Some(6)).born(date(2026, 12, 10)).unwrap();
        assert_eq!(born.words(), "2026年5月11日〜7月10日生まれのお子さん");
    }

    #[test]
    fn one_sided_ages() {
        let born = months(Some(7), None).born(date(2026, 12, 10)).unwrap();
        assert_eq!(born.words(), "2026年5月10日までに生まれたお子さん");
        assert_eq!(months(Some(7), None).words(), "生後7か月ごろからのお子さんと保護者");
    }

    #[test]
    fn ends_of_months_are_clamped() {
        let born = months(Some(6), Some(6)).born(date(2026, 8, 31)).unwrap();
        assert_eq!((born.from, born.to), (Some(date(2026, 2, 1)), Some(date(2026, 2, 28))));
    }

    /// Age in whole months on `day`: how often the birthday's day of the month has come round.
    fn age(birth: Date, day: Date) -> i32 {
        let months = (i32::from(day.year()) - i32::from(birth.year())) * 12 + i32::from(day.month() - birth.month());
        if day.day() >= birth.day() { months } else { months - 1 }
    }

    proptest! {
        #[test]
        fn both_ends_have_the_age(year in 2024i16..2032, ordinal in 0i32..365, min in 0u8..24, more in 0u8..12) {
            let day = date(year, 1, 1).saturating_add(ordinal.days());
            let born = months(Some(min), Some(min + more)).born(day).unwrap();
            let (from, to) = (born.from.unwrap(), born.to.unwrap());
            prop_assert!(from <= to);
            prop_assert_eq!(age(to, day), i32::from(min));
            prop_assert!(age(from, day) <= i32::from(min + more));
        }
    }
}
