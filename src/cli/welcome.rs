//! `oideyo` alone, as a double click starts it: the workbench for the folder it lies in. Where there is no site yet it offers to
//! make a sample; what goes wrong stays on the screen.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use super::speech::Speech;
use super::{Exit, ask, init, serve};

pub(super) fn run() -> Exit {
    let (site, is_there) = match with_content() {
        Some(site) => (site, true),
        None => (own_folder(), false),
    };
    let speech = Speech::for_site(&site);
    speech.tell(speech.say(
        "おいでよ — 教室のお知らせを、ページ・カード・サイネージにします\n",
        "oideyo: announcement pages, cards and slides\n",
    ));
    let exit =
        if is_there || makes_a_sample(&site, speech) { open(&site, speech) } else { tell_what_next(&site, speech) };
    if exit != Exit::Done || !is_there {
        hold_the_window(speech);
    }
    exit
}

/// The folder where somebody stands, else the one in which this program lies, where it holds a site. A double click on
/// Windows makes both the same.
fn with_content() -> Option<PathBuf> {
    let folders = [PathBuf::from("."), own_folder()];
    folders.into_iter().find(|folder| folder.join("content").join("site.yaml").is_file())
}

/// The folder in which this program lies.
fn own_folder() -> PathBuf {
    let program = std::env::current_exe().and_then(|path| path.canonicalize()).ok();
    program.and_then(|path| path.parent().map(plain)).unwrap_or_else(|| ".".into())
}

/// A path as people write it: Windows' own long form (`\\?\C:\…`) is not for reading.
fn plain(path: &Path) -> PathBuf {
    let shown = path.to_string_lossy();
    shown.strip_prefix(r"\\?\").filter(|rest| !rest.starts_with("UNC")).map_or_else(|| path.to_owned(), PathBuf::from)
}

fn open(site: &Path, speech: Speech) -> Exit {
    speech.tell(speech.say(
        "ブラウザーで作業台を開きます。この画面は、終わるまで開いたままにしてください。",
        "Opening the workbench in a browser. Keep this window open until you are done.",
    ));
    serve::open(site, speech)
}

/// Offers a sample site where this program lies. Returns whether there is one now.
fn makes_a_sample(site: &Path, speech: Speech) -> bool {
    let is_free = !site.join("content").exists();
    let question = speech.say(
        format!("お知らせを書くフォルダー（content）が、まだありません。\n{} に見本を作りますか。", site.display()),
        format!("There is no content folder yet.\nMake a sample site in {}?", site.display()),
    );
    if !is_free || !ask::somebody_is_there() || !ask::yes(&question, speech) {
        return false;
    }
    match init::write_sample(site) {
        Ok(()) => true,
        Err((_, diagnostic)) => {
            speech.complain(&[diagnostic]);
            false
        }
    }
}

fn tell_what_next(site: &Path, speech: Speech) -> Exit {
    speech.tell(speech.say(
        "1. 見本のサイトを作る  oideyo init あおば（「あおば」は好きな名前に変えられます）\n\
         2. 見ながら書く      oideyo serve --site あおば\n\
         3. 公開するものを作る   oideyo build --site あおば\n\n\
         くわしい使い方は「oideyo --help」で表示されます。",
        "1. make a sample site    oideyo init aoba\n\
         2. write with a preview  oideyo serve --site aoba\n\
         3. build what is shown   oideyo build --site aoba\n\n\
         More: oideyo --help",
    ));
    match crate::content::missing(site) {
        // A content folder without settings: what is wrong with it is told as by every command.
        None => {
            let missing = crate::build::load(site).err().unwrap_or_default();
            speech.complain(&missing);
            Exit::Content
        }
        Some(_) => Exit::Done,
    }
}

/// A window that a double click opened closes with its program; whoever wants to read it needs it open.
fn hold_the_window(speech: Speech) {
    if cfg!(windows) && std::io::stdin().is_terminal() && std::env::var_os("PROMPT").is_none() {
        speech.tell(speech.say("\nEnter キーを押すと、この画面を閉じます。", "\nPress Enter to close this window."));
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}
