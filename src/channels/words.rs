//! The words of outputs: plain, warm, from the reader's side; claims only from what staff typed.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use super::page_view::{BarAction, BarKind, DateView, PhaseView, PhoneView};
use crate::site::dates::{clock, in_full, month_day, month_day_weekday, weekday};
use crate::site::{BookingWay, Now, Phase, QrChannel, Seats, Session, Standing};

/// Where a session's page may lead besides the form: addresses relative to the page that shows it.
pub struct WaysOn {
    /// The session's calendar file.
    pub calendar: String,
    /// The course's page.
    pub course: String,
    /// Whether the course has other dates ahead.
    pub has_others: bool,
}

/// Date and hours of a session.
pub fn date_view(session: &Session, offset: Offset) -> DateView {
    let (iso, offset) = (session.date.to_string(), offset_words(offset));
    let moment = |time: Time| format!("{iso}T{:02}:{:02}{offset}", time.hour(), time.minute());
    DateView {
        year: session.date.year(),
        month: session.date.month(),
        day: session.date.day(),
        weekday: weekday(session.date).to_owned(),
        full: in_full(session.date),
        time: session.hours.to_string(),
        start: moment(session.hours.start),
        end: moment(session.hours.end),
        iso,
    }
}

/// `+09:00`.
fn offset_words(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// The headline's wished lines.
pub fn lines(headline: &str) -> Vec<String> {
    headline.split('／').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The headline as one line, for lists and titles.
pub fn one_line(headline: &str) -> String {
    lines(headline).concat()
}

/// 「11月20日（金）9:00」; midnight at the end of a day is that day's 24:00, as staff count it.
pub fn moment(at: Timestamp, offset: Offset, is_end: bool) -> String {
    let civil = offset.to_datetime(at);
    let midnight = civil.time() == Time::midnight();
    match (midnight, is_end) {
        (true, true) => month_day_weekday(civil.date().yesterday().unwrap_or(civil.date())),
        (true, false) => month_day_weekday(civil.date()),
        _ => format!("{}{}", month_day_weekday(civil.date()), clock(civil.time())),
    }
}

/// 「11月20日（金）9:00から12月8日（火）17:00まで受付」; empty where staff stated neither.
pub fn booking_period(session: &Session, offset: Offset) -> String {
    let booking = &session.booking;
    if !booking.is_needed() {
        return String::new();
    }
    let opens = booking.opens.map(|opens| format!("{}から", moment(opens, offset, false)));
    let closes = booking.closes_stated.then(|| format!("{}まで", moment(booking.closes, offset, true)));
    match (opens, closes) {
        (None, None) => String::new(),
        (opens, closes) => format!("{}{}受付", opens.unwrap_or_default(), closes.unwrap_or_default()),
    }
}

/// The telephone one books by: the booking's own, else the contact's.
pub fn booking_phone(session: &Session) -> Option<PhoneView> {
    let booking = &session.booking;
    let phone = booking.phone.as_ref().or(session.contact.phone.as_ref())?;
    Some(PhoneView { printed: phone.printed.clone(), dial: phone.dial.clone(), hours: booking.phone_hours.clone() })
}

/// 「お子さんの急な体調不良のときは、オンラインでキャンセルできます。」, only where staff said how one cancels.
pub fn cancel_note(session: &Session) -> String {
    use crate::site::Cancel;
    if session.standing != Standing::On || !session.booking.is_needed() {
        return String::new();
    }
    if let Some(note) = &session.booking.cancel_note {
        return note.clone();
    }
    match session.booking.cancel {
        Some(Cancel::Online) => "お子さんの急な体調不良のときは、オンラインでキャンセルできます。".into(),
        Some(Cancel::Both) => "お子さんの急な体調不良のときは、オンラインでも電話でもキャンセルできます。".into(),
        Some(Cancel::Phone) => "お子さんの急な体調不良のときは、電話でキャンセルできます。".into(),
        None => String::new(),
    }
}

/// Every phase that a visitor can meet from `now` on, with its words, soonest first. What one may do once it is over
/// changes with its survey.
pub fn phases(session: &Session, ways: &WaysOn, offset: Offset, now: &Now) -> Vec<PhaseView> {
    let survey_closes = session.survey.as_ref().and_then(|survey| survey.closes);
    let mut phases = Vec::new();
    for (from, phase) in session.timeline.entries_from(now) {
        let view = phase_view(session, phase, ways, offset);
        let from_second = from.map(Timestamp::as_second);
        let ask = survey_action(session).filter(|_| phase == Phase::Ended);
        match (ask, survey_closes) {
            (Some(action), None) => phases.push(PhaseView { from: from_second, action, ..view }),
            (Some(action), Some(closes)) if !now.has_come(closes) && closes > session.end => {
                phases.push(PhaseView { from: from_second, action, ..view.clone() });
                phases.push(PhaseView { from: Some(closes.as_second()), ..view });
            }
            _ => phases.push(PhaseView { from: from_second, ..view }),
        }
    }
    phases
}

/// The phases as an array for the page's script, see [`super::page_view::SessionPage::phases`].
pub fn for_script(phases: &[PhaseView]) -> String {
    let entry = |phase: &PhaseView| {
        let BarAction { kind, label, sub, href, next } = &phase.action;
        let (from, sub) = (phase.from.unwrap_or(0), Some(sub).filter(|sub| **sub != phase.line));
        serde_json::json!([from, phase.id, phase.label, phase.line, kind, label, sub, href, i32::from(*next)])
    };
    script_json(&phases.iter().map(entry).collect())
}

/// JSON that can stand inside a `<script>` element: `</script` and `<!--` would end or change it (HTML §4.12.1.3).
pub fn script_json(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// A recording is worth more than a survey, which has a place of its own on the page.
fn survey_action(session: &Session) -> Option<BarAction> {
    let survey = session.survey.as_ref().filter(|_| after_url(session).is_none())?;
    Some(BarAction {
        kind: BarKind::Link,
        label: "アンケートに答える".into(),
        sub: "この回は終わりました".into(),
        href: survey.url.clone(),
        next: false,
    })
}

fn after_url(session: &Session) -> Option<&String> {
    session.after.as_ref().and_then(|after| after.url.as_ref())
}

/// What is shown where no script runs: staff's word, dates, and what was over already at the build: nothing that a clock
/// could refute.
pub fn still(session: &Session, ways: &WaysOn, offset: Offset, now: &Now) -> PhaseView {
    let by_clock = session.timeline.phase_at(now);
    let phase = match (session.standing, session.seats) {
        _ if matches!(by_clock, Phase::Closed | Phase::Ended) => by_clock,
        _ if by_clock == Phase::Running && session.booking.is_needed() => Phase::Closed,
        (Standing::Cancelled, _) => Phase::Cancelled,
        (Standing::Postponed, _) => Phase::Postponed,
        (Standing::On, Seats::Open) => Phase::Open,
        (Standing::On, Seats::Few) => Phase::Few,
        (Standing::On, Seats::Full) => Phase::Full,
        (Standing::On, Seats::Waitlist) => Phase::Waitlist,
        (Standing::On, Seats::Closed) => Phase::Closed,
    };
    let view = phase_view(session, phase, ways, offset);
    if phase != Phase::Open {
        return view;
    }
    let label = if session.booking.is_needed() { "予約制" } else { "予約不要" };
    let period = booking_period(session, offset);
    let line = if period.is_empty() { format!("{}に開きます", month_day(session.date)) } else { period };
    PhaseView { id: "still", label: label.into(), line, ..view }
}

fn phase_view(session: &Session, phase: Phase, ways: &WaysOn, offset: Offset) -> PhaseView {
    let walk_in = !session.booking.is_needed() && phase == Phase::Open;
    let label = if walk_in { "予約不要".to_owned() } else { phase.name().to_owned() };
    PhaseView {
        from: None,
        id: phase.id(),
        label,
        line: phase_line(session, phase, offset),
        action: phase_action(session, phase, ways, offset),
    }
}

/// One line beside the mark.
fn phase_line(session: &Session, phase: Phase, offset: Offset) -> String {
    let booking = &session.booking;
    let closes = || {
        if booking.is_needed() && booking.closes_stated {
            format!("{}まで受付", moment(booking.closes, offset, true))
        } else {
            String::new()
        }
    };
    match phase {
        Phase::Before => {
            booking.opens.map_or_else(String::new, |opens| format!("{}から受付", moment(opens, offset, false)))
        }
        Phase::Open if !booking.is_needed() => "予約はいりません。そのままお越しください".into(),
        Phase::Open | Phase::Few | Phase::Waitlist => closes(),
        Phase::Full => "この回は満席です".into(),
        Phase::Closed => booking.leftover.clone().unwrap_or_else(|| "受付は終わりました".into()),
        Phase::Running => "この回は開催中です".into(),
        Phase::Ended => "この回は終わりました".into(),
        Phase::Cancelled => "この回は中止です".into(),
        Phase::Postponed => "延期になりました。新しい日程は決まりしだいお知らせします".into(),
    }
}

/// The bar's first element.
fn phase_action(session: &Session, phase: Phase, ways: &WaysOn, offset: Offset) -> BarAction {
    match phase {
        Phase::Open | Phase::Few | Phase::Waitlist => booking_action(session, phase),
        Phase::Before => BarAction {
            kind: BarKind::Link,
            label: "日程をカレンダーに入れる".into(),
            sub: phase_line(session, phase, offset),
            href: ways.calendar.clone(),
            next: false,
        },
        Phase::Closed if session.booking.leftover.is_some() && booking_phone(session).is_some() => {
            phone_action(session, "電話で空きを聞く")
        }
        Phase::Ended if after_url(session).is_some() => BarAction {
            kind: BarKind::Link,
            label: "資料や録画を見る".into(),
            sub: "この回は終わりました".into(),
            href: after_url(session).cloned().unwrap_or_default(),
            next: false,
        },
        _ => onward(ways, phase),
    }
}

fn booking_action(session: &Session, phase: Phase) -> BarAction {
    match &session.booking.way {
        BookingWay::Form { .. } => BarAction {
            kind: BarKind::Book,
            label: if phase == Phase::Waitlist { "キャンセル待ちを申し込む" } else { "予約する" }.into(),
            sub: "24時間受付".into(),
            href: session.booking.url(QrChannel::Web).map(|url| url.as_str().to_owned()).unwrap_or_default(),
            next: false,
        },
        BookingWay::Phone => {
            phone_action(session, if phase == Phase::Waitlist { "電話でキャンセル待ち" } else { "電話で予約" })
        }
        BookingWay::NotNeeded => BarAction {
            kind: BarKind::Words,
            label: "予約はいりません".into(),
            sub: "そのままお越しください".into(),
            href: String::new(),
            next: false,
        },
    }
}

fn phone_action(session: &Session, label: &str) -> BarAction {
    let phone = booking_phone(session);
    BarAction {
        kind: BarKind::Phone,
        label: label.into(),
        sub: phone.as_ref().map_or_else(String::new, |phone| phone.printed.clone()),
        href: phone.map_or_else(String::new, |phone| format!("tel:{}", phone.dial)),
        next: false,
    }
}

/// A way on when this session can't be booked: the course. Which date can be booked then, only the visitor's clock knows:
/// the page's script puts the next one in its place.
fn onward(ways: &WaysOn, phase: Phase) -> BarAction {
    let sub = match phase {
        Phase::Full => "この回は満席です",
        Phase::Closed => "受付は終わりました",
        Phase::Cancelled => "この回は中止です",
        Phase::Postponed => "この回は延期です",
        Phase::Running => "この回は開催中です",
        _ => "この回は終わりました",
    };
    let label = if ways.has_others { "ほかの日程を見る" } else { "教室のページを見る" };
    BarAction { kind: BarKind::Link, label: label.into(), sub: sub.into(), href: ways.course.clone(), next: true }
}

/// 「12月3日（木）」 for each day before a move.
pub fn previous_days(days: &[Date]) -> Vec<String> {
    days.iter().map(|day| month_day_weekday(*day)).collect()
}
