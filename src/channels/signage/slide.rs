//! One slide of the loop: what it shows from which instant on, and the pictures that need drawing for it.

use jiff::Timestamp;

use super::orientation::{Layout, Orientation};
use super::{dates, further, survey};
use crate::channels::Scope;
use crate::channels::artifact::{PictureRecipe, QrTarget};
use crate::channels::card::DEFAULT_ART;
use crate::channels::picture_view::{ActionKind, ActionView, PictureForm, PictureView, SlideView};
use crate::site::{Course, Film, Photo, Places};

/// What a slide is for; each kind has its share of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlideKind {
    /// A session.
    Announcement,
    /// What staff wrote under `slides:`.
    Further,
    /// The next dates of a course.
    Dates,
    /// A survey.
    Survey,
    /// The city's slide for when nothing is current.
    Standing,
}

/// A place in the loop.
pub struct Slide<'s> {
    /// Its files' names before the first dot, and after it where one session or course has several.
    pub name: String,
    /// What it says, for whoever can't see it.
    pub alt: String,
    /// The course's folder; empty on the standing slide.
    pub course: &'s str,
    /// What it is for.
    pub kind: SlideKind,
    /// Seconds it stays, where it says so.
    pub seconds: Option<u32>,
    /// The film that plays before its picture stands.
    pub film: Option<&'s Film>,
    /// What it shows, soonest first.
    pub steps: Vec<Step>,
    /// The lines that said it.
    pub places: Option<&'s Places>,
}

/// What a slide shows from an instant on.
pub struct Step {
    /// The instant; `None` = from always.
    pub from: Option<Timestamp>,
    /// What is shown; `None` = nothing.
    pub scene: Option<Scene>,
}

/// One thing to draw, in every orientation and layout.
#[derive(Clone)]
pub struct Scene {
    /// What tells it from the slide's other scenes in its file's name; may be empty.
    pub variant: String,
    /// Which template.
    pub layout: Layout,
    /// Its words.
    pub view: PictureView,
    /// Where its code leads.
    pub qr: Option<QrTarget>,
    /// Its photo.
    pub photo: Option<Photo>,
    /// Whether it is shown long enough to need the mirrored layout too.
    pub stays: bool,
    /// From when until when it says nothing wrong, also where no player changes it.
    pub holds: (Timestamp, Timestamp),
}

/// A picture of a slide.
pub struct Picture {
    /// Address relative to the player.
    pub address: String,
    /// How it is drawn.
    pub recipe: PictureRecipe,
}

impl Slide<'_> {
    /// Times it comes in one round.
    pub fn share(&self, scope: &Scope<'_>) -> u32 {
        let share = scope.site.signage.share;
        match self.kind {
            SlideKind::Announcement => share.announcement,
            SlideKind::Further => share.further,
            SlideKind::Dates => share.dates,
            SlideKind::Survey => share.survey,
            SlideKind::Standing => 1,
        }
    }

    /// Every picture it needs on screens of one orientation.
    pub fn pictures(&self, scope: &Scope<'_>, orientation: &Orientation) -> impl Iterator<Item = Picture> {
        let scenes = self.steps.iter().filter_map(|step| step.scene.as_ref());
        scenes.flat_map(move |scene| self.layouts(scope, orientation, scene))
    }

    /// A scene in layout A and, where it has one, in layout B.
    pub fn layouts(&self, scope: &Scope<'_>, orientation: &Orientation, scene: &Scene) -> Vec<Picture> {
        let mirrored = (scene.stays && scope.site.signage.mirror).then_some(true);
        let layouts = std::iter::once(false).chain(mirrored);
        let clock = scope.site.signage.clock;
        layouts
            .map(|mirrored| {
                let recipe = scene.recipe(orientation, PictureForm::Web, mirrored, clock);
                let variant = [scene.variant.as_str(), if mirrored { "b" } else { "" }];
                let variant: String =
                    variant.iter().filter(|part| !part.is_empty()).map(|part| format!(".{part}")).collect();
                let (hash, ending) = (scope.picture_hash(&recipe), recipe.ending());
                let address = format!("slides/{}/{}{variant}.{hash}.{ending}", orientation.name, self.name);
                Picture { address, recipe }
            })
            .collect()
    }

    /// The picture it shows at the build, where it shows one.
    pub fn shown(&self, scope: &Scope<'_>, orientation: &Orientation) -> Option<Picture> {
        let step = self.steps.iter().rfind(|step| step.from.is_none_or(|from| scope.now.has_come(from)))?;
        self.layouts(scope, orientation, step.scene.as_ref()?).into_iter().next()
    }

    /// Address of its film, relative to the player.
    pub fn film_address(&self) -> String {
        let digest = self.film.map_or("", |film| &film.digest[..10]);
        format!("films/{}.{digest}.mp4", self.name)
    }
}

impl Scene {
    /// How it is drawn.
    pub fn recipe(&self, orientation: &Orientation, form: PictureForm, mirrored: bool, clock: bool) -> PictureRecipe {
        PictureRecipe {
            template: orientation.template(self.layout),
            name: orientation.shown,
            view: PictureView { slide: SlideView { mirrored, clock, ..self.view.slide.clone() }, ..self.view.clone() },
            qr: self.qr.clone(),
            size: orientation.file_size(form),
            photo: self.photo.clone(),
            form,
        }
    }
}

/// What a course shows beside its announcements.
pub fn others<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Vec<Slide<'s>> {
    let further = further::slides(scope, course);
    further.into_iter().chain(dates::slide(scope, course)).chain(survey::slides(scope, course)).collect()
}

/// The city's slide, for when nothing is current.
pub fn standing<'s>(scope: &'s Scope<'s>) -> Slide<'s> {
    let site = scope.site;
    let view = PictureView {
        brand: format!("{} {}", site.city, site.team),
        headline: "教室や相談の日程は／スマホで見られます".to_owned(),
        action: ActionView { kind: ActionKind::Course, label: "日程を見る".to_owned() },
        phone: site.contact.as_ref().and_then(|contact| contact.phone.as_ref()).map(|phone| phone.printed.clone()),
        ..PictureView::bare(&site.language, DEFAULT_ART)
    };
    let scene = Scene {
        variant: String::new(),
        layout: Layout::Announcement,
        view,
        qr: Some(QrTarget::Page(scope.absolute("index.html"))),
        photo: None,
        stays: true,
        holds: (Timestamp::MIN, Timestamp::MAX),
    };
    Slide {
        name: "standing".to_owned(),
        alt: format!("{}の教室や相談の日程は、スマホで見られます", site.city),
        course: "",
        kind: SlideKind::Standing,
        seconds: None,
        film: None,
        steps: vec![Step { from: None, scene: Some(scene) }],
        places: None,
    }
}
