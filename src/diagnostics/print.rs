//! Diagnostics on the screen, and as JSON for editors.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

use super::{Diagnostic, Lang, Place, Severity};

/// Every diagnostic as a person reads it: sentence, place, source line, underline, way out. Errors come first, then file
/// by file what is no error, in the order of its lines.
pub fn print_text(diagnostics: &[Diagnostic], lang: Lang, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| (!diagnostic.is_error(), place_key(diagnostic)));
    sorted.into_iter().map(|diagnostic| print_one(diagnostic, lang, &renderer)).collect()
}

fn place_key(diagnostic: &Diagnostic) -> Option<(String, usize)> {
    diagnostic.place.as_ref().map(|place| (place.source.path.clone(), place.range().start))
}

fn print_one(diagnostic: &Diagnostic, lang: Lang, renderer: &Renderer) -> String {
    let level = level(diagnostic.severity, lang);
    let text = headline(diagnostic, lang);
    let help = diagnostic.message.help(lang);
    let way_out = Level::HELP.with_name(words(lang, "直し方", "help")).message(help.as_str());
    let title = level.primary_title(text.as_str());
    // What can be silenced shows the name by which it is silenced.
    let title = if diagnostic.is_error() { title } else { title.id(diagnostic.message.rule()) };
    let group = match &diagnostic.place {
        None => Group::with_title(title).element(way_out),
        Some(place) => {
            let line = SourceLine::of(place);
            let snippet = Snippet::source(line.text)
                .line_start(line.number)
                .path(place.source.path.as_str())
                .annotation(AnnotationKind::Primary.span(line.span));
            title.element(snippet).element(way_out)
        }
    };
    format!("{}\n\n", renderer.render(&[group]))
}

/// 「12行目: 開催日の…」: the line stands in the sentence too, for whoever reads only that.
fn headline(diagnostic: &Diagnostic, lang: Lang) -> String {
    let text = diagnostic.message.text(lang);
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

/// The one line that is shown, without its line end; a place over several lines is underlined to the end of its first.
struct SourceLine<'a> {
    text: &'a str,
    number: usize,
    span: std::ops::Range<usize>,
}

impl<'a> SourceLine<'a> {
    fn of(place: &'a Place) -> Self {
        let text = &place.source.text;
        let range = place.range();
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
        let line = text[start..end].trim_end_matches('\r');
        let from = (range.start - start).min(line.len());
        let span = from..(range.end - start).clamp(from, line.len());
        Self { text: line, number: place.line_column().0, span }
    }
}

/// One JSON object a line: severity, rule, file, line, column, message, help. Line and column count from 1, in characters.
pub fn print_json(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let severity = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.place.as_ref().map(|place| (place.source.path.as_str(), place.line_column()));
            let object = json!({
                "severity": severity(diagnostic.severity),
                "rule": diagnostic.message.rule(),
                "file": place.map(|(file, _)| file),
                "line": place.map(|(_, (line, _))| line),
                "column": place.map(|(_, (_, column))| column),
                "message": diagnostic.message.text(lang),
                "help": diagnostic.message.help(lang),
            });
            format!("{object}\n")
        })
        .collect()
}
