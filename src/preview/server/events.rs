//! Server-sent events. The workbench hears first the whole list (`whole`), then with each version what is not as it was
//! (`change`), the addresses of changed files among it, so that it need not ask what to fetch. A page in a tab of its own
//! (`?page=ADDRESS`) hears only when it itself has changed.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State as Shared};
use axum::http::{Response, header};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::query;
use crate::preview::shown::Shown;
use crate::preview::state::State;
use crate::preview::workbench::model::{self, Seen};

/// The stream.
pub async fn events(Shared(state): Shared<Arc<State>>, RawQuery(query): RawQuery) -> Response<Body> {
    let mut changes = state.changes();
    changes.mark_unchanged();
    let page = query::value(query.as_deref(), "page");
    let before = page.is_some().then(|| state.seen());
    let ear = Ear { state, changes, page, before };
    let stream = futures_util::stream::unfold(ear, |mut ear| async move {
        let event = ear.next().await?;
        Some((Ok::<_, Infallible>(event), ear))
    });
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "text/event-stream")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_stream(stream));
    response.unwrap_or_default()
}

/// One browser that listens.
struct Ear {
    state: Arc<State>,
    changes: watch::Receiver<u64>,
    /// The page that it looks at; `None`: the workbench.
    page: Option<String>,
    /// What it knows.
    before: Option<Seen>,
}

impl Ear {
    /// The next event; `None`: the preview ends.
    async fn next(&mut self) -> Option<String> {
        let lang = self.state.preview.lang;
        let Some(before) = self.before.clone() else {
            self.changes.borrow_and_update();
            let seen = self.state.seen();
            let mut whole = seen.model.whole(lang);
            whole["clock"] = json!(self.state.preview.now.is_none());
            self.before = Some(seen);
            return Some(event("whole", &whole));
        };
        loop {
            self.changes.changed().await.ok()?;
            self.changes.borrow_and_update();
            let seen = self.state.seen();
            if let Some(page) = &self.page {
                let is_news = differs(page, &seen.shown, &before.shown);
                if is_news {
                    self.before = Some(seen);
                    return Some(event("change", &json!({})));
                }
                continue;
            }
            let mut news = seen.model.since(&before.model, lang);
            let changed = model::changed(&seen.shown, &before.shown);
            news.insert("changed".into(), changed.map_or(json!(true), |changed| json!(changed)));
            self.before = Some(seen);
            return Some(event("change", &Value::Object(news)));
        }
    }
}

/// Whether a page looks otherwise, or what lies over it.
fn differs(page: &str, shown: &Shown, before: &Shown) -> bool {
    let digest = |shown: &Shown| shown.files.get(page).map(|file| file.kept.digest);
    digest(shown) != digest(before) || shown.problems != before.problems
}

fn event(name: &str, data: &Value) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
