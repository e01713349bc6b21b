//! FTP over TLS, to Debian's vsftpd, which demands that every data channel resumes the session of its control channel.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::servers::{Server, certificate, fingerprint, vsftpd, vsftpd_with};
use super::tiny::{Renames, Tiny};
use super::{PASSWORD, Published, public_files};

/// A site that goes to `server`; `more` stands below the target, too.
pub fn site(server: &Server, host: &str, more: &str) -> Published {
    let port = server.port;
    Published::new(&format!(
        "  honban:\n    kind: ftps\n    host: {host}\n    port: {port}\n    user: ftp\n    path: /web\n{more}"
    ))
}

/// The line that says by which certificate the server is known.
pub fn known(server: &Server) -> String {
    format!("    fingerprint: '{}'\n", fingerprint(&server.path("cert.pem")))
}

#[test]
fn a_site_goes_to_vsftpd_and_only_what_changed_goes_again() {
    let server = vsftpd(&[]);
    let site = site(&server, "127.0.0.1", &known(&server));
    site.publish(&["--yes", "--verify"]).ends(0).says("読み返しました");
    site.is_online(&server.web());
    let first = public_files(&server.web());
    site.version(2);
    site.publish(&["--yes"]).ends(0).says("- rinyushoku/2026-12-17.html");
    site.is_online(&server.web());
    site.publish(&["--yes"]).ends(0).says("新しいファイル0、変わるファイル0、消すファイル0");
    site.publish(&["--rollback", "--yes"]).ends(0);
    assert!(public_files(&server.web()) == first, "the upload before is back, byte for byte");
    // What visitors can read is readable by the web server.
    let mode = fs::metadata(server.web().join("index.html")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o644);
}

#[test]
fn a_server_that_nobody_vouches_for_is_not_believed_unasked() {
    let server = vsftpd(&[]);
    let shown = fingerprint(&server.path("cert.pem"));
    let site = site(&server, "127.0.0.1", "");
    let outcome = site.publish(&["--yes"]);
    outcome.ends(3).says("はじめてのサーバー").says("SHA256:");
    assert!(public_files(&server.web()).is_empty());
    // Somebody has looked at it: the pin is what their yes leaves.
    let pin = outcome.err.split("SHA256:").nth(1).unwrap().split(['）', '」']).next().unwrap().to_owned();
    site.world.write("publish-pins.txt", format!("ftps://127.0.0.1:{} SHA256:{pin}\r\n", server.port));
    site.publish(&["--yes"]).ends(0);
    site.is_online(&server.web());
    // The memory may be deleted; the server is still known.
    fs::remove_dir_all(site.world.path(".oideyo")).unwrap();
    site.publish(&["--yes"]).ends(0);
    // Another one in its place is not sent even the password.
    let before = public_files(&server.web());
    let server = server.with_another_certificate();
    assert_ne!(fingerprint(&server.path("cert.pem")), shown);
    site.version(2);
    site.publish(&["--yes"]).ends(3).says("指紋が、前と違います").says("publish-pins.txt");
    assert!(public_files(&server.web()) == before, "nothing was sent");
}

#[test]
fn the_citys_own_authority_is_believed_by_its_file() {
    let server = vsftpd_with(&[], |folder| certificate(folder, true));
    let site = site(&server, "127.0.0.1", "    authority: ca.pem\n");
    site.publish(&["--yes"]).ends(3).says("ca.pem");
    site.world.write("content/ca.pem", fs::read(server.path("ca.pem")).unwrap());
    site.publish(&["--yes"]).ends(0);
    site.is_online(&server.web());
    // Another authority's server is refused, and nobody is asked.
    let server = server.with_another_certificate();
    site.version(2);
    site.publish(&["--yes"]).ends(3).says("認証局の証明書");
    drop(server);
}

#[test]
fn a_wrong_password_says_so_and_shows_none() {
    let server = vsftpd(&[]);
    let site = site(&server, "127.0.0.1", &known(&server));
    let wrong = site.publish_with(&["--yes"], &[("OIDEYO_PASSWORD", "nani-ka-chigau")]);
    wrong.ends(3).says("「ftp」で入れません").says("530");
    site.publish_with(&["--yes"], &[]).ends(2).says("パスワードがわかりません").says("OIDEYO_PASSWORD_HONBAN");
    // The target's own variable comes before the one for all.
    site.publish_with(&["--yes"], &[("OIDEYO_PASSWORD", "nani-ka-chigau"), ("OIDEYO_PASSWORD_HONBAN", PASSWORD)])
        .ends(0);
}

#[test]
fn without_tls_only_where_somebody_insists() {
    let server = vsftpd(&["ssl_enable=NO"]);
    let site = site(&server, "127.0.0.1", "");
    site.publish(&["--yes"]).ends(3).says("暗号化した通信（FTPS）ができません").says("--insecure-ftp");
    assert!(public_files(&server.web()).is_empty());
    site.publish(&["--yes", "--insecure-ftp"]).ends(0).says("暗号化しないで送ります");
    site.is_online(&server.web());
}

#[test]
fn what_may_not_be_written_is_said() {
    let server = vsftpd(&[]);
    fs::set_permissions(server.web(), fs::Permissions::from_mode(0o755)).unwrap();
    let site = site(&server, "127.0.0.1", &known(&server));
    site.publish(&["--yes"]).ends(3).says("書けません").says("書く権限");
    let nowhere = site.world.read("content/site.yaml").replace("path: /web", "path: /nai");
    site.world.write("content/site.yaml", nowhere);
    site.publish(&["--yes"]).ends(3).says("/nai").says("path:");
}

#[test]
fn nobody_there_is_said_soon() {
    let server = vsftpd(&[]);
    let site = site(&server, "127.0.0.1", &known(&server));
    drop(server);
    site.publish(&["--yes"]).ends(3).says("つながりません").says("何も送っていません");
}

#[test]
fn a_server_that_cannot_rename_gets_the_site_too() {
    let server = vsftpd(&["cmds_denied=RNFR,RNTO"]);
    let site = site(&server, "127.0.0.1", &known(&server));
    for version in [1, 2, 1] {
        site.version(version);
        site.publish(&["--yes", "--verify"]).ends(0);
        site.is_online(&server.web());
    }
}

#[test]
fn odd_servers_get_the_site_too() {
    for (renames, sizes) in
        [(Renames::All, false), (Renames::New, true), (Renames::Nothing, true), (Renames::Nothing, false)]
    {
        let server = Tiny::new(renames, sizes);
        let site =
            Published::new(&format!("  honban: {{kind: ftps, host: 127.0.0.1, port: {}, user: aoba}}\n", server.port));
        for version in [1, 2] {
            site.version(version);
            site.publish(&["--yes", "--insecure-ftp", "--verify"]).ends(0);
            site.is_online(&server.web());
        }
    }
}
