//! Any bytes as a file of each kind: no panic, no long wait, and every place inside the file.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use oideyo::content::{decode, encode, fields::Levels, front, read_source};
use oideyo::diagnostics::{Lang, Look, Source, print_json, print_screen};

fuzz_target!(|bytes: &[u8]| {
    let Some((text, encoding)) = decode(bytes) else { return };
    assert_eq!(encode(&text, encoding).as_deref(), Some(bytes));
    let source = Arc::new(Source { path: "content/a/2026-12-10.md".into(), text });
    for level in [Levels::SITE, Levels::COURSE, Levels::SESSION] {
        let mut found = Vec::new();
        let document = read_source(&source, level, &mut found);
        let _ = front::inherit(&document.front, &document.front);
        assert!(source.text.get(document.fields).is_some());
        assert!(found.iter().all(|diagnostic| diagnostic.place.is_some()));
        for lang in [Lang::Ja, Lang::En] {
            let _ = print_json(&found, lang);
            for ascii in [false, true] {
                let _ = print_screen(&found, lang, Look { colour: false, ascii });
            }
        }
    }
});
