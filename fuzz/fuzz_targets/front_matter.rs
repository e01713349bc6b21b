//! Any text as the fields and the words of a session: no panic, no long wait, and every place inside the file.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use oideyo::content::{fields::Levels, front, markdown, yaml};
use oideyo::diagnostics::{Lang, Source, print_json, print_text};

fuzz_target!(|text: &str| {
    let source = Arc::new(Source { path: "content/a/2026-12-10.md".into(), text: text.to_owned() });
    let mut found = Vec::new();
    match yaml::read(&source, text, 0) {
        Ok(node) => {
            let session = front::sort(node, Levels::SESSION, &mut found);
            let _ = front::inherit(&session, &session);
        }
        Err(diagnostic) => found.push(diagnostic),
    }
    for lang in [Lang::Ja, Lang::En] {
        let _ = print_text(&found, lang, false);
        let _ = print_json(&found, lang);
    }
    let _ = markdown::render(text);
});
