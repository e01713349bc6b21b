//! What goes on a stick for panels that play files and know no time: only slides that are right over all its days.

use jiff::Timestamp;

use super::orientation::{ORIENTATIONS, Orientation};
use super::slide::{Scene, Slide, SlideKind, standing};
use super::spot::{in_order, slides_of};
use crate::channels::Scope;
use crate::channels::artifact::{Artifact, Kind, Order, Reach, Recipe};
use crate::channels::picture_view::PictureForm;

/// Longest name of a file before `.jpg`: some panels show nothing of longer ones.
const MOST_NAME: usize = 40;

/// Which panel a stick is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StickKind {
    /// A panel that lies.
    Landscape,
    /// A panel that stands and turns its pictures itself.
    Portrait,
    /// A panel that stands and does not: the pictures lie on their side.
    PortraitRotated,
}

/// Everything on a stick, in playing order.
pub struct Stick<'s> {
    /// The slides.
    pub slides: Vec<StickSlide<'s>>,
    /// Slides that are right only on some of the days.
    pub left_out: Vec<LeftOut>,
    /// Whether nothing is right over all days, so that only the city's slide is shown.
    pub is_standing: bool,
}

/// One slide on a stick.
pub struct StickSlide<'s> {
    /// What it says.
    pub alt: String,
    /// Seconds it stays.
    pub seconds: u32,
    /// From when it says something wrong.
    pub until: Timestamp,
    /// The picture, for staff only; its address is the file's name on the stick.
    pub artifact: Artifact<'s>,
}

/// A slide that is right only on some of the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What it says.
    pub alt: String,
    /// When it begins to be right, where that is behind the start.
    pub from: Option<Timestamp>,
    /// When it begins to be wrong, where that is before the end.
    pub until: Option<Timestamp>,
}

/// Plans a stick for the time from `from` until `until`. As in a player, not all announcements of a course are shown: the
/// city says how many, and the next ones come first.
pub fn stick<'s>(scope: &'s Scope<'s>, kind: StickKind, from: Timestamp, until: Timestamp) -> Stick<'s> {
    let (orientation, form) = match kind {
        StickKind::Landscape => (&ORIENTATIONS[0], PictureForm::Stick),
        StickKind::Portrait => (&ORIENTATIONS[1], PictureForm::Stick),
        StickKind::PortraitRotated => (&ORIENTATIONS[1], PictureForm::TurnedStick),
    };
    let (slides, standing) =
        (in_order(scope, |course| slides_of(scope, course), |slide| slide.share(scope)), standing(scope));
    let mut chosen: Vec<(&Slide<'s>, &Scene)> = Vec::new();
    let mut left_out = Vec::new();
    for slide in &slides {
        let is_like = |(other, _): &&(&Slide<'s>, &Scene)| other.kind == slide.kind && other.course == slide.course;
        let enough = scope.site.signage.per_course as usize;
        if slide.kind == SlideKind::Announcement && chosen.iter().filter(is_like).count() >= enough {
            continue;
        }
        match right_throughout(slide, from, until) {
            Some(scene) => chosen.push((slide, scene)),
            None => left_out.extend(right_on_some_days(slide, from, until)),
        }
    }
    let is_standing = chosen.is_empty();
    if is_standing {
        chosen.extend(standing.steps.iter().filter_map(|step| step.scene.as_ref()).map(|scene| (&standing, scene)));
    }
    let slides = chosen
        .into_iter()
        .enumerate()
        .map(|(number, (slide, scene))| on_stick(scope, orientation, form, number + 1, slide, scene));
    Stick { slides: slides.collect(), left_out, is_standing }
}

/// Its scenes from the one that is shown at `from` on, without those that are only shown for a moment.
fn scenes<'a>(slide: &'a Slide<'_>, from: Timestamp) -> impl Iterator<Item = &'a Scene> {
    let first = slide.steps.iter().rposition(|step| step.from.is_none_or(|begins| begins <= from)).unwrap_or(0);
    slide.steps[first..].iter().filter_map(|step| step.scene.as_ref()).filter(|scene| scene.stays)
}

/// What it shows at first that is right over all days: a list of dates gets shorter, but says nothing wrong.
fn right_throughout<'a>(slide: &'a Slide<'_>, from: Timestamp, until: Timestamp) -> Option<&'a Scene> {
    scenes(slide, from).find(|scene| scene.holds.0 <= from && scene.holds.1 >= until)
}

fn right_on_some_days(slide: &Slide<'_>, from: Timestamp, until: Timestamp) -> Option<LeftOut> {
    let spans = || scenes(slide, from).map(|scene| scene.holds).filter(|holds| holds.0 < until && holds.1 > from);
    let (begins, ends) = (spans().map(|span| span.0).min()?, spans().map(|span| span.1).max()?);
    Some(LeftOut {
        alt: slide.alt.clone(),
        from: Some(begins).filter(|begins| *begins > from),
        until: Some(ends).filter(|ends| *ends < until),
    })
}

fn on_stick<'s>(
    scope: &Scope<'_>,
    orientation: &'static Orientation,
    form: PictureForm,
    number: usize,
    slide: &Slide<'s>,
    scene: &Scene,
) -> StickSlide<'s> {
    let recipe = scene.recipe(orientation, form, false, false);
    StickSlide {
        alt: slide.alt.clone(),
        seconds: slide.seconds.unwrap_or(scope.site.signage.seconds),
        until: scene.holds.1,
        artifact: Artifact {
            reach: Reach::Staff,
            kind: Kind::Slide,
            places: slide.places,
            ..Artifact::new(file_name(number, &slide.name), Order::Picture, Recipe::Picture(Box::new(recipe)))
        },
    }
}

/// `001-rinyushoku-2026-12-10.jpg`: in playing order by name. The number keeps names apart, in any case and however short,
/// and off those that Windows keeps for itself.
fn file_name(number: usize, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
    let stem: String = format!("{number:03}-{name}").chars().map(plain).take(MOST_NAME).collect();
    format!("{}.jpg", stem.trim_end_matches('-'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::channels::small_site;

    /// Names and deadlines of what is on a stick from then until then, and what is left out.
    fn planned(sessions: &[(&str, &str)], from: &str, until: &str) -> (Vec<String>, Vec<LeftOut>, bool) {
        small_site::with(sessions, |scope| {
            let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
            let stick = stick(scope, StickKind::Landscape, from, until);
            let names = stick.slides.iter().map(|slide| slide.artifact.address.clone()).collect();
            (names, stick.left_out, stick.is_standing)
        })
    }

    const BOOKING: &str = "booking: {closes: 2日前 17:00}";
    const START: &str = "2026-12-01T00:00:00Z";

    #[test]
    fn what_closes_on_the_way_is_left_out_and_says_when() {
        let sessions = [("2026-12-10", BOOKING), ("2026-12-17", BOOKING)];
        let (names, left_out, _) = planned(&sessions, START, "2026-12-08T15:00:00Z");
        assert_eq!(names, ["001-rinyushoku-2026-12-17.jpg"]);
        let closes: Timestamp = "2026-12-08T08:00:00Z".parse().unwrap();
        let ends: Vec<_> = left_out.iter().map(|slide| (slide.from, slide.until)).collect();
        assert_eq!(ends, [(None, Some(closes)), (None, Some(closes))], "the session, and a list of two dates");
        assert!(left_out[0].alt.starts_with("12月10日（木） 離乳食教室"));
        let (names, left_out, _) = planned(&sessions, START, "2026-12-08T08:00:00Z");
        assert_eq!(
            names,
            ["001-rinyushoku-2026-12-10.jpg", "002-rinyushoku-dates.jpg", "003-rinyushoku-2026-12-17.jpg"],
            "until the very moment"
        );
        assert!(left_out.is_empty());
    }

    #[test]
    fn a_list_of_dates_shows_all_that_stay_right() {
        let sessions = [("2026-12-10", BOOKING), ("2026-12-17", BOOKING), ("2026-12-24", BOOKING)];
        let dates = |until: &str| {
            small_site::with(&sessions, |scope| {
                let stick = stick(scope, StickKind::Landscape, START.parse().unwrap(), until.parse().unwrap());
                let dates = stick.slides.into_iter().find(|slide| slide.artifact.address.contains("-dates"));
                let Recipe::Picture(recipe) = dates.unwrap().artifact.recipe else { panic!("a picture") };
                recipe.view.slide.rows.iter().map(|row| row.day).collect::<Vec<_>>()
            })
        };
        assert_eq!(dates("2026-12-07T15:00:00Z"), [10, 17, 24]);
        assert_eq!(dates("2026-12-09T15:00:00Z"), [17, 24]);
    }

    #[test]
    fn as_many_announcements_of_a_course_as_in_a_player() {
        let sessions: Vec<(String, &str)> = (10..20).map(|day| (format!("2026-12-{day}"), BOOKING)).collect();
        let sessions: Vec<(&str, &str)> = sessions.iter().map(|(name, fields)| (name.as_str(), *fields)).collect();
        let (names, left_out, _) = planned(&sessions, START, "2026-12-02T15:00:00Z");
        let announcements = names.iter().filter(|name| name.contains("-2026-")).count();
        assert_eq!((announcements, left_out.len()), (3, 0), "{names:?}");
    }

    #[test]
    fn where_nothing_is_right_the_citys_slide_stands() {
        let (names, left_out, is_standing) = planned(&[("2026-12-10", BOOKING)], START, "2027-01-01T00:00:00Z");
        assert_eq!((names, left_out.len(), is_standing), (vec!["001-standing.jpg".to_owned()], 1, true));
    }

    #[test]
    fn what_cannot_be_booked_says_so_before_booking_would_open() {
        for said in ["standing: cancelled", "standing: postponed", "seats: full"] {
            let session = format!("{said}\nbooking: {{opens: 2026-12-05 9:00}}");
            let (names, left_out, _) = planned(&[("2026-12-20", &session)], START, "2026-12-07T15:00:00Z");
            assert_eq!((names, left_out.len()), (vec!["001-rinyushoku-2026-12-20.jpg".to_owned()], 0), "{said}");
        }
    }

    #[test]
    fn names_are_short_plain_and_never_the_same() {
        let long = "a-very-long-course-name-that-somebody-chose-2026-12-10";
        assert_eq!(file_name(7, long), "007-a-very-long-course-name-that-somebod.jpg");
        assert_eq!(file_name(8, long), "008-a-very-long-course-name-that-somebod.jpg");
        assert_eq!(file_name(12, "con"), "012-con.jpg");
        assert_eq!(file_name(3, "rinyushoku.more-1"), "003-rinyushoku-more-1.jpg");
        assert_eq!(file_name(3, &format!("{}.-x", "a".repeat(35))), format!("003-{}.jpg", "a".repeat(35)));
    }
}
