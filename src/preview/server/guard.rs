//! Whom the preview answers: whoever asks for it by its own address, and, where something is changed, only its own page.
//! Every request comes through here.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, Method, Response, StatusCode, header};
use axum::middleware::Next;

use super::answer;
use crate::preview::state::State;

/// Where a request says the token.
const TOKEN: &str = "x-oideyo-token";
/// What the workbench asks for, and the stream of changes: nothing for other pages.
const OWN: &str = "/.oideyo/";

/// Lets a request through, or answers it with a refusal.
pub async fn guard(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response<Body> {
    let preview = &state.preview;
    match refusal(&request, preview.host, preview.port, &state.token) {
        None => next.run(request).await,
        Some((status, words)) => answer::plain(status, words),
    }
}

/// Why a request is not answered.
fn refusal(request: &Request, host: IpAddr, port: u16, token: &str) -> Option<(StatusCode, &'static str)> {
    let (method, headers) = (request.method(), request.headers());
    if !is_asked_by_our_address(request, host, port) {
        return Some((StatusCode::FORBIDDEN, "この画面は、この PC からだけ見られます (only from this PC)"));
    }
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let is_own = request.uri().path().starts_with(OWN);
    if !is_from_our_page(headers, is_own || !reads, host, port) {
        return Some((StatusCode::FORBIDDEN, "ほかのページからは使えません (not from other pages)"));
    }
    if reads {
        return None;
    }
    let said = headers.get(TOKEN).map(|said| said.as_bytes()).unwrap_or_default();
    // The comparison of hashes takes the same time wherever they differ.
    if blake3::hash(said) != blake3::hash(token.as_bytes()) {
        return Some((StatusCode::FORBIDDEN, "ページを読み込みなおしてください (please reload the page)"));
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Some((StatusCode::UNSUPPORTED_MEDIA_TYPE, "JSON"));
    }
    None
}

/// Another site's page must not read ours by way of a name that leads to this machine (DNS rebinding): only our own
/// addresses are answered to. One that was written as a number is nobody's name.
fn is_asked_by_our_address(request: &Request, host: IpAddr, port: u16) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let (Some(named), None) = (hosts.next(), hosts.next()) else { return false };
    let Some(named) = named.to_str().ok().and_then(|named| named.parse::<Authority>().ok()) else { return false };
    let absolute = request.uri().authority();
    is_ours(&named, host, port) && absolute.is_none_or(|named| is_ours(named, host, port))
}

/// Whether a host and port are where we listen.
fn is_ours(named: &Authority, host: IpAddr, port: u16) -> bool {
    if named.as_str().contains('@') || named.port_u16().unwrap_or(80) != port {
        return false;
    }
    let name = named.host();
    let number = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().ok();
    match number {
        Some(number) => number == host || number.is_loopback() || host.is_unspecified(),
        None => name.eq_ignore_ascii_case("localhost"),
    }
}

/// Whether a request comes from a page of ours, or from no page at all. Other pages may link to us, and nothing else.
fn is_from_our_page(headers: &HeaderMap, strictly: bool, host: IpAddr, port: u16) -> bool {
    let said = |name: &'static str| headers.get(HeaderName::from_static(name)).map(|said| said.as_bytes());
    let is_opened =
        said("sec-fetch-mode") == Some(&b"navigate"[..]) && said("sec-fetch-dest") == Some(&b"document"[..]);
    let site_is_ours = match said("sec-fetch-site") {
        None | Some(b"same-origin" | b"none") => true,
        Some(_) => is_opened && !strictly,
    };
    let origins_are_ours = headers.get_all(header::ORIGIN).iter().all(|origin| {
        let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        origin.and_then(|origin| origin.parse::<Authority>().ok()).is_some_and(|named| is_ours(&named, host, port))
    });
    site_is_ours && origins_are_ours
}

/// A word that only the workbench's own page knows; what changes files must say it: 128 random bits of the system.
///
/// # Errors
/// The system has none to give.
pub fn fresh_token() -> std::io::Result<String> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(bits.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
    const EVERYWHERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);

    fn ask(method: &str, uri: &str, headers: &[(&str, &str)]) -> Request {
        let request = Request::builder().method(method).uri(uri);
        headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value))
            .body(Body::empty())
            .unwrap()
    }

    fn status(request: &Request, host: IpAddr) -> u16 {
        refusal(request, host, 8700, "word").map_or(200, |(status, _)| status.as_u16())
    }

    #[test]
    fn only_our_own_addresses_are_answered_to() {
        for (named, here, everywhere) in [
            ("127.0.0.1:8700", 200, 200),
            ("localhost:8700", 200, 200),
            ("LOCALHOST:8700", 200, 200),
            ("[::1]:8700", 200, 200),
            ("192.0.2.7:8700", 403, 200),
            ("127.0.0.1:8701", 403, 403),
            ("127.0.0.1", 403, 403),
            ("localhost.evil.example:8700", 403, 403),
            ("evil.example:8700", 403, 403),
            ("127.0.0.1.evil.example:8700", 403, 403),
            ("me@127.0.0.1:8700", 403, 403),
            ("", 403, 403),
        ] {
            assert_eq!(status(&ask("GET", "/", &[("host", named)]), HERE), here, "{named}");
            assert_eq!(status(&ask("GET", "/", &[("host", named)]), EVERYWHERE), everywhere, "{named}");
        }
        assert_eq!(status(&ask("GET", "/", &[]), HERE), 403);
        assert_eq!(status(&ask("GET", "/", &[("host", "127.0.0.1:8700"), ("host", "evil.example")]), HERE), 403);
        assert_eq!(status(&ask("GET", "http://evil.example/", &[("host", "127.0.0.1:8700")]), HERE), 403);
    }

    #[test]
    fn other_pages_may_only_lead_here() {
        let host = ("host", "127.0.0.1:8700");
        let link =
            [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert_eq!(status(&ask("GET", "/", &link), HERE), 200);
        assert_eq!(status(&ask("GET", "/.oideyo/events", &link), HERE), 403);
        let picture =
            [host, ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")];
        assert_eq!(status(&ask("GET", "/site/a.png", &picture), HERE), 403);
        let framed =
            [host, ("sec-fetch-site", "same-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")];
        assert_eq!(status(&ask("GET", "/", &framed), HERE), 403);
        for origin in ["http://evil.example", "null", "https://127.0.0.1:8700", "http://127.0.0.1:9000", "\u{fe}"] {
            assert_eq!(status(&ask("GET", "/.oideyo/events", &[host, ("origin", origin)]), HERE), 403, "{origin}");
        }
        assert_eq!(status(&ask("GET", "/.oideyo/events", &[host, ("origin", "http://localhost:8700")]), HERE), 200);
    }

    #[test]
    fn what_changes_something_needs_the_word() {
        let own = [("host", "127.0.0.1:8700"), ("origin", "http://127.0.0.1:8700"), ("sec-fetch-site", "same-origin")];
        let with = |more: &[(&'static str, &'static str)]| [&own[..], more].concat();
        let path = "/.oideyo/api/edit/save";
        assert_eq!(status(&ask("POST", path, &with(&[])), HERE), 403);
        assert_eq!(
            status(&ask("POST", path, &with(&[(TOKEN, "wore"), ("content-type", "application/json")])), HERE),
            403
        );
        assert_eq!(status(&ask("POST", path, &with(&[(TOKEN, "word")])), HERE), 415);
        assert_eq!(status(&ask("POST", path, &with(&[(TOKEN, "word"), ("content-type", "text/plain")])), HERE), 415);
        let kind = ("content-type", "application/json; charset=utf-8");
        assert_eq!(status(&ask("POST", path, &with(&[(TOKEN, "word"), kind])), HERE), 200);
        assert_eq!(status(&ask("DELETE", path, &with(&[kind])), HERE), 403);
    }

    #[test]
    fn tokens_differ() {
        let (one, other) = (fresh_token().unwrap(), fresh_token().unwrap());
        assert!(one.len() == 32 && one != other);
    }
}
