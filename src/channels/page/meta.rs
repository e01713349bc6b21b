//! Title and description of pages: what chat apps and search engines show.

use crate::channels::{rows, words};
use crate::site::dates::month_day_weekday;
use crate::site::{Course, Session, Site, Standing};

/// Longest title, in characters: search results and chat apps cut what is longer.
const TITLE: usize = 40;
/// Longest description, in characters.
const DESCRIPTION: usize = 90;

/// A title that is surely short enough.
pub fn title(text: String) -> String {
    cut(text, TITLE)
}

/// A description that is surely short enough.
pub fn description(text: String) -> String {
    cut(text, DESCRIPTION)
}

/// Cuts at `most` characters, with 「…」 where something is lost.
fn cut(text: String, most: usize) -> String {
    if text.chars().count() <= most { text } else { text.chars().take(most - 1).chain(['…']).collect() }
}

/// 「12月10日（木）「もぐもぐ」の準備、サポートします！｜あおば市」: the longest of these that fits whole.
pub fn session_title(site: &Site, course: &Course, session: &Session) -> String {
    let day = format!("{}{}", rows::standing_mark(session), month_day_weekday(session.date));
    let headline = words::one_line(&session.headline);
    let first_line = words::lines(&session.headline).into_iter().next().unwrap_or_default();
    longest_that_fits(
        [
            format!("{day} {headline}｜{} {}", site.city, course.name),
            format!("{day} {headline}｜{}", site.city),
            format!("{day} {headline}"),
            format!("{day} {}｜{first_line}", course.name),
            format!("{day} {}", course.name),
        ],
        TITLE,
    )
}

/// For whom, when, where, what it costs, until when one can book: as many whole sentences as fit.
pub fn session_description(session: &Session, offset: jiff::tz::Offset) -> String {
    if let Some(summary) = &session.summary {
        return with_more(format!("{}。", summary.trim_end_matches('。')), facts(session, offset));
    }
    with_more(String::new(), facts(session, offset))
}

fn facts(session: &Session, offset: jiff::tz::Offset) -> Vec<String> {
    let period = words::booking_period(session, offset);
    let mut facts = vec![
        format!("{}。", session.audience.words()),
        format!("{}{}。", month_day_weekday(session.date), session.hours),
        format!("{}。", rows::venue_line(&session.venue)),
    ];
    if session.standing == Standing::On {
        facts.extend((session.fee.yen == 0).then(|| "無料。".to_owned()));
        facts.extend(Some(period).filter(|period| !period.is_empty()).map(|period| format!("{period}。")));
    }
    facts
}

/// `start` and every further sentence for which there is room.
fn with_more(start: String, sentences: Vec<String>) -> String {
    sentences.into_iter().fold(start, |text, sentence| {
        let fits = text.chars().count() + sentence.chars().count() <= DESCRIPTION;
        if fits { text + &sentence } else { text }
    })
}

/// The first of `texts`, which come longest first, that has at most `most` characters; else the last.
fn longest_that_fits<const N: usize>(texts: [String; N], most: usize) -> String {
    let fits = |text: &&String| text.chars().count() <= most;
    texts.iter().find(fits).or(texts.last()).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sentences_or_none() {
        let long = format!("{}。", "あ".repeat(87));
        assert_eq!(with_more("い。".into(), vec![long.clone(), "無料。".into()]), format!("い。{long}"));
        assert_eq!(with_more("いい。".into(), vec![long, "無料。".into()]), "いい。".to_owned() + "無料。");
    }

    #[test]
    fn the_longest_that_fits() {
        assert_eq!(longest_that_fits(["あいう".into(), "あい".into(), "あ".into()], 2), "あい");
        assert_eq!(longest_that_fits(["あいう".into(), "あい".into()], 1), "あい");
        assert_eq!(title("あ".repeat(41)).chars().count(), 40);
    }
}
