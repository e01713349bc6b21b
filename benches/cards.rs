//! Our side of the card comparison: draws every event of a JSON file with one workshop, codes read back, and prints what
//! each picture cost as one JSON line. See `benches/README.md`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use oideyo::channels::picture_view::{ActionKind, ActionView, PictureForm, PictureView, SlideView, WhenView};
use oideyo::draw::workshop::{Picture, Workshop};
use oideyo::theme::Theme;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Key of `--photo` in the workshop.
const PHOTO: &str = "photo";

/// Draws one picture an event.
#[derive(Parser)]
struct Arguments {
    /// A JSON array of events.
    #[arg(long)]
    data: PathBuf,
    /// Folder for ID.png.
    #[arg(long)]
    out: PathBuf,
    /// Pixels; the shape chooses the template.
    #[arg(long, default_value = "1200x630", value_parser = size)]
    size: (u32, u32),
    /// Pictures drawn at the same time.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Pictures drawn beforehand and not counted, the last events of the file.
    #[arg(long, default_value_t = 0)]
    warm: usize,
    /// A photo (JPEG, PNG) in the place of the theme's art.
    #[arg(long)]
    photo: Option<PathBuf>,
    /// What `cargo bench` says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

/// One event as the comparison's `lib/events.mjs` writes it.
#[derive(Deserialize)]
struct Event {
    id: String,
    title: String,
    target: String,
    date: String,
    iso: String,
    place: String,
    phone: String,
    office: String,
    url: String,
}

/// What one picture cost: from the words to the bytes of the PNG, the code read back; the file is written outside.
#[derive(Clone, Serialize)]
struct Cost {
    wall_ms: f64,
    /// Processor time of the whole process meanwhile, so only with one thread that of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_ms: Option<f64>,
    bytes: usize,
}

/// The line that is printed.
#[derive(Serialize)]
struct Report {
    template: &'static str,
    pictures: usize,
    threads: usize,
    /// Fonts, templates, sheets and art.
    open_ms: f64,
    /// Medians of `cards`.
    wall_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_ms: Option<f64>,
    /// Processor time of all pictures with their files, divided by their number.
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_ms_mean: Option<f64>,
    bytes: f64,
    cards: Vec<Cost>,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    rayon::ThreadPoolBuilder::new().num_threads(arguments.threads.max(1)).build_global()?;
    let events: Vec<Event> = serde_json::from_slice(&std::fs::read(&arguments.data)?)?;
    std::fs::create_dir_all(&arguments.out)?;
    let start = Instant::now();
    let workshop = open(arguments.photo.as_deref())?;
    let open_ms = milliseconds(start);
    let template = template(arguments.size);
    let draw = |event: &Event| one(&workshop, event, &arguments, template);
    for event in events.iter().rev().take(arguments.warm) {
        draw(event)?;
    }
    let before = processor_ms();
    let cards = match arguments.threads {
        0 | 1 => events.iter().map(draw).collect::<Result<Vec<_>, _>>()?,
        _ => events.par_iter().map(draw).collect::<Result<Vec<_>, _>>()?,
    };
    let spent = before.zip(processor_ms()).map(|(before, after)| after - before);
    let cpu = cards.iter().map(|cost| cost.cpu_ms).collect::<Option<Vec<_>>>();
    let report = Report {
        template,
        pictures: cards.len(),
        threads: arguments.threads.max(1),
        open_ms,
        wall_ms: median(cards.iter().map(|cost| cost.wall_ms).collect()),
        cpu_ms: cpu.map(median),
        cpu_ms_mean: spent.map(|spent| spent / cards.len().max(1) as f64),
        bytes: median(cards.iter().map(|cost| cost.bytes as f64).collect()),
        cards,
    };
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

/// The workshop with the default theme, and with the photo where one is given.
fn open(photo: Option<&Path>) -> Result<Workshop, Failure> {
    let theme = Theme::load("default", Path::new(".")).map_err(|error| format!("{error:?}"))?;
    let mut workshop = Workshop::new(&theme, Vec::new()).map_err(|errors| format!("{errors:?}"))?;
    if let Some(file) = photo {
        let pixels = image::open(file)?.to_rgba8();
        workshop.add_photo(PHOTO.to_owned(), &pixels, pixels.width(), pixels.height(), (50.0, 50.0))?;
    }
    Ok(workshop)
}

fn one(workshop: &Workshop, event: &Event, arguments: &Arguments, template: &'static str) -> Result<Cost, Failure> {
    let (cpu, start) = (processor_ms(), Instant::now());
    let view = view(event, arguments.photo.is_some())?;
    let (width, height) = arguments.size;
    let qr = (template != "cards/story").then_some(event.url.as_str());
    let drawn = workshop.draw(&Picture { template, view: &view, qr, width, height, form: PictureForm::Web })?;
    let cost = Cost {
        wall_ms: milliseconds(start),
        cpu_ms: cpu.zip(processor_ms()).map(|(before, after)| after - before),
        bytes: drawn.file.len(),
    };
    std::fs::write(arguments.out.join(format!("{}.png", event.id)), drawn.file)?;
    Ok(cost)
}

/// The words of an event: 「12月10日（木）10:00〜11:30」 is taken apart, all else goes where it belongs.
fn view(event: &Event, photo: bool) -> Result<PictureView, Failure> {
    let wrong = || format!("{}: the date `{} {}` cannot be read", event.id, event.iso, event.date);
    let day: jiff::civil::Date = event.iso.parse()?;
    let (_, rest) = event.date.split_once('（').ok_or_else(wrong)?;
    let (weekday, time) = rest.split_once('）').ok_or_else(wrong)?;
    let when = WhenView {
        year: day.year(),
        month: day.month(),
        day: day.day(),
        weekday: weekday.to_owned(),
        time: time.to_owned(),
        previous: Vec::new(),
    };
    Ok(PictureView {
        lang: "ja".into(),
        brand: event.office.clone(),
        audience: event.target.clone(),
        headline: event.title.clone(),
        when: Some(when),
        undated: None,
        venue: event.place.splitn(2, ' ').map(str::to_owned).collect(),
        badge: None,
        action: ActionView { kind: ActionKind::Book, label: "スマホで予約".into() },
        phone: Some(event.phone.clone()),
        cancel_note: None,
        partner_note: None,
        photo: photo.then(|| PHOTO.to_owned()),
        art: "bowl".into(),
        slide: SlideView::default(),
    })
}

/// `1200x630`.
fn size(text: &str) -> Result<(u32, u32), String> {
    let pair = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    pair.filter(|&(width, height)| width > 0 && height > 0).ok_or_else(|| "write WIDTHxHEIGHT".to_owned())
}

/// The template made for a shape.
fn template((width, height): (u32, u32)) -> &'static str {
    match (width, height) {
        _ if width == height => "cards/line",
        (1600.., _) => "slides/landscape",
        _ if height > width => "slides/portrait",
        _ => "cards/ogp",
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2).copied().unwrap_or_default();
    let lower = values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    f64::midpoint(lower, upper)
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// Processor time of all threads of this process so far, user and system, in ms; the kernel counts it in nanoseconds.
#[cfg(target_os = "linux")]
fn processor_ms() -> Option<f64> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?.flatten();
    let spent = |thread: std::fs::DirEntry| -> Option<u64> {
        let line = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some(threads.filter_map(spent).sum::<u64>() as f64 / 1e6)
}

#[cfg(not(target_os = "linux"))]
fn processor_ms() -> Option<f64> {
    None
}
