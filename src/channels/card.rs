//! Share cards: three sizes a session, each with a code of its own channel. They show no clock's phase: a picture that
//! was shared last week must not lie today.

mod course;

pub use course::{of_course, surveys};

use jiff::ToSpan;

use super::artifact::{Artifact, Kind, Order, PictureRecipe, QrTarget, Reach, Recipe};
use super::picture_view::{ActionKind, ActionView, BadgeView, PictureForm, PictureView, SlideView, WhenView};
use super::{Scope, words};
use crate::site::dates::weekday;
use crate::site::{BookingWay, Course, Photo, QrChannel, Seats, Session, Standing, Venue};

/// Days that a superseded card stays after its session: chat apps show it by its address.
const KEEP_DAYS: i32 = 30;
/// Days that a moved session had before and that a picture still shows, the latest; the page has them all.
const MOST_PREVIOUS: usize = 2;
/// The drawing for sessions that name none.
pub const DEFAULT_ART: &str = "bowl";

/// Said where there is no date.
const NO_DATE: &str = "次の日程は決まりしだい／お知らせします";

/// A kind of picture: template, what staff call it, size in px, channel.
struct Format {
    template: &'static str,
    suffix: &'static str,
    name: &'static str,
    size: (u32, u32),
    channel: Option<QrChannel>,
    book: &'static str,
    dates: &'static str,
}

const FORMATS: [Format; 3] = [
    Format {
        template: "cards/ogp",
        suffix: "ogp",
        name: "SNS用カード",
        size: (1200, 630),
        channel: Some(QrChannel::Web),
        book: "スマホで予約",
        dates: "日程を見る",
    },
    Format {
        template: "cards/line",
        suffix: "line",
        name: "LINE用カード",
        size: (1040, 1040),
        channel: Some(QrChannel::Line),
        book: "タップして予約する",
        dates: "タップして日程を見る",
    },
    Format {
        template: "cards/story",
        suffix: "story",
        name: "ストーリー用カード",
        size: (1080, 1920),
        channel: None,
        book: "リンクから予約",
        dates: "リンクから日程を見る",
    },
];

/// The cards of a session.
pub fn of_session<'s>(
    scope: &'s Scope<'s>,
    course: &'s Course,
    session: &'s Session,
) -> impl Iterator<Item = Artifact<'s>> + 's {
    FORMATS.iter().map(move |format| {
        let recipe = recipe(scope, course, session, format);
        Artifact {
            address: address(scope, course, session, format, &recipe),
            reach: Reach::Public,
            order: Order::Picture,
            kind: Kind::Card,
            recipe: Recipe::Picture(Box::new(recipe)),
            // A photo that is taken back must be gone at once, also from what chats still show.
            keep_until: session.photo.is_none().then(|| session.date.saturating_add(KEEP_DAYS.days())),
            places: Some(&session.places),
        }
    })
}

/// Absolute address of a course's preview card, for its page. `None`: the city wants no cards.
pub fn course_preview(scope: &Scope<'_>, course: &Course) -> Option<String> {
    scope.site.channels.card.then(|| scope.absolute(&course::preview_address(scope, course)))
}

/// Absolute address of a session's preview card, for the page that shows it. `None`: the city wants no cards.
pub fn preview(scope: &Scope<'_>, course: &Course, session: &Session) -> Option<String> {
    let format = &FORMATS[0];
    let address = || address(scope, course, session, format, &recipe(scope, course, session, format));
    scope.site.channels.card.then(|| scope.absolute(&address()))
}

fn address(scope: &Scope<'_>, course: &Course, session: &Session, format: &Format, recipe: &PictureRecipe) -> String {
    let (hash, ending) = (scope.picture_hash(recipe), recipe.ending());
    format!("{}/cards/{}-{}.{hash}.{ending}", course.slug, session.name, format.suffix)
}

fn recipe(scope: &Scope<'_>, course: &Course, session: &Session, format: &Format) -> PictureRecipe {
    let (action, qr) = action(scope, course, session, format.channel, format.book);
    PictureRecipe {
        template: format.template,
        name: format.name,
        view: view(scope, course, session, action),
        qr,
        size: format.size,
        photo: session.photo.clone(),
        form: PictureForm::Web,
    }
}

/// What a picture invites to, and where its code leads. A full or cancelled session's picture does not invite to book.
pub fn action(
    scope: &Scope<'_>,
    course: &Course,
    session: &Session,
    channel: Option<QrChannel>,
    book: &str,
) -> (ActionView, Option<QrTarget>) {
    let with = |kind, label: &str| ActionView { kind, label: label.to_owned() };
    let not_here = session.standing != Standing::On || matches!(session.seats, Seats::Full | Seats::Closed);
    if not_here {
        let page = QrTarget::Page(scope.absolute(&format!("{}/index.html", course.slug)));
        return (with(ActionKind::Course, "ほかの日程"), channel.map(|_| page));
    }
    match &session.booking.way {
        BookingWay::NotNeeded => (with(ActionKind::None, "予約はいりません"), None),
        BookingWay::Phone => (with(ActionKind::Phone, "電話で予約"), None),
        BookingWay::Form { .. } => {
            let label = if session.seats == Seats::Waitlist { "キャンセル待ちする" } else { book };
            let target = channel.and_then(|channel| session.booking.url(channel)).cloned().map(QrTarget::Booking);
            (with(ActionKind::Book, label), target)
        }
    }
}

/// The words of a session's picture.
pub fn view(scope: &Scope<'_>, course: &Course, session: &Session, action: ActionView) -> PictureView {
    let can_book = action.kind == ActionKind::Book;
    let cancel_online = session.booking.cancel.is_some_and(|cancel| cancel.is_online());
    PictureView {
        lang: scope.site.language.clone(),
        brand: format!("{} {}", scope.site.city, course.name),
        audience: session.audience.words(),
        headline: session.headline.clone(),
        when: Some(when(session)),
        undated: (session.standing == Standing::Postponed).then(|| NO_DATE.to_owned()),
        venue: venue(&session.venue),
        badge: badge(session),
        action,
        phone: words::booking_phone(session).map(|phone| phone.printed),
        cancel_note: (can_book && cancel_online).then(|| "オンラインでキャンセルもできます".to_owned()),
        partner_note: session.partner_welcome.then(|| "ご夫婦での参加も歓迎です".to_owned()),
        photo: session.photo.as_ref().map(Photo::key),
        art: session.art.clone().unwrap_or_else(|| DEFAULT_ART.to_owned()),
        slide: SlideView::default(),
    }
}

/// Name and room, a line each. Many write both in one, with a full-width space between.
fn venue(venue: &Venue) -> Vec<String> {
    let parts = match venue.name.split_once('\u{3000}') {
        Some((name, room)) if venue.room.is_none() => vec![name.trim().to_owned(), room.trim().to_owned()],
        _ => std::iter::once(venue.name.clone()).chain(venue.room.clone()).collect(),
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

fn when(session: &Session) -> WhenView {
    let mut previous = session.previous_dates.clone();
    previous.sort_unstable();
    previous.drain(..previous.len().saturating_sub(MOST_PREVIOUS));
    WhenView {
        year: session.date.year(),
        month: session.date.month(),
        day: session.date.day(),
        weekday: weekday(session.date).to_owned(),
        time: session.hours.to_string(),
        previous: words::previous_days(&previous),
    }
}

/// The mark for a state worth one: whether it is held first, then places, then a move.
pub fn badge(session: &Session) -> Option<BadgeView> {
    let (kind, text) = match (session.standing, session.seats) {
        (Standing::Cancelled, _) => ("cancelled", "中止"),
        (Standing::Postponed, _) => ("postponed", "延期"),
        (_, Seats::Few) => ("few", "残りわずか"),
        (_, Seats::Full) => ("full", "満席"),
        (_, Seats::Waitlist) => ("waitlist", "キャンセル待ち"),
        (_, Seats::Closed) => ("closed", "受付終了"),
        _ if session.is_moved() => ("moved", "日程が変わりました"),
        _ => return None,
    };
    Some(BadgeView { kind: kind.into(), text: text.into() })
}
