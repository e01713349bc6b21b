//! What staff wrote under `slides:`: a photo with a caption, a parent's words, a claim, a short film.

use jiff::Timestamp;

use super::announcement::ends;
use super::orientation::Layout;
use super::slide::{Scene, Slide, SlideKind, Step};
use crate::channels::artifact::QrTarget;
use crate::channels::card::DEFAULT_ART;
use crate::channels::picture_view::{ActionKind, ActionView, PictureView, SlideView};
use crate::channels::{Scope, card, words};
use crate::site::{Course, Further, FurtherSlide, Photo, Places, QrChannel, Session};

/// Whose slides they are.
struct Of<'s> {
    name: String,
    art: &'s str,
    places: &'s Places,
    action: (ActionView, Option<QrTarget>),
    until: Timestamp,
}

/// The further slides of a course, and those of its sessions that have their own.
pub fn slides<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Vec<Slide<'s>> {
    let mut slides = Vec::new();
    if let Some(until) = course.sessions.iter().map(|session| ends(scope, course, session)).max() {
        let page = QrTarget::Page(scope.absolute(&format!("{}/index.html", course.slug)));
        let action = ActionView { kind: ActionKind::Course, label: "日程と予約".to_owned() };
        let art = course.art.as_deref().unwrap_or(DEFAULT_ART);
        let of = Of { name: course.slug.clone(), art, places: &course.places, action: (action, Some(page)), until };
        slides.extend(of.slides(scope, course, &course.slides));
    }
    for session in course.sessions.iter().filter(|session| session.slides != course.slides) {
        slides.extend(of_session(scope, course, session).slides(scope, course, &session.slides));
    }
    slides
}

fn of_session<'s>(scope: &Scope<'_>, course: &Course, session: &'s Session) -> Of<'s> {
    Of {
        name: format!("{}-{}", course.slug, session.name),
        art: session.art.as_deref().unwrap_or(DEFAULT_ART),
        places: &session.places,
        action: card::action(scope, course, session, Some(QrChannel::Signage), "スマホで予約"),
        until: ends(scope, course, session),
    }
}

impl<'s> Of<'s> {
    fn slides(&self, scope: &Scope<'_>, course: &'s Course, written: &'s [FurtherSlide]) -> Vec<Slide<'s>> {
        let is_current = self.until > scope.now;
        let numbered = written.iter().enumerate().filter(|_| is_current);
        numbered.map(|(number, slide)| self.slide(scope, course, number + 1, slide)).collect()
    }

    fn slide(&self, scope: &Scope<'_>, course: &'s Course, number: usize, slide: &'s FurtherSlide) -> Slide<'s> {
        let (said, photo, source, film) = match &slide.content {
            Further::Photo { photo, caption } => (caption, Some(photo), None, None),
            Further::Film { film, still, caption } => (caption, Some(still), None, Some(film)),
            Further::Words { words, source } => (words, None, source.clone(), None),
        };
        let (action, qr) = self.action.clone();
        let view = PictureView {
            brand: format!("{} {}", scope.site.city, course.name),
            headline: said.clone(),
            action,
            photo: photo.map(Photo::key),
            slide: SlideView { source, ..SlideView::default() },
            ..PictureView::bare(&scope.site.language, self.art)
        };
        let scene = Scene {
            variant: String::new(),
            layout: if photo.is_some() { Layout::Photo } else { Layout::Words },
            view,
            qr,
            photo: photo.cloned(),
            stays: true,
            holds: (Timestamp::MIN, self.until),
        };
        Slide {
            name: format!("{}.more-{number}", self.name),
            alt: format!("{} {}", course.name, words::one_line(said)),
            course: &course.slug,
            kind: SlideKind::Further,
            seconds: slide.seconds,
            film,
            steps: vec![Step { from: None, scene: Some(scene) }, Step { from: Some(self.until), scene: None }],
            places: Some(self.places),
        }
    }
}
