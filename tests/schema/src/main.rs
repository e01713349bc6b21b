//! Puts the structured data of finished pages before a validator of schema.org's vocabulary and of Google's Event guide:
//! `oideyo-schema-check PUBLIC…`. Prints each complaint and a line that counts.

use std::path::Path;
use std::process::ExitCode;

use schemaorg_rs::{ProfileRegistry, SchemaNode, SchemaValue, StructuredDataGraph, extract_all, validation};

/// What Google recommends and we leave out: a class has no performer, and one that is not held offers nothing.
const LEFT_OUT: [&str; 2] = ["performer", "offers"];

fn main() -> ExitCode {
    let (mut passed, mut failed) = (0, 0);
    for page in std::env::args_os().skip(1).flat_map(|folder| session_pages(Path::new(&folder))) {
        let complaints = match std::fs::read_to_string(&page) {
            Ok(html) => complaints(&html),
            Err(error) => vec![error.to_string()],
        };
        if complaints.is_empty() {
            passed += 1;
        } else {
            failed += 1;
            println!("FAILED {}: {}", page.display(), complaints.join(" | "));
        }
    }
    if passed + failed == 0 {
        failed = 1;
        println!("FAILED there is no page of a session");
    }
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Pages of sessions: those with a calendar file beside them.
fn session_pages(folder: &Path) -> Vec<std::path::PathBuf> {
    let files =
        walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten().map(walkdir::DirEntry::into_path);
    let is_page = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "html");
    files.filter(|path| is_page(path) && path.with_extension("ics").exists()).collect()
}

/// What the validator says against a page. Terms that schema.org still calls pending are fine: Google's guide names them.
fn complaints(html: &str) -> Vec<String> {
    let graph = match extract_all(html) {
        Ok(graph) => graph,
        Err(error) => return vec![error.to_string()],
    };
    if graph.nodes.len() != 1 || graph.nodes[0].types != ["Event"] {
        return vec![format!("{} things are described, not one Event", graph.nodes.len())];
    }
    let vocabulary = validation::validate(&graph);
    let mut complaints: Vec<String> = vocabulary
        .errors()
        .chain(vocabulary.warnings())
        .map(|found| format!("{}: {}", found.path, found.message))
        .collect();
    complaints.extend(missing_for_google(&graph));
    complaints
}

fn missing_for_google(graph: &StructuredDataGraph) -> Vec<String> {
    let result = match ProfileRegistry::with_google().evaluate("google", graph, &[]) {
        Ok(result) => result,
        Err(error) => return vec![error.to_string()],
    };
    let missing = result.type_results.iter().flat_map(|found| {
        let recommended = found.recommended_missing.iter().filter(|name| !LEFT_OUT.contains(&name.as_str()));
        found.required_missing.iter().chain(recommended)
    });
    let missing = missing.map(|name| format!("{name} is missing"));
    missing.chain(graph.nodes.iter().flat_map(missing_of_location)).collect()
}

/// What Google requires of where an event is held. Looked up here: the validator asks every location for the properties of
/// a place and of a page at once.
fn missing_of_location(event: &SchemaNode) -> Vec<String> {
    let mut missing = Vec::new();
    for location in event.properties.get("location").into_iter().flatten() {
        let SchemaValue::Node(location) = location else {
            missing.push("location is no place".to_owned());
            continue;
        };
        let required: &[&str] = match location.types.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["Place"] => &["name", "address"],
            ["VirtualLocation"] => &["url"],
            _ => &["@type"],
        };
        let absent = required.iter().filter(|name| !location.properties.contains_key(**name));
        missing.extend(absent.map(|name| format!("{name} of location is missing")));
    }
    missing
}
