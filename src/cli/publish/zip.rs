//! Publishing by a zip: somebody else puts it online, and deletes what a list names.

use super::{Exit, Job, staff_folder};
use crate::diagnostics::{Diagnostic, Message};
use crate::publish::difference::Difference;
use crate::publish::{Built, archive, facts, kept};
use crate::site::publish::ZipHolds;

/// Packs the zip.
pub fn publish(job: &Job<'_>, folder: Option<&str>, holds: ZipHolds) -> Result<Exit, Exit> {
    let teller = job.teller(job.target.name.clone());
    if job.arguments.rollback {
        job.speech.complain(&[Diagnostic::error_anywhere(Message::PublishNoRollback {})]);
        return Err(Exit::Usage);
    }
    let folder = staff_folder(job.folder, folder);
    job.refuse_own(&folder)?;
    let (files, sessions) = job.wanted(&teller)?;
    let last = archive::last(&folder, &job.target.name);
    let difference = Difference::between(&last, &files);
    let unsaid = facts::changed_without_word(&last.sessions, &sessions, job.now);
    let vanishing = facts::vanishing(&last.sessions, &sessions, job.now).into_iter().map(str::to_owned).collect();
    job.speech.tell(&job.changes(&difference, false));
    job.look(&unsaid, vanishing)?;
    if job.arguments.dry_run {
        return Ok(Exit::Done);
    }
    if holds == ZipHolds::Changes && difference.is_empty() {
        job.speech.tell(job.speech.say(
            "前の zip から変わったものがないので、zip は作りませんでした",
            "nothing changed since the last zip: none was made",
        ));
        return Ok(Exit::Done);
    }
    let at = job.site.offset.to_datetime(job.now).strftime("%Y%m%d-%H%M").to_string();
    let mut name = format!("{}-{at}", kept::file_name(&job.target.name));
    // Changes of the same minute are in a zip of their own: nobody may have handed over the first one yet.
    for nth in 2.. {
        if holds == ZipHolds::All || !folder.join(format!("{name}.zip")).exists() {
            break;
        }
        name = format!("{}-{at}-{nth}", kept::file_name(&job.target.name));
    }
    let bytes = Built { public: job.public };
    let packed = archive::pack(&folder, (&job.target.name, &name), holds, (&files, sessions), &bytes);
    let packed = packed.map_err(|stop| teller.stopped(stop))?;
    let (zip, count) = (packed.zip.display(), packed.files);
    job.speech.tell(&job.speech.say(
        format!(
            "{zip} を作りました（ファイル{count}個）。これを渡してください。{}の場所に、そのまま広げて上書きします",
            job.site.base_url
        ),
        format!("{zip} holds {count} files; they go to {}, over what is there", job.site.base_url),
    ));
    if let Some(list) = packed.deletions {
        let list = list.display();
        job.speech.tell(
            &job.speech
                .say(format!("消してもらうファイルの一覧: {list}"), format!("what has to be deleted there: {list}")),
        );
    }
    Ok(Exit::Done)
}
