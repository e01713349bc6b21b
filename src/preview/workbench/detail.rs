//! One thing of the list, looked at closely: the pages and pictures it makes at a moment, where their codes lead, from how
//! far they are read, and what there is to say about its file.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::build::{self, Loaded};
use crate::channels::{self, Artifact, Part, PictureRecipe, QrTarget, Recipe, Scope, signage};
use crate::diagnostics::{Lang, as_json};
use crate::preview::shown::Shown;
use crate::site::{Course, Now, Panel, Phase, Session, Site};

/// Ids of what is no session and no course; no folder's name begins with a dot.
pub const HOME: &str = ".home";
/// The screens.
pub const SCREENS: &str = ".screens";
/// What `site.yaml` says.
pub const SETTINGS: &str = ".site";

/// Kinds of pictures in the order in which they are planned.
const KINDS: [&str; 5] = ["ogp", "line", "story", "landscape", "portrait"];

/// One thing of the list.
#[derive(Serialize)]
pub struct Detail {
    id: String,
    /// The file that says it.
    file: String,
    /// The moment it is looked at, seconds since 1970.
    at: i64,
    /// What a visitor can do then; of a session.
    phase: Option<&'static str>,
    /// The instants at which that changes (the first: always), and to what; of a session.
    phases: Vec<(Option<i64>, &'static str)>,
    /// The pages, by address; the first one is the most important.
    pages: Vec<String>,
    cards: Vec<PictureRow>,
    slides: Vec<PictureRow>,
    /// Other files to take away, by address.
    downloads: Vec<String>,
    panel: Option<PanelRow>,
    /// How many announcements of a course the screens show at a time.
    per_course: Option<u32>,
    /// Whether its file has mistakes, so that these are its last good files.
    broken: bool,
    /// Errors and advice about its file.
    found: Vec<Value>,
}

/// A picture.
#[derive(Serialize)]
struct PictureRow {
    /// `ogp`, `landscape`: which words and which frame are for it.
    kind: String,
    address: String,
    width: u32,
    height: u32,
    /// Where its code leads.
    target: Option<String>,
    /// `booking`, `page`, `survey`.
    leads_to: Option<&'static str>,
    /// From how far its code is scanned, mm.
    scan_mm: Option<u32>,
    /// From how far its smallest words are read, mm; of a slide that is drawn.
    read_mm: Option<u32>,
    /// Whether it is drawn already.
    is_ready: bool,
}

/// The city's panel.
#[derive(Serialize)]
struct PanelRow {
    tenth_inches: u32,
    read_mm: u32,
    scan_mm: u32,
}

/// Looks at `id` as it is at `at`. `None`: there is no such thing.
pub fn detail(shown: &Shown, id: &str, at: Timestamp, lang: Lang) -> Option<Detail> {
    let loaded = shown.loaded.as_deref()?;
    let now = Now::new(at);
    let scope = Scope::new(&loaded.site, &loaded.theme, &now);
    let view = View { shown, site: &loaded.site, scope: &scope, lang };
    match id {
        HOME => Some(view.of_site(id, &["index.html", "archive.html"])),
        SETTINGS => Some(view.of_site(id, &["accessibility.html", "404.html"])),
        SCREENS => Some(view.of_site(id, &["signage/landscape.html", "signage/portrait.html"])),
        _ => {
            let (slug, name) = id.split_once('/').map_or((id, None), |(slug, name)| (slug, Some(name)));
            let course = loaded.site.courses.iter().find(|course| course.slug == slug);
            match (course, name) {
                (Some(course), None) => Some(view.of_course(id, course)),
                (Some(course), Some(name)) => match course.sessions.iter().find(|session| session.name == name) {
                    Some(session) => Some(view.of_session(id, course, session)),
                    None => view.last_good(loaded, id, slug, Some(name)),
                },
                (None, name) => view.last_good(loaded, id, slug, name),
            }
        }
    }
}

struct View<'a, 's> {
    shown: &'a Shown,
    site: &'s Site,
    scope: &'s Scope<'s>,
    lang: Lang,
}

impl<'s> View<'_, 's> {
    fn of_session(&self, id: &str, course: &'s Course, session: &'s Session) -> Detail {
        let file = &session.places.file.source.path;
        let phase =
            |phase: Phase| if phase == Phase::Open && !session.booking.is_needed() { "walkin" } else { phase.id() };
        let plan = channels::plan(self.scope, Part::Session(course, session));
        let name = &session.name;
        Detail {
            phase: Some(phase(session.timeline.phase_at(self.scope.now))),
            phases: session.timeline.entries().map(|(at, of)| (at.map(Timestamp::as_second), phase(of))).collect(),
            pages: vec![format!("{id}.html")],
            cards: self.pictures(&plan, |address| card_kind(address, name)),
            slides: self.pictures(
                &signage_of(self.site, || signage::shown_of_session(self.scope, course, session)),
                slide_kind,
            ),
            downloads: vec![format!("{id}.ics")],
            ..self.bare(id, file)
        }
    }

    fn of_course(&self, id: &str, course: &'s Course) -> Detail {
        let plan = channels::plan(self.scope, Part::Course(course));
        let files = plan.iter().map(|artifact| &artifact.address);
        let files = files.filter(|address| address.ends_with(".ics") || address.ends_with(".xml"));
        Detail {
            pages: vec![format!("{id}/index.html")],
            downloads: files.cloned().collect(),
            cards: self.pictures(&plan, |address| card_kind(address, "course")),
            slides: self.pictures(&signage_of(self.site, || signage::shown_of_course(self.scope, course)), slide_kind),
            ..self.bare(id, &course.places.file.source.path)
        }
    }

    fn of_site(&self, id: &str, pages: &[&str]) -> Detail {
        let there = pages.iter().filter(|address| self.shown.files.contains_key(**address));
        let downloads = ["calendar.ics", "feed.xml", "events.csv", "sitemap.xml"].into_iter();
        let downloads = downloads.filter(|address| id == HOME && self.shown.files.contains_key(*address));
        Detail {
            pages: there.map(|address| (*address).to_owned()).collect(),
            downloads: downloads.map(str::to_owned).collect(),
            ..self.bare(id, "content/site.yaml")
        }
    }

    /// What there still is of something that can't be read now.
    fn last_good(&self, loaded: &Loaded, id: &str, slug: &str, name: Option<&str>) -> Option<Detail> {
        let is_it = |course: &str, of: Option<&str>| course == slug && (of == name || of.is_none());
        let broken = loaded.broken.iter().find(|broken| is_it(&broken.course, broken.name.as_deref()))?;
        let file =
            if broken.name.is_none() && name.is_some() { format!("content/{id}.md") } else { broken.file.clone() };
        let page = name.map_or_else(|| format!("{id}/index.html"), |_| format!("{id}.html"));
        let own = name.unwrap_or("course");
        let mut pictures: Vec<(&str, String)> = Vec::new();
        for address in self.shown.files.keys().map(|address| &**address) {
            let card = address.strip_prefix(slug).and_then(|rest| rest.strip_prefix("/cards/"));
            let is_slide = address.starts_with("signage/slides/") && address.contains(&format!("/{slug}-{own}."));
            if card.is_some_and(|rest| rest.starts_with(&format!("{own}-"))) {
                pictures.push((address, card_kind(address, own)));
            } else if is_slide && !address.contains(".b.") {
                pictures.push((address, slide_kind(address)));
            }
        }
        // In the order in which a plan has them.
        pictures.sort_by_key(|(address, kind)| (KINDS.iter().position(|known| known == kind), *address));
        let (slides, cards) = pictures.into_iter().partition(|(address, _)| address.starts_with("signage/"));
        let rows = |pictures: Vec<(&str, String)>| -> Vec<PictureRow> {
            pictures.into_iter().map(|(address, kind)| last_good(address, kind)).collect()
        };
        Some(Detail {
            pages: if self.shown.files.contains_key(&*page) { vec![page] } else { Vec::new() },
            cards: rows(cards),
            slides: rows(slides),
            broken: true,
            ..self.bare(id, &file)
        })
    }

    /// What everything has.
    fn bare(&self, id: &str, file: &str) -> Detail {
        let signage = &self.site.signage;
        let Panel { tenth_inches, read_mm, scan_mm, .. } = signage.panel;
        let screens = self.site.channels.signage;
        let found = self.shown.problems.iter().chain(&self.shown.advice);
        let found = found.filter(|found| found.place.as_ref().is_some_and(|place| place.source.path == file));
        Detail {
            id: id.to_owned(),
            file: file.to_owned(),
            at: self.scope.now.at().as_second(),
            phase: None,
            phases: Vec::new(),
            pages: Vec::new(),
            cards: Vec::new(),
            slides: Vec::new(),
            downloads: Vec::new(),
            panel: screens.then_some(PanelRow { tenth_inches, read_mm, scan_mm }),
            per_course: screens.then_some(signage.per_course),
            broken: false,
            found: found.map(|found| as_json(found, self.lang)).collect(),
        }
    }

    fn pictures(&self, plan: &[Artifact<'_>], kind: impl Fn(&str) -> String) -> Vec<PictureRow> {
        let pictures = plan.iter().filter_map(|artifact| match &artifact.recipe {
            Recipe::Picture(recipe) => Some((&artifact.address, recipe)),
            _ => None,
        });
        pictures.map(|(address, recipe)| self.picture(address, recipe, kind(address))).collect()
    }

    fn picture(&self, address: &str, recipe: &PictureRecipe, kind: String) -> PictureRow {
        let panel = &self.site.signage.panel;
        let drawn = self.shown.files.get(address);
        let legibility = drawn.and_then(|file| file.kept.legibility.as_ref());
        PictureRow {
            kind,
            address: address.to_owned(),
            width: recipe.size.0,
            height: recipe.size.1,
            target: recipe.qr.as_ref().map(|qr| qr.as_str().to_owned()),
            leads_to: recipe.qr.as_ref().map(|qr| match qr {
                QrTarget::Booking(_) => "booking",
                QrTarget::Page(_) => "page",
                QrTarget::Survey(_) => "survey",
            }),
            scan_mm: build::scanning_mm(recipe, panel),
            read_mm: legibility.map(|legibility| build::reading_mm(panel, legibility.text_px)),
            is_ready: drawn.is_some(),
        }
    }
}

/// A picture of which only the file is there.
fn last_good(address: &str, kind: String) -> PictureRow {
    let (width, height) = match kind.as_str() {
        "ogp" => (1200, 630),
        "line" => (1040, 1040),
        "landscape" => (1920, 1080),
        _ => (1080, 1920),
    };
    PictureRow {
        kind,
        address: address.to_owned(),
        width,
        height,
        target: None,
        leads_to: None,
        scan_mm: None,
        read_mm: None,
        is_ready: true,
    }
}

fn signage_of<'s>(site: &Site, plan: impl FnOnce() -> Vec<Artifact<'s>>) -> Vec<Artifact<'s>> {
    if site.channels.signage { plan() } else { Vec::new() }
}

/// `ogp` in `rinyushoku/cards/2026-12-10-ogp.HASH.png`; `survey` of a survey's.
fn card_kind(address: &str, name: &str) -> String {
    let file = address.rsplit('/').next().unwrap_or(address);
    let stem = file.split('.').next().unwrap_or(file);
    let own = stem.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    own.or_else(|| stem.ends_with("survey").then_some("survey")).unwrap_or(stem).to_owned()
}

/// `landscape` in `signage/slides/landscape/…`.
fn slide_kind(address: &str) -> String {
    address.split('/').nth(2).unwrap_or_default().to_owned()
}
