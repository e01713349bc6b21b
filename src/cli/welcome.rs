//! `oideyo` alone, as a double click starts it: three next steps, the daily ones, and the window stays open.

use std::io::IsTerminal;
use std::path::Path;

use super::Exit;
use super::speech::{Speech, write_all};

pub(super) fn run() -> Exit {
    let here = Path::new("content").join("site.yaml").is_file();
    let first = if here {
        "1. 見ながら書く      oideyo serve"
    } else {
        "1. 見本のサイトを作る  oideyo init あおば（「あおば」は好きな名前に変えられます）"
    };
    let second = if here {
        "2. まちがいを調べる    oideyo check"
    } else {
        "2. 見ながら書く      oideyo serve --site あおば"
    };
    let third = if here {
        "3. 公開するものを作る   oideyo build"
    } else {
        "3. 公開するものを作る   oideyo build --site あおば"
    };
    let daily = if here {
        "\n新しい回を作る       oideyo new\n満席や中止を書きこむ    oideyo set 12/10 満席\n"
    } else {
        ""
    };
    let text = format!(
        "おいでよ — 教室のお知らせを、ページ・カード・サイネージにします\n\n{first}\n{second}\n{third}\n{daily}\n\
         くわしい使い方は「oideyo --help」で表示されます。\n"
    );
    write_all(std::io::stdout(), &text);
    hold_the_window();
    Exit::Done
}

/// A window that a double click opened closes with its program; whoever wants to read it needs it open.
fn hold_the_window() {
    if cfg!(windows) && std::io::stdin().is_terminal() && std::env::var_os("PROMPT").is_none() {
        Speech { lang: crate::diagnostics::Lang::Ja, ascii: false }.tell("\nEnter キーを押すと、この画面を閉じます。");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}
