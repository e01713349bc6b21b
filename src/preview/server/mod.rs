//! Answers the browser: files from memory, a stream that says when to reload. Loopback only, and only for pages that
//! were opened by this machine's own address.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::routing::get;

use super::state::State;
use crate::diagnostics::print_text;

/// Address of the stream that says when to reload.
const EVENTS: &str = "/.oideyo/events";

/// Reloads the page when something changed, and lays mistakes over it.
const SCRIPT: &str = include_str!("../reload.js");

/// All addresses.
pub fn routes(state: Arc<State>) -> Router {
    Router::new()
        .route("/", get(|state: Shared<Arc<State>>, headers: HeaderMap| answer(state.0, headers, String::new())))
        .route(EVENTS, get(events))
        .route(
            "/{*address}",
            get(|state: Shared<Arc<State>>, Path(address): Path<String>, headers: HeaderMap| {
                answer(state.0, headers, address)
            }),
        )
        .with_state(state)
}

/// Another site's page must not read ours by way of a name that leads to this machine (DNS rebinding).
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

async fn answer(state: Arc<State>, headers: HeaderMap, address: String) -> Response<Body> {
    if !is_local(&headers) {
        return plain(StatusCode::FORBIDDEN, "この画面は、この PC からだけ見られます");
    }
    let address = if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address };
    match state.file_soon(&address).await {
        Some(bytes) if address.ends_with(".html") => page(StatusCode::OK, &bytes, &state),
        Some(bytes) => file(&address, bytes.to_vec()),
        None => match state.shown().file("404.html").filter(|_| address.ends_with(".html")) {
            Some(bytes) => page(StatusCode::NOT_FOUND, &bytes, &state),
            None if address == "index.html" => page(StatusCode::OK, EMPTY.as_bytes(), &state),
            None => plain(StatusCode::NOT_FOUND, "ありません"),
        },
    }
}

/// What is shown when nothing could be made yet.
const EMPTY: &str = "<!doctype html><html lang=ja><meta charset=utf-8><title>oideyo</title><p>まだ表示できません。";

/// A page with the reload script behind it.
fn page(status: StatusCode, bytes: &[u8], state: &State) -> Response<Body> {
    let problems = serde_json::to_string(&print_text(&state.shown().problems, state.preview.lang, false))
        .unwrap_or_default()
        .replace('<', "\\u003c");
    let mut html = bytes.to_vec();
    html.extend_from_slice(format!("<script>const oideyoProblems={problems};{SCRIPT}</script>").as_bytes());
    respond(status, "text/html; charset=utf-8", html)
}

fn file(address: &str, bytes: Vec<u8>) -> Response<Body> {
    let kind = match address.rsplit('.').next() {
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("svg") => "image/svg+xml",
        Some("ics") => "text/calendar; charset=utf-8",
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    };
    respond(StatusCode::OK, kind, bytes)
}

fn plain(status: StatusCode, text: &str) -> Response<Body> {
    respond(status, "text/plain; charset=utf-8", text.as_bytes().to_vec())
}

fn respond(status: StatusCode, kind: &str, bytes: Vec<u8>) -> Response<Body> {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    response.body(Body::from(bytes)).unwrap_or_default()
}

/// Server-sent events: one line for every change.
async fn events(Shared(state): Shared<Arc<State>>, headers: HeaderMap) -> Response<Body> {
    if !is_local(&headers) {
        return plain(StatusCode::FORBIDDEN, "");
    }
    let mut changes = state.changes();
    changes.mark_unchanged();
    let stream = async_stream(changes);
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "text/event-stream")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_stream(stream));
    response.unwrap_or_default()
}

fn async_stream(
    changes: tokio::sync::watch::Receiver<u64>,
) -> impl futures_core::Stream<Item = Result<String, Infallible>> + Send {
    futures_util::stream::unfold((changes, true), |(mut changes, first)| async move {
        if first {
            return Some((Ok(": hello\n\n".to_owned()), (changes, false)));
        }
        changes.changed().await.ok()?;
        let version = *changes.borrow_and_update();
        Some((Ok(format!("data: {version}\n\n")), (changes, false)))
    })
}
