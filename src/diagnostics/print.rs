//! Diagnostics on the screen, and as JSON for editors.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthChar;

use super::{Diagnostic, Lang, Place, Severity, masked, secret};

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// With the colours of a terminal.
    pub colour: bool,
    /// Frames and underlines of ASCII only, and signs like ① as wide as old Japanese consoles draw them.
    pub ascii: bool,
}

/// Every diagnostic as a person reads it: sentence, place, source line, underline, way out. Errors come first, then file
/// by file what is no error, in the order of its lines. Frames are plain ASCII, for pages and logs.
pub fn print_text(diagnostics: &[Diagnostic], lang: Lang, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    print_with(diagnostics, lang, &renderer.decor_style(DecorStyle::Ascii), false)
}

/// The same for a terminal.
pub fn print_screen(diagnostics: &[Diagnostic], lang: Lang, look: Look) -> String {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let style = if look.ascii { DecorStyle::Ascii } else { DecorStyle::Unicode };
    print_with(diagnostics, lang, &renderer.decor_style(style), look.ascii)
}

fn print_with(diagnostics: &[Diagnostic], lang: Lang, renderer: &Renderer, wide: bool) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| (!diagnostic.is_error(), place_key(diagnostic)));
    sorted.into_iter().map(|diagnostic| print_one(diagnostic, lang, renderer, wide)).collect()
}

fn place_key(diagnostic: &Diagnostic) -> Option<(String, usize)> {
    diagnostic.place.as_ref().map(|place| (place.source.path.clone(), place.range().start))
}

fn print_one(diagnostic: &Diagnostic, lang: Lang, renderer: &Renderer, wide: bool) -> String {
    let mut stand_ins = if wide { StandIns::wide() } else { StandIns::default() };
    let level = level(diagnostic.severity, lang);
    let text = headline(diagnostic, lang);
    let help = diagnostic.help(lang);
    let way_out = Level::HELP.with_name(words(lang, "直し方", "help")).message(help.as_str());
    let title = level.primary_title(text.as_str());
    // What can be silenced shows the name by which it is silenced.
    let title = if diagnostic.is_error() { title } else { title.id(diagnostic.message.rule()) };
    let group = match &diagnostic.place {
        None => Group::with_title(title).element(way_out),
        Some(place) => {
            let line = SourceLine::of(place, &mut stand_ins);
            let snippet = Snippet::source(line.text)
                .line_start(line.number)
                .path(place.source.path.as_str())
                .annotation(AnnotationKind::Primary.span(line.span));
            title.element(snippet).element(way_out)
        }
    };
    format!("{}\n\n", stand_ins.back(&renderer.render(&[group])))
}

/// 「12行目: 開催日の…」: the line stands in the sentence too, for whoever reads only that.
fn headline(diagnostic: &Diagnostic, lang: Lang) -> String {
    let text = diagnostic.text(lang);
    match &diagnostic.place {
        Some(place) => {
            let (line, _) = place.line_column();
            words(lang, format!("{line}行目: {text}"), format!("line {line}: {text}"))
        }
        None => text,
    }
}

fn words<T>(lang: Lang, ja: T, en: T) -> T {
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(words(lang, "エラー", "error")),
        Severity::Warning => Level::WARNING.with_name(words(lang, "注意", "warning")),
        Severity::Hint => Level::NOTE.with_name(words(lang, "お知らせ", "note")),
    }
}

/// Longest line that is shown whole, in characters; of a longer one only the part around the place.
const LONGEST_LINE: usize = 400;

/// The one line that is shown, without its line end; a place over several lines is underlined to the end of its first.
struct SourceLine {
    text: String,
    number: usize,
    span: std::ops::Range<usize>,
}

impl SourceLine {
    fn of(place: &Place, stand_ins: &mut StandIns) -> Self {
        let text = secret::showable(&place.source);
        let (range, line) = (place.range(), place.line());
        let start = range.start.clamp(line.start, line.end);
        let end = range.end.clamp(start, line.end);
        let (from, to) = if line.len() > LONGEST_LINE * 4 {
            let from = text.floor_char_boundary(start.saturating_sub(LONGEST_LINE).max(line.start));
            (from, text.floor_char_boundary((start + LONGEST_LINE).min(line.end)).max(start))
        } else {
            (line.start, line.end)
        };
        // As long as the line itself, so every offset holds.
        let safe = masked(&text[line.clone()]);
        let (mut shown, mut span) = (String::new(), 0..0);
        for (part, is_place) in
            [(from..start, false), (start..end.min(to).max(start), true), (end.min(to).max(start)..to, false)]
        {
            let before = shown.len();
            stand_ins.write(&safe[part.start - line.start..part.end - line.start], &mut shown);
            if is_place {
                span = before..shown.len();
            }
        }
        Self { text: shown, number: place.line_column().0, span }
    }
}

/// Characters of the shown line that old Japanese consoles draw two columns wide and Unicode calls ambiguous (①, ○, …):
/// while the line is underlined, others that are surely wide stand for them.
#[derive(Default)]
struct StandIns {
    active: bool,
    meant: Vec<char>,
}

/// Unassigned characters that count as wide (Unicode gives that width to all of plane 3).
const STAND_IN: u32 = 0x3_f000;

impl StandIns {
    fn wide() -> Self {
        Self { active: true, meant: Vec::new() }
    }

    fn write(&mut self, text: &str, out: &mut String) {
        for c in text.chars() {
            let ambiguous =
                self.active && UnicodeWidthChar::width(c) == Some(1) && UnicodeWidthChar::width_cjk(c) == Some(2);
            if !ambiguous {
                out.push(c);
                continue;
            }
            let index = self.meant.iter().position(|meant| *meant == c).unwrap_or_else(|| {
                self.meant.push(c);
                self.meant.len() - 1
            });
            out.push(u32::try_from(index).ok().and_then(|index| char::from_u32(STAND_IN + index)).unwrap_or(c));
        }
    }

    fn back(&self, drawn: &str) -> String {
        let meant = |c: char| {
            let index = (c as u32).checked_sub(STAND_IN).and_then(|index| usize::try_from(index).ok());
            index.and_then(|index| self.meant.get(index)).copied().unwrap_or(c)
        };
        drawn.chars().map(meant).collect()
    }
}

/// One JSON object a line: severity, rule, file, line, column, message, help. Line and column count from 1, in characters.
pub fn print_json(diagnostics: &[Diagnostic], lang: Lang) -> String {
    diagnostics.iter().map(|diagnostic| format!("{}\n", as_json(diagnostic, lang))).collect()
}

/// One diagnostic as [`print_json`] prints it.
pub fn as_json(diagnostic: &Diagnostic, lang: Lang) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    let place = diagnostic.place.as_ref().map(|place| (place.source.path.as_str(), place.line_column()));
    json!({
        "severity": severity,
        "rule": diagnostic.message.rule(),
        "file": place.map(|(file, _)| file),
        "line": place.map(|(_, (line, _))| line),
        "column": place.map(|(_, (_, column))| column),
        "message": diagnostic.text(lang),
        "help": diagnostic.help(lang),
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::{Message, Source};

    /// The line and its underline, cut out of what is printed.
    fn drawn(line: &str, marked: &str, look: Look) -> (String, String) {
        let source = Arc::new(Source { path: "a.md".into(), text: format!("---\n{line}\n---\n") });
        let start = source.text.find(marked).unwrap();
        let place = Place::new(&source, start..start + marked.len());
        let text = print_screen(&[Diagnostic::error(Message::UnsafeLink {}, &place)], Lang::Ja, look);
        let lines: Vec<&str> = text.lines().collect();
        let at = lines.iter().position(|shown| shown.contains(line)).unwrap_or_else(|| panic!("{text}"));
        (lines[at].to_owned(), lines[at + 1].to_owned())
    }

    /// Columns before and under the marked words, as a terminal of that kind draws them.
    fn columns(text: &str, cjk: bool) -> usize {
        let width = if cjk { UnicodeWidthChar::width_cjk } else { UnicodeWidthChar::width };
        text.chars().filter_map(width).sum()
    }

    #[test]
    fn underlines_stand_right_under_full_width_text() {
        for (line, marked) in [
            ("title: ①もぐもぐ○△の準備", "準備"),
            ("title: ｶﾅと「かっこ」…×印", "×印"),
            ("会場: ①②③", "②"),
            ("title: plain words", "words"),
        ] {
            for (ascii, sign) in [(true, '^'), (false, '━')] {
                let (shown, underline) = drawn(line, marked, Look { colour: false, ascii });
                let before = shown.split(marked).next().unwrap();
                // The frame itself is one column wide in both.
                let frame = underline.split(sign).next().unwrap();
                assert_eq!(columns(&before.replace('│', "|"), ascii), frame.chars().count(), "{shown}\n{underline}");
                assert_eq!(columns(marked, ascii), underline.matches(sign).count(), "{shown}\n{underline}");
                assert_eq!(underline.is_ascii(), ascii, "{underline}");
            }
        }
    }

    #[test]
    fn a_line_without_end_is_cut() {
        let source = Arc::new(Source { path: "a.md".into(), text: "あ".repeat(100_000) });
        let place = Place::new(&source, 150_000..150_003);
        let text = print_screen(&[Diagnostic::error(Message::UnsafeLink {}, &place)], Lang::Ja, Look::default());
        assert!(text.len() < 10_000, "{}", text.len());
    }
}
