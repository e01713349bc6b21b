//! A zip for whoever puts the site online by hand.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use super::{Published, public_files};

fn unpacked(zip: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for number in 0..archive.len() {
        let mut file = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().to_string(), bytes);
    }
    files
}

#[test]
fn the_whole_site_is_in_it_and_a_list_of_what_goes() {
    let site = Published::new("  vendor: {kind: zip}\n");
    let zip = site.world.path("out/vendor-20261201-0900.zip");
    site.publish(&["--yes"]).ends(0).says("vendor-20261201-0900.zip");
    assert!(unpacked(&zip) == public_files(&site.world.path("public")));
    let bytes = std::fs::read(&zip).unwrap();
    site.publish(&["--yes"]).ends(0);
    assert!(std::fs::read(&zip).unwrap() == bytes, "the same site and moment give the same bytes");
    assert!(!site.world.path("out/vendor-20261201-0900-delete.txt").exists());
    site.version(2);
    site.publish(&["--yes"]).ends(0).says("-delete.txt");
    let list = std::fs::read_to_string(site.world.path("out/vendor-20261201-0900-delete.txt")).unwrap();
    assert!(list.starts_with('\u{feff}') && list.contains("rinyushoku/2026-12-17.html\r\n"), "{list}");
    assert!(unpacked(&zip) == public_files(&site.world.path("public")));
    site.publish(&["--rollback", "--yes"]).ends(2).says("zip");
}

#[test]
fn only_the_changes_where_that_is_wished() {
    let site = Published::new("  vendor: {kind: zip, holds: 変更分, path: deliver}\n");
    let zip = site.world.path("deliver/vendor-20261201-0900.zip");
    site.publish(&["--yes"]).ends(0);
    let first = unpacked(&zip);
    assert!(first == public_files(&site.world.path("public")), "the first one holds all");
    site.version(2);
    site.publish(&["--yes"]).ends(0);
    assert!(unpacked(&zip) == first, "the zip of the same minute may still have to be handed over");
    let zip = site.world.path("deliver/vendor-20261201-0900-2.zip");
    let (second, now) = (unpacked(&zip), public_files(&site.world.path("public")));
    assert!(second.len() < now.len() && !second.contains_key("accessibility.html"));
    let mut online = first;
    online.extend(second);
    let list = std::fs::read_to_string(site.world.path("deliver/vendor-20261201-0900-2-delete.txt")).unwrap();
    for gone in list.trim_start_matches('\u{feff}').lines() {
        online.remove(gone);
    }
    assert!(online == now, "who follows the zips and the list has the site");
}
