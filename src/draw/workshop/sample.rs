//! A rehearsal of every picture template when the theme is read, so that a mistake in one shows before any session does.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::channels::picture_view::{
    ActionKind, ActionView, BadgeView, DateRow, PictureForm, PictureView, SlideView, WhenView,
};
use crate::diagnostics::{Diagnostic, Message};
use crate::draw::canvas::Slot;

use super::photos::Photos;
use super::templates::Templates;
use super::{Picture, Symbol};

/// A short URL for the code.
const URL: &str = "https://yoyaku.example.jp/";

/// Pictures whose code somebody must be able to scan; one cannot scan a story on one's own screen.
const WITH_CODE: [&str; 10] = [
    "cards/ogp",
    "cards/line",
    "slides/landscape",
    "slides/landscape-dates",
    "slides/landscape-photo",
    "slides/landscape-words",
    "slides/portrait",
    "slides/portrait-dates",
    "slides/portrait-photo",
    "slides/portrait-words",
];

/// Fills every template with short words in every state and reports what the template cannot do. Templates with flaws that
/// are `known` already are left out: they would only say the same again.
pub fn rehearse(templates: &Templates, known: &[Diagnostic]) -> Vec<Diagnostic> {
    let flawed: BTreeSet<&str> =
        known.iter().filter_map(|flaw| flaw.place.as_ref()).map(|place| place.source.path.as_str()).collect();
    let shown = |name: &str| templates.sources().shown(&format!("{name}.html"));
    if flawed.contains(shown("cards/parts").as_str()) {
        return Vec::new();
    }
    let mut found: Vec<Diagnostic> = Vec::new();
    for name in templates.names().iter().filter(|name| !flawed.contains(shown(name).as_str())) {
        for view in views() {
            let flaw = rehearse_one(templates, name, &view);
            found.extend(flaw.filter(|flaw| !found.contains(flaw)));
        }
    }
    found
}

fn rehearse_one(templates: &Templates, name: &str, view: &PictureView) -> Option<Diagnostic> {
    let symbol = match view.action.kind {
        ActionKind::Phone | ActionKind::None => None,
        _ => Symbol::encode(URL).ok(),
    };
    let picture = Picture {
        template: name,
        view,
        qr: symbol.as_ref().map(|_| URL),
        width: 1080,
        height: 1080,
        form: PictureForm::Web,
    };
    match super::page(templates, &Photos::default(), &picture, symbol.as_ref()) {
        Err(flaw) => Some(flaw),
        Ok((page, _)) => {
            let is_due = symbol.is_some() && WITH_CODE.contains(&name);
            let lacks = is_due && !page.slots().any(|slot| matches!(slot, Slot::Qr));
            let path = format!("{name}.html");
            let message = || Message::ThemeNoCode { file: templates.sources().shown(&path) };
            lacks.then(|| templates.sources().error_in(&path, message()))
        }
    }
}

/// Every name that a template may ask for.
pub fn context() -> Value {
    let mut context = serde_json::to_value(view(ActionKind::Book, true)).unwrap_or_default();
    if let Value::Object(names) = &mut context {
        names.insert("qr".into(), json!({"svg": "", "side": 0, "long": false}));
        names.insert("image".into(), json!({"wide": "", "tall": "", "square": "", "focus": "", "is_photo": false}));
        names.insert("ja".into(), json!(true));
        names.insert("month".into(), json!(""));
    }
    context
}

/// Short views that together use every branch of a template.
fn views() -> Vec<PictureView> {
    let kinds = [ActionKind::Book, ActionKind::Course, ActionKind::Survey, ActionKind::Phone, ActionKind::None];
    let turned = |view: PictureView| {
        let slide = SlideView { mirrored: true, clock: true, ..view.slide.clone() };
        [PictureView { slide, ..view.clone() }, view]
    };
    kinds.into_iter().flat_map(|kind| [view(kind, true), view(kind, false)]).flat_map(turned).collect()
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
        slide: SlideView {
            rows: if full { vec![row(false), row(true)] } else { Vec::new() },
            source: some("父"),
            ..SlideView::default()
        },
    }
}

fn row(marked: bool) -> DateRow {
    let mark = marked.then(|| BadgeView { kind: "few".into(), text: "残り".into() });
    DateRow { month: 1, day: 7, weekday: "木".into(), time: "9:00〜10:00".into(), mark }
}
