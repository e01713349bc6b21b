//! The last look at a card that fits: texts of several lines are divided anew, so that lines end where one would pause.
//!
//! Sizes and numbers of lines stay as the fit found them, and so does the engine's own division wherever ours would not fit.

use crate::draw::canvas::{Boxes, Help, Page, SetLines, Setting, Slot};
use crate::draw::glyphs::Advances;
use crate::draw::lines::{self, divide};

/// Lays the card out at given sizes with given lines.
type Measure<'a> = &'a dyn Fn(&[Setting], &SetLines) -> Result<Boxes, String>;

/// Divides the texts of a card that fits, and gives where everything lies then. The error is the layout engine's.
pub fn compose(
    page: &Page,
    settings: &[Setting],
    boxes: Boxes,
    advances: &Advances,
    measure: Measure,
) -> Result<(SetLines, Boxes), String> {
    let wanted: SetLines = (0..page.slots().count())
        .filter_map(|slot| Some((slot, divided(page, *settings.get(slot)?, &boxes, slot, advances)?)))
        .collect();
    if wanted.is_empty() {
        return Ok((SetLines::new(), boxes));
    }
    if let Some(boxes) = fitting(settings, &wanted, measure)? {
        return Ok((wanted, boxes));
    }
    let (mut kept, mut boxes) = (SetLines::new(), boxes);
    for (slot, lines) in wanted {
        let mut tried = kept.clone();
        tried.insert(slot, lines);
        if let Some(better) = fitting(settings, &tried, measure)? {
            (kept, boxes) = (tried, better);
        }
    }
    Ok((kept, boxes))
}

/// The layout with these lines, if nothing is wrong in it and the engine did not break any of them.
fn fitting(settings: &[Setting], lines: &SetLines, measure: Measure) -> Result<Option<Boxes>, String> {
    let boxes = measure(settings, lines)?;
    let unbroken = lines.iter().all(|(slot, texts)| boxes.lines(*slot) <= texts.iter().map(Vec::len).sum::<usize>());
    Ok((boxes.faults().is_empty() && unbroken).then_some(boxes))
}

/// Our division of a text box's texts; `None` where it has one line, or where ours is the engine's.
fn divided(page: &Page, setting: Setting, boxes: &Boxes, slot: usize, advances: &Advances) -> Option<Vec<Vec<String>>> {
    let Some(Slot::Text(text)) = page.slots().nth(slot) else { return None };
    let most = if text.lines > 0 { text.lines } else { usize::MAX };
    let texts: Vec<&str> = page.texts(slot).collect();
    let laid = boxes.texts(slot);
    if setting.hidden || texts.len() != laid.len() || laid.iter().all(|lines| lines.len() < 2) {
        return None;
    }
    let spare = most.saturating_sub(laid.iter().map(Vec::len).sum::<usize>());
    let width = boxes.inner_width(slot)?;
    let advance = |c: char| advances.of(c);
    let measure =
        lines::Measure { advance: &advance, width: width / setting.size, help: setting.help.max(Help::Lines) };
    let ours: Option<Vec<Vec<String>>> =
        texts.iter().zip(&laid).map(|(text, lines)| divide(text, lines.len(), lines.len() + spare, measure)).collect();
    let plain = |text: &str| text.replace(['\u{200b}', '\u{2060}'], "").trim().to_owned();
    let same = |ours: &Vec<Vec<String>>| {
        let mut pairs = ours.iter().zip(&laid);
        pairs.all(|(ours, theirs)| ours.iter().map(|line| plain(line)).eq(theirs.iter().map(|line| plain(line))))
    };
    ours.filter(|ours| !same(ours))
}
