//! The guides for staff say what the code does: tables that the code knows are made from it.
//!
//! `OIDEYO_BLESS=1` writes them anew.

use std::fmt::Write as _;
use std::path::Path;

use oideyo::content::fields::{FIELDS, Field, Form, Levels, find};

use super::world::World;

const GUIDE: &str = "docs/kakikata.md";
/// Stands above each table: the fields in it; `booking.*` = what stands in a map.
const MARK: &str = "<!-- 項目:";

#[test]
fn the_guide_lists_the_fields_as_the_table_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(GUIDE);
    let written = std::fs::read_to_string(&path).unwrap();
    let mut listed = Vec::new();
    let made = with_tables(&written, &mut listed);
    if std::env::var_os("OIDEYO_BLESS").is_some() {
        std::fs::write(&path, &made).unwrap();
    }
    let changed = made.lines().zip(written.lines()).find(|(made, written)| made != written);
    assert!(written == made, "{GUIDE} differs from the field table, OIDEYO_BLESS=1 writes it anew: {changed:?}");
    let missing: Vec<_> =
        FIELDS.iter().map(|field| field.key).filter(|key| !listed.contains(&(*key).to_owned())).collect();
    assert_eq!(missing, Vec::<&str>::new(), "fields that no table of {GUIDE} names");
}

#[test]
fn the_mistake_that_staff_are_shown_is_told_in_these_words() {
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hajimeni.md")).unwrap();
    let world = World::new();
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: あ\ndate: 2026年12月10日(金)\n---\n");
    let told = world.run(&["check", "--now", "2026-12-01T09:00"]).err;
    let told = told.split("\n\n").next().unwrap();
    assert!(guide.contains(&format!("```\n{told}\n```")), "docs/hajimeni.md does not show:\n{told}");
}

/// The guide with every marked table made anew.
fn with_tables(guide: &str, listed: &mut Vec<String>) -> String {
    let mut made = String::new();
    let mut lines = guide.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(made, "{line}").unwrap();
        let Some(names) = line.strip_prefix(MARK) else { continue };
        let names: Vec<&str> = names.trim_end_matches("-->").split_whitespace().collect();
        write!(made, "\n{}", table(&names)).unwrap();
        listed.extend(names.iter().map(|name| name.trim_end_matches(".*").to_owned()));
        // What stood there before: a blank line and the table.
        lines.next_if(|line| line.is_empty());
        while lines.next_if(|line| line.starts_with('|')).is_some() {}
    }
    made
}

fn table(names: &[&str]) -> String {
    let mut rows = "| 名前 | 日本語の名前 | 場所 | 書くこと |\n|---|---|---|---|\n".to_owned();
    for name in names {
        let (key, only_inside) = name.strip_suffix(".*").map_or((*name, false), |key| (key, true));
        let field = find(FIELDS, key).unwrap_or_else(|| panic!("{key} is no field"));
        if only_inside {
            inside(field, 0, &mut rows);
        } else {
            row(field, 0, &mut rows);
        }
    }
    rows
}

fn row(field: &Field, depth: usize, rows: &mut String) {
    let star = if field.required { " ★" } else { "" };
    let place = if depth == 0 { places(field.levels) } else { String::new() };
    let indent = "　".repeat(depth);
    let also = field.also.join("、");
    writeln!(rows, "| {indent}`{}`{star} | {also} | {place} | {} |", field.key, field.about).unwrap();
    inside(field, depth + 1, rows);
}

fn inside(field: &Field, depth: usize, rows: &mut String) {
    if let Form::Map { fields, .. } | Form::List(Form::Map { fields, .. }) | Form::Named(Form::Map { fields, .. }) =
        &field.form
    {
        fields.iter().for_each(|part| row(part, depth, rows));
    }
}

fn places(levels: Levels) -> String {
    let places = [(Levels::SITE, "サ"), (Levels::COURSE, "教"), (Levels::SESSION, "回")];
    let named: Vec<&str> = places.iter().filter(|(level, _)| levels.allows(*level)).map(|(_, name)| *name).collect();
    named.join(" ")
}
