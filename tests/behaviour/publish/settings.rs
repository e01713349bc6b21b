//! What may stand below `publish:`, and what never may.

use super::Published;

#[test]
fn a_password_in_site_yaml_is_refused_and_never_shown() {
    for (line, key) in [
        ("    password: ume-boshi-1", "password"),
        ("    パスワード: ume-boshi-1", "パスワード"),
        ("    pasword: ume-boshi-1", "pasword"),
        ("    passphrase: ume-boshi-1", "passphrase"),
        ("    pw: ume-boshi-1", "pw"),
        ("    pass: ume-boshi-1", "pass"),
        ("    合言葉: ume-boshi-1", "合言葉"),
        ("    ftp_password: 'ume-boshi-1'", "ftp_password"),
        ("    password:\n      ume-boshi-1", "password"),
        ("    password: \"ume-boshi-1", "password"),
        ("    password: [ume-boshi-1", "password"),
        ("    password: ume-boshi #1", "password"),
        ("    ログイン: {user: a, pw: ume-boshi-1}", "ログイン"),
    ] {
        let site =
            Published::new(&format!("  honban:\n    kind: ftps\n    host: ftp.example.jp\n    user: aoba\n{line}\n"));
        for arguments in [&["publish", "--yes"][..], &["build"], &["check"], &["check", "--format", "json"]] {
            let outcome = site.world.run(arguments);
            outcome.ends(1).says(key);
            let said = format!("{}{}", outcome.out, outcome.err);
            assert!(!said.contains("ume-boshi"), "{said}");
        }
        assert!(site.world.check().iter().any(|(_, rule, file, at, _)| {
            (rule == "secret-in-site" || key == "ログイン") && file == "content/site.yaml" && *at > 10
        }));
    }
}

#[test]
fn a_key_that_was_pasted_is_refused_too() {
    let site = Published::new(
        "  honban:\n    kind: sftp\n    host: a.example.jp\n    user: aoba\n    key: \"-----BEGIN OPENSSH PRIVATE KEY----- b3BlbnNzaC1rZXkt\"\n",
    );
    let outcome = site.world.run(&["check"]);
    outcome.ends(1).says("site.yaml に「key」は書けません");
    assert!(!outcome.err.contains("b3BlbnNzaC1rZXkt"));
}

#[test]
fn mistakes_of_targets_are_told_where_they_stand() {
    let found = |publish: &str| {
        let site = Published::new(publish);
        let found = site.world.check().into_iter().filter(|(severity, ..)| severity == "error");
        found.map(|(_, rule, _, line, column)| (rule, line, column)).collect::<Vec<_>>()
    };
    let line = 12;
    assert_eq!(
        found("  a: {kind: folder, path: web}\n  b: {方法: zip}\n  c: {kind: SFTP, host: a.example.jp, user: u}\n"),
        []
    );
    for (publish, rule) in [
        ("  a: {kind: folder}\n", "missing"),
        ("  a: {kind: ftps, host: a.example.jp}\n", "missing"),
        ("  a: {path: web}\n", "missing"),
        ("  a: {kind: ftp, host: a.example.jp, user: u}\n", "bad-choice"),
        ("  a: {kind: ftps, host: 'ftp://a.example.jp/', user: u}\n", "publish-host"),
        ("  a: {kind: ftps, host: a.example.jp, user: u, port: 70000}\n", "number-outside"),
        ("  a: {kind: sftp, host: a.example.jp, user: u, connections: 99}\n", "number-outside"),
        ("  a: {kind: folder, path: web, user: u}\n", "publish-key"),
        ("  a:\n", "not-a-map"),
    ] {
        let found = found(publish);
        assert_eq!(found.len(), 1, "{publish}{found:?}");
        assert!(found[0].0 == rule || rule == "not-a-map", "{publish}{found:?}");
        assert_eq!(found[0].1, line, "{publish}{found:?}");
    }
}

#[test]
fn with_several_targets_one_is_named() {
    let site = Published::new("  本番: {kind: folder, path: web}\n  試験: {kind: zip}\n");
    site.publish(&["--yes"]).ends(2).says("本番、試験");
    let none = super::World::new();
    none.run(&["publish"]).ends(2).says("送り先が書かれていません");
}
