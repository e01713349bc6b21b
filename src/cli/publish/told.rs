//! Why an upload stopped, as people read it.

use std::path::PathBuf;

use jiff::tz::Offset;

use super::moment;
use crate::cli::Exit;
use crate::cli::speech::Speech;
use crate::diagnostics::{Diagnostic, Message};
use crate::publish::lock::Holder;
use crate::publish::place::Refusal;
use crate::publish::secret::Opens;
use crate::publish::{Done, Stop};
use crate::site::publish::{Target, TargetKind};

/// Tells of one target.
pub struct Teller<'a> {
    /// The voice.
    pub speech: Speech,
    /// The server, or the target's name.
    pub server: String,
    /// The target.
    pub target: &'a Target,
    /// The file of known servers.
    pub pins: PathBuf,
    /// The city's time.
    pub offset: Offset,
}

impl Teller<'_> {
    /// Tells why it stopped, and how the command ends.
    pub fn stopped(&self, stop: Stop) -> Exit {
        let exit = match stop {
            Stop::Refused(Refusal::Unsupported) | Stop::NotKept { .. } => Exit::Usage,
            _ => Exit::Machine,
        };
        self.speech.complain(&[Diagnostic::error_anywhere(self.message(stop))]);
        exit
    }

    /// Tells of a file of this machine.
    pub fn local(&self, file: &str, reason: String) -> Exit {
        let message = Message::PublishLocalFile { file: file.to_owned(), reason };
        self.speech.complain(&[Diagnostic::error_anywhere(message)]);
        Exit::Machine
    }

    /// Tells what else was done.
    pub fn also(&self, done: &Done, could_be_kept: bool) {
        let broken = done
            .broken
            .as_ref()
            .map(|holder| Message::PublishBroken { who: holder.pc.clone(), since: moment(holder.since, self.offset) });
        let not_kept = (could_be_kept && !done.is_kept).then_some(Message::PublishKeptNothing {});
        let found: Vec<Diagnostic> = broken.into_iter().chain(not_kept).map(Diagnostic::hint_anywhere).collect();
        self.speech.complain(&found);
    }

    fn message(&self, stop: Stop) -> Message {
        match stop {
            Stop::Refused(refusal) => self.refusal(refusal),
            Stop::Locked(holder) => self.locked(holder),
            Stop::Foreign { file, count } => Message::PublishForeign { file, count },
            Stop::Newer => Message::PublishNewer {},
            Stop::Moved => Message::PublishMoved {},
            Stop::Local { file, reason } => Message::PublishLocalFile { file: file.display().to_string(), reason },
            Stop::NotKept { file } => Message::PublishNotKept { file },
        }
    }

    fn locked(&self, holder: Option<Holder>) -> Message {
        match holder {
            Some(holder) => Message::PublishLocked { who: holder.pc, since: moment(holder.since, self.offset) },
            None => Message::PublishLocked {
                who: self.speech.say("ほかの oideyo", "another oideyo").to_owned(),
                since: self.speech.say("いま", "just now").to_owned(),
            },
        }
    }

    fn refusal(&self, refusal: Refusal) -> Message {
        let server = self.server.clone();
        match refusal {
            Refusal::Lost(reason) => Message::PublishLost { server, reason },
            Refusal::Unreachable(reason) => Message::PublishUnreachable { server, reason },
            Refusal::Login(reason) => {
                let (user, opens) = match &self.target.kind {
                    TargetKind::Ftps { server, .. } => (server.user.clone(), Opens::Account),
                    TargetKind::Sftp { server, key: None } => (server.user.clone(), Opens::Account),
                    TargetKind::Sftp { server, key: Some(_) } => (server.user.clone(), Opens::Key),
                    TargetKind::Folder(_) | TargetKind::Zip { .. } => (String::new(), Opens::Account),
                };
                Message::PublishLogin { server, user, reason, variable: opens.variable(&self.target.name) }
            }
            Refusal::Stranger { fingerprint } => Message::PublishStranger { server, fingerprint },
            Refusal::Changed { known, fingerprint } => {
                let file = self.pins.display().to_string();
                Message::PublishServerChanged { server, known, fingerprint, file }
            }
            Refusal::NoTls(reason) => Message::PublishNoTls { server, reason },
            Refusal::Denied { path, reason } => Message::PublishDenied { path, reason },
            Refusal::Full { path, reason } => Message::PublishFull { path, reason },
            Refusal::NoFolder(folder) => Message::PublishNoFolder { folder },
            Refusal::Leaves(path) => Message::PublishLeaves { path },
            Refusal::Key { file, reason } => Message::PublishKey { file, reason },
            Refusal::Authority { file, reason } => Message::PublishAuthority { file, reason },
            Refusal::Unsupported => Message::PublishNoSftp {},
            Refusal::Other { path, reason } => Message::PublishRefused { server, path, reason },
        }
    }
}

/// Bytes as people say them: 「1.2 MB」.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}
