//! What staff wrote under `slides:`: a photo with a caption, a parent's words, a claim, a short film.

use jiff::Timestamp;

use super::announcement::ends;
use super::orientation::Layout;
use super::slide::{Scene, Slide, SlideKind, Step};
use crate::channels::artifact::QrTarget;
use crate::channels::card::DEFAULT_ART;
use crate::channels::picture_view::{ActionKind, ActionView, PictureView, SlideView};
use crate::channels::{Scope, card, words};
use crate::site::{Course, Further, FurtherSlide, Now, Phase, Photo, QrChannel, Session};

/// Whose slides they are, and how they lead on.
struct Of<'s> {
    name: String,
    art: &'s str,
    /// From when they lead where, soonest first.
    leads: Vec<Lead>,
    until: Timestamp,
}

/// What a slide invites to from an instant on. It has a code or a telephone: no slide leads nowhere.
struct Lead {
    variant: &'static str,
    from: Timestamp,
    action: ActionView,
    qr: Option<QrTarget>,
    phone: Option<String>,
}

/// The further slides of a course, and those of its sessions that have their own.
pub fn slides<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Vec<Slide<'s>> {
    let mut slides = Vec::new();
    if let Some(until) = course.sessions.iter().map(|session| ends(scope, course, session)).max() {
        let lead = Lead::to_page(scope, format!("{}/index.html", course.slug), "日程と予約");
        let art = course.art.as_deref().unwrap_or(DEFAULT_ART);
        let of = Of { name: course.slug.clone(), art, leads: vec![lead], until };
        slides.extend(of.slides(scope, course, &course.slides));
    }
    let places = |slides: &'s [FurtherSlide]| slides.iter().map(|slide| &slide.place);
    for session in course.sessions.iter().filter(|session| places(&session.slides).ne(places(&course.slides))) {
        slides.extend(of_session(scope, course, session).slides(scope, course, &session.slides));
    }
    slides
}

fn of_session<'s>(scope: &Scope<'_>, course: &Course, session: &'s Session) -> Of<'s> {
    let (action, qr) = card::action(scope, course, session, Some(QrChannel::Signage), "スマホで予約");
    let until = ends(scope, course, session);
    let page = |label| Lead::to_page(scope, format!("{}/{}.html", course.slug, session.name), label);
    let leads = match action.kind {
        ActionKind::None => vec![page("くわしく見る")],
        ActionKind::Phone => {
            let phone = words::booking_phone(session).map(|phone| phone.printed);
            vec![Lead { variant: "", from: Timestamp::MIN, action, qr, phone }]
        }
        _ => {
            let waits = session.timeline.phase_at(&Now::new(Timestamp::MIN)) == Phase::Before;
            let opens = session.booking.opens.filter(|_| waits);
            let before = opens.map(|_| Lead { variant: "before", ..page("予約のご案内") });
            let open = Lead { variant: "", from: opens.unwrap_or(Timestamp::MIN), action, qr, phone: None };
            before.into_iter().chain([open]).collect()
        }
    };
    Of {
        name: format!("{}-{}", course.slug, session.name),
        art: session.art.as_deref().unwrap_or(DEFAULT_ART),
        leads,
        until,
    }
}

impl Lead {
    fn to_page(scope: &Scope<'_>, address: String, label: &str) -> Self {
        let action = ActionView { kind: ActionKind::Course, label: label.to_owned() };
        let qr = Some(QrTarget::Page(scope.absolute(&address)));
        Self { variant: "", from: Timestamp::MIN, action, qr, phone: None }
    }
}

impl<'s> Of<'s> {
    fn slides(&self, scope: &Scope<'_>, course: &'s Course, written: &'s [FurtherSlide]) -> Vec<Slide<'s>> {
        let is_current = !scope.now.has_come(self.until);
        let numbered = written.iter().enumerate().filter(|_| is_current);
        numbered.map(|(number, slide)| self.slide(scope, course, number + 1, slide)).collect()
    }

    fn slide(&self, scope: &Scope<'_>, course: &'s Course, number: usize, slide: &'s FurtherSlide) -> Slide<'s> {
        let (said, film) = match &slide.content {
            Further::Photo { caption, .. } => (caption, None),
            Further::Film { film, caption, .. } => (caption, Some(film)),
            Further::Words { words, .. } => (words, None),
        };
        // What has passed at the build is never shown again.
        let passed = self.leads.iter().rposition(|lead| scope.now.has_come(lead.from)).unwrap_or(0);
        let leads = self.leads[passed..].iter().enumerate();
        let steps = leads.map(|(number, lead)| Step {
            from: (number > 0).then_some(lead.from),
            scene: Some(self.scene(scope, course, &slide.content, lead)),
        });
        Slide {
            name: format!("{}.more-{number}", self.name),
            alt: format!("{} {}", course.name, words::one_line(said)),
            course: &course.slug,
            kind: SlideKind::Further,
            seconds: slide.seconds,
            film,
            steps: steps.chain([Step { from: Some(self.until), scene: None }]).collect(),
            places: Some(&slide.places),
        }
    }

    fn scene(&self, scope: &Scope<'_>, course: &Course, content: &Further, lead: &Lead) -> Scene {
        let (said, photo, source) = match content {
            Further::Photo { photo, caption } => (caption, Some(photo), None),
            Further::Film { still, caption, .. } => (caption, Some(still), None),
            Further::Words { words, source } => (words, None, source.clone()),
        };
        let view = PictureView {
            brand: format!("{} {}", scope.site.city, course.name),
            headline: said.clone(),
            action: lead.action.clone(),
            phone: lead.phone.clone(),
            photo: photo.map(Photo::key),
            slide: SlideView { source, ..SlideView::default() },
            ..PictureView::bare(&scope.site.language, self.art)
        };
        Scene {
            variant: lead.variant.to_owned(),
            layout: if photo.is_some() { Layout::Photo } else { Layout::Words },
            view,
            qr: lead.qr.clone(),
            photo: photo.cloned(),
            stays: true,
            holds: (lead.from, self.until),
        }
    }
}
