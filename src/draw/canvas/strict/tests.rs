//! What is found in a style sheet, and where.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::diagnostics::Lang;

fn words() -> Vocabulary {
    let mut words = Vocabulary { families: vec!["BIZ UDPGothic".into()], ..Vocabulary::default() };
    words.properties.insert("green".into(), "#0b6b58".into());
    words
}

/// The characters that are told of, in order.
fn told(css: &str) -> Vec<&str> {
    let mut words = words();
    words.learn(css);
    sheet_flaws(css, &words).into_iter().map(|flaw| &css[flaw.range]).collect()
}

#[test]
fn points_at_an_unknown_property_and_at_a_wrong_value() {
    let css = "/* two 二\nlines */\n.a { color: red;\n  hyphenate-limit: 2; }\n.b { width: blue; }\n.c{colour:red}";
    assert_eq!(told(css), ["hyphenate-limit", "width: blue", "colour"]);
    let flaw = sheet_flaws(".c{colour:red}", &words()).remove(0);
    assert_eq!(flaw.message.help(Lang::Ja), "「color」のことですか");
}

#[test]
fn looks_behind_variables() {
    assert_eq!(
        told(".a{color:var(--gren)}.b{border:5px sold var(--green)}"),
        ["color:var(--gren)", "border:5px sold var(--green)"]
    );
    assert_eq!(told(".a{--x:3px;border:var(--x) solid var(--green);color:var(--y,#fff)}"), [""; 0]);
}

#[test]
fn names_what_the_engine_ignores() {
    for (css, part) in [
        ("width:min(1px,2px)", "width:min(1px,2px)"),
        ("font-size: clamp(1px, 2px, 3px)", "font-size: clamp(1px, 2px, 3px)"),
        ("word-break: auto-phrase", "word-break: auto-phrase"),
        ("line-break: anywhere", "line-break: anywhere"),
        ("writing-mode: vertical-rl", "writing-mode: vertical-rl"),
        ("display: contents", "display: contents"),
        ("transform: rotate(3deg) translate(20px)", "transform: rotate(3deg) translate(20px)"),
        ("-webkit-text-stroke: 2px red", "-webkit-text-stroke: 2px red"),
        ("background-image: url(art/bowl.svg)", "background-image: url(art/bowl.svg)"),
        ("font-family: \"Noto Sans JP\", sans-serif", "font-family: \"Noto Sans JP\", sans-serif"),
    ] {
        assert_eq!(told(&format!(".a{{{css}}}")), [part], "{css}");
        assert_eq!(inline_flaws(css, &words()).len(), 1, "{css}");
    }
    assert_eq!(told("@font-face{font-family:x}"), ["@font-face"]);
    assert_eq!(told("@import \"a.css\";.a{color:red}"), ["@import"]);
    assert_eq!(told("@media print{.a{color:red}}"), ["@media"]);
    assert_eq!(told(".a:has(.b){color:red}.c:hover{color:red}"), [":has(", ":hover"]);
}

#[test]
fn what_works_is_left_alone() {
    let css = ".a > .b + .c:not(.d), .e:first-child::before { content: \"a;b}\"; width: calc(100% - 2px); \
        grid-template-columns: repeat(2, minmax(10px, 1fr)); transform: translate(2px, 3px) translateX(4px); \
        background: linear-gradient(90deg, var(--green), #fff) } @supports (display: flex) { .a { color: red } }";
    assert_eq!(told(css), [""; 0]);
    assert!(inline_flaws("object-position: \u{1}\u{1}; width: \u{1}px", &words()).is_empty());
}

#[test]
fn rules_that_stay_open_are_named() {
    assert_eq!(told(".a{color:red}\n.b{color:red").len(), 1);
    assert_eq!(told(".a{color:red;\n.b{color red}").len(), 1 + 1, "told with the line that has no colon");
    assert_eq!(told("..a{color:red}"), ["..a{color:red}"]);
}

#[test]
fn every_name_that_is_guessed_exists() {
    let strange: Vec<_> = words::PROPERTIES.into_iter().filter(|name| !is_known(name)).collect();
    assert_eq!(strange, [""; 0]);
}
