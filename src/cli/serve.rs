//! `oideyo serve`: the workbench in a browser, live.

use std::net::Ipv4Addr;
use std::path::Path;

use jiff::Timestamp;

use super::speech::Speech;
use super::{Exit, SiteArguments};
use crate::preview::Preview;

/// The port that is tried first.
const PORT: u16 = 8700;

/// Arguments of `serve`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// ポート番号 (port)
    #[arg(long, default_value_t = PORT)]
    port: u16,
    /// ブラウザーを開きません (do not open a browser)
    #[arg(long)]
    no_open: bool,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let speech = arguments.site.speech();
    let now = match arguments.site.now.as_ref().map(|_| arguments.site.now_or_complain()).transpose() {
        Ok(now) => now,
        Err(exit) => return exit,
    };
    if let Some(missing) = crate::content::missing(&arguments.site.site) {
        speech.complain(&[missing]);
        return Exit::Content;
    }
    let preview = Preview { now, port: arguments.port, ..preview(&arguments.site.site, speech) };
    show(preview, speech, !arguments.no_open)
}

/// Opens a site's workbench in a browser, as `serve` without arguments does.
pub(super) fn open(site: &Path, speech: Speech) -> Exit {
    show(preview(site, speech), speech, true)
}

/// A site as it is now, on this machine only.
fn preview(site: &Path, speech: Speech) -> Preview {
    Preview {
        site: site.to_owned(),
        host: Ipv4Addr::LOCALHOST.into(),
        port: PORT,
        edit: false,
        now: None,
        clock: Timestamp::now,
        lang: speech.lang,
    }
}

fn show(preview: Preview, speech: Speech, in_browser: bool) -> Exit {
    let served = preview.run(|address, notice| {
        let url = format!("http://{address}/");
        speech.complain(notice.as_slice());
        speech.tell(&speech.say(
            format!("{url} で見られます。ファイルを保存すると、すぐに変わります。終わるときは Ctrl+C を押します"),
            format!("serving {url}; it changes as files are saved. Ctrl+C ends it"),
        ));
        if in_browser {
            // Without a browser the address above still works.
            let _ = open::that_detached(url);
        }
    });
    match served {
        Ok(()) => Exit::Done,
        Err(diagnostic) => {
            speech.complain(&[diagnostic]);
            Exit::Machine
        }
    }
}
