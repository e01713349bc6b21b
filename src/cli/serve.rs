//! `oideyo serve`: the workbench in a browser, live.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use jiff::Timestamp;

use super::speech::Speech;
use super::{Exit, SiteArguments};
use crate::diagnostics::{Diagnostic, Message};
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
    /// ブラウザーの中で書きかえられるようにします (edit in the browser, on this machine only)
    #[arg(long)]
    edit: bool,
    /// ほかの PC やスマホにも見せるときの、この PC のアドレス。例: 0.0.0.0 (let others in the network look)
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
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
    let host = arguments.host.to_string();
    if !arguments.host.is_loopback() {
        if arguments.edit {
            speech.complain(&[Diagnostic::error_anywhere(Message::EditOnlyHere { host })]);
            return Exit::Usage;
        }
        speech.complain(&[Diagnostic::warning_anywhere(Message::SeenByNetwork { host })]);
    }
    let usual = preview(&arguments.site.site, speech);
    let preview = Preview { now, host: arguments.host, port: arguments.port, edit: arguments.edit, ..usual };
    show(preview, speech, !arguments.no_open)
}

/// Opens a site's workbench in a browser, to look and to edit: whoever double-clicks types no options.
pub(super) fn open(site: &Path, speech: Speech) -> Exit {
    show(Preview { edit: true, ..preview(site, speech) }, speech, true)
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
        let url = format!("http://{}/", seen_from_here(address));
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

/// “All interfaces” is no address for a browser.
fn seen_from_here(address: SocketAddr) -> SocketAddr {
    let here =
        if address.is_ipv4() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { IpAddr::V6(std::net::Ipv6Addr::LOCALHOST) };
    if address.ip().is_unspecified() { SocketAddr::new(here, address.port()) } else { address }
}
