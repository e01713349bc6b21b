//! docs/jogen.md, written from the rules themselves.

use std::fmt::Write;

use super::rule::{Rule, all};
use crate::diagnostics::Severity;

const BEGINNING: &str = "\
# 書き方の助言

`oideyo check` は、まちがい（エラー）のほかに、**もっと伝わる書き方の助言**をします。
助言は、直さなくてもかまいません。助言のせいで、お知らせが作れなくなることはありません。

```
注意[weekday-missing]: 3行目: 「12月17日」に曜日がありません
 --> content/rinyushoku/2026-12-10.md:3:9
  |
3 |   - 次の回は12月17日です。
  |             ^^^^^^^^
  |
  = 直し方: 「12月17日（木）」と書いてください
```

- **注意**は、読む人がまちがえたり、来られなくなったりするおそれのあることです。先に直してください。
- **お知らせ**は、直すともっと読みやすくなることです。時間のあるときにどうぞ。
- 終わった回のファイルには、何も言いません。
- 同じ助言は、1つのファイルに3つまで出します。残りは数だけお知らせします。
- エラーがあるあいだは、助言は出ません。先にエラーを直してください。

## 助言を止める

`[ ]` の中が、助言の名前です。わけがあって直さないときは、その回のファイルに名前と理由を書きます。

```
allow:
  kanji-run: 正式な名前です
```

- `_course.md` に書くと、その教室の全部の回で止まります。`site.yaml` に書くと、全部の教室で止まります。
- 理由は、あとで見る人のためのものです。ページには出ません。
- エラーは止められません。

## 助言の強さを変える

`site.yaml` に書きます。`なし`（出さない）、`お知らせ`、`注意` の3つから選べます。

```
levels:
  tou: なし
  sentence-length: 注意
  katakana: お知らせ
```

「エラー」は選べません。書き方のせいでお知らせが出せなくなると、困るのは読む人だからです。

## 助言の一覧
";

/// The guide for staff: every rule with its reason, an example and its name.
pub fn guide() -> String {
    let mut guide = BEGINNING.to_owned();
    for rule in all() {
        let _ = write!(guide, "\n{}", section(rule));
    }
    guide
}

fn section(rule: &Rule) -> String {
    let level = match rule.level {
        None => "なし",
        Some(Severity::Hint) => "お知らせ",
        Some(Severity::Warning | Severity::Error) => "注意",
    };
    let Rule { id, name, reason, source, shown: (bad, good), .. } = rule;
    format!(
        "### {name}\n\n`{id}`（{level}）\n\n{reason}\n\n- 直す前: {bad}\n- 直した後: {good}\n\nよりどころ: {source}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `OIDEYO_BLESS=1 cargo test --lib guide` writes it anew.
    #[test]
    fn the_guide_is_what_the_rules_say() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/jogen.md");
        if std::env::var_os("OIDEYO_BLESS").is_some() {
            std::fs::write(path, guide()).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert!(kept == guide(), "docs/jogen.md is out of date: OIDEYO_BLESS=1 cargo test --lib guide");
    }
}
