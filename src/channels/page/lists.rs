//! The archive, the word on accessibility, and the page for what is not there.

use super::{ARCHIVE, POLICY, artifact, frame, home};
use crate::channels::artifact::{Artifact, Order, PageView};
use crate::channels::page_view::{ArchivePage, MonthView, NotFoundPage, PolicyPage};
use crate::channels::{Scope, rows};

/// Past sessions, latest first.
pub fn archive<'s>(scope: &'s Scope<'s>) -> Artifact<'s> {
    let mut past: Vec<_> = scope.site.sessions().filter(|(_, session)| !session.is_ahead(scope.now)).collect();
    past.sort_by_key(|(course, session)| (std::cmp::Reverse(session.start), &course.slug, &session.name));
    let mut months: Vec<MonthView> = Vec::new();
    for (course, session) in past {
        let month = home::month(session);
        let row = rows::row_of_site(scope, course, session);
        match months.last_mut().filter(|last| last.id == month.id) {
            Some(month) => month.rows.push(row),
            None => months.push(MonthView { rows: vec![row], ..month }),
        }
    }
    let title = format!("{ARCHIVE}｜{}", scope.site.city);
    let frame = frame(scope, "", "archive.html", title, format!("{}でこれまでに開いた教室です。", scope.site.city));
    let view = PageView::Archive(Box::new(ArchivePage { frame, months }));
    artifact("archive.html".into(), "pages/archive.html", Order::Index, view)
}

/// The site's word on accessibility, as みんなの公共サイト運用ガイドライン (総務省, 2024) asks every city to publish one.
pub fn policy<'s>(scope: &'s Scope<'s>) -> Artifact<'s> {
    let site = scope.site;
    let title = format!("{POLICY}｜{}", site.city);
    let description = format!("{} {}の教室案内サイトの{POLICY}です。", site.city, site.team);
    let frame = frame(scope, "", "accessibility.html", title, description);
    let view = PolicyPage { frame, site: site.base_url.clone(), body: site.policy.clone() };
    artifact("accessibility.html".into(), "pages/accessibility.html", Order::Index, PageView::Policy(Box::new(view)))
}

/// For addresses with nothing behind them; its links are absolute, since it is served from any depth.
pub fn not_found<'s>(scope: &'s Scope<'s>) -> Artifact<'s> {
    let title = format!("ページが見つかりません｜{}", scope.site.city);
    let frame = frame(scope, &scope.site.base_url, "404.html", title.clone(), title);
    artifact("404.html".into(), "pages/404.html", Order::Index, PageView::NotFound(Box::new(NotFoundPage { frame })))
}
