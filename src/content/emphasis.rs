//! Emphasis beside Japanese punctuation.
//!
//! CommonMark decides by white space whether `**` opens or closes, and Japanese has none: in `**「強調」**は` the second
//! `**` can't close. The parser hands such marks over as text, one event a character. This filter pairs those that stand
//! between Japanese text and punctuation; everything CommonMark already understood, and all else, stays as it was.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// An event of the parser and the bytes it comes from.
pub type Spot<'a> = (Event<'a>, Range<usize>);

/// Whether `c` is written without spaces around it: kana, kanji, Japanese and full-width punctuation.
pub fn is_japanese(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' | '…' | '‥' | '—' | '“' | '”' | '‘' | '’')
}

/// CommonMark's punctuation, as far as it meets Japanese: ASCII's, and symbols that are no letter.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || (!c.is_alphanumeric() && !c.is_whitespace())
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}')
}

/// A run of equal marks that the parser left as text.
#[derive(Debug)]
struct Run {
    /// Indices of its events.
    events: Range<usize>,
    mark: u8,
    opens: bool,
    closes: bool,
    /// Whether it stands beside Japanese punctuation, where CommonMark goes wrong.
    beside_japanese: bool,
    /// Open tags around it: a pair must not cross a link's end.
    depth: Vec<usize>,
}

/// Replaces the marks that belong together by emphasis events.
pub fn pair_beside_japanese<'a>(text: &str, mut events: Vec<Spot<'a>>) -> Vec<Spot<'a>> {
    let mut open: Vec<Run> = Vec::new();
    let mut pairs: Vec<(Run, Run)> = Vec::new();
    for run in runs(text, &events) {
        let partner = open.iter().rposition(|opener| belongs(opener, &run));
        if let Some(at) = partner.filter(|_| run.closes) {
            let opener = open.remove(at);
            open.truncate(at);
            pairs.push((opener, run));
        } else if run.opens {
            open.push(run);
        }
    }
    for (opener, closer) in &pairs {
        turn_round(text, &mut events[opener.events.end..closer.events.start], opener);
        let (start, end) = tags(opener);
        replace(&mut events, &opener.events, Event::Start(start));
        replace(&mut events, &closer.events, Event::End(end));
    }
    events.retain(|(event, _)| !matches!(event, Event::Text(text) if text.is_empty()));
    events
}

fn belongs(opener: &Run, closer: &Run) -> bool {
    opener.mark == closer.mark
        && opener.events.len() == closer.events.len()
        && opener.depth == closer.depth
        && opener.events.end < closer.events.start
        && (opener.beside_japanese || closer.beside_japanese)
}

fn tags(run: &Run) -> (Tag<'static>, TagEnd) {
    match (run.mark, run.events.len()) {
        (b'~', _) => (Tag::Strikethrough, TagEnd::Strikethrough),
        (_, 1) => (Tag::Emphasis, TagEnd::Emphasis),
        _ => (Tag::Strong, TagEnd::Strong),
    }
}

/// In `**「a」**と**「b」**の` the parser takes the inner marks for a pair and emphasises と. Between an outer pair of ours
/// such a pair stands the wrong way round: behind a closing bracket it opens, before an opening one it closes.
fn turn_round(text: &str, between: &mut [Spot<'_>], outer: &Run) {
    let (outer_start, _) = tags(outer);
    let mut depth = 0;
    let mut opened = None;
    for at in 0..between.len() {
        match &between[at].0 {
            Event::Start(tag) => {
                let range = between[at].1.clone();
                let same = *tag == outer_start && text.as_bytes().get(range.start) == Some(&outer.mark);
                if depth == 0 && same && stands_wrong(text, &range) {
                    opened = Some(at);
                }
                depth += 1;
            }
            Event::End(_) => {
                depth -= 1;
                if depth == 0
                    && let Some(start) = opened.take()
                {
                    let (open, close) = (between[start].0.clone(), between[at].0.clone());
                    between[start].0 = close;
                    between[at].0 = open;
                }
            }
            _ => {}
        }
    }
}

fn stands_wrong(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let both = before.zip(after);
    both.is_some_and(|(before, after)| [before, after].into_iter().all(|c| is_japanese(c) && is_punctuation(c)))
}

/// Puts `event` at the run's first place and empties the others.
fn replace<'a>(events: &mut [Spot<'a>], run: &Range<usize>, event: Event<'a>) {
    for at in run.clone() {
        events[at].0 = Event::Text(CowStr::Borrowed(""));
    }
    events[run.start].0 = event;
}

/// All runs of one or two marks that stand as text.
fn runs(text: &str, events: &[Spot<'_>]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut depth = Vec::new();
    let mut at = 0;
    while at < events.len() {
        match &events[at].0 {
            Event::Start(_) => depth.push(at),
            Event::End(_) => {
                depth.pop();
            }
            _ => {}
        }
        let Some(mark) = mark_of(&events[at]) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < events.len() && mark_of(&events[end]) == Some(mark) && events[end].1.start == events[end - 1].1.end
        {
            end += 1;
        }
        if (1..=2).contains(&(end - at)) && !(mark == b'~' && end - at == 1) {
            runs.push(flanks(text, events, at..end, mark, &depth));
        }
        at = end;
    }
    runs
}

/// The mark of an event that is one delimiter character left as text.
fn mark_of((event, range): &Spot<'_>) -> Option<u8> {
    match event {
        Event::Text(text) if matches!(&**text, "*" | "_" | "~") && range.len() == 1 => Some(text.as_bytes()[0]),
        _ => None,
    }
}

/// What a run can do, by the characters around it.
fn flanks(text: &str, events: &[Spot<'_>], at: Range<usize>, mark: u8, depth: &[usize]) -> Run {
    let before = text[..events[at.start].1.start].chars().next_back().unwrap_or('\n');
    let after = text[events[at.end - 1].1.end..].chars().next().unwrap_or('\n');
    let japanese = is_japanese(before) || is_japanese(after);
    let opens = !after.is_whitespace() && (mark != b'_' || !is_word(before) || is_punctuation(after));
    let closes = !before.is_whitespace() && (mark != b'_' || !is_word(after) || is_punctuation(before));
    Run {
        events: at,
        mark,
        opens,
        closes,
        beside_japanese: japanese && (is_punctuation(before) || is_punctuation(after)),
        depth: depth.to_vec(),
    }
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && !is_punctuation(c)
}

#[cfg(test)]
mod tests {
    use crate::content::markdown::render;

    fn html(markdown: &str) -> String {
        let html = render(markdown).html;
        html.trim_end().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
    }

    /// The 13 strings of dependencies.md.
    #[test]
    fn emphasis_works_beside_japanese_punctuation() {
        for (markdown, wanted) in [
            ("**「強調」**は", "<strong>「強調」</strong>は"),
            ("**重要。**必ず", "<strong>重要。</strong>必ず"),
            ("**テスト（test）**です", "<strong>テスト（test）</strong>です"),
            ("**100％**です", "<strong>100％</strong>です"),
            ("~~削除。~~です", "<del>削除。</del>です"),
            ("**「もぐもぐ」**と**「ごっくん」**の", "<strong>「もぐもぐ」</strong>と<strong>「ごっくん」</strong>の"),
            ("__「強調」__は", "<strong>「強調」</strong>は"),
            ("**`code`**です", "<strong><code>code</code></strong>です"),
            ("**[申込み](https://example.jp)**を", "<strong><a href=\"https://example.jp\">申込み</a></strong>を"),
            ("これは**「重要」**です", "これは<strong>「重要」</strong>です"),
            ("*「斜体」*は", "<em>「斜体」</em>は"),
            ("**注意！**当日", "<strong>注意！</strong>当日"),
            ("**①受付**、**②説明**", "<strong>①受付</strong>、<strong>②説明</strong>"),
            (
                "**「a」**と**「b」**や**「c」**の",
                "<strong>「a」</strong>と<strong>「b」</strong>や<strong>「c」</strong>の",
            ),
        ] {
            assert_eq!(html(markdown), wanted, "{markdown}");
        }
    }

    #[test]
    fn what_commonmark_says_elsewhere_stays() {
        for (markdown, wanted) in [
            ("snake_case_name", "snake_case_name"),
            ("** not strong **", "** not strong **"),
            ("2*3*4", "2<em>3</em>4"),
            ("読み_方_名", "読み_方_名"),
            ("**開いたまま「」", "**開いたまま「」"),
            ("5*「かっこ」 と 6 * 7", "5*「かっこ」 と 6 * 7"),
            ("`**「強調」**は`", "<code>**「強調」**は</code>"),
            (r"\*\*「強調」\*\*は", "**「強調」**は"),
        ] {
            assert_eq!(html(markdown), wanted, "{markdown}");
        }
    }
}
