//! The targets that `publish` names.

use std::num::NonZeroU16;

use super::reader::Reader;
use crate::diagnostics::Message;
use crate::site::publish::{Server, Target, TargetKind, ZipHolds};

/// The words a secret key's file begins with; whoever pastes one has it in site.yaml.
const SECRET_KEY: &str = "PRIVATE KEY";

/// Reads `publish`. What is wrong is reported; such a target is left out.
pub fn targets(site: &Reader<'_>) -> Vec<Target> {
    site.named("publish").into_iter().filter_map(|(name, reader)| target(name, &reader)).collect()
}

fn target(name: String, reader: &Reader<'_>) -> Option<Target> {
    let place = reader.here();
    let kind = match reader.require("kind", reader.choice("kind"))? {
        "folder" => {
            only(reader, "folder", &["path"])?;
            TargetKind::Folder(reader.require("path", reader.text("path"))?)
        }
        "zip" => {
            only(reader, "zip", &["path", "holds"])?;
            let holds = match reader.choice("holds") {
                Some("changes") => ZipHolds::Changes,
                _ => ZipHolds::All,
            };
            TargetKind::Zip { folder: reader.text("path"), holds }
        }
        "ftps" => {
            only(reader, "ftps", &["host", "port", "user", "path", "connections", "fingerprint", "authority"])?;
            TargetKind::Ftps { server: server(reader, 21)?, authority: reader.text("authority") }
        }
        _ => {
            only(reader, "sftp", &["host", "port", "user", "path", "connections", "fingerprint", "key"])?;
            TargetKind::Sftp { server: server(reader, 22)?, key: key(reader)? }
        }
    };
    Some(Target { name, kind, place })
}

/// A key that the target's kind does not know would be believed to do something.
fn only(reader: &Reader<'_>, kind: &'static str, known: &[&str]) -> Option<()> {
    let all = ["host", "port", "user", "path", "connections", "fingerprint", "authority", "key", "holds"];
    let mut is_right = true;
    for key in all.into_iter().filter(|key| !known.contains(key) && reader.has(key)) {
        reader.error(Message::PublishNotForKind { key: key.to_owned(), kind: kind.to_owned() }, &reader.key(key));
        is_right = false;
    }
    is_right.then_some(())
}

fn server(reader: &Reader<'_>, usual_port: u16) -> Option<Server> {
    let host = reader.require("host", reader.words("host"));
    let user = reader.require("user", reader.text("user"));
    let host = host?;
    let is_name = !host.value.contains(['/', '@', ' ', '　']) && host.value.is_ascii() && !host.value.is_empty();
    // `sv1.example.jp:22` is no name; an IPv6 address has more colons.
    if !is_name || host.value.matches(':').count() == 1 {
        // Somebody's password may stand in it: it is not repeated.
        reader.error(Message::PublishBadHost {}, &reader.key("host"));
        return None;
    }
    let port = match reader.count("port") {
        None if reader.has("port") => return None,
        None => NonZeroU16::new(usual_port)?,
        Some((port, _)) => match u16::try_from(port).ok().and_then(NonZeroU16::new) {
            Some(port) => port,
            None => {
                outside(reader, "port", 1, u32::from(u16::MAX));
                return None;
            }
        },
    };
    let connections = match reader.count("connections") {
        None if reader.has("connections") => return None,
        None => Server::USUAL_CONNECTIONS,
        Some((number, _)) if (1..=Server::MOST_CONNECTIONS).contains(&number) => number,
        Some(_) => {
            outside(reader, "connections", 1, Server::MOST_CONNECTIONS);
            return None;
        }
    };
    let folder = reader.text("path").unwrap_or_default().trim_end_matches('/').to_owned();
    let folder = if folder.is_empty() && reader.has("path") { "/".to_owned() } else { folder };
    let fingerprint = reader.text("fingerprint");
    Some(Server { host: host.value, port, user: user?, folder, connections, fingerprint })
}

fn outside(reader: &Reader<'_>, key: &'static str, least: u32, most: u32) {
    let text = reader.text(key).unwrap_or_default();
    let message = Message::NumberOutside { text, least: least.to_string(), most: most.to_string() };
    reader.error(message, &reader.place(key));
}

/// The file of a secret key; the outer `None`: the key itself was written.
fn key(reader: &Reader<'_>) -> Option<Option<String>> {
    match reader.text("key") {
        Some(text) if text.contains(SECRET_KEY) => {
            reader.error(Message::SecretInSite { key: "key".to_owned() }, &reader.key("key"));
            None
        }
        file => Some(file),
    }
}
