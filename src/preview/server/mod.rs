//! Answers the browser: the workbench at `/`, the site itself below `/site/`, and below `/.oideyo/` what the workbench is
//! made of and asks for. Every request passes the [`guard`] first.

pub mod answer;
mod events;
mod guard;
pub mod query;
mod site_files;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::get;

use super::state::State;
use super::{edit, workbench};
pub use guard::fresh_token;

/// All addresses.
pub fn routes(state: Arc<State>) -> Router {
    let mut router = Router::new()
        .merge(workbench::routes())
        .route("/.oideyo/events", get(events::events))
        .route("/site/", get(site_files::home))
        .route("/site/{*address}", get(site_files::file));
    if state.preview.edit {
        router = router.merge(edit::routes());
    }
    router
        .fallback(|| async { answer::plain(StatusCode::NOT_FOUND, "ありません") })
        .layer(middleware::from_fn_with_state(Arc::clone(&state), guard::guard))
        .with_state(state)
}
