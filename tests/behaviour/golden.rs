//! Golden pictures: every card and slide in every state, with short and with long words, as they were when somebody last
//! looked at them, at a third of their size and as JPEG; what is drawn now goes the same way before it is compared. A picture that changes is shown in `target/golden/report.html` as it was, as it is, and the difference;
//! `OIDEYO_BLESS=1 cargo test --release golden` takes the new ones.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::{FilterType, resize};

use super::world::{World, files_below};

/// Golden pictures are kept at a third of their size: what the eye sees on a phone.
const SHRINK: u32 = 3;

/// JPEG quality of golden pictures.
const QUALITY: u8 = 60;

/// A channel may differ by this much (of 255): another order of rounding, never another colour.
const CHANNEL: u8 = 24;

/// Pixels that may differ by more, in 100,000: a glyph's edge that lies a fraction of a pixel further.
const PIXELS_IN_100_000: u64 = 40;

/// Slides beside the announcements in layout A, by their files' names before the hash: layout B in every state that moves
/// something, what is shown before booking opens and when it has closed, dates, photos, words, a survey, the standing slide.
const FURTHER: [&str; 30] = [
    "hoka-2027-01-14.before",
    "hoka-2027-01-14.before.b",
    "hoka.dates.2026-12-10",
    "hoka.dates.2026-12-10.b",
    "hoka.dates.2026-12-24",
    "hoka.dates.2026-12-24.b",
    "hoka.more-1",
    "hoka.more-1.b",
    "hoka.more-2",
    "hoka.more-2.b",
    "hoka.more-3",
    "hoka.more-4",
    "mijikai-2026-12-10-cancelled.b",
    "mijikai-2026-12-10-few.b",
    "mijikai-2026-12-10-huge-code.b",
    "mijikai-2026-12-10-long-code.b",
    "mijikai-2026-12-10-moved.b",
    "mijikai-2026-12-10-open.b",
    "mijikai-2026-12-10-open.closed",
    "mijikai-2026-12-10-phone.b",
    "mijikai-2026-12-10-photo.b",
    "mijikai-2026-12-10-postponed.b",
    "mijikai-2026-12-10-walkin.b",
    "mijikai.survey",
    "mijikai.survey.b",
    "nagai-2026-12-10-huge-code.b",
    "nagai-2026-12-10-long-code.b",
    "nagai-2026-12-10-open.b",
    "standing",
    "standing.b",
];

/// The course that is there for other slides than announcements.
const OTHERS: &str = "hoka";

/// One picture: as it was, as it is.
struct Pair {
    name: String,
    old: Option<RgbImage>,
    new: Option<RgbImage>,
}

#[test]
fn pictures_look_as_they_did() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let kept = root.join("tests/golden/pictures");
    let new = drawn(&root.join("tests/golden/content"));
    assert!(new.len() > 200, "only {} pictures were drawn", new.len());
    if std::env::var_os("OIDEYO_BLESS").is_some() {
        return bless(&kept, &new);
    }
    let pairs = pairs(&kept, new);
    let changed: Vec<&Pair> = pairs.iter().filter(|pair| pair.differs()).collect();
    let report = report(&root.join("target/golden"), &pairs);
    let names: Vec<&str> = changed.iter().map(|pair| pair.name.as_str()).collect();
    assert!(names.is_empty(), "{} pictures changed, see {}: {names:?}", names.len(), report.display());
}

#[test]
fn a_picture_that_changed_is_noticed() {
    let plain = RgbImage::from_pixel(600, 315, image::Rgb([255, 249, 238]));
    let with = |pixels: u32, shade: u8| {
        let mut image = plain.clone();
        (0..pixels).for_each(|x| image.put_pixel(x % 600, x / 600, image::Rgb([255, 249, shade])));
        let (old, new) = (Some(plain.clone()), Some(image));
        Pair { name: String::new(), old, new }.differs()
    };
    assert!(!with(600, 238 - CHANNEL) && !with(70, 0) && with(80, 0));
    let wide = RgbImage::new(601, 315);
    let pair = |old: Option<&RgbImage>, new: Option<&RgbImage>| Pair {
        name: String::new(),
        old: old.cloned(),
        new: new.cloned(),
    };
    assert!(pair(Some(&plain), Some(&wide)).differs(), "another size");
    assert!(pair(None, Some(&plain)).differs() && pair(Some(&plain), None).differs(), "one is missing");
}

/// All pictures of the golden site at a third of their size, each a JPEG file, by the name of their file without its hash.
fn drawn(content: &Path) -> BTreeMap<String, Vec<u8>> {
    let world = World::empty();
    for file in files_below(content) {
        world.write(&format!("content/{file}"), std::fs::read(content.join(&file)).unwrap());
    }
    world.build().ends(0);
    // COURSE/cards/NAME.HASH.png, slides/landscape/COURSE-NAME.b.HASH.png; none = not kept.
    let name = |path: &Path| {
        let path = path.to_string_lossy().replace('\\', "/");
        let folders: Vec<&str> = path.rsplit('/').take(3).collect();
        let file = folders[0].rsplitn(3, '.').nth(2).unwrap();
        let is_announcement = !file.contains('.') && !file.starts_with(OTHERS) && file != "standing";
        match folders[1] {
            "cards" => (folders[2] != OTHERS).then(|| format!("{}-{file}", folders[2])),
            slide => (is_announcement || FURTHER.contains(&file)).then(|| format!("{file}-{slide}")),
        }
    };
    let small = |path: &PathBuf| {
        let image = image::open(path).unwrap().to_rgb8();
        let small = resize(&image, image.width() / SHRINK, image.height() / SHRINK, FilterType::Triangle);
        jpeg(&small)
    };
    let pictures = world.all_pictures();
    let kept = pictures.iter().filter_map(|path| Some((name(path)?.replace("-2026-12-10-", "-"), small(path))));
    kept.collect()
}

fn jpeg(image: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY).encode_image(image).unwrap();
    file
}

fn bless(kept: &Path, new: &BTreeMap<String, Vec<u8>>) {
    std::fs::remove_dir_all(kept).ok();
    std::fs::create_dir_all(kept).unwrap();
    for (name, file) in new {
        std::fs::write(kept.join(format!("{name}.jpg")), file).unwrap();
    }
}

fn pairs(kept: &Path, mut new: BTreeMap<String, Vec<u8>>) -> Vec<Pair> {
    let seen = |file: &[u8]| image::load_from_memory(file).unwrap().to_rgb8();
    let mut pairs: Vec<Pair> = files_below(kept)
        .iter()
        .map(|file| {
            let name = file.trim_end_matches(".jpg").to_owned();
            let old = Some(seen(&std::fs::read(kept.join(file)).unwrap()));
            Pair { new: new.remove(&name).map(|file| seen(&file)), old, name }
        })
        .collect();
    pairs.extend(new.into_iter().map(|(name, file)| Pair { name, old: None, new: Some(seen(&file)) }));
    pairs
}

impl Pair {
    fn differs(&self) -> bool {
        let (Some(old), Some(new)) = (&self.old, &self.new) else { return true };
        let pixels = u64::from(old.width()) * u64::from(old.height());
        old.dimensions() != new.dimensions() || difference(old, new).1 * 100_000 > PIXELS_IN_100_000 * pixels
    }
}

/// How far each pixel differs as a grey picture on white, and how many differ by more than [`CHANNEL`].
fn difference(old: &RgbImage, new: &RgbImage) -> (RgbImage, u64) {
    let mut far = 0;
    let shown = RgbImage::from_fn(old.width(), old.height(), |x, y| {
        let Some(pixel) = new.get_pixel_checked(x, y) else { return image::Rgb([255, 0, 255]) };
        let channels = old.get_pixel(x, y).0.into_iter().zip(pixel.0);
        let most = channels.map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0);
        far += u64::from(most > CHANNEL);
        image::Rgb([255 - most.saturating_mul(3); 3])
    });
    (shown, far)
}

/// Writes old, new and difference of what changed, and all others small below them.
fn report(folder: &Path, pairs: &[Pair]) -> PathBuf {
    std::fs::remove_dir_all(folder).ok();
    std::fs::create_dir_all(folder).unwrap();
    let mut html = String::from(
        "<!doctype html><meta charset=\"utf-8\"><title>Golden pictures</title><style>body{font:16px sans-serif;margin:2em}\
         img{max-width:32%;border:1px solid #999;vertical-align:top}.same img{max-width:15%}h2{font-size:1em}</style>\n",
    );
    let show = |file: String, image: Option<&RgbImage>| match image {
        Some(image) => {
            image.save(folder.join(&file)).unwrap();
            format!("<img src=\"{file}\" alt=\"{file}\" loading=\"lazy\">")
        }
        None => "<i>none</i>".to_owned(),
    };
    let (changed, same): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|pair| pair.differs());
    let _ = writeln!(html, "<h1>{} changed, {} as before</h1>", changed.len(), same.len());
    for Pair { name, old, new } in changed {
        let shown = old.as_ref().zip(new.as_ref()).map(|(old, new)| difference(old, new).0);
        let [old, new, between] = [("old", old.as_ref()), ("new", new.as_ref()), ("difference", shown.as_ref())]
            .map(|(kind, image)| show(format!("{name}.{kind}.png"), image));
        let _ = writeln!(html, "<h2>{name}: old, new, difference</h2><p>{old} {new} {between}</p>");
    }
    html.push_str("<h1>As before</h1><p class=\"same\">");
    for pair in same {
        html.push_str(&show(format!("{}.png", pair.name), pair.new.as_ref()));
    }
    let report = folder.join("report.html");
    std::fs::write(&report, html).unwrap();
    report
}
