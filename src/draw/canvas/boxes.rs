//! Where everything on a measured card lies, and which of it lies wrong.

use takumi::prelude::MeasuredNode;

use super::page::{Help, Page, Setting, Slot, slot_of};

/// Layout works in fractions of a pixel; what sticks out by less than this is not seen.
const TOLERANCE_PX: f32 = 1.0;

/// Part of a line's height, at its top and at its bottom, in which no ink is: lines of tightly set text overlap there.
const LEADING_SHARE: f32 = 0.16;

/// A rectangle in pixels from the card's upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    fn inside_across(&self, outer: &Area) -> bool {
        self.left >= outer.left - TOLERANCE_PX && self.right <= outer.right + TOLERANCE_PX
    }

    fn inside_down(&self, outer: &Area) -> bool {
        self.top >= outer.top - TOLERANCE_PX && self.bottom <= outer.bottom + TOLERANCE_PX
    }

    /// Which share of `inner`, counted from its left edge, lies within this area.
    fn share_of(&self, inner: &Area) -> f32 {
        ((self.right - inner.left) / (inner.right - inner.left).max(1.0)).clamp(0.0, 1.0)
    }

    fn touches(&self, other: &Area) -> bool {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across > TOLERANCE_PX && down > TOLERANCE_PX
    }

    /// The part of a line of text that holds ink.
    fn ink(&self) -> Area {
        let leading = (self.bottom - self.top) * LEADING_SHARE;
        Area { top: self.top + leading, bottom: self.bottom - leading, ..*self }
    }
}

/// The parts of a card that words are held to.
#[derive(Clone, Copy, Debug)]
pub struct Areas {
    /// The whole card: boxes lie on it.
    pub card: Area,
    /// The part that is surely seen: text lies within.
    pub safe: Area,
    /// A part that nothing may lie in, text or code.
    pub kept_free: Option<Area>,
}

/// What is wrong with a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The text box of this number has too many lines or is too wide for its place.
    Slot(usize),
    /// The card as a whole is too full: something leaves its parent or two texts touch.
    Card,
}

/// One piece of text on one line.
#[derive(Clone, Debug)]
struct Run {
    slot: Option<usize>,
    node: usize,
    area: Area,
    text: String,
}

/// A measured card.
#[derive(Clone)]
pub struct Boxes {
    slots: Vec<Option<Area>>,
    runs: Vec<Run>,
    faults: Vec<Fault>,
    nodes: usize,
    rooms: Vec<f32>,
    overflow: f32,
}

impl Boxes {
    /// Reads what the engine measured of `page` with `settings`.
    pub fn of(page: &Page, settings: &[Setting], measured: &MeasuredNode, areas: Areas) -> Self {
        let kinds: Vec<&Slot> = page.slots().collect();
        let mut boxes = Self {
            slots: vec![None; kinds.len()],
            runs: Vec::new(),
            faults: Vec::new(),
            nodes: 0,
            rooms: vec![1.0; kinds.len()],
            overflow: 0.0,
        };
        boxes.walk(measured, &areas.card, &kinds);
        boxes.find_strays(&areas.safe);
        boxes.find_slot_faults(&kinds, settings);
        boxes.find_touching(&kinds, areas.kept_free);
        boxes
    }

    /// What is wrong, nothing if all is well.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Share of its size at which a text box would not be too wide, 1 = it is not.
    pub fn room(&self, slot: usize) -> f32 {
        self.rooms.get(slot).copied().unwrap_or(1.0)
    }

    /// Pixels by which something is too high for its place, 0 = nothing is.
    pub fn overflow_px(&self) -> f32 {
        self.overflow
    }

    /// Where the slot of this number lies.
    pub fn slot(&self, number: usize) -> Option<Area> {
        self.slots.get(number).copied().flatten()
    }

    fn walk(&mut self, node: &MeasuredNode, parent: &Area, kinds: &[&Slot]) {
        let slot = slot_of(&node.transform);
        if matches!(slot.and_then(|number| kinds.get(number)), Some(Slot::Bleed)) {
            return;
        }
        let [.., left, top] = node.transform;
        let area = Area { left, top, right: left + node.width, bottom: top + node.height };
        if let Some(place @ None) = slot.and_then(|number| self.slots.get_mut(number)) {
            *place = Some(area);
        }
        let before = self.runs.len();
        self.nodes += 1;
        let id = self.nodes;
        for run in node.runs.iter().filter(|run| !run.text.trim().is_empty()) {
            let (left, top) = (left + run.x, top + run.y);
            let area = Area { left, top, right: left + run.width, bottom: top + run.height };
            self.runs.push(Run { slot, node: id, area, text: run.text.clone() });
        }
        for child in &node.children {
            self.walk(child, &area, kinds);
        }
        self.find_escapes(&area, parent, before, id);
    }

    /// A box that leaves its parent, or a text its own box, sideways is the fault of that text, downwards that of the
    /// whole card.
    fn find_escapes(&mut self, area: &Area, parent: &Area, first_run: usize, node: usize) {
        if !area.inside_down(parent) {
            self.overflow = self.overflow.max(area.bottom - parent.bottom).max(parent.top - area.top);
            self.fault(Fault::Card);
        }
        let outer = |run: &Run| if run.node == node { *area } else { *parent };
        let own = self.runs.get(first_run..).unwrap_or_default();
        let escaped = own.iter().find(|run| run.slot.is_some() && !run.area.inside_across(&outer(run)));
        let widest = || own.iter().max_by(|a, b| a.area.right.total_cmp(&b.area.right));
        let (slot, room) = match escaped {
            Some(run) => {
                let line = own.iter().filter(|other| other.slot == run.slot).map(|other| other.area.left);
                let left = line.fold(run.area.left, f32::min);
                (run.slot, outer(run).share_of(&Area { left, ..run.area }))
            }
            None if area.inside_across(parent) => return,
            None => (widest().and_then(|run| run.slot), parent.share_of(area)),
        };
        self.narrow(slot, room);
        self.fault(slot.map_or(Fault::Card, Fault::Slot));
    }

    /// Notes that a text box has room for that share of its size only.
    fn narrow(&mut self, slot: Option<usize>, room: f32) {
        if let Some(known) = slot.and_then(|slot| self.rooms.get_mut(slot)) {
            *known = known.min(room);
        }
    }

    /// Text outside the part of the card that is surely seen.
    fn find_strays(&mut self, safe: &Area) {
        let strays = |run: &&Run| !run.area.inside_across(safe) || !run.area.ink().inside_down(safe);
        let strays: Vec<(Option<usize>, Area)> =
            self.runs.iter().filter(strays).map(|run| (run.slot, run.area)).collect();
        for (slot, area) in strays {
            if area.inside_across(safe) {
                self.fault(Fault::Card);
            } else {
                self.narrow(slot, safe.share_of(&area));
                self.fault(slot.map_or(Fault::Card, Fault::Slot));
            }
        }
    }

    fn find_slot_faults(&mut self, kinds: &[&Slot], settings: &[Setting]) {
        for (number, kind) in kinds.iter().enumerate() {
            let Slot::Text(text) = kind else { continue };
            let helped = settings.get(number).is_some_and(|setting| setting.help > Help::None);
            let most = if helped { text.most.max(text.lines) } else { text.lines };
            if most > 0 && self.lines(number) > most {
                self.fault(Fault::Slot(number));
            }
        }
    }

    /// Lines in a text box: runs whose ink does not share a height.
    pub fn lines(&self, slot: usize) -> usize {
        let mut lines: Vec<Area> = Vec::new();
        for run in self.runs.iter().filter(|run| run.slot == Some(slot)) {
            let ink = run.area.ink();
            if !lines.iter().any(|line| line.top < ink.bottom && ink.top < line.bottom) {
                lines.push(ink);
            }
        }
        lines.len()
    }

    /// The words of each line of each text in a text box, as they were laid out.
    pub fn texts(&self, slot: usize) -> Vec<Vec<String>> {
        let mut texts: Vec<(usize, Vec<(Area, String)>)> = Vec::new();
        for run in self.runs.iter().filter(|run| run.slot == Some(slot)) {
            let ink = run.area.ink();
            let shares = |line: &(Area, String)| line.0.top < ink.bottom && ink.top < line.0.bottom;
            match texts.last_mut().filter(|text| text.0 == run.node) {
                Some((_, lines)) => match lines.iter_mut().find(|line| shares(line)) {
                    Some(line) => line.1.push_str(&run.text),
                    None => lines.push((ink, run.text.clone())),
                },
                None => texts.push((run.node, vec![(ink, run.text.clone())])),
            }
        }
        texts.into_iter().map(|(_, lines)| lines.into_iter().map(|line| line.1).collect()).collect()
    }

    /// Width that the texts of a text box may take, in pixels: its own without the padding, which is taken to be the same
    /// on both sides, and at least that of its widest line.
    pub fn inner_width(&self, slot: usize) -> Option<f32> {
        let area = self.slot(slot)?;
        let runs = || self.runs.iter().filter(|run| run.slot == Some(slot)).map(|run| run.area);
        let left = runs().map(|run| run.left).min_by(f32::total_cmp)?;
        let widest = runs().map(|run| run.right - run.left).max_by(f32::total_cmp)?;
        Some(widest.max(area.right - area.left - 2.0 * (left - area.left)))
    }

    /// Every piece of text: its slot, the element it lies in, its area.
    #[cfg(test)]
    pub fn runs(&self) -> impl Iterator<Item = (Option<usize>, usize, Area)> {
        self.runs.iter().map(|run| (run.slot, run.node, run.area))
    }

    fn find_touching(&mut self, kinds: &[&Slot], kept_free: Option<Area>) {
        let code = kinds.iter().position(|kind| matches!(kind, Slot::Qr)).and_then(|number| self.slot(number));
        let touching = self.runs.iter().enumerate().any(|(index, run)| {
            let others = self.runs.iter().skip(index + 1).filter(|other| other.node != run.node);
            let over_text = others.map(|other| other.area.ink()).any(|other| run.area.ink().touches(&other));
            let over = |area: Option<Area>| area.is_some_and(|area| run.area.ink().touches(&area));
            over_text || over(code) || over(kept_free)
        });
        if touching || code.zip(kept_free).is_some_and(|(code, free)| code.touches(&free)) {
            self.fault(Fault::Card);
        }
    }

    fn fault(&mut self, fault: Fault) {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}
