//! The site's own files, from memory.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};

use super::answer;
use crate::diagnostics::print_text;
use crate::preview::state::State;

/// Reloads a page that stands in a tab of its own when something changed, and lays mistakes over it.
const SCRIPT: &str = include_str!("../reload.js");

/// What is shown when nothing could be made yet.
const EMPTY: &str = "<!doctype html><html lang=ja><meta charset=utf-8><title>oideyo</title><p>まだ表示できません。";

/// `/site/`.
pub async fn home(state: Shared<Arc<State>>, headers: HeaderMap) -> Response<Body> {
    answer(&state.0, &headers, "index.html").await
}

/// `/site/ADDRESS`.
pub async fn file(state: Shared<Arc<State>>, Path(address): Path<String>, headers: HeaderMap) -> Response<Body> {
    let address = if address.ends_with('/') { format!("{address}index.html") } else { address };
    answer(&state.0, &headers, &address).await
}

async fn answer(state: &State, headers: &HeaderMap, address: &str) -> Response<Body> {
    match state.file_soon(address).await {
        Some(bytes) if address.ends_with(".html") => page(StatusCode::OK, &bytes, state, headers),
        Some(bytes) => answer::file(address, bytes.to_vec()),
        None => match state.shown().file("404.html").filter(|_| address.ends_with(".html")) {
            Some(bytes) => page(StatusCode::NOT_FOUND, &bytes, state, headers),
            None if address == "index.html" => page(StatusCode::OK, EMPTY.as_bytes(), state, headers),
            None => answer::plain(StatusCode::NOT_FOUND, "ありません"),
        },
    }
}

/// A page; one that stands in a tab of its own has the reload script behind it. The workbench's frames show it as it is.
fn page(status: StatusCode, bytes: &[u8], state: &State, headers: &HeaderMap) -> Response<Body> {
    let mut html = bytes.to_vec();
    let is_framed = headers.get("sec-fetch-dest").is_some_and(|dest| dest == "iframe");
    if !is_framed {
        let problems = serde_json::to_string(&print_text(&state.shown().problems, state.preview.lang, false))
            .unwrap_or_default()
            .replace('<', "\\u003c");
        html.extend_from_slice(format!("<script>const oideyoProblems={problems};{SCRIPT}</script>").as_bytes());
    }
    answer::respond(status, "text/html; charset=utf-8", html)
}
