//! `allow:` and `levels:`: what writers decided not to hear, and how grave they want the rest.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::rule;
use crate::content::front::{Front, Value, inherit};
use crate::content::{Document, Written};
use crate::diagnostics::{Diagnostic, Message, Place, Remark, Severity, Sourced, rule_ids};

/// How often one rule speaks in one file; whoever mends three finds the others by the same eye.
const MOST_A_FILE: usize = 3;

/// Rules as they stand in a file: id and words.
type Rules = [(Sourced<String>, Sourced<String>)];

/// Errors in `allow:` and `levels:` themselves.
pub fn misspelt(written: &Written) -> Vec<Diagnostic> {
    let courses = written.courses.iter().flat_map(|course| {
        std::iter::once(&*course.document).chain(course.sessions.iter().map(|(_, document)| &**document))
    });
    let mut found = Vec::new();
    for document in std::iter::once(&*written.site).chain(courses) {
        for key in ["allow", "levels"] {
            found.extend(rules(&document.front, key).iter().filter_map(|(id, _)| unknown(id)));
        }
    }
    for (id, words) in rules(&written.site.front, "levels") {
        let problem = match level(&words.value) {
            Ok(_) => continue,
            Err(Wrong::Error) => Message::LevelIsError { rule: id.value.clone() },
            Err(Wrong::Unreadable) => Message::BadLevel { rule: id.value.clone(), text: words.value.clone() },
        };
        found.push(Diagnostic::error(problem, &words.place));
    }
    found
}

fn unknown(id: &Sourced<String>) -> Option<Diagnostic> {
    let known = |name: &str| rule_ids().any(|known| known == name);
    if known(&id.value) {
        return None;
    }
    let near = rule_ids()
        .map(|known| (strsim::normalized_damerau_levenshtein(&id.value, known), known))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let rule = id.value.clone();
    let message = match near {
        Some((_, near)) => Message::UnknownRuleNear { rule, near: near.to_owned() },
        None => Message::UnknownRule { rule },
    };
    Some(Diagnostic::error(message, &id.place))
}

/// The rules a file names below `key`.
fn rules<'a>(front: &'a Front, key: &str) -> &'a Rules {
    match front.0.get(key).map(|entry| &entry.value) {
        Some(Value::Rules(rules)) => rules,
        _ => &[],
    }
}

/// Why a level is refused.
enum Wrong {
    /// Style is never an error.
    Error,
    /// It is no level.
    Unreadable,
}

fn level(words: &str) -> Result<Option<Severity>, Wrong> {
    match words.trim().to_ascii_lowercase().as_str() {
        "なし" | "off" | "false" | "no" => Ok(None),
        "お知らせ" | "hint" | "note" => Ok(Some(Severity::Hint)),
        "注意" | "warning" => Ok(Some(Severity::Warning)),
        "エラー" | "error" => Err(Wrong::Error),
        _ => Err(Wrong::Unreadable),
    }
}

/// What is told when a build ends: warnings and hints as `allow:` and `levels:` want them. Errors stay as they are.
pub fn settle(written: &Written, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told = heed(written, diagnostics);
    // Without all advice at hand nobody can say which `allow:` is a surplus one.
    told.retain(|diagnostic| !matches!(*diagnostic.message, Message::AllowUnused { .. }));
    told
}

/// `diagnostics` as `allow:` and `levels:` want them, and a hint at each `allow:` that silences none of them.
pub fn heed(written: &Written, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let levels: BTreeMap<&str, Option<Severity>> = rules(&written.site.front, "levels")
        .iter()
        .filter_map(|(id, words)| Some((&*id.value, level(&words.value).ok()?)))
        .collect();
    let allowed = allowed(written);
    let mut used: HashSet<(String, usize)> = HashSet::new();
    let mut told = Vec::new();
    for diagnostic in diagnostics {
        let Some(diagnostic) = weighed(diagnostic, &levels) else { continue };
        match silencer(&diagnostic, &allowed) {
            Some(place) => {
                used.insert(spot(place));
            }
            None => told.push(diagnostic),
        }
    }
    let mut hinted = HashSet::new();
    for (rule, place) in allowed.values().flatten() {
        // An id that is not known is an error already.
        if !used.contains(&spot(place)) && rule_ids().any(|known| known == rule) && hinted.insert(spot(place)) {
            told.push(Diagnostic::hint(Message::AllowUnused { rule: rule.clone() }, place));
        }
    }
    told
}

/// A diagnostic as grave as site.yaml wants it. `None`: it is off.
fn weighed(mut diagnostic: Diagnostic, levels: &BTreeMap<&str, Option<Severity>>) -> Option<Diagnostic> {
    if diagnostic.is_error() || diagnostic.place.is_none() {
        return Some(diagnostic);
    }
    let id = diagnostic.message.rule();
    let usual = rule::find(id).map_or(Some(diagnostic.severity), |rule| rule.level);
    diagnostic.severity = levels.get(id).copied().unwrap_or(usual)?;
    Some(diagnostic)
}

/// The `allow:` that silences a diagnostic.
fn silencer<'a>(diagnostic: &Diagnostic, allowed: &'a HashMap<String, Vec<(String, Place)>>) -> Option<&'a Place> {
    let place = diagnostic.place.as_ref().filter(|_| !diagnostic.is_error())?;
    let rules = allowed.get(&place.source.path)?;
    rules.iter().find(|(rule, _)| rule == diagnostic.message.rule()).map(|(_, place)| place)
}

fn spot(place: &Place) -> (String, usize) {
    (place.source.path.clone(), place.range().start)
}

/// What each file allows, by its path, with what it inherits.
fn allowed(written: &Written) -> HashMap<String, Vec<(String, Place)>> {
    let only = |document: &Document| Front(document.front.0.only("allow"));
    let listed = |front: &Front| -> Vec<(String, Place)> {
        rules(front, "allow").iter().map(|(id, _)| (id.value.clone(), id.place.clone())).collect()
    };
    let site = only(&written.site);
    let mut allowed = HashMap::from([(written.site.source.path.clone(), listed(&site))]);
    for course in &written.courses {
        let front = inherit(&site, &only(&course.document));
        for (_, document) in &course.sessions {
            let own = inherit(&front, &only(document));
            allowed.insert(document.source.path.clone(), listed(&own));
        }
        allowed.insert(course.document.source.path.clone(), listed(&front));
    }
    allowed
}

/// Keeps the first three findings of a rule in a file, and says how many more there are.
pub fn first_three(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let key = |diagnostic: &Diagnostic| diagnostic.place.as_ref().map(|place| (spot(place), diagnostic.message.rule()));
    diagnostics.sort_by_cached_key(key);
    let mut counts: HashMap<(String, &str), usize> = HashMap::new();
    let mut more: Vec<(Diagnostic, &'static str)> = Vec::new();
    let mut told = Vec::new();
    for diagnostic in diagnostics {
        let place = diagnostic.place.clone().filter(|_| matches!(*diagnostic.message, Message::Advice(_)));
        let Some(place) = place else {
            told.push(diagnostic);
            continue;
        };
        let rule = diagnostic.message.rule();
        let count = counts.entry((place.source.path.clone(), rule)).or_default();
        *count += 1;
        match *count {
            0..=MOST_A_FILE => told.push(diagnostic),
            // What the fourth says is replaced once all are counted.
            _ if *count == MOST_A_FILE + 1 => more.push((diagnostic, rule)),
            _ => {}
        }
    }
    for (fourth, rule) in more {
        let Some(place) = fourth.place else { continue };
        let all = counts.get(&(place.source.path.clone(), rule)).copied().unwrap_or(0);
        let remark = Remark::AndMore { rule, count: all - MOST_A_FILE };
        told.push(Diagnostic::hint(Message::Advice(remark), &place));
    }
    told
}
