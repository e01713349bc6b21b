//! The workbench: what staff see around the site while they write it. Its pages and scripts lie in `page/`; this room gives
//! them what they show, as JSON.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::{HeaderValue, Response, header};
use axum::routing::get;

use super::server::answer;
use super::state::State;
use crate::diagnostics::Lang;

/// The page asks nobody but this machine for anything, and no other page may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
    frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The workbench's page and the files it is made of.
pub fn routes() -> Router<Arc<State>> {
    let file = |name: &'static str, text: &'static str| get(async move || answer::file(name, text.into()));
    Router::new()
        .route("/", get(page))
        .route("/.oideyo/workbench.js", file("workbench.js", include_str!("page/workbench.js")))
        .route("/.oideyo/workbench.css", file("workbench.css", include_str!("page/workbench.css")))
}

async fn page(Shared(state): Shared<Arc<State>>) -> Response<Body> {
    let (edit, editing) = if state.preview.edit { ("yes", EDITING) } else { ("no", "") };
    let lang = if state.preview.lang == Lang::Ja { "ja" } else { "en" };
    let html = include_str!("page/workbench.html")
        .replace("{{lang}}", lang)
        .replace("{{token}}", &state.token)
        .replace("{{edit}}", edit)
        .replace("{{editing}}", editing);
    let mut response = answer::file("index.html", html.into_bytes());
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// What the page loads where files may be changed.
const EDITING: &str = "<link rel=\"stylesheet\" href=\"/.oideyo/edit.css\">\n\
    <script type=\"module\" src=\"/.oideyo/edit.js\"></script>";
