//! At most 256 colours for a picture: exact where it has no more, else rare colours move to a near one within a bound.

/// The most that any channel of any pixel may change, out of 255. Steps of anti-aliasing this near are not told apart.
pub const MAX_DIFFERENCE: u8 = 12;

/// Bounds that are tried in turn, so that a picture changes no more than it must.
const BOUNDS: [u8; 4] = [2, 4, 8, MAX_DIFFERENCE];

/// Entries that a PNG palette holds.
const MAX_ENTRIES: usize = 256;

/// A picture with more colours than this is taken for a photo. Flat cards and slides were measured to have 300 to 3,000.
const MAX_COLORS: usize = 8192;

/// A colour with this share of the pixels (one in so many) is an area of its own and stays exact.
const AREA_SHARE: usize = 2000;

/// Areas that stay exact at most; the rest of the palette is for their edges.
const MAX_AREAS: usize = 128;

/// A picture's colours and, for every pixel, the index of its colour.
pub(super) struct Palette {
    /// One index per pixel, row by row.
    pub(super) indices: Vec<u8>,
    entries: Vec<[u8; 3]>,
}

impl Palette {
    /// The palette of a picture; `None` when 256 entries cannot show it within [`MAX_DIFFERENCE`].
    pub(super) fn of(pixels: &[[u8; 4]]) -> Option<Self> {
        let census = Census::take(pixels)?;
        let (entries, entry_of) = reduce(&census.colors)?;
        let mut indices = Vec::with_capacity(pixels.len());
        for (color, length) in census.runs {
            indices.resize(indices.len() + length as usize, entry_of[usize::from(color)]);
        }
        Some(Self { indices, entries })
    }

    /// Red, green and blue of every entry, as the file wants them.
    pub(super) fn rgb(&self) -> Vec<u8> {
        self.entries.concat()
    }
}

/// A colour and on how many pixels it is.
#[derive(Clone, Copy)]
struct Color {
    rgb: [u8; 3],
    pixels: usize,
}

/// All colours of a picture in the order in which they appear, and its pixels as runs: index of a colour, pixels.
struct Census {
    colors: Vec<Color>,
    runs: Vec<(u16, u32)>,
}

impl Census {
    /// Counts the colours; `None` when there are more than [`MAX_COLORS`].
    fn take(pixels: &[[u8; 4]]) -> Option<Self> {
        let mut table = Table::new();
        let mut runs = Vec::with_capacity(pixels.len() / 8);
        for run in pixels.chunk_by(|left, right| left == right) {
            let [red, green, blue, _] = *run.first()?;
            let index = table.index([red, green, blue], run.len())?;
            runs.push((index, u32::try_from(run.len()).ok()?));
        }
        Some(Self { colors: table.colors, runs })
    }
}

/// Colours by open addressing: a hash map of the standard library took most of the encoding time.
struct Table {
    /// One past each slot's index into `colors`; zero is an empty slot.
    slots: Vec<u16>,
    colors: Vec<Color>,
}

impl Table {
    /// log₂ of the number of slots, four for every colour.
    const BITS: u32 = MAX_COLORS.ilog2() + 2;

    fn new() -> Self {
        Self { slots: vec![0; 1 << Self::BITS], colors: Vec::with_capacity(MAX_COLORS) }
    }

    /// The index of a colour that is on `pixels` more pixels; `None` when there is no room for another colour.
    fn index(&mut self, rgb: [u8; 3], pixels: usize) -> Option<u16> {
        let key = u32::from_be_bytes([0, rgb[0], rgb[1], rgb[2]]);
        let mut slot = (key.wrapping_mul(0x9E37_79B1) >> (32 - Self::BITS)) as usize;
        loop {
            match self.slots[slot].checked_sub(1) {
                None if self.colors.len() == MAX_COLORS => return None,
                None => {
                    let index = u16::try_from(self.colors.len()).ok()?;
                    self.slots[slot] = index + 1;
                    self.colors.push(Color { rgb, pixels });
                    return Some(index);
                }
                Some(index) if self.colors[usize::from(index)].rgb == rgb => {
                    self.colors[usize::from(index)].pixels += pixels;
                    return Some(index);
                }
                Some(_) => slot = (slot + 1) % self.slots.len(),
            }
        }
    }
}

/// The entries of a palette, and for every colour the entry that stands for it.
fn reduce(colors: &[Color]) -> Option<(Vec<[u8; 3]>, Vec<u8>)> {
    if colors.len() <= MAX_ENTRIES {
        let entry_of = (0..colors.len()).map(|index| index as u8).collect();
        return Some((colors.iter().map(|color| color.rgb).collect(), entry_of));
    }
    let mut by_pixels = colors.to_vec();
    by_pixels.sort_unstable_by_key(|color| (std::cmp::Reverse(color.pixels), color.rgb));
    let (bound, entries) = BOUNDS.iter().find_map(|&bound| Some((bound, cover(&by_pixels, bound)?)))?;
    let entry_of = colors.iter().map(|color| entries.nearest(color.rgb, bound)).collect();
    Some((entries.rgb, entry_of))
}

/// Entries such that every colour has one within `bound`: the colours that must stay exact, then, from the most to the
/// least frequent, each that none of the entries so far can stand for.
fn cover(by_pixels: &[Color], bound: u8) -> Option<Entries> {
    let total: usize = by_pixels.iter().map(|color| color.pixels).sum();
    let areas = by_pixels.iter().take(MAX_AREAS).take_while(|color| color.pixels * AREA_SHARE >= total);
    let plain = by_pixels.iter().filter(|color| color.rgb == [0; 3] || color.rgb == [255; 3]);
    let mut entries = Entries::default();
    for color in areas.chain(plain) {
        entries.push(color.rgb);
    }
    for color in by_pixels {
        if entries.near(color.rgb, bound).next().is_none() {
            if entries.rgb.len() == MAX_ENTRIES {
                return None;
            }
            entries.push(color.rgb);
        }
    }
    Some(entries)
}

/// Entries of a palette, found by their green: looking at all of them for each colour took a fifth of the encoding time.
struct Entries {
    rgb: Vec<[u8; 3]>,
    by_green: [Vec<u8>; 256],
}

impl Default for Entries {
    fn default() -> Self {
        Self { rgb: Vec::with_capacity(MAX_ENTRIES), by_green: std::array::from_fn(|_| Vec::new()) }
    }
}

impl Entries {
    /// Adds one of at most [`MAX_ENTRIES`] entries.
    fn push(&mut self, rgb: [u8; 3]) {
        self.by_green[usize::from(rgb[1])].push(self.rgb.len() as u8);
        self.rgb.push(rgb);
    }

    /// The entries none of whose channels differs by more than `bound`, each as its difference and its index.
    fn near(&self, rgb: [u8; 3], bound: u8) -> impl Iterator<Item = (u8, u8)> {
        let greens = usize::from(rgb[1].saturating_sub(bound))..=usize::from(rgb[1].saturating_add(bound));
        let entries = self.by_green[greens].iter().flatten();
        entries
            .map(move |&index| (difference(self.rgb[usize::from(index)], rgb), index))
            .filter(move |(d, _)| *d <= bound)
    }

    /// The index of the nearest entry within `bound`, the first of equally near ones.
    fn nearest(&self, rgb: [u8; 3], bound: u8) -> u8 {
        let sum = |index: u8| {
            let entry = self.rgb[usize::from(index)];
            (0..3).map(|channel| u16::from(entry[channel].abs_diff(rgb[channel]))).sum::<u16>()
        };
        let best = self.near(rgb, bound).min_by_key(|&(difference, index)| (difference, sum(index), index));
        best.map_or(0, |(_, index)| index)
    }
}

/// The largest difference in a channel.
fn difference(left: [u8; 3], right: [u8; 3]) -> u8 {
    let [red, green, blue] = [0, 1, 2].map(|channel| left[channel].abs_diff(right[channel]));
    red.max(green).max(blue)
}
