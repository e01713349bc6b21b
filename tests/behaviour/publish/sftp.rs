//! SFTP, to Debian's OpenSSH.

use std::fs;
use std::process::Command;

use super::servers::{Server, key, sshd};
use super::{Published, public_files};

/// A site that goes to `server`; `more` stands below the target, too.
pub fn site(server: &Server, host: &str, more: &str) -> Published {
    let (port, web) = (server.port, server.web());
    Published::new(&format!(
        "  honban:\n    kind: sftp\n    host: {host}\n    port: {port}\n    user: root\n    path: {}\n{more}",
        web.display()
    ))
}

/// The line that says by which host key the server is known.
pub fn known(server: &Server) -> String {
    let shown = Command::new("ssh-keygen").arg("-lf").arg(server.path("host.pub")).output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    format!("    fingerprint: '{}'\n", shown.split(' ').nth(1).unwrap())
}

#[test]
fn a_site_goes_to_sshd_by_password_and_only_what_changed_goes_again() {
    let server = sshd(&[]);
    let site = site(&server, "127.0.0.1", &known(&server));
    site.publish(&["--yes", "--verify"]).ends(0).says("読み返しました");
    site.is_online(&server.web());
    let first = public_files(&server.web());
    site.version(2);
    site.publish(&["--yes"]).ends(0).says("- rinyushoku/2026-12-17.html");
    site.is_online(&server.web());
    site.publish(&["--rollback", "--yes"]).ends(0);
    assert!(public_files(&server.web()) == first, "the upload before is back, byte for byte");
    site.publish_with(&["--yes"], &[("OIDEYO_PASSWORD", "nani-ka-chigau")]).ends(3).says("「root」で入れません");
}

#[test]
fn a_key_lets_in_with_and_without_a_passphrase() {
    let server = sshd(&["PasswordAuthentication no", "KbdInteractiveAuthentication no"]);
    let file = |name: &str| server.path(name).display().to_string();
    let with = |name: &str| format!("{}    key: {}\n", known(&server), file(name));
    let site = |name: &str| site(&server, "127.0.0.1", &with(name));
    let plain = site("login");
    plain.publish_with(&["--yes"], &[]).ends(0);
    plain.is_online(&server.web());
    let stranger = server.path("stranger");
    key(&stranger, "ed25519", "");
    site("stranger").publish_with(&["--yes"], &[]).ends(3).says("で入れません");
    site("nai").publish_with(&["--yes"], &[]).ends(3).says("秘密鍵").says("nai");
    for kind in ["ed25519", "rsa"] {
        let locked = server.path(kind);
        key(&locked, kind, "ai-kotoba");
        let keys = fs::read_to_string(server.path("login.pub")).unwrap()
            + &fs::read_to_string(server.path(&format!("{kind}.pub"))).unwrap();
        fs::write(server.path("login.pub"), keys).unwrap();
        let with = site(kind);
        with.publish_with(&["--dry-run"], &[]).ends(2).says("鍵のパスフレーズがわかりません");
        with.publish_with(&["--dry-run"], &[("OIDEYO_PASSPHRASE", "chigau")]).ends(3).says("秘密鍵");
        // The folder holds another site's files of the same names and bytes, and its manifest.
        with.publish_with(&["--dry-run"], &[("OIDEYO_PASSPHRASE_HONBAN", "ai-kotoba")]).ends(0);
    }
}

#[test]
fn an_unknown_host_key_is_not_believed_unasked_and_a_changed_one_never() {
    let server = sshd(&[]);
    let site = site(&server, "127.0.0.1", "");
    let outcome = site.publish(&["--yes"]);
    outcome.ends(3).says("はじめてのサーバー");
    let line = known(&server);
    let shown = line.split('\'').nth(1).unwrap();
    outcome.says(shown);
    site.world.write("publish-pins.txt", format!("sftp://127.0.0.1:{} {shown}\r\n", server.port));
    site.publish(&["--yes"]).ends(0);
    let before = public_files(&server.web());
    let server = server.with_another_host_key();
    site.version(2);
    site.publish(&["--yes"]).ends(3).says("指紋が、前と違います").says(shown);
    assert!(public_files(&server.web()) == before, "nothing was sent");
}

#[test]
fn what_may_not_be_written_is_said() {
    let server = sshd(&["ForceCommand internal-sftp -R"]);
    let site = site(&server, "127.0.0.1", &known(&server));
    site.publish(&["--yes"]).ends(3).says("書けません").says("書く権限");
    assert!(public_files(&server.web()).is_empty());
}

#[test]
fn a_server_without_openssh_s_rename_gets_the_site_too() {
    let server = sshd(&["ForceCommand internal-sftp -P posix-rename"]);
    let site = site(&server, "127.0.0.1", &known(&server));
    for version in [1, 2] {
        site.version(version);
        site.publish(&["--yes", "--verify"]).ends(0);
        site.is_online(&server.web());
    }
}
