//! A rehearsal of every picture template when the theme is read, so that a mistake in one shows before any session does.

use crate::channels::picture_view::{ActionKind, ActionView, BadgeView, PictureView, WhenView};

use super::errors::WorkshopError;
use super::{Picture, Workshop};

/// A short URL for the code.
const URL: &str = "https://yoyaku.example.jp/";

/// Fills every template with short words in every state and reports what the template cannot do.
pub fn rehearse(workshop: &Workshop) -> Vec<WorkshopError> {
    let mut errors = Vec::new();
    for name in workshop.templates.names() {
        for view in views() {
            let code = !matches!(view.action.kind, ActionKind::Phone | ActionKind::None);
            let picture = Picture { template: &name, view: &view, qr: code.then_some(URL), width: 1080, height: 1080 };
            let symbol = code.then(|| super::Symbol::encode(URL)).and_then(Result::ok);
            if let Err(flaw) = workshop.page(&picture, symbol.as_ref()) {
                errors.push(flaw);
                break;
            }
        }
    }
    errors
}

/// Short views that together use every branch of a template.
fn views() -> Vec<PictureView> {
    let kinds = [ActionKind::Book, ActionKind::Course, ActionKind::Survey, ActionKind::Phone, ActionKind::None];
    kinds.into_iter().flat_map(|kind| [view(kind, true), view(kind, false)]).collect()
}

fn view(kind: ActionKind, full: bool) -> PictureView {
    let some = |text: &str| full.then(|| text.to_owned());
    PictureView {
        lang: "ja".into(),
        brand: "市".into(),
        audience: "親子".into(),
        headline: "教室".into(),
        when: full.then(|| WhenView {
            year: 2026,
            month: 1,
            day: 1,
            weekday: "木".into(),
            time: "9:00〜10:00".into(),
            previous: vec!["12月1日（火）".into()],
        }),
        undated: some("未定"),
        venue: if full { vec!["会館".into(), "1階".into()] } else { Vec::new() },
        badge: full.then(|| BadgeView { kind: "few".into(), text: "残り".into() }),
        action: ActionView { kind, label: "予約".into() },
        phone: some("0197-00-0000"),
        cancel_note: some("取消"),
        partner_note: some("歓迎"),
        photo: None,
        art: "bowl".into(),
    }
}
