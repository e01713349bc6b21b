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

/// A stage of a child's first years, by which parents look for a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Short, for addresses (`index.html#m5`) and style sheets.
    pub id: &'static str,
    /// 「5〜6か月」.
    pub name: &'static str,
    /// Youngest and oldest age in whole months; absent = before birth.
    pub months: Option<(u8, u8)>,
}

/// The stages, youngest first. They follow the steps of baby food (municipal classes are held for 5〜6, 7〜8 and 9〜11
/// months and to a year and a half), then the check-ups at one and a half and three years.
pub const STAGES: [Stage; 8] = [
    Stage { id: "m", name: "妊娠中", months: None },
    Stage { id: "m0", name: "0〜4か月", months: Some((0, 4)) },
    Stage { id: "m5", name: "5〜6か月", months: Some((5, 6)) },
    Stage { id: "m7", name: "7〜8か月", months: Some((7, 8)) },
    Stage { id: "m9", name: "9〜11か月", months: Some((9, 11)) },
    Stage { id: "m12", name: "1歳〜1歳5か月", months: Some((12, 17)) },
    Stage { id: "m18", name: "1歳6か月〜2歳", months: Some((18, 35)) },
    Stage { id: "m36", name: "3歳から", months: Some((36, u8::MAX)) },
];

/// Words that say a class is for those who expect a child; 「入学を迎えるお子さん」 are others.
const EXPECTING: [&str; 6] = ["妊娠", "妊婦", "出産前", "赤ちゃんを迎える", "プレママ", "プレパパ"];
/// Words that say it is for children too: 「未就学児と保護者（妊娠中のかたも歓迎）」.
const CHILDREN: [&str; 4] = ["未就学", "就学前", "乳幼児", "歳"];

/// How surely an audience and a stage belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suits {
    /// It was stated, by months or by words for those who expect a child.
    Surely,
    /// No months were stated, so it may.
    Perhaps,
    /// It does not.
    No,
}

impl Audience {
    /// Whether a child of that stage belongs to it. Without months it may be for every child (「就学前のお子さん」), so a
    /// parent who looks by age shall see it too.
    pub fn suits(&self, stage: &Stage) -> Suits {
        let says = |words: &[&str]| self.text.as_ref().is_some_and(|text| words.iter().any(|word| text.contains(word)));
        let (expecting, children) = (says(&EXPECTING), says(&CHILDREN));
        let stated = self.min_months.is_some() || self.max_months.is_some();
        let (min, max) = (self.min_months.unwrap_or(0), self.max_months.unwrap_or(u8::MAX));
        match stage.months {
            None if expecting => Suits::Surely,
            Some((youngest, oldest)) if stated && min <= oldest && max >= youngest => Suits::Surely,
            Some(_) if !stated && (children || !expecting) => Suits::Perhaps,
            _ => Suits::No,
        }
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

    fn suiting(audience: &Audience, wanted: Suits) -> String {
        let ids = STAGES.iter().filter(|stage| audience.suits(stage) == wanted).map(|stage| stage.id);
        ids.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parents_find_a_class_by_age() {
        let text = |text: &str| Audience { text: Some(text.into()), ..Audience::default() };
        assert_eq!(suiting(&months(Some(5), Some(6)), Suits::Surely), "m5");
        assert_eq!(suiting(&months(Some(6), Some(7)), Suits::Surely), "m5 m7");
        assert_eq!(suiting(&months(Some(18), None), Suits::Surely), "m18 m36");
        assert_eq!(suiting(&text("赤ちゃんを迎えるかたとご家族"), Suits::Surely), "m");
        assert_eq!(suiting(&text("入学を迎えるお子さん"), Suits::Surely), "");
        let welcome = text("未就学児と保護者（妊娠中のかたも歓迎）");
        assert_eq!((suiting(&welcome, Suits::Surely), suiting(&welcome, Suits::No)), ("m".into(), String::new()));
        assert_eq!(suiting(&text("就学前のお子さん"), Suits::Perhaps), "m0 m5 m7 m9 m12 m18 m36");
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
