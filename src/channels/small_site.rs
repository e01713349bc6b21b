//! A small site for unit tests, written as staff would write it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use super::Scope;
use crate::content;
use crate::site::Now;
use crate::site::resolve::resolve;
use crate::theme::Theme;

const SITE: &str = "\
city: あおば市
team: 健康こども課
base_url: https://www.city.aoba.example.jp/oideyo/
booking_hosts: [booking.example.jp]
contact: {name: あおば市 健康こども課, phone: 0197-00-0011}
";
const COURSE: &str = "\
---
name: 離乳食教室
title: はじめのひとさじ／安心して始められます
time: 10:00-11:30
audience: {min_months: 5, max_months: 6}
venue: {name: あおばこども健康センター, room: 2階 調理室, address: あおば市中央1丁目2番3号}
fee: 無料
booking: {url: https://booking.example.jp/form/aoba/11210, opens: 1か月前 9:00}
---
";

/// What `look` finds on 1 December 2026 in a site with one course and these sessions (name and fields).
pub fn with<T>(sessions: &[(&str, &str)], look: impl FnOnce(&Scope<'_>) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let course = folder.path().join("content/rinyushoku");
    std::fs::create_dir_all(&course).unwrap();
    std::fs::write(folder.path().join("content/site.yaml"), SITE).unwrap();
    std::fs::write(course.join("_course.md"), COURSE).unwrap();
    for (name, fields) in sessions {
        std::fs::write(course.join(format!("{name}.md")), format!("---\n{fields}\n---\n")).unwrap();
    }
    let mut found = Vec::new();
    let written = content::read(folder.path(), &mut found).expect("readable");
    let site = resolve(&written, &mut found).expect("whole").site;
    assert_eq!(site.sessions().count(), sessions.len(), "{found:?}");
    let theme = Arc::new(Theme::load("default", folder.path()).unwrap());
    let now = Now::new("2026-12-01T00:00:00Z".parse().unwrap());
    look(&Scope::new(&site, &theme, &now))
}
