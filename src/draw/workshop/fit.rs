//! Shrink to fit: the largest type at which nothing is cut, covered or out of its place, found on the real layout.
//!
//! Every text starts at its largest size. A text that is too long for its own box shrinks alone; when the card as a
//! whole is too full, the headline gives way first, then all texts together. A text that does not fit even at its
//! smallest may break lines inside a phrase; if that does not help either, the words must become shorter.

use crate::draw::canvas::{Boxes, Fault, Page, Setting, Slot, TextSlot};

/// Rounds of shrinking before a card counts as too full; two or three are usual.
const MAX_ROUNDS: usize = 16;

/// Steps in which all texts together go from their sizes to their smallest.
const STEPS: u32 = 16;

/// The field that gives way first, since it is the largest text by far.
const FIRST_TO_SHRINK: &str = "headline";

/// Sizes at which a card fits.
pub struct Fitted {
    /// One for each slot.
    pub settings: Vec<Setting>,
    /// Where everything lies at these sizes.
    pub boxes: Boxes,
    /// Fields whose lines break inside a phrase.
    pub split: Vec<String>,
}

/// Why no sizes were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The text box of this number is too long for its own place.
    Slot(usize),
    /// The card as a whole is too full.
    Card,
}

/// Lays the card out at given sizes.
type Measure<'a> = &'a dyn Fn(&[Setting]) -> Result<Boxes, String>;

/// Finds the sizes. The outer error is the layout engine's.
pub fn fit(page: &Page, measure: Measure) -> Result<Result<Fitted, Unfit>, String> {
    let slots: Vec<Slot> = page.slots().cloned().collect();
    let largest = |slot: &Slot| Setting { size: text(slot).map_or(0.0, |text| text.largest), loose: false };
    let mut search = Search { settings: slots.iter().map(largest).collect(), slots, measure };
    for _ in 0..MAX_ROUNDS {
        let boxes = (search.measure)(&search.settings)?;
        let shrunk = match worst(boxes.faults()) {
            None => return Ok(Ok(search.finish(boxes))),
            Some(Fault::Slot(number)) => search.shrink_slot(number)?.then_some(()).ok_or(Unfit::Slot(number)),
            Some(Fault::Card) => search.shrink_card()?.then_some(()).ok_or(Unfit::Card),
        };
        if let Err(unfit) = shrunk {
            return Ok(Err(unfit));
        }
    }
    Ok(Err(Unfit::Card))
}

/// A box's own fault first: with it gone the card may be well.
fn worst(faults: &[Fault]) -> Option<Fault> {
    let slot = faults.iter().find(|fault| matches!(fault, Fault::Slot(_)));
    slot.or(faults.first()).copied()
}

fn text(slot: &Slot) -> Option<&TextSlot> {
    match slot {
        Slot::Text(text) => Some(text),
        _ => None,
    }
}

struct Search<'a> {
    slots: Vec<Slot>,
    settings: Vec<Setting>,
    measure: Measure<'a>,
}

impl Search<'_> {
    fn finish(self, boxes: Boxes) -> Fitted {
        let loose = self.slots.iter().zip(&self.settings).filter(|(_, setting)| setting.loose);
        let split = loose.filter_map(|(slot, _)| text(slot)).map(|text| text.field.clone()).collect();
        Fitted { settings: self.settings, boxes, split }
    }

    /// Shrinks one text until its own fault is gone; lets its lines break inside phrases if it must.
    fn shrink_slot(&mut self, number: usize) -> Result<bool, String> {
        let Some(slot) = self.slots.get(number).and_then(text).cloned() else { return Ok(false) };
        let gone = |boxes: &Boxes| !boxes.faults().contains(&Fault::Slot(number));
        if self.shrink_one(number, slot.smallest, gone)? {
            return Ok(true);
        }
        match self.settings.get_mut(number) {
            Some(setting) if !setting.loose => *setting = Setting { size: slot.largest, loose: true },
            _ => return Ok(false),
        }
        let boxes = (self.measure)(&self.settings)?;
        Ok(gone(&boxes) || self.shrink_one(number, slot.smallest, gone)?)
    }

    /// Sets one text to the largest whole size below its present one at which `good` holds; if there is none, to
    /// `smallest`, and says so.
    fn shrink_one(&mut self, number: usize, smallest: f32, good: impl Fn(&Boxes) -> bool) -> Result<bool, String> {
        let Some(present) = self.settings.get(number).map(|setting| setting.size) else { return Ok(false) };
        let steps = (present - smallest).floor().max(0.0) as u32;
        if steps == 0 {
            return Ok(false);
        }
        let base = self.settings.clone();
        let at = |step: u32| {
            let mut settings = base.clone();
            if let Some(setting) = settings.get_mut(number) {
                setting.size = if step == steps { smallest } else { present - step as f32 };
            }
            settings
        };
        self.first_good(steps, at, good)
    }

    fn shrink_card(&mut self) -> Result<bool, String> {
        let well = |boxes: &Boxes| boxes.faults().is_empty();
        let first = self.slots.iter().position(|slot| text(slot).is_some_and(|text| text.field == FIRST_TO_SHRINK));
        if let Some((number, smallest)) =
            first.and_then(|number| Some((number, text(self.slots.get(number)?)?.smallest)))
        {
            let before = self.settings.clone();
            if self.shrink_one(number, smallest, well)? {
                return Ok(true);
            }
            self.settings = before;
        }
        let base = self.settings.clone();
        let slots = self.slots.clone();
        let at = |step: u32| {
            let share = step as f32 / STEPS as f32;
            let shrink = |(setting, slot): (&Setting, &Slot)| {
                let smallest = text(slot).map_or(setting.size, |text| text.smallest);
                let size = setting.size - (setting.size - smallest) * share;
                Setting { size: size.floor().max(smallest), ..*setting }
            };
            base.iter().zip(&slots).map(shrink).collect()
        };
        self.first_good(STEPS, at, well)
    }

    /// Bisects for the first step in 1..=`last` whose layout is good and keeps its settings, else those of `last`.
    fn first_good(
        &mut self,
        last: u32,
        at: impl Fn(u32) -> Vec<Setting>,
        good: impl Fn(&Boxes) -> bool,
    ) -> Result<bool, String> {
        let (mut low, mut high) = (1, last);
        self.settings = at(last);
        if !good(&(self.measure)(&self.settings)?) {
            return Ok(false);
        }
        while low < high {
            let middle = low.midpoint(high);
            if good(&(self.measure)(&at(middle))?) { high = middle } else { low = middle + 1 }
        }
        self.settings = at(high);
        Ok(true)
    }
}
