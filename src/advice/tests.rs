//! Every rule's examples through the real pipeline: files in a folder → content → site → advice.
//!
//! An example is the fields of `2026-12-10.md`; below a `---` line stands its Markdown, below `=== NAME` another file
//! (`site.yaml` gains the lines). Everything else of the site is without fault.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::*;
use crate::diagnostics::{Lang, rule_ids};
use crate::site::resolve::resolve;

const SITE: &str = "\
city: あおば市
team: 健康こども課
base_url: https://www.city.aoba.example.jp/oideyo/
booking_hosts: [booking.example.jp]
contact:
  name: あおば市 健康こども課
  phone: 0197-00-0011
";

const COURSE: &str = "\
---
name: 離乳食教室
title: 「もぐもぐ」の準備／サポートします！
time: 10:00-11:30
audience: {min_months: 5, max_months: 6}
venue: {name: あおばこども健康センター, room: 2階 調理室}
fee: 無料
booking:
  url: https://booking.example.jp/f/course
  opens: 1か月前 9:00
  closes: 2日前 17:00
  phone: 0197-00-0011
  cancel: online
---
離乳食のはじめ方を、いっしょに体験します。
";

/// The files of an example: path below `content/`, text.
fn files(example: &str) -> Vec<(String, String)> {
    let mut parts = vec![("2026-12-10.md", String::new())];
    for line in example.lines() {
        match line.strip_prefix("=== ") {
            Some(name) if name == parts[0].0 => {
                let first = parts.remove(0);
                parts.push(first);
            }
            Some(name) => parts.push((name, String::new())),
            None => {
                if let Some((_, text)) = parts.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    let mut site = SITE.to_owned();
    let mut files = vec![("rinyushoku/_course.md".to_owned(), COURSE.to_owned())];
    for (name, text) in parts {
        if name == "site.yaml" {
            site.push_str(&text);
            continue;
        }
        let (fields, body) = match text.strip_prefix("---\n") {
            Some(body) => ("", body),
            None => text.split_once("\n---\n").unwrap_or((&text, "")),
        };
        files.push((format!("rinyushoku/{name}"), format!("---\n{fields}\n---\n{body}")));
    }
    files.push(("site.yaml".to_owned(), site));
    files
}

/// What is said about a site of these files on 1 December 2026: errors of reading, or advice.
fn told(files: &[(String, String)]) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    advice_at(folder.path())
}

fn advice_at(folder: &Path) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let now = "2026-12-01T00:00:00Z".parse().unwrap();
    let mut diagnostics = Vec::new();
    let written = crate::content::read(folder, &mut diagnostics);
    let resolved = written.as_ref().and_then(|written| resolve(written, &mut diagnostics));
    let (Some(written), Some(resolved)) = (written, resolved) else { return Err(diagnostics) };
    diagnostics.extend(misspelt(&written));
    if diagnostics.iter().any(Diagnostic::is_error) {
        return Err(diagnostics);
    }
    Ok(review(&written, &resolved.site, now, diagnostics))
}

fn rules_told(example: &str) -> BTreeSet<&'static str> {
    match told(&files(example)) {
        Ok(told) => told.iter().map(|diagnostic| diagnostic.message.rule()).collect(),
        Err(errors) => panic!("{example}\n{}", crate::diagnostics::print_text(&errors, Lang::En, false)),
    }
}

/// The characters each finding of a rule underlines.
fn underlined(example: &str, rule: &str) -> Vec<String> {
    let told = told(&files(example)).unwrap();
    let of_rule = told.iter().filter(|diagnostic| diagnostic.message.rule() == rule);
    of_rule.map(|diagnostic| diagnostic.place.as_ref().unwrap().text().to_owned()).collect()
}

#[test]
fn bad_examples_give_their_rule_and_no_other() {
    let mut wrong = Vec::new();
    for rule in rule::all() {
        assert!(rule.bad.len() >= 3, "{}", rule.id);
        for example in rule.bad {
            let told = rules_told(example);
            if told != BTreeSet::from([rule.id]) {
                wrong.push(format!("{} gave {told:?}\n{example}\n", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_examples_do_not_give_their_rule() {
    let mut wrong = Vec::new();
    for rule in rule::all() {
        assert!(rule.good.len() >= 3, "{}", rule.id);
        for example in rule.good {
            if rules_told(example).contains(rule.id) {
                wrong.push(format!("{} speaks\n{example}\n", rule.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_remark_has_a_rule_and_every_rule_a_remark() {
    let rules: Vec<&str> = rule::all().map(|rule| rule.id).collect();
    let unique: HashSet<&str> = rules.iter().copied().collect();
    assert_eq!(unique.len(), rules.len());
    let remarks: HashSet<&str> = Remark::ids().iter().copied().filter(|id| *id != "and-more").collect();
    assert_eq!(unique, remarks);
    assert!(rules.iter().all(|id| rule_ids().any(|known| known == *id)));
}

#[test]
fn every_rule_says_why_in_both_languages() {
    for rule in rule::all() {
        assert!(!rule.reason.is_ascii() && rule.reason.ends_with('。'), "{}", rule.id);
        assert!(rule.reason_en.len() > 20 && rule.source.len() > 5, "{}", rule.id);
    }
}

#[test]
fn only_the_offending_words_are_underlined() {
    let of = |example: &str, rule: &str| underlined(example, rule);
    assert_eq!(of("title: 離乳食教室について", "title-nitsuite"), ["について"]);
    assert_eq!(of("title: \"離乳食教室について\"", "title-nitsuite"), ["について"]);
    assert_eq!(of("---\n次の回は**12月17日**です。", "weekday-missing"), ["12月17日"]);
    assert_eq!(of("summary: >\n  次の回は\n  12月17日に\n  あります。", "weekday-missing"), ["12月17日"]);
    assert_eq!(of("summary: |\n  いい話。\n  次は12月17日です。", "weekday-missing"), ["12月17日"]);
    assert_eq!(of("notes: ['「次」は12月17日です。', 13:30から。]", "weekday-missing"), ["12月17日"]);
    assert_eq!(
        of("faq: [{q: いつ？, a: \"**次**は[12月17日](https://a.example.jp/)です\"}]", "weekday-missing"),
        ["12月17日"]
    );
    assert_eq!(of("---\n> 会場は、\n> 午後12時に閉めます。", "noon"), ["午後12時"]);
    assert_eq!(of("bring: タオル等、着替え", "tou"), ["タオル等"]);
    assert_eq!(of("---\n１３時３０分に始まります。", "time-shape"), ["１３時３０分"]);
    assert_eq!(of("---\n受付は9:30〜\n10:00です。", "time-shape"), ["9:30〜\n10:00"]);
}

#[test]
fn what_is_inherited_is_told_once_and_what_is_over_not_at_all() {
    let two = "seats: open\n=== 2026-12-17.md\nbooking: {url: https://booking.example.jp/f/2}";
    let mut site = files(two);
    site[0].1 = COURSE
        .replace("  cancel: online\n", "")
        .replace("title: 「もぐもぐ」の準備／サポートします！", "title: 離乳食教室について");
    let found: Vec<String> =
        told(&site).unwrap().iter().map(|d| format!("{} {:?}", d.message.rule(), d.place.as_ref().unwrap())).collect();
    assert_eq!(
        found,
        ["title-nitsuite content/rinyushoku/_course.md:3:13", "cancel-missing content/rinyushoku/_course.md:8:1"]
    );
    let over = "seats: open\n=== 2026-11-12.md\ntitle: 離乳食教室について";
    assert_eq!(rules_told(over), BTreeSet::new());
}

#[test]
fn the_fourth_of_a_kind_counts_the_rest() {
    let many = "bring: [タオル等, 着替え等, おむつ等, ミルク等, おもちゃ等]";
    let told = told(&files(many)).unwrap();
    let rules: Vec<&str> = told.iter().map(|diagnostic| diagnostic.message.rule()).collect();
    assert_eq!(rules, ["tou", "tou", "tou", "and-more"]);
    assert!(told[3].message.text(Lang::Ja).contains("あと2か所"), "{}", told[3].message.text(Lang::Ja));
}

#[test]
fn a_thousand_sessions_are_read_in_a_moment() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    std::fs::create_dir_all(content.join("rinyushoku")).unwrap();
    std::fs::write(content.join("site.yaml"), SITE).unwrap();
    std::fs::write(content.join("rinyushoku/_course.md"), COURSE).unwrap();
    let sentence = "離乳食の進め方を、管理栄養士といっしょに体験できます。12月17日（木）にもあります。\n\n";
    for n in 0..1000 {
        let (month, day, slot) = (n % 12 + 1, n / 12 % 28 + 1, n / 336);
        let name = format!("rinyushoku/2027-{month:02}-{day:02}-{slot}.md");
        let fields = format!("time: {}:00-{}:30\nnotes: [いつもの部屋です。]", 9 + slot * 2, 10 + slot * 2);
        std::fs::write(content.join(name), format!("---\n{fields}\n---\n{}", sentence.repeat(20))).unwrap();
    }
    let mut diagnostics = Vec::new();
    let written = crate::content::read(folder.path(), &mut diagnostics).unwrap();
    let site = resolve(&written, &mut diagnostics).unwrap().site;
    assert_eq!(site.sessions().count(), 1000);
    let now = "2026-12-01T00:00:00Z".parse().unwrap();
    let timed = |_| {
        let started = std::time::Instant::now();
        let told = advise(&written, &site, now);
        println!("{} findings in {:?}", told.len(), started.elapsed());
        started.elapsed().as_millis()
    };
    // The best of three: other tests run beside this one.
    let took = (0..3).map(timed).min().unwrap();
    assert!(took < 1000, "{took} ms");
}

#[test]
fn the_guide_shows_what_is_really_printed() {
    let told = told(&files("notes:\n  - 次の回は12月17日です。")).unwrap();
    let printed = crate::diagnostics::print_text(&told, Lang::Ja, false);
    assert!(guide().contains(printed.trim_end()), "{printed}");
}
