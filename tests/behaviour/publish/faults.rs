//! A target without room: what is online stays whole, and with room the next publish completes.

use super::servers::{large, small, sshd, vsftpd};
use super::tiny::{Renames, Tiny};
use super::{Published, ftps, sftp, walk};

/// Bytes that a version takes on a disk, in blocks of 4 KB, with some room for folders.
fn room(files: &std::collections::BTreeMap<String, Vec<u8>>) -> u64 {
    files.values().map(|bytes| (bytes.len() as u64).div_ceil(4096) * 4096).sum::<u64>() + 20 * 4096
}

#[test]
fn a_full_server_says_so_and_goes_on_when_there_is_room() {
    let server = Tiny::new(Renames::All, true);
    let site =
        Published::new(&format!("  honban: {{kind: ftps, host: 127.0.0.1, port: {}, user: aoba}}\n", server.port));
    let arguments = ["--yes", "--insecure-ftp"];
    let (first, second) = (site.built(1), site.built(2));
    site.version(1);
    site.publish(&arguments).ends(0);
    for room in [0, 500, 20_000, 30_000] {
        server.room(room);
        site.version(2);
        site.publish(&arguments).ends(3).says("いっぱいで").says("452");
        walk(&server.web(), &[&first, &second]);
    }
    server.room(u64::MAX);
    site.publish(&arguments).ends(0);
    site.is_online(&server.web());
}

/// Writes overtake each other on the way; where one finds no room and the next one does, a file has its length and a gap.
#[test]
fn a_file_that_was_left_waiting_is_not_believed_by_its_length() {
    let server = Tiny::new(Renames::All, true);
    let site =
        Published::new(&format!("  honban: {{kind: ftps, host: 127.0.0.1, port: {}, user: aoba}}\n", server.port));
    site.version(1);
    let waiting = server.web().join(".oideyo-new");
    std::fs::create_dir_all(&waiting).unwrap();
    for (address, bytes) in site.built(1) {
        let (of_bytes, of_name) = (blake3::hash(&bytes).to_hex(), blake3::hash(address.as_bytes()).to_hex());
        std::fs::write(waiting.join(format!("{}-{}", &of_bytes[..32], &of_name[..8])), vec![0; bytes.len()]).unwrap();
    }
    site.publish(&["--yes", "--insecure-ftp"]).ends(0);
    site.is_online(&server.web());
}

/// Needs the right to mount; a container without it is served by the test above alone.
#[test]
fn real_servers_without_room_say_so_too() {
    for is_ftps in [true, false] {
        let server = if is_ftps { vsftpd(&[]) } else { sshd(&[]) };
        let site = match is_ftps {
            true => ftps::site(&server, "127.0.0.1", &ftps::known(&server)),
            false => sftp::site(&server, "127.0.0.1", &sftp::known(&server)),
        };
        let first = site.built(1);
        if !small(&server, room(&first) + 60_000) {
            eprintln!("no right to mount: only the small server was filled up");
            return;
        }
        site.publish(&["--yes"]).ends(0);
        let second = site.built(2);
        site.publish(&["--yes"]).ends(3).says("いっぱいで");
        walk(&server.web(), &[&first, &second]);
        large(&server);
        site.publish(&["--yes"]).ends(0);
        site.is_online(&server.web());
    }
}
