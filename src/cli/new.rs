//! `oideyo new`: asks for the day of a session, shows what speaks against it, and writes the short file.

use jiff::civil::Date;

use super::set::{Stop, open, site_flag, usage};
use super::{Exit, SiteArguments, ask, speech::Speech};
use crate::content::Document;
use crate::desk::draft::{Draft, Wishes, books_by_own_form, check_url, draft, hours};
use crate::desk::every::Rule;
use crate::desk::shelf::{Course, Shelf, words};
use crate::desk::{day, like, save, slot, which};
use crate::diagnostics::{Diagnostic, Message};
use crate::site::dates::{clock, in_full, month_day_weekday};

/// Most files that are made at a time: two a week for a year.
const MOST: usize = 105;

/// Arguments of `new`.
#[derive(clap::Args)]
pub struct Arguments {
    /// 教室のフォルダーか名前 (the course)
    #[arg(long)]
    course: Option<String>,
    /// 開催日。例: 2027-01-14、1/14、来月第2木曜 (the day)
    #[arg(long)]
    date: Option<String>,
    /// 時間。書かなければ教室と同じ (hours, default the course's)
    #[arg(long, value_name = "10:00-11:30")]
    time: Option<String>,
    /// 申込フォームのURL (the booking form)
    #[arg(long)]
    url: Option<String>,
    /// 見出し (the headline)
    #[arg(long)]
    title: Option<String>,
    /// ファイル名の、日付の後ろ。例: am (what follows the day in the file's name)
    #[arg(long)]
    slug: Option<String>,
    /// くり返し。例: 第2木曜、毎週木曜、最終金曜、毎月10日 (again and again)
    #[arg(long, value_name = "RULE", requires = "until", conflicts_with_all = ["date", "like", "url", "slug"])]
    every: Option<String>,
    /// いつまで。例: 2027-03 (until which month or day)
    #[arg(long, value_name = "MONTH", requires = "every")]
    until: Option<String>,
    /// いつから。書かなければ今日から (from which day)
    #[arg(long, value_name = "DATE", requires = "every")]
    from: Option<String>,
    /// 祝日や閉庁日の回も作ります (keep days on which the city hall is closed)
    #[arg(long, requires = "every")]
    keep_holidays: bool,
    /// 写すもとの回。追加開催に使います (copy this session)
    #[arg(long, value_name = "SESSION")]
    like: Option<String>,
    /// 何もたずねずに書きます (ask nothing)
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    site: SiteArguments,
}

impl Arguments {
    fn asks(&self) -> bool {
        !self.yes && ask::somebody_is_there()
    }
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let speech = arguments.site.speech();
    let made = open(&arguments.site).and_then(|(shelf, today)| match (&arguments.every, &arguments.like) {
        (Some(rule), _) => every(arguments, rule, &shelf, today, speech),
        (_, Some(like)) => copy(arguments, like, &shelf, today, speech),
        _ => one(arguments, &shelf, today, speech),
    });
    made.unwrap_or_else(|(exit, diagnostics)| {
        speech.complain(&diagnostics);
        exit
    })
}

fn one(arguments: &Arguments, shelf: &Shelf, today: Date, speech: Speech) -> Result<Exit, Stop> {
    let course = choose_course(arguments, shelf, speech)?;
    let date = choose_date(arguments, shelf, course, today, speech)?;
    let mut wishes = Wishes {
        time: arguments.time.clone(),
        url: arguments.url.clone(),
        title: arguments.title.clone(),
        slug: arguments.slug.clone(),
    };
    if arguments.asks() {
        further_questions(shelf, course, &mut wishes, speech);
    }
    let draft = draft(shelf, course, date, &wishes).map_err(usage)?;
    speech.complain(&remarks(shelf, course, &draft));
    if arguments.asks() {
        speech
            .tell(&speech.say(format!("\n{} に、次のように書きます:\n", draft.shown), format!("\n{}:\n", draft.shown)));
        speech.tell(&draft.text);
        if !ask::yes(speech.say("書いてよいですか", "write it?"), speech) {
            speech.tell(speech.say("何も書きませんでした", "nothing was written"));
            return Ok(Exit::Done);
        }
    }
    write(shelf, course, &draft, &draft.text, |document| !document.broken)?;
    speech.tell(&speech.say(format!("{} を作りました", draft.shown), format!("wrote {}", draft.shown)));
    next_step(arguments, std::slice::from_ref(&draft), speech);
    Ok(Exit::Done)
}

fn remarks(shelf: &Shelf, course: &Course, draft: &Draft) -> Vec<Diagnostic> {
    let room = course.room();
    let remarks = slot::remarks(shelf, course, draft.date, Some(draft.hours), room.as_deref(), None);
    remarks.into_iter().map(Diagnostic::warning_anywhere).collect()
}

/// The course that was named, the only one, or the one that is chosen from a list.
fn choose_course<'a>(arguments: &Arguments, shelf: &'a Shelf, speech: Speech) -> Result<&'a Course, Stop> {
    if let Some(name) = &arguments.course {
        return which::course(shelf, name).map_err(usage);
    }
    if let [course] = &shelf.courses[..] {
        return Ok(course);
    }
    let names: Vec<String> = shelf.courses.iter().map(|course| course.folder.clone()).collect();
    let missing = || {
        usage(Message::DeskNeeds {
            what: "どの教室か".to_owned(),
            english: "course".to_owned(),
            flag: format!("--course {}", names.first().map_or("rinyushoku", String::as_str)),
        })
    };
    if shelf.courses.is_empty() {
        return Err((Exit::Content, vec![Diagnostic::error_anywhere(Message::NothingToShow {})]));
    }
    if !arguments.asks() {
        return Err(missing());
    }
    for (number, course) in shelf.courses.iter().enumerate() {
        speech.tell(&format!("  {}. {}（{}）", number + 1, course.name, course.folder));
    }
    loop {
        let answer = ask::line(speech.say("どの教室ですか（番号か名前）:", "which course (number or name)?"));
        let answer = answer.ok_or_else(missing)?;
        let number = crate::desk::draft::number(&answer).and_then(|number| shelf.courses.get(number.checked_sub(1)?));
        match number.map_or_else(|| which::course(shelf, &answer), Ok) {
            Ok(course) => return Ok(course),
            Err(message) => speech.complain(&[Diagnostic::error_anywhere(message)]),
        }
    }
}

fn choose_date(
    arguments: &Arguments,
    shelf: &Shelf,
    course: &Course,
    today: Date,
    speech: Speech,
) -> Result<Date, Stop> {
    let missing = || {
        let next = slot::usual_rule(course)
            .and_then(|rule| rule.days(today, today.saturating_add(jiff::Span::new().years(1))).next());
        let flag = format!("--date {}", next.unwrap_or(today));
        usage(Message::DeskNeeds { what: "開催日".to_owned(), english: "day".to_owned(), flag })
    };
    if let Some(text) = &arguments.date {
        let date = day::ahead(text, today).map_err(usage)?;
        if date < today {
            let message = Message::DeskPast { day: month_day_weekday(date), date: date.to_string() };
            speech.complain(&[Diagnostic::warning_anywhere(message)]);
        }
        speech.tell(&in_full(date));
        return Ok(date);
    }
    if !arguments.asks() {
        return Err(missing());
    }
    let usual = usual_words(course).map(|usual| speech.say(format!("いつもは{usual}。"), format!("usually {usual}; ")));
    let question = speech.say("開催日はいつですか（例: 1/14、来月第2木曜）:", "which day?");
    loop {
        let answer = ask::line(&format!("{}{question}", usual.clone().unwrap_or_default())).ok_or_else(missing)?;
        match day::ahead(&answer, today) {
            Ok(date) => {
                speech.tell(&format!("  {}", in_full(date)));
                if let Some((why, english)) = slot::day_off(shelf, date, true) {
                    speech.tell(&speech.say(format!("  {why}です"), format!("  {english}")));
                }
                return Ok(date);
            }
            Err(message) => speech.complain(&[Diagnostic::error_anywhere(message)]),
        }
    }
}

/// 「第2木曜 10:00」.
fn usual_words(course: &Course) -> Option<String> {
    let rule = slot::usual_rule(course)?;
    let start = hours(course, None).ok().map(|hours| format!(" {}", clock(hours.start)));
    Some(format!("{rule}{}", start.unwrap_or_default()))
}

fn further_questions(shelf: &Shelf, course: &Course, wishes: &mut Wishes, speech: Speech) {
    while wishes.time.is_none() {
        let usual = words(&course.front, "time").unwrap_or_default();
        let question = speech.say(format!("時間（Enter で {usual}）:"), format!("hours (Enter for {usual}):"));
        let Some(answer) = ask::line(&question) else { break };
        match hours(course, Some(&answer)) {
            Ok(_) => wishes.time = Some(answer),
            Err(message) => speech.complain(&[Diagnostic::error_anywhere(message)]),
        }
    }
    while wishes.url.is_none() && books_by_own_form(&course.front) {
        let question =
            speech.say("申込フォームのURL（あとで書くなら Enter）:", "booking form (Enter to add it later):");
        let Some(answer) = ask::line(question) else { break };
        match check_url(shelf, &answer) {
            Ok(()) => wishes.url = Some(answer),
            Err(message) => speech.complain(&[Diagnostic::error_anywhere(message)]),
        }
    }
    if wishes.title.is_none() {
        let usual = words(&course.front, "title").unwrap_or_default();
        wishes.title = ask::line(
            &speech
                .say(format!("見出し（Enter で教室と同じ「{usual}」）:"), format!("headline (Enter for “{usual}”):")),
        );
    }
}

/// Makes the file, if it reads back as `is_right` wants it; else staff write `by_hand`.
fn write(
    shelf: &Shelf,
    course: &Course,
    draft: &Draft,
    by_hand: &str,
    is_right: impl FnOnce(&Document) -> bool,
) -> Result<(), Stop> {
    let made = save::create(&draft.path(shelf, course), &draft.shown, draft.text.as_bytes(), is_right);
    let by_hand = || Message::DeskByHand { file: draft.shown.clone(), lines: by_hand.to_owned() };
    match made {
        Ok(true) => Ok(()),
        Ok(false) => Err((Exit::Content, vec![Diagnostic::error_anywhere(by_hand())])),
        Err(message @ Message::DeskExists { .. }) => Err(usage(message)),
        Err(message) => Err((Exit::Machine, vec![Diagnostic::error_anywhere(message)])),
    }
}

/// All the days of a rule: what is made, what is there, what is left out and why.
fn every(arguments: &Arguments, rule: &str, shelf: &Shelf, today: Date, speech: Speech) -> Result<Exit, Stop> {
    let rule = Rule::read(rule).ok_or_else(|| usage(Message::DeskEvery { text: rule.to_owned() }))?;
    let course = choose_course(arguments, shelf, speech)?;
    let from = arguments.from.as_deref().map_or(Ok(today), |from| day::ahead(from, today)).map_err(usage)?;
    let until = day::until(arguments.until.as_deref().unwrap_or_default(), from).map_err(usage)?;
    let drafts = every_draft(arguments, &rule, shelf, course, (from, until), speech)?;
    if drafts.is_empty() {
        let (from, until) = (from.to_string(), until.to_string());
        return Err(usage(Message::DeskNoDays { rule: rule.to_string(), from, until }));
    }
    let question =
        speech.say(format!("{}個のファイルを作ってよいですか", drafts.len()), format!("write {} files?", drafts.len()));
    if arguments.asks() && !ask::yes(&question, speech) {
        speech.tell(speech.say("何も書きませんでした", "nothing was written"));
        return Ok(Exit::Done);
    }
    for draft in &drafts {
        speech.complain(&remarks_of_room(shelf, course, draft));
        write(shelf, course, draft, &draft.text, |document| !document.broken)?;
    }
    let count = drafts.len();
    speech.tell(&speech.say(format!("{count}個のファイルを作りました"), format!("wrote {count} files")));
    next_step(arguments, &drafts, speech);
    Ok(Exit::Done)
}

/// The files of all days that are free and open; each day is told with what becomes of it.
fn every_draft(
    arguments: &Arguments,
    rule: &Rule,
    shelf: &Shelf,
    course: &Course,
    (from, until): (Date, Date),
    speech: Speech,
) -> Result<Vec<Draft>, Stop> {
    let wishes = Wishes { time: arguments.time.clone(), title: arguments.title.clone(), ..Wishes::default() };
    let days: Vec<Date> = rule.days(from, until).take(MOST * 4).collect();
    if days.len() > MOST {
        return Err(usage(Message::DeskTooMany { count: days.len(), most: MOST }));
    }
    let mut drafts = Vec::new();
    for date in days {
        let day = in_full(date);
        if let Some((why, english)) =
            slot::day_off(shelf, date, !rule.chooses_weekday()).filter(|_| !arguments.keep_holidays)
        {
            speech.tell(&speech.say(format!("  とばす  {day}  {why}"), format!("  skip    {date}  {english}")));
            continue;
        }
        // A session that was moved away from this day is this day's session all the same.
        if let Some(session) = course.sessions.iter().find(|session| session.was_planned_for(date)) {
            let file = session.shown();
            speech.tell(&speech.say(format!("  もうある  {day}  {file}"), format!("  there   {date}  {file}")));
            continue;
        }
        match draft(shelf, course, date, &wishes) {
            Ok(draft) => {
                speech.tell(
                    &speech
                        .say(format!("  作る    {day}  {}", draft.shown), format!("  make    {date}  {}", draft.shown)),
                );
                drafts.push(draft);
            }
            Err(Message::DeskExists { file } | Message::DeskHeldAlready { file, .. }) => {
                speech.tell(&speech.say(format!("  もうある  {day}  {file}"), format!("  there   {date}  {file}")));
            }
            Err(message) => return Err(usage(message)),
        }
    }
    Ok(drafts)
}

/// Of many days only what must be looked at: a room that is taken.
fn remarks_of_room(shelf: &Shelf, course: &Course, draft: &Draft) -> Vec<Diagnostic> {
    let taken = |remark: &Diagnostic| matches!(*remark.message, Message::DeskRoomTaken { .. });
    remarks(shelf, course, draft).into_iter().filter(taken).collect()
}

fn copy(arguments: &Arguments, like: &str, shelf: &Shelf, today: Date, speech: Speech) -> Result<Exit, Stop> {
    let again = |id: &str| {
        let date = arguments.date.as_deref().unwrap_or("2027-01-14");
        format!("oideyo new --like {id} --date {date}{}", site_flag(&arguments.site))
    };
    let session = which::session(shelf, like, arguments.course.as_deref(), today, again).map_err(usage)?;
    if session.is_unreadable() {
        return Err((Exit::Content, session.errors.clone()));
    }
    let course = which::course(shelf, &session.folder).map_err(usage)?;
    let date = choose_date(arguments, shelf, course, today, speech)?;
    let wishes = like::Wishes {
        time: arguments.time.as_deref(),
        title: arguments.title.as_deref(),
        url: arguments.url.as_deref(),
        slug: arguments.slug.as_deref(),
    };
    let copy = like::copy(shelf, course, session, date, &wishes).map_err(usage)?;
    speech.complain(&remarks(shelf, course, &copy.draft));
    if arguments.asks() {
        speech.tell(
            &speech
                .say(format!("\n{} に、次のように書きます:\n", copy.draft.shown), format!("\n{}:\n", copy.draft.shown)),
        );
        speech.tell(&copy.draft.text);
        if !ask::yes(speech.say("書いてよいですか", "write it?"), speech) {
            speech.tell(speech.say("何も書きませんでした", "nothing was written"));
            return Ok(Exit::Done);
        }
    }
    // What the old file says wrong the new one may say, too.
    write(shelf, course, &copy.draft, &session.document.source.text, |document| copy.is_right(document))?;
    let shown = &copy.draft.shown;
    speech.tell(&speech.say(
        format!("{shown} を作りました（{} の写し）", session.shown()),
        format!("wrote {shown}, a copy of {}", session.shown()),
    ));
    speech.complain(&copy.remarks.into_iter().map(Diagnostic::warning_anywhere).collect::<Vec<_>>());
    next_step(arguments, std::slice::from_ref(&copy.draft), speech);
    Ok(Exit::Done)
}

fn next_step(arguments: &Arguments, drafts: &[Draft], speech: Speech) {
    let site = site_flag(&arguments.site);
    if drafts.iter().any(|draft| draft.wants_url) {
        speech.tell(speech.say(
            "\n次は: 回ごとに申込フォームを作り、ファイルの「# 」の行にURLを書いてください",
            "\nnext: make a booking form for each session and write its address where the file says so",
        ));
    }
    speech.tell(
        &speech.say(format!("次は: oideyo check{site}    まちがいを調べる"), format!("next: oideyo check{site}")),
    );
}
