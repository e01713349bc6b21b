//! The theme's picture templates: words and code go in, HTML comes out. Here too: the theme's style sheets and art.

use serde::Serialize;
use takumi::prelude::ImageSource;
use tera::{Context, Kwargs, State, Tera};

use crate::channels::picture_view::PictureView;
use crate::diagnostics::{Diagnostic, Message};
use crate::draw::canvas::{Art, Canvas, Vocabulary, sheet_flaws};
use crate::draw::phrases::with_break_marks;
use crate::draw::qr::Symbol;
use crate::theme::{Known, Sources, Theme, components, syntax_errors, template_errors, unescaped, unknown};

use super::markup::{self, Stock};
use super::names::Names;
use super::photos::Photo;
use super::sample;

/// Folders with picture templates.
const FOLDERS: [&str; 2] = ["cards/", "slides/"];

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
    /// Paths of the art.
    shapes: Vec<String>,
    sources: Sources,
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

/// Reads fonts and the style sheet; everything in it must be what pictures can show.
pub fn canvas(theme: &Theme, words: &Vocabulary) -> Result<Canvas, Vec<Diagnostic>> {
    let sources = theme.sources();
    let broken =
        |detail: String| vec![sources.error_in(SHEET, Message::ThemeBroken { file: sources.shown(SHEET), detail })];
    let css = theme.text(SHEET).ok_or_else(|| broken("missing".to_owned()))?;
    let flaws = sheet_flaws(css, words);
    if !flaws.is_empty() {
        return Err(flaws.into_iter().map(|flaw| sources.error(SHEET, flaw.range, flaw.message)).collect());
    }
    Canvas::new(&theme.fonts(), &[&theme.tokens_css(), css]).map_err(broken)
}

/// What the styles of pictures may name.
pub fn vocabulary(theme: &Theme) -> Vocabulary {
    let colours = theme.colours();
    let value = |name: String| colours.get(&name).map(str::to_owned).map(|value| (name, value));
    let mut words = Vocabulary {
        properties: colours.properties().filter_map(value).collect(),
        families: theme.fonts().iter().map(|(family, ..)| (*family).to_owned()).collect(),
    };
    words.learn(theme.text(SHEET).unwrap_or_default());
    words
}

impl Templates {
    /// Reads and parses them all, and gives what is wrong with them; none where one cannot be read at all.
    pub fn new(theme: &Theme, facilities: Vec<String>, words: &Vocabulary) -> (Option<Self>, Vec<Diagnostic>) {
        let sources = theme.sources().clone();
        let mut tera = Tera::default();
        tera.register_filter("phrases", move |text: &str, _: Kwargs, _: &State| with_break_marks(text, &facilities));
        let paths = FOLDERS.into_iter().flat_map(|folder| theme.paths(folder)).filter(|path| path.ends_with(".html"));
        let paths: Vec<String> = paths.map(str::to_owned).collect();
        let (art, mut flaws) = art(theme);
        let shapes: Vec<String> = theme.paths("art/").into_iter().map(str::to_owned).collect();
        let stock = Stock { sources: &sources, art: &shapes, words };
        let names = Names::of(&sample::context());
        for path in &paths {
            let unreadable = syntax_errors(&sources, path);
            if unreadable.is_empty() {
                flaws.extend(markup::flaws(path, &stock));
                flaws.extend(unescaped(&sources, path, |name| name == "qr.svg"));
                flaws.extend(names.flaws(&sources, path));
            }
            flaws.extend(unreadable);
        }
        let texts: Vec<(&str, &str)> =
            paths.iter().filter_map(|path| Some((path.as_str(), theme.text(path)?))).collect();
        let components = components(texts.iter().map(|(_, text)| *text));
        match tera.add_raw_templates(texts) {
            Ok(()) => (Some(Self { tera, art, shapes, sources }), flaws),
            Err(error) => {
                let known = Known { components: &components, templates: &paths };
                let is_told = matches!(error.kind(), tera::ErrorKind::SyntaxError(_));
                flaws.extend(
                    (!is_told)
                        .then(|| template_errors(&sources, "cards/parts.html", &error, known))
                        .into_iter()
                        .flatten(),
                );
                (None, flaws)
            }
        }
    }

    /// The theme's files.
    pub fn sources(&self) -> &Sources {
        &self.sources
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
    ) -> Result<String, Diagnostic> {
        let file = format!("{name}.html");
        let wrong = |error: tera::Error| self.told(&file, &error);
        let mut context = Context::from_serialize(view).map_err(wrong)?;
        context.insert("qr", &code);
        let spoken = |language: &str| view.lang.split('-').next() == Some(language);
        context.insert("ja", &spoken("ja"));
        context.insert("month", if spoken("en") { month_name(view) } else { "" });
        context.insert("image", &self.image(view, photo));
        self.tera.render(&file, &context).map_err(wrong)
    }

    /// What is told when the engine cannot read the card that a template made: mostly the sizes of a text box.
    pub fn unparsed(&self, name: &str, what: String) -> Diagnostic {
        let path = format!("{name}.html");
        let id = what.strip_prefix("id=\"").and_then(|rest| rest.split('"').next());
        let Some(id) = id else { return self.sources.error_in(&path, Message::ThemeRender { detail: what }) };
        let field = id.split(':').nth(1).unwrap_or_default();
        let call =
            markup::named_fields(self.sources.text(&path).unwrap_or_default()).find(|(_, named)| *named == field);
        let message = Message::ThemeFit { id: id.to_owned() };
        match call {
            Some((range, _)) => self.sources.error(&path, range, message),
            None => self.sources.error_in(&path, message),
        }
    }

    /// What is told when a filled-in template shows a picture that is not there.
    pub fn no_picture(&self, name: &str, url: &str) -> Diagnostic {
        let path = format!("{name}.html");
        let message = unknown(("絵", "picture"), url, self.shapes.iter().map(String::as_str));
        match markup::filled_in_pictures(self.sources.text(&path).unwrap_or_default()) {
            Some(range) => self.sources.error(&path, range, message),
            None => self.sources.error_in(&path, message),
        }
    }

    /// What Tera stumbled over when it filled a template in.
    fn told(&self, file: &str, error: &tera::Error) -> Diagnostic {
        let mut found = template_errors(&self.sources, file, error, Known::default());
        found.truncate(1);
        let broken = || Message::ThemeBroken { file: file.to_owned(), detail: error.to_string() };
        found.pop().unwrap_or_else(|| self.sources.error_in(file, broken()))
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

/// The theme's pictures, and those that cannot be read.
fn art(theme: &Theme) -> (Art, Vec<Diagnostic>) {
    let (mut art, mut flaws) = (Art::default(), Vec::new());
    for path in theme.paths("art/") {
        if let Some(Err(detail)) = theme.bytes(path).map(|bytes| art.add(path, bytes)) {
            let message = Message::ThemeBroken { file: theme.sources().shown(path), detail };
            flaws.push(theme.sources().error_in(path, message));
        }
    }
    (art, flaws)
}
