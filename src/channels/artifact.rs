//! An artifact: one file that a channel wants, with its address and its recipe, not yet made.

use std::path::PathBuf;

use jiff::civil::Date;
use serde::Serialize;

use super::page_view::{ArchivePage, CoursePage, HomePage, NotFoundPage, PlayerPage, PolicyPage, SessionPage};
use super::picture_view::{PictureForm, PictureView};
use crate::diagnostics::Place;
use crate::site::{BookingUrl, Photo, Places};

/// Number of the recipe format: a change in how pictures are made raises it, and every picture is made anew.
const RECIPE_FORMAT: u32 = 3;

/// One file that shall exist.
#[derive(Clone, Debug)]
pub struct Artifact<'s> {
    /// Its path below the output folder, with `/`; ASCII.
    pub address: String,
    /// Who may see it.
    pub reach: Reach,
    /// When it is written.
    pub order: Order,
    /// What it is, for the summary at the end of a build.
    pub kind: Kind,
    /// How it is made.
    pub recipe: Recipe,
    /// A superseded picture stays until this day: chat apps show it by its address.
    pub keep_until: Option<Date>,
    /// Which lines said what it shows, for what goes wrong while it is made.
    pub places: Option<&'s Places>,
}

/// Who may see a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is published.
    Public,
    /// It is for staff and never lies in the output folder.
    Staff,
}

/// Pictures are written before the pages that show them, lists last: a visitor never follows a link to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// Cards, slides, photos.
    Picture,
    /// Pages of one thing.
    Page,
    /// Lists of many.
    Index,
}

/// What a file is to the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A session's page (お知らせ).
    Announcement,
    /// A share card (カード).
    Card,
    /// A signage slide (スライド).
    Slide,
    /// Anything else.
    Other,
}

/// How a file is made.
#[derive(Clone, Debug)]
pub enum Recipe {
    /// A page from a template.
    Page {
        /// `pages/session.html`.
        template: &'static str,
        /// Its words.
        view: PageView,
    },
    /// A picture from a template.
    Picture(Box<PictureRecipe>),
    /// A photo, resized; everything but its pixels is left out.
    Photo {
        /// The photo.
        photo: Photo,
        /// Width in pixels; never enlarged.
        width: u32,
    },
    /// A file that staff handed in, as it is.
    File {
        /// The file.
        file: PathBuf,
        /// blake3 of its bytes, in hex.
        digest: String,
        /// The characters that name it.
        place: Place,
    },
    /// The bytes themselves.
    Bytes(Vec<u8>),
}

/// The words of a page.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum PageView {
    /// A session.
    Session(Box<SessionPage>),
    /// A course.
    Course(Box<CoursePage>),
    /// What one can book now.
    Home(Box<HomePage>),
    /// What is over.
    Archive(Box<ArchivePage>),
    /// The site's word on accessibility.
    Policy(Box<PolicyPage>),
    /// An address with nothing behind it.
    NotFound(Box<NotFoundPage>),
    /// Slides on a screen.
    Player(Box<PlayerPage>),
}

/// A picture to draw.
#[derive(Clone, Debug)]
pub struct PictureRecipe {
    /// `cards/ogp`: the template's path without its ending.
    pub template: &'static str,
    /// What staff call it, 「SNS用カード」.
    pub name: &'static str,
    /// Its words.
    pub view: PictureView,
    /// What its code leads to.
    pub qr: Option<QrTarget>,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// The photo it shows.
    pub photo: Option<Photo>,
    /// What kind of file it becomes.
    pub form: PictureForm,
}

/// Where a QR code leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QrTarget {
    /// The booking form of the picture's channel.
    Booking(BookingUrl),
    /// A page of ours, mostly the course's: absolute address.
    Page(String),
    /// A survey's form.
    Survey(String),
}

impl Artifact<'_> {
    /// A published file of no special kind, which goes as soon as nothing plans it.
    pub fn new(address: String, order: Order, recipe: Recipe) -> Self {
        Self { address, reach: Reach::Public, order, kind: Kind::Other, recipe, keep_until: None, places: None }
    }
}

impl QrTarget {
    /// The address, byte for byte what the code says.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Booking(url) => url.as_str(),
            Self::Page(url) | Self::Survey(url) => url,
        }
    }
}

impl QrTarget {
    /// The key of the front matter that says it, for what is wrong with it.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Booking(_) | Self::Page(_) => "booking",
            Self::Survey(_) => "survey",
        }
    }
}

impl PictureRecipe {
    /// What the file's name ends in; what is planned here is what the workshop writes.
    pub fn ending(&self) -> &'static str {
        if self.view.is_jpeg() || self.form != PictureForm::Web { "jpg" } else { "png" }
    }

    /// Digest of everything the picture depends on: its recipe, the theme's parts, those of the names that stay whole
    /// which it shows, and the recipe format.
    pub fn key(&self, theme: &blake3::Hash, whole_names: &[String]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        let mut part = |bytes: &[u8]| {
            hasher.update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
        };
        part(&RECIPE_FORMAT.to_le_bytes());
        part(theme.as_bytes());
        part(self.template.as_bytes());
        let view = serde_json::to_string(&self.view).unwrap_or_default();
        part(view.as_bytes());
        for name in whole_names.iter().filter(|name| view.contains(name.as_str())) {
            part(name.as_bytes());
        }
        part(self.qr.as_ref().map_or("", QrTarget::as_str).as_bytes());
        part(&[self.form as u8]);
        part(&self.size.0.to_le_bytes());
        part(&self.size.1.to_le_bytes());
        hasher.finalize()
    }

    /// The HASH in the picture's name: enough of the key that two pictures of a session never share it.
    pub fn hash(&self, theme: &blake3::Hash, whole_names: &[String]) -> String {
        self.key(theme, whole_names).to_hex()[..10].to_owned()
    }
}
