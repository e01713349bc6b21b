//! `oideyo serve`: the site in a browser, live.

use super::{Exit, SiteArguments};
use crate::preview::Preview;

/// Arguments of `serve`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// ポート番号 (port)
    #[arg(long, default_value_t = 8700)]
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
    let preview = Preview {
        site: arguments.site.site.clone(),
        host: std::net::Ipv4Addr::LOCALHOST.into(),
        port: arguments.port,
        edit: false,
        now,
        clock: jiff::Timestamp::now,
        lang: speech.lang,
    };
    let served = preview.run(|address, notice| {
        let url = format!("http://{address}/");
        speech.complain(notice.as_slice());
        speech.tell(&speech.say(
            format!("{url} で見られます。ファイルを保存すると、すぐに変わります。終わるときは Ctrl+C を押します"),
            format!("serving {url}; it reloads as files are saved. Ctrl+C ends it"),
        ));
        if !arguments.no_open {
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
