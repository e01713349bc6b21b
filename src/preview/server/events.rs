//! Server-sent events: one for every version of what is shown.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State as Shared;
use axum::http::{Response, header};

use crate::preview::state::State;

/// The stream.
pub async fn events(Shared(state): Shared<Arc<State>>) -> Response<Body> {
    let mut changes = state.changes();
    changes.mark_unchanged();
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "text/event-stream")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_stream(stream(changes)));
    response.unwrap_or_default()
}

fn stream(
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
