//! Editing in the browser: a form made from the field table, saved through the writing desk.
//!
//! [`files`] knows which files may be touched, [`view`] shows one, [`draft`] makes its next text and shows it before it is saved,
//! [`save`] puts it down and keeps the earlier one, [`sessions`] makes new files. The page's own part lies in `page/`.

mod draft;
mod files;
mod refusal;
mod save;
mod sessions;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State as Shared};
use axum::http::Response;
use axum::routing::{get, post};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::server::answer;
use super::state::State;
use refusal::Refusal;

/// Largest request, in bytes: a file of the largest size that is read, in JSON.
const MAX_BODY: usize = 6_000_000;

/// What the workbench's page loads where files may be changed.
const FILES: &[(&str, &str)] = &[
    ("edit.js", include_str!("page/edit.js")),
    ("edit.css", include_str!("page/edit.css")),
    ("edit/ask.js", include_str!("page/edit/ask.js")),
    ("edit/diff.js", include_str!("page/edit/diff.js")),
    ("edit/dom.js", include_str!("page/edit/dom.js")),
    ("edit/form.js", include_str!("page/edit/form.js")),
    ("edit/panels.js", include_str!("page/edit/panels.js")),
    ("edit/sessions.js", include_str!("page/edit/sessions.js")),
    ("edit/unsaved.js", include_str!("page/edit/unsaved.js")),
    ("edit/words.js", include_str!("page/edit/words.js")),
];

/// The editor's files, and what it asks for.
pub fn routes() -> Router<Arc<State>> {
    let mut router = Router::new();
    for (name, text) in FILES {
        let file = get(async || answer::file(name, text.as_bytes().to_vec()));
        router = router.route(&format!("/.oideyo/{name}"), file);
    }
    router
        .route("/.oideyo/api/edit/read", post(async |state, request| act(state, request, view::read).await))
        .route("/.oideyo/api/edit/found", post(async |state, request| act(state, request, view::found).await))
        .route("/.oideyo/api/edit/draft", post(async |state, request| act(state, request, draft::draft).await))
        .route("/.oideyo/api/edit/drop", post(async |state, request| act(state, request, draft::forget).await))
        .route("/.oideyo/api/edit/save", post(async |state, request| act(state, request, save::save).await))
        .route("/.oideyo/api/edit/keep", post(async |state, request| act(state, request, save::keep).await))
        .route("/.oideyo/api/edit/earlier", post(async |state, request| act(state, request, save::earlier).await))
        .route("/.oideyo/api/edit/restore", post(async |state, request| act(state, request, save::restore).await))
        .route("/.oideyo/api/edit/courses", post(async |state, request| act(state, request, sessions::courses).await))
        .route("/.oideyo/api/edit/new", post(async |state, request| act(state, request, sessions::new).await))
}

/// Reads what is asked, does it where it may take a while, and answers.
async fn act<Asked, Told>(
    Shared(state): Shared<Arc<State>>,
    request: Request,
    how: fn(&State, Asked) -> Result<Told, Refusal>,
) -> Response<Body>
where
    Asked: DeserializeOwned + Send + 'static,
    Told: Serialize + Send + 'static,
{
    let lang = state.preview.lang;
    let Ok(body) = to_bytes(request.into_body(), MAX_BODY).await else {
        return Refusal::too_large().answer(lang);
    };
    let done = tokio::task::spawn_blocking(move || told(&state, &body, how)).await;
    match done.unwrap_or_else(|_| Err(Refusal::failed())) {
        Ok(told) => told,
        Err(refusal) => refusal.answer(lang),
    }
}

fn told<Asked: DeserializeOwned, Told: Serialize>(
    state: &State,
    body: &Bytes,
    how: fn(&State, Asked) -> Result<Told, Refusal>,
) -> Result<Response<Body>, Refusal> {
    let asked = serde_json::from_slice(body).map_err(|_| Refusal::not_understood())?;
    how(state, asked).map(|told| answer::json(&told))
}

/// The moment it is, on the city's clock.
fn now(state: &State) -> DateTime {
    let at = state.preview.now.unwrap_or_else(state.preview.clock);
    let offset = state.shown().loaded.as_ref().map_or(Offset::constant(9), |loaded| loaded.site.offset);
    offset.to_datetime(at)
}

/// What a file's bytes are told apart by.
fn digest(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().as_str()[..32].to_owned()
}
