//! Cards without a date: one of each course, which leads to its dates, and one of each survey, to be shown when a class is over.

use jiff::{Timestamp, ToSpan};

use super::{DEFAULT_ART, FORMATS, Format, KEEP_DAYS, venue};
use crate::channels::artifact::{Artifact, Kind, Order, PictureRecipe, QrTarget, Recipe};
use crate::channels::picture_view::{ActionKind, ActionView, PictureForm, PictureView};
use crate::channels::{Scope, words};
use crate::site::{Course, Photo, Places, Session, Survey};

/// Formats of a course's card: for links and for chat apps.
const OF_COURSE: [&Format; 2] = [&FORMATS[0], &FORMATS[1]];

/// The format of a survey's card.
const OF_SURVEY: &Format = &FORMATS[1];

/// What a survey asks, from the side of those who were there.
const ASK: &str = "きょうの教室は／いかがでしたか？";

/// Cards of a course and of its surveys that are open.
pub fn of_course<'s>(scope: &'s Scope<'s>, course: &'s Course) -> impl Iterator<Item = Artifact<'s>> + 's {
    let cards = OF_COURSE.into_iter().map(move |format| {
        let recipe = recipe(scope, course, format);
        let last = course.sessions.iter().map(|session| session.date).max().filter(|_| course.photo.is_none());
        let keep_until = last.map(|last| last.saturating_add(KEEP_DAYS.days()));
        let address = course_address(scope, course, format, &recipe);
        Artifact { keep_until, ..artifact(address, recipe, &course.places) }
    });
    cards.chain(surveys(course).filter(|of| of.is_open(scope)).map(move |of| {
        let recipe = of.recipe(scope, course);
        let (hash, ending) = (scope.picture_hash(&recipe), recipe.ending());
        let address = format!("{}/cards/{}.{hash}.{ending}", course.slug, of.name);
        artifact(address, recipe, of.places)
    }))
}

/// Address of a course's card for links.
pub fn preview_address(scope: &Scope<'_>, course: &Course) -> String {
    let format = OF_COURSE[0];
    course_address(scope, course, format, &recipe(scope, course, format))
}

fn course_address(scope: &Scope<'_>, course: &Course, format: &Format, recipe: &PictureRecipe) -> String {
    let (hash, ending) = (scope.picture_hash(recipe), recipe.ending());
    format!("{}/cards/course-{}.{hash}.{ending}", course.slug, format.suffix)
}

fn artifact(address: String, recipe: PictureRecipe, places: &Places) -> Artifact<'_> {
    let recipe = Recipe::Picture(Box::new(recipe));
    Artifact { kind: Kind::Card, places: Some(places), ..Artifact::new(address, Order::Picture, recipe) }
}

fn recipe(scope: &Scope<'_>, course: &Course, format: &Format) -> PictureRecipe {
    let page = scope.absolute(&format!("{}/index.html", course.slug));
    let phone = course.contact.as_ref().and_then(|contact| contact.phone.as_ref());
    let view = PictureView {
        headline: course.headline.clone().unwrap_or_else(|| course.name.clone()),
        audience: course.audience.as_ref().map(|audience| audience.words()).unwrap_or_default(),
        undated: Some("開催日と予約は／ページでご案内しています".to_owned()),
        venue: shared_venue(course),
        action: ActionView { kind: ActionKind::Course, label: format.dates.to_owned() },
        phone: phone.map(|phone| phone.printed.clone()),
        ..bare(scope, course)
    };
    picture(format, view, QrTarget::Page(page), course.photo.as_ref())
}

/// The survey of a course, or of one session that has its own.
pub struct SurveyOf<'s> {
    /// What its files are called.
    pub name: String,
    survey: &'s Survey,
    session: Option<&'s Session>,
    /// The lines that said it.
    pub places: &'s Places,
}

/// The surveys of a course and of those sessions that have their own.
pub fn surveys(course: &Course) -> impl Iterator<Item = SurveyOf<'_>> {
    let own = course.survey.as_ref();
    let of_course = own.map(|survey| SurveyOf { name: "survey".into(), survey, session: None, places: &course.places });
    let of_sessions = course.sessions.iter().filter_map(move |session| {
        let survey = session.survey.as_ref().filter(|survey| Some(*survey) != own)?;
        let name = format!("{}-survey", session.name);
        Some(SurveyOf { name, survey, session: Some(session), places: &session.places })
    });
    of_course.into_iter().chain(of_sessions)
}

impl SurveyOf<'_> {
    /// Whether it asks those who came to `session`: a session's own survey, or none there, takes the place of the course's.
    pub fn asks(&self, session: &Session) -> bool {
        match self.session {
            Some(own) => own.name == session.name,
            None => session.survey.as_ref() == Some(self.survey),
        }
    }

    /// When it closes, where staff said so.
    pub fn closes(&self) -> Option<Timestamp> {
        self.survey.closes
    }

    fn is_open(&self, scope: &Scope<'_>) -> bool {
        self.closes().is_none_or(|closes| !scope.now.has_come(closes))
    }

    fn recipe(&self, scope: &Scope<'_>, course: &Course) -> PictureRecipe {
        let (view, qr, photo) = self.words(scope, course);
        picture(OF_SURVEY, view, qr, photo)
    }

    /// What its picture says, where its code leads, its photo.
    pub fn words<'a>(&'a self, scope: &Scope<'_>, course: &'a Course) -> (PictureView, QrTarget, Option<&'a Photo>) {
        let until = self.closes().map(|closes| words::moment(closes, scope.site.offset, true));
        let photo = self.session.map_or(course.photo.as_ref(), |session| session.photo.as_ref());
        let bare = bare(scope, course);
        let view = PictureView {
            headline: ASK.to_owned(),
            audience: format!("{}に参加された方へ", course.name),
            undated: until.map(|until| format!("{until}まで")),
            action: ActionView { kind: ActionKind::Survey, label: "アンケートに答える".to_owned() },
            photo: photo.map(Photo::key),
            art: self.session.and_then(|session| session.art.clone()).unwrap_or(bare.art),
            ..bare
        };
        (view, QrTarget::Survey(self.survey.url.clone()), photo)
    }
}

fn picture(format: &Format, view: PictureView, qr: QrTarget, photo: Option<&Photo>) -> PictureRecipe {
    PictureRecipe {
        template: format.template,
        name: format.name,
        view,
        qr: Some(qr),
        size: format.size,
        photo: photo.cloned(),
        form: PictureForm::Web,
    }
}

/// What both have in common: no date, no words yet.
fn bare(scope: &Scope<'_>, course: &Course) -> PictureView {
    PictureView {
        brand: format!("{} {}", scope.site.city, course.name),
        photo: course.photo.as_ref().map(Photo::key),
        ..PictureView::bare(&scope.site.language, course.art.as_deref().unwrap_or(DEFAULT_ART))
    }
}

/// The venue, where all sessions that were ever announced share it.
fn shared_venue(course: &Course) -> Vec<String> {
    let mut venues = course.sessions.iter().map(|session| &session.venue);
    let first = venues.next();
    first.filter(|first| venues.all(|venue| venue == *first)).map(venue).unwrap_or_default()
}
