//! Editing in the browser: a form made from the field table, saved through the writing desk.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use super::server::answer;
use super::state::State;

/// What the workbench's page loads where files may be changed.
pub fn routes() -> Router<Arc<State>> {
    let file = |name: &'static str, text: &'static str| get(async move || answer::file(name, text.into()));
    Router::new()
        .route("/.oideyo/edit.js", file("edit.js", include_str!("page/edit.js")))
        .route("/.oideyo/edit.css", file("edit.css", include_str!("page/edit.css")))
}
