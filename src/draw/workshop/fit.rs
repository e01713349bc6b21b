//! Shrink to fit: the largest type at which nothing is cut, covered or out of its place, found on the real layout.
//!
//! Every text starts at its largest size. A text that is too long for its own box shrinks alone; if its smallest size
//! does not do, it may have more lines, then break lines inside a phrase. When the card as a whole is too full, the
//! headline gives way first, then words that may be missing are left out, then all texts shrink together.

use crate::draw::canvas::{Boxes, Fault, Help, Page, Setting, Slot, TextSlot};

/// Rounds of shrinking before a card counts as too full; two or three are usual.
const MAX_ROUNDS: usize = 16;

/// One text shrinks in steps of this many pixels.
const STEP_PX: f32 = 2.0;

/// Steps in which all texts together go from their sizes to their smallest.
const STEPS: u32 = 16;

/// Height of a headline's line in its size, to guess how much smaller it must be; the style sheet says 1.25.
const LINE_HEIGHT: f32 = 1.25;

/// The field that gives way first, since it is the largest text by far.
const FIRST_TO_SHRINK: &str = "headline";

/// Share of its largest size below which the headline does not go as long as words may be left out instead.
const HEADLINE_KEEPS: f32 = 0.75;

/// Sizes at which a card fits.
pub struct Fitted {
    /// One for each slot.
    pub settings: Vec<Setting>,
    /// Where everything lies at these sizes.
    pub boxes: Boxes,
    /// Fields whose lines break inside a phrase.
    pub split: Vec<String>,
    /// Fields that are left out.
    pub left_out: Vec<String>,
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
    let largest = |slot: &Slot| {
        let size = text(slot).map_or(0.0, |text| text.largest);
        Setting { size, help: Help::None, hidden: false }
    };
    let mut search = Search { settings: slots.iter().map(largest).collect(), slots, measure };
    for _ in 0..MAX_ROUNDS {
        let boxes = (search.measure)(&search.settings)?;
        let shrunk = match worst(boxes.faults()) {
            None => return Ok(Ok(search.finish(boxes))),
            Some(Fault::Slot(number)) => {
                let fits = search.shrink_slot(number)? || search.leave_out(number);
                fits.then_some(()).ok_or(Unfit::Slot(number))
            }
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
        let fields = |chosen: &dyn Fn(&Setting) -> bool| {
            let pairs = self.slots.iter().zip(&self.settings).filter(|(_, setting)| chosen(setting));
            pairs.filter_map(|(slot, _)| text(slot)).map(|text| text.field.clone()).collect()
        };
        let split = fields(&|setting| setting.help >= Help::Letters);
        let left_out = fields(&|setting| setting.hidden);
        Fitted { settings: self.settings, boxes, split, left_out }
    }

    /// Shrinks one text until its own fault is gone, with more and more help.
    fn shrink_slot(&mut self, number: usize) -> Result<bool, String> {
        let Some(slot) = self.slots.get(number).and_then(text).cloned() else { return Ok(false) };
        let Some(present) = self.settings.get(number).copied() else { return Ok(false) };
        let gone = |boxes: &Boxes| !boxes.faults().contains(&Fault::Slot(number));
        if self.shrink_one(number, slot.smallest, gone)? {
            return Ok(true);
        }
        for help in [Help::Lines, Help::Words, Help::Letters].into_iter().filter(|help| *help > present.help) {
            if help == Help::Lines && slot.most <= slot.lines {
                continue;
            }
            if let Some(setting) = self.settings.get_mut(number) {
                *setting = Setting { size: slot.largest, help, hidden: false };
            }
            let boxes = (self.measure)(&self.settings)?;
            if gone(&boxes) || self.shrink_one(number, slot.smallest, gone)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Sets one text to the largest size below its present one at which `good` holds; if there is none, to
    /// `smallest`, and says so.
    fn shrink_one(&mut self, number: usize, smallest: f32, good: impl Fn(&Boxes) -> bool) -> Result<bool, String> {
        let Some(present) = self.settings.get(number).map(|setting| setting.size) else { return Ok(false) };
        let steps = ((present - smallest) / STEP_PX).ceil().max(0.0) as u32;
        if steps == 0 {
            return Ok(false);
        }
        let base = self.settings.clone();
        let at = |step: u32| {
            let mut settings = base.clone();
            if let Some(setting) = settings.get_mut(number) {
                setting.size = (present - step as f32 * STEP_PX).max(smallest);
            }
            settings
        };
        let guess = present - self.guess(&base, number, present)?;
        self.first_good(steps, (guess / STEP_PX).ceil() as u32, at, good)
    }

    /// The size at which a text, now at `size`, probably fits, by how far it or the card is too large now. A guess only: it
    /// decides where the search starts, not where it ends.
    fn guess(&self, settings: &[Setting], number: usize, size: f32) -> Result<f32, String> {
        let boxes = (self.measure)(settings)?;
        let lines = boxes.lines(number).max(1) as f32;
        let wanted = self.slots.get(number).and_then(text).map_or(0, |text| text.lines) as f32;
        let own = boxes.faults().contains(&Fault::Slot(number));
        Ok(match own {
            true if wanted > 0.0 && lines > wanted => size * wanted / lines,
            true => size * boxes.room(number),
            false => size - boxes.overflow_px() / (lines * LINE_HEIGHT),
        })
    }

    /// Leaves out the words that may be missing, for the sake of a text that does not fit beside them, which starts anew.
    /// Whether there were any.
    fn leave_out(&mut self, number: usize) -> bool {
        let shown = |slot: &usize| self.settings.get(*slot).is_some_and(|setting| !setting.hidden);
        let optional: Vec<usize> = self.optional().into_iter().filter(shown).collect();
        self.hide(optional.iter());
        let largest = self.slots.get(number).and_then(text).map(|text| text.largest);
        if let (Some(setting), Some(size)) = (self.settings.get_mut(number), largest) {
            *setting = Setting { size, help: Help::None, ..*setting };
        }
        !optional.is_empty()
    }

    /// Words that may be missing, the last ones first.
    fn optional(&self) -> Vec<usize> {
        let optional = |number: &usize| self.slots.get(*number).and_then(text).is_some_and(|text| text.optional);
        (0..self.slots.len()).rev().filter(optional).collect()
    }

    fn shrink_card(&mut self) -> Result<bool, String> {
        let base = self.settings.clone();
        let optional = self.optional();
        for left_out in 0..=optional.len() {
            self.settings = base.clone();
            self.hide(optional.iter().take(left_out));
            let well = left_out > 0 && (self.measure)(&self.settings)?.faults().is_empty();
            if well || self.shrink_headline(HEADLINE_KEEPS)? {
                return Ok(true);
            }
        }
        self.settings = base;
        self.hide(optional.iter());
        Ok(self.shrink_headline(0.0)? || self.shrink_all()?)
    }

    fn hide<'n>(&mut self, numbers: impl Iterator<Item = &'n usize>) {
        for number in numbers {
            if let Some(setting) = self.settings.get_mut(*number) {
                setting.hidden = true;
            }
        }
    }

    /// Shrinks the headline until all is well, but not below `keep` of its largest size; else leaves it as it is.
    fn shrink_headline(&mut self, keep: f32) -> Result<bool, String> {
        let headline = |slot: &Slot| text(slot).is_some_and(|text| text.field == FIRST_TO_SHRINK);
        let Some(number) = self.slots.iter().position(headline) else { return Ok(false) };
        let Some(slot) = self.slots.get(number).and_then(text) else { return Ok(false) };
        let smallest = slot.smallest.max((slot.largest * keep).round());
        let before = self.settings.clone();
        let fits = self.shrink_one(number, smallest, |boxes| boxes.faults().is_empty())?;
        if !fits {
            self.settings = before;
        }
        Ok(fits)
    }

    fn shrink_all(&mut self) -> Result<bool, String> {
        let (base, slots) = (self.settings.clone(), self.slots.clone());
        let at = |step: u32| {
            let share = step as f32 / STEPS as f32;
            let shrink = |(setting, slot): (&Setting, &Slot)| {
                let smallest = text(slot).map_or(setting.size, |text| text.smallest);
                let size = setting.size - (setting.size - smallest) * share;
                Setting { size: size.floor().max(smallest), ..*setting }
            };
            base.iter().zip(&slots).map(shrink).collect()
        };
        self.first_good(STEPS, STEPS / 2, at, |boxes| boxes.faults().is_empty())
    }

    /// Finds the first step in 1..=`last` whose layout is good and keeps its settings, else those of `last`: looks at `guess`
    /// and beside it first, then in wider and wider strides, and bisects what is left between a bad and a good step.
    fn first_good(
        &mut self,
        last: u32,
        guess: u32,
        at: impl Fn(u32) -> Vec<Setting>,
        good: impl Fn(&Boxes) -> bool,
    ) -> Result<bool, String> {
        let measure = self.measure;
        let is_good = |step: u32| Ok::<bool, String>(good(&measure(&at(step))?));
        let (mut bad, mut step, mut stride) = (0, guess.clamp(1, last), 1);
        let mut well = if is_good(step)? { Some(step) } else { None };
        while let Some(found) = well.filter(|found| found - bad > 1 && stride < last) {
            step = found.saturating_sub(stride).max(bad + 1);
            stride *= 2;
            if is_good(step)? {
                well = Some(step);
            } else {
                bad = step;
                break;
            }
        }
        while well.is_none() && step < last {
            bad = step;
            step = (step + stride).min(last);
            stride *= 2;
            well = is_good(step)?.then_some(step);
        }
        let Some(mut high) = well else {
            self.settings = at(last);
            return Ok(false);
        };
        while high - bad > 1 {
            let middle = bad.midpoint(high);
            if is_good(middle)? { high = middle } else { bad = middle }
        }
        self.settings = at(high);
        Ok(true)
    }
}
