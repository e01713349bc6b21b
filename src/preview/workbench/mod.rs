//! The workbench: what staff see around the site while they write it. Its pages and scripts lie in `page/`; this room gives
//! them what they show, as JSON: the list ([`model`]), and one thing of it looked at closely ([`detail`]).

mod detail;
pub mod model;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State as Shared};
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::get;

use super::server::{answer, query};
use super::state::State;
use crate::diagnostics::Lang;

/// The page asks nobody but this machine for anything, and no other page may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The page, and what it loads.
const FILES: &[(&str, &str)] = &[
    ("workbench.html", include_str!("page/workbench.html")),
    ("workbench.css", include_str!("page/workbench.css")),
    ("workbench.js", include_str!("page/workbench.js")),
    ("dates.js", include_str!("page/dates.js")),
    ("elements.js", include_str!("page/elements.js")),
    ("frames.js", include_str!("page/frames.js")),
    ("keys.js", include_str!("page/keys.js")),
    ("list.js", include_str!("page/list.js")),
    ("pictures.js", include_str!("page/pictures.js")),
    ("problems.js", include_str!("page/problems.js")),
    ("store.js", include_str!("page/store.js")),
    ("talk.js", include_str!("page/talk.js")),
    ("time.js", include_str!("page/time.js")),
    ("words.js", include_str!("page/words.js")),
];

/// What the page loads where files may be changed.
const EDITING: &str = "<link rel=\"stylesheet\" href=\"/.oideyo/edit.css\">\n\
    <script type=\"module\" src=\"/.oideyo/edit.js\"></script>";

/// The workbench's page, the files it is made of, and what it asks for.
pub fn routes() -> Router<Arc<State>> {
    let mut router = Router::new().route("/", get(page)).route("/.oideyo/api/item", get(item));
    for (name, text) in &FILES[1..] {
        let file = get(async || answer::file(name, text.as_bytes().to_vec()));
        router = router.route(&format!("/.oideyo/{name}"), file);
    }
    router
}

async fn page(Shared(state): Shared<Arc<State>>) -> Response<Body> {
    let words = words::words(state.preview.lang);
    let mut html = FILES[0].1.to_owned();
    for (key, word) in &words {
        html = html.replace(&format!("{{{{w:{key}}}}}"), word);
    }
    let (edit, editing) = if state.preview.edit { ("yes", EDITING) } else { ("no", "") };
    let words = serde_json::to_string(&words).unwrap_or_default().replace('<', "\\u003c");
    let html = html
        .replace("{{words}}", &words)
        .replace("{{lang}}", if state.preview.lang == Lang::Ja { "ja" } else { "en" })
        .replace("{{token}}", &state.token)
        .replace("{{edit}}", edit)
        .replace("{{editing}}", editing);
    let mut response = answer::file("index.html", html.into_bytes());
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// `?id=COURSE/NAME[&at=2026-12-05T10:00]`: one thing of the list. Its pictures are drawn before all others from now on.
async fn item(Shared(state): Shared<Arc<State>>, RawQuery(raw): RawQuery) -> Response<Body> {
    let id = query::value(raw.as_deref(), "id").unwrap_or_default();
    let at = match query::value(raw.as_deref(), "at") {
        None => None,
        Some(text) => match super::moment(&state, &text) {
            Some(at) => Some(at),
            None => return answer::plain(StatusCode::BAD_REQUEST, "at=2026-12-05T10:00"),
        },
    };
    state.look_at(&id);
    let lang = state.preview.lang;
    let look = move || {
        let shown = state.shown();
        detail::detail(&shown, &id, at.unwrap_or(shown.now), lang)
    };
    match tokio::task::spawn_blocking(look).await {
        Ok(Some(detail)) => answer::json(&detail),
        Ok(None) => answer::plain(StatusCode::NOT_FOUND, "ありません"),
        Err(error) => answer::plain(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}
