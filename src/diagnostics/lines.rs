//! Diagnostics for an editor that reads a program's output line by line (VS Code's problem matcher).

use super::{Diagnostic, Lang, Place, Severity};

/// One line for each diagnostic: `FILE:LINE:COLUMN-LINE:COLUMN: SEVERITY: [RULE] SENTENCE — WAY OUT`. Lines and columns count
/// from 1; columns in UTF-16 units, as editors on Windows and VS Code do. The second pair is the end. One without a place
/// begins with its severity: an editor can underline nothing, but whoever looks at the output finds it.
pub fn print_lines(diagnostics: &[Diagnostic], lang: Lang) -> String {
    diagnostics.iter().map(|diagnostic| line(diagnostic, lang)).collect()
}

fn line(diagnostic: &Diagnostic, lang: Lang) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "info",
    };
    let message = &diagnostic.message;
    let says = format!("[{}] {} — {}", message.rule(), diagnostic.text(lang), diagnostic.help(lang));
    // A message is one line to a problem matcher.
    let says = says.replace(['\r', '\n'], " ");
    match &diagnostic.place {
        Some(place) => format!("{}: {severity}: {says}\n", shown(place)),
        None => format!("{severity}: {says}\n"),
    }
}

/// `FILE:LINE:COLUMN-LINE:COLUMN`.
fn shown(place: &Place) -> String {
    let range = place.range();
    let ((line, column), (end_line, end_column)) = (position(place, range.start), position(place, range.end));
    format!("{}:{line}:{column}-{end_line}:{end_column}", place.source.path)
}

/// Line and column of a byte, as editors count.
fn position(place: &Place, byte: usize) -> (usize, usize) {
    let before = &place.source.text[..byte];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[line_start..].encode_utf16().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Message, Source};
    use std::sync::Arc;

    #[test]
    fn columns_are_those_of_the_editor() {
        let source = Arc::new(Source { path: "content/a/b.md".into(), text: "---\n👶: あ\n---\n".into() });
        let found = Diagnostic::error(Message::UnknownKey { key: "あ".into() }, &Place::new(&source, 10..13));
        let line = print_lines(&[found], Lang::Ja);
        assert!(
            line.starts_with("content/a/b.md:2:5-2:6: error: [unknown-key] 「あ」という項目はありません — "),
            "{line}"
        );
        assert_eq!(line.matches('\n').count(), 1);
    }

    #[test]
    fn what_has_no_place_is_told_all_the_same() {
        let found = Diagnostic::error_anywhere(Message::NoSiteFile { file: "content/site.yaml".into() });
        let line = print_lines(&[found], Lang::Ja);
        assert!(line.starts_with("error: [no-site-file] "), "{line}");
    }
}
