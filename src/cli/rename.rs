//! `oideyo rename`: proposes names that can be published, and makes them.

use super::set::open;
use super::{Exit, SiteArguments, ask, speech::Speech};
use crate::desk::rename::{Plan, carry_out, propose};
use crate::desk::shelf::Shelf;
use crate::diagnostics::{Diagnostic, Message};

/// Arguments of `rename`.
#[derive(clap::Args)]
pub struct Arguments {
    /// 何もたずねずに変えます (ask nothing)
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    site: SiteArguments,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let speech = arguments.site.speech();
    match open(&arguments.site) {
        Ok((shelf, _)) => rename(arguments, &shelf, &propose(&shelf), speech),
        Err((exit, diagnostics)) => {
            speech.complain(&diagnostics);
            exit
        }
    }
}

fn rename(arguments: &Arguments, shelf: &Shelf, plan: &Plan, speech: Speech) -> Exit {
    let unnamed: Vec<Diagnostic> = plan.unnamed.iter().cloned().map(Diagnostic::warning_anywhere).collect();
    speech.complain(&unnamed);
    if plan.renames.is_empty() {
        speech.tell(speech.say("変えられる名前はありません", "there is no name to change"));
        return if unnamed.is_empty() { Exit::Done } else { Exit::Content };
    }
    speech.tell(speech.say("次のように名前を変えます:", "these names change:"));
    for rename in &plan.renames {
        speech.tell(&format!("  {}\n    → {}", rename.from, rename.to));
    }
    let asks = !arguments.yes && ask::somebody_is_there();
    if !arguments.yes && !asks {
        speech.complain(&[Diagnostic::hint_anywhere(Message::DeskUndecided {})]);
        return Exit::Done;
    }
    if asks && !ask::yes(speech.say("変えてよいですか", "change them?"), speech) {
        speech.tell(speech.say("何も変えませんでした", "nothing was changed"));
        return Exit::Done;
    }
    match carry_out(shelf, plan) {
        Ok(changed) => {
            let count = plan.renames.len();
            speech.tell(&speech.say(
                format!("{count}個の名前を変えました（写真の名前を書き直したファイル{changed}）"),
                format!("{count} names changed ({changed} files that name a photo were corrected)"),
            ));
            Exit::Done
        }
        Err(message) => {
            speech.complain(&[Diagnostic::error_anywhere(message)]);
            Exit::Machine
        }
    }
}
