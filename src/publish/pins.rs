//! Which servers are known: the fingerprint of each certificate or host key that somebody has looked at and said yes to.
//!
//! They stand in `SITE/publish-pins.txt`, beside `content/`, as lines that people can read: not in `.oideyo/`, which may be
//! deleted at any time, and not on one PC alone, so that whoever publishes this site is warned by what others have seen.

use std::io;
use std::path::{Path, PathBuf};

use crate::build::write_whole;

/// The file, below the site's folder.
pub const FILE: &str = "publish-pins.txt";

const HEAD: &str = "\
# oideyo publish が知っているサーバーの指紋です。サーバーが変わったときだけ、その行を消してください。\r
# Fingerprints of servers that `oideyo publish` knows. Delete a line only when its server was really replaced.\r
";

/// The known servers of a site.
#[derive(Clone, Debug)]
pub struct Pins {
    file: PathBuf,
    lines: Vec<(String, String)>,
}

impl Pins {
    /// Reads those of the site in folder `site`.
    ///
    /// # Errors
    /// The file is there and cannot be read: to take known servers for strangers would be no warning.
    pub fn read(site: &Path) -> io::Result<Self> {
        let file = site.join(FILE);
        let text = match std::fs::read(&file) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let pin = |line: &str| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next()?.to_owned()))
        };
        let lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.starts_with('#'));
        Ok(Self { file, lines: lines.filter_map(pin).collect() })
    }

    /// The fingerprint by which a server (`sftp://host:port`) is known.
    pub fn of(&self, server: &str) -> Option<&str> {
        self.lines.iter().find(|(known, _)| known == server).map(|(_, fingerprint)| fingerprint.as_str())
    }

    /// Remembers a server that somebody has said yes to.
    ///
    /// # Errors
    /// What the disk says.
    pub fn add(&mut self, server: &str, fingerprint: &str) -> io::Result<()> {
        self.lines.retain(|(known, _)| known != server);
        self.lines.push((server.to_owned(), fingerprint.to_owned()));
        let lines: String = self.lines.iter().map(|(server, pin)| format!("{server} {pin}\r\n")).collect();
        write_whole(&self.file, format!("{HEAD}{lines}").as_bytes())
    }

    /// The file, for messages.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

/// The SHA-256 fingerprint of bytes, as OpenSSH writes one: `SHA256:` and Base64 without padding.
pub fn fingerprint(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    format!("SHA256:{}", base64(digest.as_ref()))
}

/// Whether two fingerprints are the same, also where one is written in hex, as browsers and openssl do (`AB:CD:…`).
pub fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.trim().trim_end_matches('=').to_owned();
    let hex = |text: &str| {
        let text = text.strip_prefix("SHA256:").unwrap_or(text).replace(':', "").to_lowercase();
        let bytes = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
        (text.len() == 64).then(|| (0..64).step_by(2).map(bytes).collect::<Option<Vec<u8>>>()).flatten()
    };
    let whole = |text: &str| hex(text).map_or_else(|| plain(text), |bytes| format!("SHA256:{}", base64(&bytes)));
    whole(one) == whole(other)
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for letter in 0..=three.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * letter) & 63) as usize]));
        }
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_known_again() {
        let site = tempfile::tempdir().unwrap();
        let mut pins = Pins::read(site.path()).unwrap();
        assert_eq!(pins.of("sftp://a:22"), None);
        pins.add("sftp://a:22", "SHA256:one").unwrap();
        pins.add("ftps://b:21", "SHA256:two").unwrap();
        pins.add("sftp://a:22", "SHA256:three").unwrap();
        let pins = Pins::read(site.path()).unwrap();
        assert_eq!((pins.of("sftp://a:22"), pins.of("ftps://b:21")), (Some("SHA256:three"), Some("SHA256:two")));
    }

    #[test]
    fn fingerprints_are_those_of_other_programs() {
        // printf abc | openssl dgst -sha256 -binary | base64
        let abc = "SHA256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0";
        assert_eq!(fingerprint(b"abc"), abc);
        let hex = "BA:78:16:BF:8F:01:CF:EA:41:41:40:DE:5D:AE:22:23:B0:03:61:A3:96:17:7A:9C:B4:10:FF:61:F2:00:15:AD";
        assert!(is_same(hex, abc) && !is_same(hex, "SHA256:ungWv48Bz"));
    }
}
