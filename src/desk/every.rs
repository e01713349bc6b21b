//! Days that come again: 「第2木曜」, 「毎週木曜」, 「第1・第3水曜」, 「最終金曜」, 「毎月10日」.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use unicode_normalization::UnicodeNormalization;

/// When a class is held again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// 「第1・第3水曜」: these weeks of a month.
    Nth(Vec<i8>, Weekday),
    /// 「最終金曜」.
    Last(Weekday),
    /// 「毎週木曜」.
    Weekly(Weekday),
    /// 「毎月10日」.
    MonthDay(i8),
}

/// 月 … 日 as they stand in a week that begins on Monday.
const WEEKDAYS: [(char, Weekday); 7] = [
    ('月', Weekday::Monday),
    ('火', Weekday::Tuesday),
    ('水', Weekday::Wednesday),
    ('木', Weekday::Thursday),
    ('金', Weekday::Friday),
    ('土', Weekday::Saturday),
    ('日', Weekday::Sunday),
];

impl Rule {
    /// Reads a rule as staff write it. `None`: it is none.
    pub fn read(text: &str) -> Option<Self> {
        let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
        if let Some(weekday) = text.strip_prefix("毎週") {
            return Some(Self::Weekly(weekday_of(weekday)?));
        }
        let rest = text.strip_prefix("毎月").unwrap_or(&text);
        if let Some(weekday) = rest.strip_prefix("最終").or_else(|| rest.strip_prefix("最後の")) {
            return Some(Self::Last(weekday_of(weekday)?));
        }
        if let Some(day) = rest.strip_suffix('日').filter(|_| rest.len() < text.len())
            && let Ok(day) = day.parse::<i8>()
        {
            return (1..=31).contains(&day).then_some(Self::MonthDay(day));
        }
        let rest = rest.strip_prefix('第')?;
        let weekday = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "第・、,と".contains(c));
        let weeks = &rest[..rest.len() - weekday.len()];
        let weeks = weeks.split(|c: char| !c.is_ascii_digit()).filter(|week| !week.is_empty());
        let mut weeks = weeks
            .map(|week| week.parse::<i8>().ok().filter(|week| (1..=5).contains(week)))
            .collect::<Option<Vec<i8>>>()?;
        weeks.sort_unstable();
        weeks.dedup();
        (!weeks.is_empty()).then_some(())?;
        Some(Self::Nth(weeks, weekday_of(weekday)?))
    }

    /// Whether `date` is such a day.
    pub fn holds(&self, date: Date) -> bool {
        match self {
            Self::Nth(weeks, weekday) => date.weekday() == *weekday && weeks.contains(&week_of_month(date)),
            Self::Last(weekday) => date.weekday() == *weekday && date.day() + 7 > date.days_in_month(),
            Self::Weekly(weekday) => date.weekday() == *weekday,
            Self::MonthDay(day) => date.day() == *day,
        }
    }

    /// The days from `from` until `until`, both included.
    pub fn days(&self, from: Date, until: Date) -> impl Iterator<Item = Date> {
        from.series(1.day()).take_while(move |date| *date <= until).filter(|date| self.holds(*date))
    }

    /// Whether the rule itself chooses the day of the week, so that a Sunday is no accident.
    pub fn chooses_weekday(&self) -> bool {
        !matches!(self, Self::MonthDay(_))
    }
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nth(weeks, weekday) => {
                let weeks: Vec<String> = weeks.iter().map(|week| format!("第{week}")).collect();
                write!(f, "{}{}曜", weeks.join("・"), name(*weekday))
            }
            Self::Last(weekday) => write!(f, "最終{}曜", name(*weekday)),
            Self::Weekly(weekday) => write!(f, "毎週{}曜", name(*weekday)),
            Self::MonthDay(day) => write!(f, "毎月{day}日"),
        }
    }
}

/// 1 for the first seven days of a month, and so on.
pub fn week_of_month(date: Date) -> i8 {
    (date.day() - 1) / 7 + 1
}

fn name(weekday: Weekday) -> char {
    WEEKDAYS.iter().find(|(_, known)| *known == weekday).map_or('?', |(name, _)| *name)
}

/// 「木曜日」, 「木曜」 or 「木」.
fn weekday_of(text: &str) -> Option<Weekday> {
    let text = text.strip_suffix("曜日").or_else(|| text.strip_suffix('曜')).unwrap_or(text);
    WEEKDAYS.iter().find(|(name, _)| text.chars().eq([*name])).map(|(_, weekday)| *weekday)
}

/// When a course is usually held, by the days of its sessions: the rule that most of them follow.
pub fn usual(days: &[Date]) -> Option<Rule> {
    let count = |weekday: Weekday| days.iter().filter(|day| day.weekday() == weekday).count();
    let (_, weekday) = WEEKDAYS.iter().max_by_key(|(_, weekday)| count(*weekday))?;
    if days.len() < 2 || count(*weekday) * 2 <= days.len() {
        return None;
    }
    let on_it = |week: i8| days.iter().filter(|day| day.weekday() == *weekday && week_of_month(**day) == week).count();
    // A week that came once only is an exception, unless nothing ever came twice.
    let weeks: Vec<i8> = (1..=5).filter(|week| on_it(*week) >= 2).collect();
    match weeks.len() {
        0 => None,
        1 | 2 => Some(Rule::Nth(weeks, *weekday)),
        _ => Some(Rule::Weekly(*weekday)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(rule: &str, from: Date, until: Date) -> Vec<(i8, i8)> {
        Rule::read(rule).unwrap().days(from, until).map(|day| (day.month(), day.day())).collect()
    }

    #[test]
    fn rules_are_read_as_staff_write_them() {
        for text in ["第2木曜", "第２木曜日", "毎月第2木曜", "毎月 第2 木曜日", "第2木"] {
            assert_eq!(Rule::read(text), Some(Rule::Nth(vec![2], Weekday::Thursday)), "{text}");
        }
        for text in ["第1・第3水曜", "第1・3水曜日", "第3、第1水曜", "第1と第3水曜"] {
            assert_eq!(Rule::read(text), Some(Rule::Nth(vec![1, 3], Weekday::Wednesday)), "{text}");
        }
        assert_eq!(Rule::read("毎週木曜"), Some(Rule::Weekly(Weekday::Thursday)));
        assert_eq!(Rule::read("第2日曜"), Some(Rule::Nth(vec![2], Weekday::Sunday)));
        assert_eq!(Rule::read("最終金曜"), Some(Rule::Last(Weekday::Friday)));
        assert_eq!(Rule::read("毎月10日"), Some(Rule::MonthDay(10)));
        for text in ["", "木曜", "第6木曜", "第木曜", "毎月", "毎月32日", "隔週木曜", "第2", "10日", "毎週"]
        {
            assert_eq!(Rule::read(text), None, "{text}");
        }
    }

    #[test]
    fn rules_give_their_days() {
        let (from, until) = (date(2026, 12, 1), date(2027, 3, 31));
        assert_eq!(days("第2木曜", from, until), [(12, 10), (1, 14), (2, 11), (3, 11)]);
        assert_eq!(days("最終金曜", from, until), [(12, 25), (1, 29), (2, 26), (3, 26)]);
        assert_eq!(days("第5月曜", from, until), [(3, 29)]);
        assert_eq!(days("毎月31日", from, until), [(12, 31), (1, 31), (3, 31)]);
        assert_eq!(days("毎週水曜", from, date(2026, 12, 16)), [(12, 2), (12, 9), (12, 16)]);
    }

    #[test]
    fn rules_are_said_as_they_are_read() {
        for text in ["第1・第3水曜", "最終金曜", "毎週日曜", "毎月10日"] {
            assert_eq!(Rule::read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_usual_is_what_came_most() {
        let thursdays = [date(2026, 10, 8), date(2026, 11, 12), date(2026, 12, 5), date(2026, 12, 10)];
        assert_eq!(usual(&thursdays).unwrap().to_string(), "第2木曜");
        assert_eq!(usual(&[date(2026, 10, 8)]), None);
        assert_eq!(usual(&[date(2026, 10, 8), date(2026, 10, 9)]), None);
        let wednesdays = [date(2026, 12, 2), date(2026, 12, 16), date(2027, 1, 6), date(2027, 1, 20)];
        assert_eq!(usual(&wednesdays).unwrap().to_string(), "第1・第3水曜");
    }
}
