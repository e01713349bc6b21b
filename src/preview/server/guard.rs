//! Whom the preview answers: this machine, asked by its own address. Every request comes through here.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, Response, StatusCode, header};
use axum::middleware::Next;

use super::answer;
use crate::preview::state::State;

/// Lets a request through, or answers it with a refusal.
pub async fn guard(Shared(_state): Shared<Arc<State>>, request: Request, next: Next) -> Response<Body> {
    if !is_local(request.headers()) {
        return answer::plain(StatusCode::FORBIDDEN, "この画面は、この PC からだけ見られます");
    }
    next.run(request).await
}

/// Another site's page must not read ours by way of a name that leads to this machine (DNS rebinding).
fn is_local(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

/// A word that only the workbench's own page knows; what changes files must say it. 128 bits that the system's random
/// numbers keyed.
pub fn fresh_token() -> String {
    let part = || RandomState::new().hash_one("oideyo");
    format!("{:016x}{:016x}", part(), part())
}
