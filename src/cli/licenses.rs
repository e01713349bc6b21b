//! `oideyo licenses`: every licence of what is inside the binary.

use super::{Exit, speech::write_all};

/// Licence of the phrase model.
const BUDOUX: &str = include_str!("../draw/phrases/LICENSE-budoux.txt");

/// Licences of the crates, collected from their own files by `licences/generate.py`.
const CRATES: &str = include_str!("../../licences/third-party.txt");

pub(super) fn run() -> Exit {
    let mut text = String::new();
    for (path, licence) in crate::theme::licences() {
        text.push_str(&format!("==== themes/default/{path}\n\n{licence}\n\n"));
    }
    text.push_str(&format!("==== BudouX (src/draw/phrases/budoux-ja.json)\n\n{BUDOUX}\n\n"));
    text.push_str(CRATES);
    write_all(std::io::stdout(), &text);
    Exit::Done
}
