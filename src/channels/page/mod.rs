//! Pages: each session, each course, home, archive, the word on accessibility, 404, and the photos they show.

mod course;
mod home;
mod lists;
mod meta;
mod pictures;
mod session;

use super::artifact::{Artifact, Order, PageView, Recipe};
use super::page_view::{ContactView, FaqView, FilmView, Frame, LinkView, Meta, PhoneView, SubscribeView, SurveyView};
use super::{Scope, facts, words};
use crate::site::{Contact, Faq, Survey, Video};
pub use course::page as of_course;
pub use pictures::{Drawings, drawings, photos};
pub use session::page as of_session;

/// What the archive is called.
const ARCHIVE: &str = "これまでの教室";
/// What the word on accessibility is called (みんなの公共サイト運用ガイドライン: 「ウェブアクセシビリティ方針」).
const POLICY: &str = "アクセシビリティ方針";

/// The site's own pages.
pub fn of_site<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    [home::page, lists::archive, lists::policy, lists::not_found].into_iter().map(move |page| page(scope))
}

/// A page's artifact.
pub fn artifact<'s>(address: String, template: &'static str, order: Order, view: PageView) -> Artifact<'s> {
    Artifact::new(address, order, Recipe::Page { template, view })
}

/// What every page has. `address` is the page's own, `root` leads from it to the output's root.
pub fn frame(scope: &Scope<'_>, root: &str, address: &str, title: String, description: String) -> Frame {
    let mut links = vec![LinkView { label: POLICY.into(), href: format!("{root}accessibility.html") }];
    if scope.common.has_past() {
        links.insert(0, LinkView { label: ARCHIVE.into(), href: format!("{root}archive.html") });
    }
    Frame {
        lang: scope.site.language.clone(),
        root: root.to_owned(),
        city: scope.site.city.clone(),
        team: scope.site.team.clone(),
        meta: Meta {
            title: meta::title(title),
            description: meta::description(description),
            canonical: scope.absolute(address.strip_suffix("index.html").unwrap_or(address)),
            image: None,
            image_alt: String::new(),
        },
        contact: scope.site.contact.as_ref().map(contact),
        links,
        feed: None,
    }
}

fn contact(contact: &Contact) -> ContactView {
    let phone = |phone: &crate::site::Phone| PhoneView {
        printed: phone.printed.clone(),
        dial: phone.dial.clone(),
        hours: None,
    };
    ContactView { name: contact.name.clone(), phone: contact.phone.as_ref().map(phone), email: contact.email.clone() }
}

fn faq(faq: &[Faq]) -> Vec<FaqView> {
    faq.iter().map(|faq| FaqView { question: faq.question.clone(), answer: faq.answer.clone() }).collect()
}

fn film(video: &Video) -> FilmView {
    let length = video.minutes.map_or_else(String::new, |minutes| format!("（{minutes}分）"));
    FilmView {
        label: format!("{}{length}", video.title),
        href: video.url.clone(),
        picture: video.picture.as_ref().map(pictures::photo),
    }
}

fn survey(scope: &Scope<'_>, survey: &Survey) -> SurveyView {
    let until = |closes| format!("{}まで", words::moment(closes, scope.site.offset, true));
    SurveyView {
        label: survey.title.clone(),
        href: survey.url.clone(),
        line: survey.closes.map(until).unwrap_or_default(),
        until: survey.closes.map(|closes| closes.as_second()),
    }
}

/// Ways to have all dates of a calendar file in one's own calendar. `address` is the file's below the output's root.
fn subscribe(scope: &Scope<'_>, root: &str, address: &str) -> SubscribeView {
    let webcal = scope.absolute(address).replacen("https:", "webcal:", 1);
    SubscribeView { file: format!("{root}{address}"), google: google_subscription(&webcal), webcal }
}

/// Google's calendar subscribes to what its `cid` names, new dates included.
fn google_subscription(webcal: &str) -> String {
    format!("https://calendar.google.com/calendar/r?cid={}", facts::encoded(webcal))
}
