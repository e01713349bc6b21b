//! The site's own files, from memory; with `?at=2026-12-05T10:00` as a build at that moment would make them, and with the
//! page's clock set to it, so that its script picks that moment too.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode};
use jiff::Timestamp;

use super::{answer, query};
use crate::build::{self, Memory};
use crate::diagnostics::print_text;
use crate::preview::moment;
use crate::preview::state::State;
use crate::site::Now;

/// Reloads a page that stands in a tab of its own when it has changed, and lays mistakes over it.
const SCRIPT: &str = include_str!("../reload.js");

/// Sets a page's clock: it goes on from the moment.
const CLOCK: &str = include_str!("../clock.js");

/// What is shown when nothing could be made yet.
const EMPTY: &str = "<!doctype html><html lang=ja><meta charset=utf-8><title>oideyo</title><p>まだ表示できません。";

/// A file that was asked for.
struct Wanted {
    address: String,
    /// The moment; `None` = as it is now.
    at: Option<Timestamp>,
    /// Whether it is shown in a frame of the workbench, not in a tab of its own.
    is_framed: bool,
}

/// `/site/`.
pub async fn home(state: Shared<Arc<State>>, query: RawQuery, headers: HeaderMap) -> Response<Body> {
    file(state, Path("index.html".to_owned()), query, headers).await
}

/// `/site/ADDRESS`.
pub async fn file(
    Shared(state): Shared<Arc<State>>,
    Path(address): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let address = if address.ends_with('/') { format!("{address}index.html") } else { address };
    let is_framed = headers.get("sec-fetch-dest").is_some_and(|dest| dest == "iframe");
    let at = match query::value(query.as_deref(), "at") {
        None => None,
        Some(text) => match moment(&state, &text) {
            Some(at) => Some(at),
            None => return answer::plain(StatusCode::BAD_REQUEST, "at=2026-12-05T10:00"),
        },
    };
    let wanted = Wanted { address, at, is_framed };
    let bytes = match made_at(&state, &wanted).await {
        Some(bytes) => Some(bytes),
        None => state.file_soon(&wanted.address).await,
    };
    answer(&state, &wanted, bytes)
}

/// The file of a build at the moment that was asked for. `None`: what is shown now will do.
async fn made_at(state: &Arc<State>, wanted: &Wanted) -> Option<Arc<[u8]>> {
    let shown = state.shown();
    let at = wanted.at.filter(|at| *at != shown.now)?;
    // Pictures are named after what they show.
    if crate::preview::state::is_picture(&wanted.address) && shown.files.contains_key(&*wanted.address) {
        return None;
    }
    let loaded = shown.loaded.clone()?;
    let (site, address) = (state.site().to_owned(), wanted.address.clone());
    let make = move || {
        let pictures = Memory::of(&site).pictures();
        build::make_one(&loaded, &address, &Now::new(at), Some(&pictures))
    };
    // What is wrong with it is told beside the workbench's frames already: they show the last good version.
    tokio::task::spawn_blocking(make).await.ok()?.ok().flatten().map(Arc::from)
}

fn answer(state: &State, wanted: &Wanted, bytes: Option<Arc<[u8]>>) -> Response<Body> {
    let is_page = wanted.address.ends_with(".html");
    match bytes {
        Some(bytes) if is_page => page(StatusCode::OK, &bytes, state, wanted),
        Some(bytes) => answer::file(&wanted.address, bytes.to_vec()),
        None => match state.shown().file("404.html").filter(|_| is_page) {
            Some(bytes) => page(StatusCode::NOT_FOUND, &bytes, state, wanted),
            None if wanted.address == "index.html" => page(StatusCode::OK, EMPTY.as_bytes(), state, wanted),
            None => answer::plain(StatusCode::NOT_FOUND, "ありません"),
        },
    }
}

/// A page; one that stands in a tab of its own has the reload script behind it. The workbench's frames show it as it is.
fn page(status: StatusCode, bytes: &[u8], state: &State, wanted: &Wanted) -> Response<Body> {
    let mut html = bytes.to_vec();
    if let Some(at) = wanted.at {
        let script = format!("<script>{}</script>", CLOCK.replace("MOMENT", &at.as_millisecond().to_string()));
        let place = before_first_element(&html);
        html.splice(place..place, script.into_bytes());
    }
    if !wanted.is_framed {
        let problems = in_script(&print_text(&state.shown().problems, state.preview.lang, false));
        let page = in_script(&wanted.address);
        let script = format!("<script>const oideyoProblems={problems},oideyoPage={page};{SCRIPT}</script>");
        html.extend_from_slice(script.as_bytes());
    }
    answer::respond(status, "text/html; charset=utf-8", html)
}

/// A string literal that can stand inside a `<script>` element.
fn in_script(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default().replace('<', "\\u003c")
}

/// Where a script runs before all others: in front of the first element of the head, whether `<head>` is written or not.
fn before_first_element(html: &[u8]) -> usize {
    let first = |tag: &[u8]| html.windows(tag.len()).position(|part| part.eq_ignore_ascii_case(tag));
    [&b"<meta"[..], b"<script", b"<title"].into_iter().filter_map(first).min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_set_before_any_script_of_the_page() {
        for (before, behind) in [
            ("<!DOCTYPE html><html lang=ja><head>", "<meta charset=utf-8><script>1</script>"),
            ("<!doctype html>", "<META charset=utf-8><title>x</title>"),
            ("<!doctype html><html lang=ja>", "<script>1</script><meta charset=utf-8>"),
            ("", "words"),
        ] {
            assert_eq!(before_first_element(format!("{before}{behind}").as_bytes()), before.len());
        }
    }
}
