//! A parsed card: the engine's node tree and the places in it that oideyo must find again.
//!
//! Templates name these places by `id`: `fit:FIELD:LARGEST:SMALLEST:LINES:MOST` is a text box that may shrink (write it
//! with the component `<fitted …/>` of `cards/parts.html`), `qr` is the code with its quiet zone. The class `optional` on
//! a text box marks words that a full card may leave out, the class `bleed` decoration that may leave its parent.

use std::collections::BTreeMap;

use takumi::prelude::{FromHtmlOptions, Node, NodeKind, Style};

use crate::draw::phrases::{BETWEEN_LETTERS, BETWEEN_PHRASES, BETWEEN_WORDS};

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
    /// Lines may also break inside a phrase, between its words.
    Words,
    /// Lines may break between any two letters that are no number and no everyday word.
    Letters,
}

/// Lines that are set by us and not by the engine: for some text boxes, by number, for each of their texts (the writer's
/// wished lines) the lines it is divided into.
pub type SetLines = BTreeMap<usize, Vec<Vec<String>>>;

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
    texts: Vec<Text>,
}

/// One text of a text box.
struct Text {
    /// Number of its slot.
    slot: usize,
    /// The way to the element that holds it, from the root.
    path: Vec<usize>,
    /// With all its marks, see [`crate::draw::phrases::with_break_marks`].
    marked: String,
}

impl Page {
    /// Parses the HTML of one card.
    ///
    /// # Errors
    /// What is wrong with the markup or with an `id`.
    pub fn parse(html: &str) -> Result<Self, String> {
        let mut root = takumi::from_html(html, FromHtmlOptions::default()).map_err(|error| error.to_string())?;
        let mut slots = Vec::new();
        collect(&root, &mut Vec::new(), &mut slots)?;
        let mut texts = Vec::new();
        for (number, (path, slot)) in slots.iter().enumerate() {
            if matches!(slot, Slot::Text(_)) {
                texts.extend(take_texts(&mut root, number, path));
            }
        }
        Ok(Self { root, slots, texts })
    }

    /// The texts of a text box with all their marks, one for each of the writer's lines; none for a box of several
    /// elements.
    pub fn texts(&self, slot: usize) -> impl Iterator<Item = &str> {
        self.texts.iter().filter(move |text| text.slot == slot).map(|text| text.marked.as_str())
    }

    /// The named places in document order; their position is their number.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().map(|(_, slot)| slot)
    }

    /// Addresses of all pictures that the card shows.
    pub fn image_urls(&self) -> impl Iterator<Item = &str> {
        self.root.image_urls()
    }

    /// The tree to draw, with its text boxes set as `settings` and `lines` say (a setting for each slot, in order).
    pub fn to_draw(&self, settings: &[Setting], lines: &SetLines) -> Node {
        self.set(settings, lines, |_, style| style)
    }

    /// The tree to measure. Measured boxes carry no names, so each named one is skewed by as many millionths as its
    /// number plus one: its measured matrix tells the number (`slot_of`), and layout is not touched by transforms.
    pub fn to_measure(&self, settings: &[Setting], lines: &SetLines) -> Node {
        self.set(settings, lines, |number, style| format!("{style}transform:matrix(1,0,{:e},1,0,0);", skew(number)))
    }

    fn set(&self, settings: &[Setting], lines: &SetLines, finish: impl Fn(usize, String) -> String) -> Node {
        let mut root = self.root.clone();
        self.set_texts(&mut root, settings, lines);
        for (number, (path, slot)) in self.slots.iter().enumerate() {
            let style = match (slot, settings.get(number)) {
                (Slot::Text(_), Some(setting)) => {
                    let shown = if setting.hidden { "display:none;" } else { "" };
                    format!("font-size:{}px;{shown}", setting.size)
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

    /// Words that break in other places than between their phrases, last first, so that the ways to the others stay true.
    fn set_texts(&self, root: &mut Node, settings: &[Setting], lines: &SetLines) {
        for (at, text) in self.texts.iter().enumerate().rev() {
            let number = self.texts[..at].iter().filter(|other| other.slot == text.slot).count();
            let set = lines.get(&text.slot).and_then(|texts| texts.get(number));
            let help = settings.get(text.slot).map_or(Help::None, |setting| setting.help);
            match set {
                Some(lines) => divide(root, &text.path, lines),
                None if help >= Help::Words => {
                    if let Some(node) = find(root, &text.path) {
                        write_text(node, &with_marks(&text.marked, help));
                    }
                }
                None => {}
            }
        }
    }
}

/// A text with those of its marks that a line may break at, as breaks for the engine; a word joiner behind one goes.
pub fn with_marks(marked: &str, help: Help) -> String {
    let mut text = String::with_capacity(marked.len());
    let mut broken = false;
    for c in marked.chars() {
        let breaks = match c {
            BETWEEN_WORDS => help >= Help::Words,
            BETWEEN_LETTERS => help >= Help::Letters,
            '\u{2060}' if broken => continue,
            _ => {
                broken = false;
                text.push(c);
                continue;
            }
        };
        broken = breaks;
        if breaks {
            text.push(BETWEEN_PHRASES);
        }
    }
    text
}

/// Takes the texts out of a text box's elements and leaves them without inner marks. A box with other elements in it than
/// one text each has none.
fn take_texts(root: &mut Node, slot: usize, path: &[usize]) -> Vec<Text> {
    let Some(node) = find(root, path) else { return Vec::new() };
    let NodeKind::Container { children } = &mut node.kind else { return Vec::new() };
    let mut texts = Vec::with_capacity(children.len());
    for (index, child) in children.iter().enumerate() {
        let Some(marked) = text_of(child) else { return Vec::new() };
        let path = path.iter().copied().chain([index]).collect();
        texts.push(Text { slot, path, marked: marked.to_owned() });
    }
    for (child, text) in children.iter_mut().zip(&texts) {
        write_text(child, &with_marks(&text.marked, Help::None));
    }
    texts
}

/// The text of an element that holds nothing else.
fn text_of(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Text(data) => Some(&data.text),
        NodeKind::Container { children } => match children.as_slice() {
            [child] => text_of(child),
            _ => None,
        },
        _ => None,
    }
}

fn write_text(node: &mut Node, text: &str) {
    match &mut node.kind {
        NodeKind::Text(data) => text.clone_into(&mut data.text),
        NodeKind::Container { children } => {
            if let Some(child) = children.first_mut() {
                write_text(child, text);
            }
        }
        _ => {}
    }
}

/// Puts one copy of the element at `path` for each line in its place.
fn divide(root: &mut Node, path: &[usize], lines: &[String]) {
    let Some((&index, parent)) = path.split_last() else { return };
    let Some(parent) = find(root, parent) else { return };
    let NodeKind::Container { children } = &mut parent.kind else { return };
    let Some(element) = children.get(index).cloned() else { return };
    let copies = lines.iter().map(|line| {
        let mut copy = element.clone();
        write_text(&mut copy, line);
        copy
    });
    children.splice(index..=index, copies.collect::<Vec<_>>());
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
