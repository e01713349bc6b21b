//! The theme's picture templates: words and code go in, HTML comes out. Here too: the theme's style sheets and art.

use serde::Serialize;
use takumi::prelude::ImageSource;
use tera::{Context, Kwargs, State, Tera};

use crate::channels::picture_view::PictureView;
use crate::draw::canvas::{Art, Canvas, inline_flaws, sheet_flaws};
use crate::draw::phrases::with_break_marks;
use crate::draw::qr::Symbol;
use crate::theme::Theme;

use super::errors::WorkshopError;
use super::photos::Photo;

/// Folders with picture templates.
const FOLDERS: [&str; 2] = ["cards", "slides"];

/// The style sheet of all pictures.
const SHEET: &str = "styles/picture.css";

/// Art that a theme always has.
const DEFAULT_ART: &str = "bowl";

/// Where art is cut when its place is too low: faces lie a little below the middle.
const ART_FOCUS: &str = "50% 62%";

/// Picture templates and the art they show.
pub struct Templates {
    tera: Tera,
    art: Art,
}

/// The QR code as a template sees it.
#[derive(Serialize)]
pub struct QrWords {
    /// The white ground of the code's place, quiet zone included; the code is painted when all else is drawn.
    svg: String,
    /// Side of that place in pixels.
    side: u32,
    /// Whether it needs the layout for long codes.
    long: bool,
}

/// The picture of a card as a template sees it: an address for each shape, and the part to keep in sight.
#[derive(Serialize)]
struct ImageWords {
    wide: String,
    tall: String,
    square: String,
    focus: String,
    is_photo: bool,
}

impl QrWords {
    /// A code with `module_px` pixels to a module.
    pub fn new(symbol: &Symbol, module_px: u32, long: bool) -> Self {
        let side = symbol.side_px(module_px);
        let svg = format!("<div style=\"width:{side}px;height:{side}px;background-color:#fff\"></div>");
        Self { svg, side, long }
    }
}

/// Reads fonts and the style sheet; every property must be one that pictures can show.
pub fn canvas(theme: &Theme) -> Result<Canvas, Vec<WorkshopError>> {
    let css = theme.text(SHEET).ok_or_else(|| vec![WorkshopError::in_file(SHEET, "is missing")])?;
    let flaws = sheet_flaws(css);
    if !flaws.is_empty() {
        let error = |flaw: crate::draw::canvas::Flaw| WorkshopError {
            file: SHEET.to_owned(),
            line: Some(flaw.line),
            what: flaw.what,
        };
        return Err(flaws.into_iter().map(error).collect());
    }
    Canvas::new(&theme.fonts(), &[&theme.tokens_css(), css]).map_err(|error| vec![WorkshopError::in_file(SHEET, error)])
}

impl Templates {
    /// Reads and parses them all.
    pub fn new(theme: &Theme, facilities: Vec<String>) -> Result<Self, Vec<WorkshopError>> {
        let mut tera = Tera::default();
        tera.register_filter("phrases", move |text: &str, _: Kwargs, _: &State| with_break_marks(text, &facilities));
        let mut errors = Vec::new();
        let paths = FOLDERS.into_iter().flat_map(|folder| theme.paths(folder)).filter(|path| path.ends_with(".html"));
        let texts: Vec<(&str, &str)> = paths.filter_map(|path| Some((path, theme.text(path)?))).collect();
        for (path, text) in &texts {
            errors.extend(inline_flaws(text).into_iter().map(|flaw| WorkshopError {
                file: (*path).to_owned(),
                line: Some(flaw.line),
                what: flaw.what,
            }));
        }
        if let Err(error) = tera.add_raw_templates(texts) {
            errors.push(template_error("cards", &error));
        }
        let mut art = Art::default();
        for path in theme.paths("art") {
            if let Some(Err(error)) = theme.bytes(path).map(|bytes| art.add(path, bytes)) {
                errors.push(WorkshopError::in_file(path, error));
            }
        }
        if errors.is_empty() { Ok(Self { tera, art }) } else { Err(errors) }
    }

    /// Names of the templates that draw a picture, without ending.
    pub fn names(&self) -> Vec<String> {
        let names = self.tera.get_template_names().filter_map(|name| name.strip_suffix(".html"));
        let mut names: Vec<_> = names.filter(|name| !name.ends_with("parts")).map(str::to_owned).collect();
        names.sort();
        names
    }

    /// Art at an address that a template wrote.
    pub fn art(&self, url: &str) -> Option<ImageSource> {
        self.art.get(url)
    }

    /// The HTML of one picture.
    pub fn html(
        &self,
        name: &str,
        view: &PictureView,
        code: Option<&QrWords>,
        photo: Option<&Photo>,
    ) -> Result<String, WorkshopError> {
        let file = format!("{name}.html");
        let wrong = |error: tera::Error| template_error(&file, &error);
        let mut context = Context::from_serialize(view).map_err(wrong)?;
        context.insert("qr", &code);
        let spoken = |language: &str| view.lang.split('-').next() == Some(language);
        context.insert("ja", &spoken("ja"));
        context.insert("month", if spoken("en") { month_name(view) } else { "" });
        context.insert("image", &self.image(view, photo));
        self.tera.render(&file, &context).map_err(wrong)
    }

    /// The photo, else the session's art, else the default one; an art without a variant for a shape lends its square.
    fn image(&self, view: &PictureView, photo: Option<&Photo>) -> ImageWords {
        if let Some(photo) = photo {
            let url = || photo.url.clone();
            return ImageWords { wide: url(), tall: url(), square: url(), focus: photo.focus.clone(), is_photo: true };
        }
        let square = format!("art/{}.svg", view.art);
        let square = if self.art.holds(&square) { square } else { format!("art/{DEFAULT_ART}.svg") };
        let shaped = |shape: &str| {
            let path = square.replace(".svg", &format!("-{shape}.svg"));
            if self.art.holds(&path) { path } else { square.clone() }
        };
        let (wide, tall) = (shaped("wide"), shaped("tall"));
        ImageWords { wide, tall, square, focus: ART_FOCUS.into(), is_photo: false }
    }
}

/// The English name of the month, short; empty without a date.
fn month_name(view: &PictureView) -> &'static str {
    const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let number = view.when.as_ref().and_then(|when| usize::try_from(when.month).ok());
    number.and_then(|number| NAMES.get(number.checked_sub(1)?)).copied().unwrap_or_default()
}

/// A template error with its file and line; `file` if it names none.
fn template_error(file: &str, error: &tera::Error) -> WorkshopError {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => WorkshopError {
            file: report.filename().to_owned(),
            line: Some(report.span().start_line),
            what: report.message().to_owned(),
        },
        other => WorkshopError::in_file(file, other.to_string()),
    }
}
