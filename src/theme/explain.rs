//! What Tera found wrong, at its line of the file as it was written.

use crate::diagnostics::{Diagnostic, Message};

use super::sources::{Sources, unknown};

/// Tera's names for what a template may ask for: its word, ours in Japanese and English.
const KINDS: [(&str, (&str, &str)); 5] = [
    ("filter", ("変換", "filter")),
    ("test", ("判定", "test")),
    ("function", ("関数", "function")),
    ("component", ("部品", "component")),
    ("template", ("テンプレート", "template")),
];

/// Names that a template can ask for, for 「〜のことですか」.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// Components of the theme.
    pub components: &'a [String],
    /// Paths of templates.
    pub templates: &'a [String],
}

/// An error of Tera as ours, one for each thing it names. `path` is the file that was asked for.
pub fn template_errors(sources: &Sources, path: &str, error: &tera::Error, known: Known) -> Vec<Diagnostic> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) => {
            let message = Message::ThemeTemplate { detail: first_sentence(report.message()) };
            vec![sources.error(report.filename(), report.span().range.clone(), message)]
        }
        tera::ErrorKind::RenderingError(report) => {
            let message = Message::ThemeRender { detail: first_sentence(report.message()) };
            vec![sources.error(report.filename(), report.span().range.clone(), message)]
        }
        tera::ErrorKind::Msg(text) => {
            let found: Vec<_> = reports(text).map(|report| report.told(sources, known)).collect();
            if found.is_empty() { vec![whole(sources, path, text)] } else { found }
        }
        other => vec![whole(sources, path, &other.to_string())],
    }
}

/// What is wrong with a template taken alone: several files are read one by one, so that all mistakes come in one run.
pub fn syntax_errors(sources: &Sources, path: &str) -> Vec<Diagnostic> {
    let text = sources.text(path).unwrap_or_default();
    match tera::Tera::new().add_raw_template(path, text) {
        Err(error) if matches!(error.kind(), tera::ErrorKind::SyntaxError(_)) => {
            template_errors(sources, path, &error, Known::default())
        }
        _ => Vec::new(),
    }
}

fn whole(sources: &Sources, path: &str, text: &str) -> Diagnostic {
    let detail = text.lines().next().unwrap_or_default().to_owned();
    sources.error_in(path, Message::ThemeBroken { file: sources.shown(path), detail })
}

/// Without the list of everything that is there, which Tera adds and nobody reads.
fn first_sentence(text: &str) -> String {
    text.split(" Available ").next().unwrap_or_default().lines().next().unwrap_or_default().to_owned()
}

/// One of the findings that Tera prints together: sentence, file, line and column.
struct Report<'a> {
    sentence: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
}

/// `error: Unknown filter `x`` with ` --> file:1:11` on the next line, several times.
fn reports(text: &str) -> impl Iterator<Item = Report<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let pairs = (1..lines.len()).map(move |at| (lines[at - 1], lines[at]));
    pairs.filter_map(|(sentence, place)| {
        let mut parts = place.trim().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some(Report {
            sentence: sentence.strip_prefix("error: ").unwrap_or(sentence),
            file: parts.next()?,
            line,
            column,
        })
    })
}

impl Report<'_> {
    fn told(&self, sources: &Sources, known: Known) -> Diagnostic {
        let name = self.sentence.split('`').nth(1).unwrap_or_default();
        let kind = KINDS.into_iter().find(|(word, _)| self.sentence.starts_with(&format!("Unknown {word} ")));
        let message = match kind {
            Some(("component", kind)) => unknown(kind, name, known.components.iter().map(String::as_str)),
            Some(("template", kind)) => unknown(kind, name, known.templates.iter().map(String::as_str)),
            Some((_, kind)) => unknown(kind, name, ["phrases", "join", "default", "length", "split", "first", "last"]),
            None => Message::ThemeTemplate { detail: self.sentence.to_owned() },
        };
        let text = sources.text(self.file).unwrap_or_default();
        let line = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum::<usize>();
        // Tera counts columns its own way, so the name itself is looked for, from the start of the line.
        let near = text.get(line..).and_then(|rest| rest.find(name)).map_or(line + self.column, |at| line + at);
        sources.error(self.file, near..near + name.len(), message)
    }
}
