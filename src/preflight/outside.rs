//! Links that lead away: each address is asked once whether it is still there. Nothing else in oideyo sends a request, and
//! this only where it was asked for.
//!
//! Politely: at most four hosts at a time, one request after the other to each, only the head of an answer where the server
//! gives it, and a name that says who asks. No cookie is kept and nothing is filled in.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ureq::http::header::LOCATION;

use crate::build::Progress;
use crate::diagnostics::{Diagnostic, Message, Place, Severity, masked};

/// Hosts that are asked at the same time.
const HOSTS_AT_ONCE: usize = 4;
/// Between two requests to one host.
const PAUSE: Duration = Duration::from_millis(100);
/// Further addresses that are followed from one.
const MOST_HOPS: usize = 5;
/// What servers read about who asks.
const ASKER: &str = concat!("oideyo/", env!("CARGO_PKG_VERSION"), " (link check)");
/// Pages that programs make from what staff wrote, to fill in Google's forms and maps: nobody can mend their address, and
/// a site has one for each session.
const MADE_BY_US: [&str; 2] = ["https://calendar.google.com/calendar/r", "https://www.google.com/maps/search/?"];

/// An address to ask.
#[derive(Clone, Debug)]
pub struct Address {
    /// The whole address.
    pub url: String,
    /// A page or picture that leads there.
    pub page: String,
    /// The characters that say it.
    pub place: Option<Place>,
}

/// Whether an address is one that staff can answer for.
pub fn is_asked(url: &str) -> bool {
    !MADE_BY_US.iter().any(|made| url.starts_with(made))
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    /// It is there.
    There,
    /// It is there, but under another address for good.
    Moved(String),
    /// It is gone: 404 or 410.
    Gone(u16),
    /// The server will not tell a program: it wants a password, or takes us for a robot.
    Refused(u16),
    /// The server has trouble of its own, or sends in circles.
    Trouble(String),
    /// No answer in time.
    Slow,
    /// Nobody could be reached there.
    Unreachable(String),
    /// The server cannot show that it is who it says.
    Untrusted(String),
}

/// Asks all addresses. Each answer that somebody should know of becomes a diagnostic, in the order of `addresses`.
///
/// # Errors
/// Nothing at all could be reached: this machine has no way out.
pub fn ask(addresses: &[Address], timeout: Duration, progress: &impl Progress) -> Result<Vec<Diagnostic>, Diagnostic> {
    let answers = answers(addresses, timeout, progress);
    let nobody = |answer: &Option<Answer>| matches!(answer, Some(Answer::Unreachable(_)));
    let hosts = by_host(addresses).len();
    if hosts > 1 && answers.iter().all(nobody) {
        return Err(Diagnostic::error_anywhere(Message::NoWayOut { count: answers.len() }));
    }
    let told = addresses.iter().zip(answers).filter_map(|(address, answer)| told(address, answer?));
    Ok(told.collect())
}

/// The answers, each at the place of its address.
fn answers(addresses: &[Address], timeout: Duration, progress: &impl Progress) -> Vec<Option<Answer>> {
    progress.start(addresses.len());
    let waiting: Mutex<VecDeque<Vec<usize>>> = Mutex::new(by_host(addresses).into_values().collect());
    let answers: Mutex<Vec<Option<Answer>>> = Mutex::new(vec![None; addresses.len()]);
    let agent = agent(timeout);
    std::thread::scope(|scope| {
        for _ in 0..HOSTS_AT_ONCE {
            scope.spawn(|| {
                // The guard ends with the statement: nobody waits while another asks.
                while let Some(of_host) = next(&waiting) {
                    for (nth, index) in of_host.into_iter().enumerate() {
                        if nth > 0 {
                            std::thread::sleep(PAUSE);
                        }
                        let answer = ask_one(&agent, &addresses[index].url);
                        answers.lock().unwrap_or_else(PoisonError::into_inner)[index] = Some(answer);
                        progress.step();
                    }
                }
            });
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn next(waiting: &Mutex<VecDeque<Vec<usize>>>) -> Option<Vec<usize>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

/// Numbers of the addresses of each host.
fn by_host(addresses: &[Address]) -> BTreeMap<&str, Vec<usize>> {
    let mut hosts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, address) in addresses.iter().enumerate() {
        hosts.entry(origin(&address.url).1).or_default().push(index);
    }
    hosts
}

fn agent(timeout: Duration) -> ureq::Agent {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        // Each further address is looked at, to know whether it moved for good.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(timeout))
        .user_agent(ASKER);
    config.build().new_agent()
}

fn ask_one(agent: &ureq::Agent, url: &str) -> Answer {
    let mut at = encoded(url);
    let mut is_for_good = true;
    for hop in 0..=MOST_HOPS {
        let (status, location) = match status(agent, &at) {
            Ok(answer) => answer,
            Err(answer) => return answer,
        };
        match (status, location) {
            (200..=299, _) if hop > 0 && is_for_good => return Answer::Moved(at),
            (200..=299, _) => return Answer::There,
            (301 | 302 | 303 | 307 | 308, Some(to)) => {
                is_for_good &= matches!(status, 301 | 308);
                at = joined(&at, &to);
            }
            (404 | 410, _) => return Answer::Gone(status),
            (400..=499, _) => return Answer::Refused(status),
            _ => return Answer::Trouble(status.to_string()),
        }
    }
    Answer::Trouble("redirects".to_owned())
}

/// The status of an address, and where it sends. Servers that refuse to tell only the head are asked for the whole, of which
/// nothing is read.
fn status(agent: &ureq::Agent, url: &str) -> Result<(u16, Option<String>), Answer> {
    let head = agent.head(url).call();
    let answer = match head {
        Ok(head) if head.status().as_u16() < 400 => Ok(head),
        Err(error @ (ureq::Error::HostNotFound | ureq::Error::Timeout(_))) => Err(error),
        _ => agent.get(url).call(),
    };
    let answer = answer.map_err(no_answer)?;
    let location = answer.headers().get(LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
    Ok((answer.status().as_u16(), location))
}

fn no_answer(error: ureq::Error) -> Answer {
    use std::io::ErrorKind;
    match error {
        ureq::Error::Timeout(_) => Answer::Slow,
        ureq::Error::Io(error) if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) => Answer::Slow,
        // rustls speaks through io errors while it shakes hands.
        ureq::Error::Io(error) if error.kind() == ErrorKind::InvalidData => Answer::Untrusted(error.to_string()),
        ureq::Error::Tls(why) => Answer::Untrusted(why.to_owned()),
        ureq::Error::Rustls(error) => Answer::Untrusted(error.to_string()),
        error => Answer::Unreachable(error.to_string()),
    }
}

/// The scheme with `://`, and the host with its port.
fn origin(url: &str) -> (&str, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    (scheme, rest.split(['/', '?', '#']).next().unwrap_or_default())
}

/// An address as a request needs it: letters other than ASCII, and spaces, percent-encoded.
fn encoded(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let encode = |c: char| -> String {
        if c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
            c.to_string()
        } else {
            c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
        }
    };
    url.chars().map(encode).collect()
}

/// Where a server sends from `at` (RFC 9110, 10.2.2).
fn joined(at: &str, to: &str) -> String {
    let (scheme, host) = origin(at);
    let whole = if to.contains("://") {
        to.to_owned()
    } else if let Some(rest) = to.strip_prefix("//") {
        format!("{scheme}://{rest}")
    } else if to.starts_with('/') {
        format!("{scheme}://{host}{to}")
    } else {
        let path = at.split('?').next().unwrap_or_default();
        let folder = path.rsplit_once('/').map_or(path, |(folder, _)| folder);
        let folder = if folder.ends_with(":/") || folder.ends_with(':') { path } else { folder };
        format!("{folder}/{to}")
    };
    encoded(&whole)
}

fn told(address: &Address, answer: Answer) -> Option<Diagnostic> {
    let url = masked(&address.url).into_owned();
    let page = address.page.clone();
    let (severity, message) = match answer {
        Answer::There => return None,
        Answer::Moved(to) => (Severity::Hint, Message::OutsideMoved { url, page, to: masked(&to).into_owned() }),
        Answer::Gone(status) => (Severity::Error, Message::OutsideGone { url, page, status }),
        Answer::Refused(status) => (Severity::Hint, Message::OutsideRefused { url, page, status }),
        Answer::Trouble(what) => (Severity::Warning, Message::OutsideTrouble { url, page, what }),
        Answer::Slow => (Severity::Warning, Message::OutsideSlow { url, page }),
        Answer::Unreachable(reason) => (Severity::Warning, Message::OutsideUnreachable { url, page, reason }),
        Answer::Untrusted(reason) => (Severity::Warning, Message::OutsideUntrusted { url, page, reason }),
    };
    Some(Diagnostic { severity, message: Box::new(message), place: address.place.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_may_send_on_in_every_form() {
        let at = "https://a.example.jp/b/c?d=1";
        assert_eq!(joined(at, "https://e.example.jp/"), "https://e.example.jp/");
        assert_eq!(joined(at, "//e.example.jp/f"), "https://e.example.jp/f");
        assert_eq!(joined(at, "/f?g=あ"), "https://a.example.jp/f?g=%E3%81%82");
        assert_eq!(joined(at, "f"), "https://a.example.jp/b/f");
        assert_eq!(joined("http://127.0.0.1:80", "f"), "http://127.0.0.1:80/f");
    }

    #[test]
    fn what_we_make_for_each_session_is_not_asked() {
        assert!(!is_asked("https://calendar.google.com/calendar/render?action=TEMPLATE&text=x"));
        assert!(!is_asked("https://www.google.com/maps/search/?api=1&query=x"));
        assert!(is_asked("https://www.google.com/maps/d/viewer?mid=x"));
    }
}
