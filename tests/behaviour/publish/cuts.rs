//! Connections that are cut at random bytes, of the control and of the data channels alike. `OIDEYO_LONG=1` cuts a hundred
//! times instead of ten, for each protocol.

use std::collections::BTreeMap;

use super::cutter::{ADDRESS, Cutter};
use super::servers::{DATA_PORTS, Server, sshd, vsftpd};
use super::{Published, ftps, random, sftp, walk};

fn cut(site: &Published, server: &Server, cutter: &Cutter, seed: u64) {
    let rounds = if std::env::var_os("OIDEYO_LONG").is_some() { 100 } else { 10 };
    let versions: [BTreeMap<String, Vec<u8>>; 2] = [site.built(1), site.built(2)];
    site.version(1);
    site.publish(&["--yes"]).ends(0);
    // How much one upload moves.
    cutter.mend();
    site.version(2);
    site.publish(&["--yes"]).ends(0);
    let whole = cutter.passed();
    let (mut seed, mut cuts, mut recovered) = (seed, 0, 0);
    for round in 0..rounds {
        let (before, after) = (&versions[(round + 1) % 2], &versions[round % 2]);
        site.version(round % 2 + 1);
        // Every third cut is a short one, after which the same run goes on.
        let mends = round % 3 == 2;
        let at = random(&mut seed, whole);
        cutter.cut_after(at, mends);
        let outcome = site.publish(&["--yes"]);
        let was_cut = cutter.mend();
        walk(&server.web(), &[before, after]);
        match outcome.code {
            0 => recovered += usize::from(was_cut),
            3 => {
                assert!(was_cut, "{outcome:?}");
                // Before anything was said there is no way; later the way was cut.
                assert!(outcome.err.contains("切れました") || outcome.err.contains("つながりません"), "{outcome:?}");
                cuts += 1;
            }
            _ => panic!("cut after {at} bytes: {outcome:?}"),
        }
        site.publish(&["--yes"]).ends(0);
        site.is_online(&server.web());
    }
    println!("{cuts} of {rounds} were cut for good, {recovered} went on by themselves; one upload moves {whole} bytes");
    assert!(cuts >= rounds / 3, "{cuts} of {rounds} were cut");
}

#[test]
fn an_ftps_upload_that_is_cut_anywhere_leaves_a_whole_site_and_goes_on() {
    let server = vsftpd(&[]);
    let cutter = Cutter::new(server.port..server.port + 1 + DATA_PORTS);
    let site = ftps::site(&server, ADDRESS, &ftps::known(&server));
    cut(&site, &server, &cutter, 11);
}

#[test]
fn an_sftp_upload_that_is_cut_anywhere_leaves_a_whole_site_and_goes_on() {
    let server = sshd(&[]);
    let cutter = Cutter::new([server.port]);
    let site = sftp::site(&server, ADDRESS, &sftp::known(&server));
    cut(&site, &server, &cutter, 23);
}
