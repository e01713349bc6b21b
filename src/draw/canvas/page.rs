//! A parsed card: the engine's node tree and the places in it that oideyo must find again.
//!
//! Templates name these places by `id`: `fit:FIELD:LARGEST:SMALLEST:LINES:MOST` is a text box that may shrink (write it
//! with the component `<fitted …/>` of `cards/parts.html`), `qr` is the code with its quiet zone. The class `optional` on
//! a text box marks words that a full card may leave out, the class `bleed` decoration that may leave its parent.

use takumi::prelude::{FromHtmlOptions, Node, NodeKind, Style};

/// What a named place is.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// A box of text that shrinks until it fits.
    Text(TextSlot),
    /// The QR code with its quiet zone.
    Qr,
    /// Decoration; may be cut by the card's edge.
    Bleed,
}

/// A text box and how far it may shrink.
#[derive(Clone, Debug, PartialEq)]
pub struct TextSlot {
    /// Field of the picture's view that it shows.
    pub field: String,
    /// Largest font size in pixels, tried first.
    pub largest: f32,
    /// Smallest legible font size in pixels.
    pub smallest: f32,
    /// Lines it should have at most, 0 = any number.
    pub lines: usize,
    /// Lines it may have when it does not fit otherwise.
    pub most: usize,
    /// Whether a full card may leave it out.
    pub optional: bool,
}

/// How much a text box is helped when shrinking alone does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Help {
    /// Not at all: its preferred lines, broken between phrases.
    None,
    /// It may have its most lines.
    Lines,
    /// Lines may also break inside a phrase, by the ordinary rules of Japanese.
    Breaks,
}

/// How a text box is set in one attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Font size in pixels.
    pub size: f32,
    /// What it is allowed beyond shrinking.
    pub help: Help,
    /// Whether it is left out.
    pub hidden: bool,
}

/// One card, parsed.
pub struct Page {
    root: Node,
    slots: Vec<(Vec<usize>, Slot)>,
}

impl Page {
    /// Parses the HTML of one card.
    ///
    /// # Errors
    /// What is wrong with the markup or with an `id`.
    pub fn parse(html: &str) -> Result<Self, String> {
        let root = takumi::from_html(html, FromHtmlOptions::default()).map_err(|error| error.to_string())?;
        let mut slots = Vec::new();
        collect(&root, &mut Vec::new(), &mut slots)?;
        Ok(Self { root, slots })
    }

    /// The named places in document order; their position is their number.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().map(|(_, slot)| slot)
    }

    /// Addresses of all pictures that the card shows.
    pub fn image_urls(&self) -> impl Iterator<Item = &str> {
        self.root.image_urls()
    }

    /// The tree to draw, with its text boxes set as `settings` says (one for each slot, in order).
    pub fn to_draw(&self, settings: &[Setting]) -> Node {
        self.set(settings, |_, style| style)
    }

    /// The tree to measure. Measured boxes carry no names, so each named one is skewed by as many millionths as its
    /// number plus one: its measured matrix tells the number (`slot_of`), and layout is not touched by transforms.
    pub fn to_measure(&self, settings: &[Setting]) -> Node {
        self.set(settings, |number, style| format!("{style}transform:matrix(1,0,{:e},1,0,0);", skew(number)))
    }

    fn set(&self, settings: &[Setting], finish: impl Fn(usize, String) -> String) -> Node {
        let mut root = self.root.clone();
        for (number, (path, slot)) in self.slots.iter().enumerate() {
            let style = match (slot, settings.get(number)) {
                (Slot::Text(_), Some(setting)) => {
                    let breaks = if setting.help == Help::Breaks { "word-break:normal;" } else { "" };
                    let shown = if setting.hidden { "display:none;" } else { "" };
                    format!("font-size:{}px;{breaks}{shown}", setting.size)
                }
                _ => String::new(),
            };
            let style = finish(number, style);
            if let (false, Some(node)) = (style.is_empty(), find(&mut root, path)) {
                let style: Style = style.parse().unwrap_or_default();
                *node = std::mem::take(node).with_style(style);
            }
        }
        root
    }
}

/// The skew that marks slot `number` when measuring.
fn skew(number: usize) -> f32 {
    (number as f32 + 1.0) * 1e-6
}

/// The slot whose skew a measured matrix carries.
pub fn slot_of(matrix: &[f32; 6]) -> Option<usize> {
    let number = (matrix[2] * 1e6).round() as usize;
    number.checked_sub(1)
}

fn find<'a>(node: &'a mut Node, path: &[usize]) -> Option<&'a mut Node> {
    let Some((first, rest)) = path.split_first() else { return Some(node) };
    match &mut node.kind {
        NodeKind::Container { children } => find(children.get_mut(*first)?, rest),
        _ => None,
    }
}

fn collect(node: &Node, path: &mut Vec<usize>, slots: &mut Vec<(Vec<usize>, Slot)>) -> Result<(), String> {
    if let Some(slot) = slot(node)? {
        slots.push((path.clone(), slot));
        return Ok(());
    }
    if let NodeKind::Container { children } = &node.kind {
        for (index, child) in children.iter().enumerate() {
            path.push(index);
            collect(child, path, slots)?;
            path.pop();
        }
    }
    Ok(())
}

fn slot(node: &Node) -> Result<Option<Slot>, String> {
    if node.classes().any(|class| class == "bleed") {
        return Ok(Some(Slot::Bleed));
    }
    let Some(id) = node.id() else { return Ok(None) };
    if id == "qr" {
        return Ok(Some(Slot::Qr));
    }
    let Some(rest) = id.strip_prefix("fit:") else { return Ok(None) };
    let wrong = || format!("id=\"{id}\" is not fit:FIELD:LARGEST:SMALLEST:LINES:MOST");
    let parts: Vec<&str> = rest.split(':').collect();
    let [field, largest, smallest, lines, most] = parts.as_slice() else { return Err(wrong()) };
    let text = TextSlot {
        field: (*field).to_owned(),
        largest: largest.parse().map_err(|_| wrong())?,
        smallest: smallest.parse().map_err(|_| wrong())?,
        lines: lines.parse().map_err(|_| wrong())?,
        most: most.parse().map_err(|_| wrong())?,
        optional: node.classes().any(|class| class == "optional"),
    };
    if !(text.smallest > 0.0 && text.largest >= text.smallest) {
        return Err(wrong());
    }
    Ok(Some(Slot::Text(text)))
}
