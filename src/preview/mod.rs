//! The live preview: the same plan as a build, kept in memory, shown on this machine only, and made anew as files change;
//! and the live check, which gives an editor its red lines.
//!
//! [`watch`] sees changes, [`rounds`] make what they touch anew, [`shown`] is what they give, [`state`] is what all share, [`server`] answers the browser:
//! the site's own files, the [`workbench`] around them, and, where that is asked for, the [`edit`]ing of what staff write.
//!
//! Nothing here writes into `public/`.

mod edit;
pub mod live_check;
mod rounds;
mod server;
mod shown;
mod state;
#[cfg(test)]
mod tests;
mod watch;
mod workbench;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use crate::diagnostics::{Diagnostic, Lang, Message};
use state::State;

/// Ports that are tried after the wanted one.
const MORE_PORTS: u16 = 20;

/// What to show.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The folder that holds `content/`.
    pub site: PathBuf,
    /// The interface to listen on: this machine's own unless told otherwise.
    pub host: IpAddr,
    /// The first port to try; once it listens, the one it has.
    pub port: u16,
    /// Whether files may be changed from the browser.
    pub edit: bool,
    /// The moment to show; absent = the clock's, whenever it is asked.
    pub now: Option<Timestamp>,
    /// Reads the clock; handed in so that only the command line knows one.
    pub clock: fn() -> Timestamp,
    /// The language of messages.
    pub lang: Lang,
}

impl Preview {
    /// Serves until the process ends. `ready` hears the address once it answers.
    ///
    /// # Errors
    /// No port is free, or files can't be watched.
    pub fn run(self, ready: impl FnOnce(SocketAddr, Option<Diagnostic>)) -> Result<(), Diagnostic> {
        let failed =
            |error: std::io::Error| Diagnostic::error_anywhere(Message::CannotServe { reason: error.to_string() });
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
        let served = runtime.block_on(async {
            let (listener, notice) = listen(self.host, self.port).await.map_err(failed)?;
            let address = listener.local_addr().map_err(failed)?;
            let token = server::fresh_token().map_err(failed)?;
            let state = Arc::new(State::new(Self { port: address.port(), ..self }, token));
            // Watched first: what is saved during the first build must not be missed.
            let shown = Arc::clone(&state);
            // A disk that tells nothing is looked at again and again.
            let _ = watch::watch(&state.preview.site, move || shown.wake());
            let rounds = rounds::Rounds::new(Arc::clone(&state));
            std::thread::spawn(move || rounds.run());
            ready(address, notice);
            let service = server::routes(state);
            tokio::select! {
                result = axum::serve(listener, service) => result.map_err(failed),
                _ = tokio::signal::ctrl_c() => Ok(()),
            }
        });
        // Whoever ends it does not wait for what is being done: files are only ever replaced whole.
        runtime.shutdown_background();
        served
    }
}

/// A moment as addresses say it, `2026-12-05T10:00` in the city's time.
fn moment(state: &State, text: &str) -> Option<Timestamp> {
    let civil: jiff::civil::DateTime = text.parse().ok()?;
    let loaded = state.shown().loaded.clone();
    let offset = loaded.map_or(jiff::tz::Offset::constant(9), |loaded| loaded.site.offset);
    offset.to_timestamp(civil).ok()
}

/// Takes the wanted port, or the next free one, and says so.
async fn listen(host: IpAddr, port: u16) -> std::io::Result<(tokio::net::TcpListener, Option<Diagnostic>)> {
    let mut last = None;
    for candidate in port..=port.saturating_add(MORE_PORTS) {
        match tokio::net::TcpListener::bind((host, candidate)).await {
            Ok(listener) => {
                let notice = (candidate != port).then(|| Diagnostic::warning_anywhere(Message::PortTaken { port }));
                return Ok((listener, notice));
            }
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into()))
}
