//! The floor under a build: what reading every file of a site's content and writing every file of its finished output
//! costs when nothing else is done. See `benches/README.md`.
//!
//! One thread; the output's bytes lie in memory beforehand, so only creating, writing and closing counts. Each run writes
//! into a new folder, and none is removed: files made after a removal are dearer on some file systems. Remove the scratch
//! folder when all is measured.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Parser;
use serde::Serialize;
use walkdir::WalkDir;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Reads a site's content and writes its output's bytes again.
#[derive(Parser)]
struct Arguments {
    /// The folder that holds `content/`.
    #[arg(long)]
    site: PathBuf,
    /// The finished output of that site.
    #[arg(long)]
    built: PathBuf,
    /// A new folder for what is written, on the file system that is to be measured.
    #[arg(long)]
    out: PathBuf,
    /// Runs; what is printed are their medians.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// What `cargo bench` says to every bench.
    #[arg(long, hide = true)]
    bench: bool,
}

/// The finished output, held in memory.
struct Output {
    folders: Vec<PathBuf>,
    files: Vec<(PathBuf, Vec<u8>)>,
}

/// The line that is printed.
#[derive(Serialize)]
struct Report {
    /// Markdown files of `content/` that are no course's.
    sessions: usize,
    files_read: usize,
    bytes_read: usize,
    files_written: usize,
    bytes_written: usize,
    runs: usize,
    wall_s: f64,
    /// User and system time of this thread; absent where the system does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_s: Option<f64>,
    /// The same for one session, in microseconds.
    wall_us_a_session: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpu_us_a_session: Option<f64>,
}

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let content = arguments.site.join("content");
    let output = Output::read(&arguments.built)?;
    fs::create_dir(&arguments.out)?;
    // The content is read once before it counts, so that it lies in the page cache as it does for a build.
    let (_, _, sessions) = read(&content)?;
    let runs = arguments.runs.max(1);
    let (mut walls, mut cpus) = (Vec::new(), Vec::new());
    let mut sizes = (0, 0);
    for run in 0..runs {
        let to = arguments.out.join(run.to_string());
        fs::create_dir(&to)?;
        let (cpu, start) = (processor_s(), Instant::now());
        let (files, bytes, _) = read(&content)?;
        output.write(&to)?;
        walls.push(start.elapsed().as_secs_f64());
        cpus.push(cpu.zip(processor_s()).map(|(before, after)| after - before));
        sizes = (files, bytes);
    }
    let wall = median(walls);
    let cpu = cpus.into_iter().collect::<Option<Vec<_>>>().map(median);
    let a_session = |seconds: f64| seconds * 1e6 / sessions.max(1) as f64;
    let report = Report {
        sessions,
        files_read: sizes.0,
        bytes_read: sizes.1,
        files_written: output.files.len(),
        bytes_written: output.files.iter().map(|(_, bytes)| bytes.len()).sum(),
        runs,
        wall_s: wall,
        cpu_s: cpu,
        wall_us_a_session: a_session(wall),
        cpu_us_a_session: cpu.map(a_session),
    };
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}

impl Output {
    /// Folders come before what is in them.
    fn read(built: &Path) -> Result<Self, Failure> {
        let mut output = Output { folders: Vec::new(), files: Vec::new() };
        for entry in WalkDir::new(built).min_depth(1) {
            let entry = entry?;
            let name = entry.path().strip_prefix(built)?.to_owned();
            if entry.file_type().is_dir() {
                output.folders.push(name);
            } else {
                output.files.push((name, fs::read(entry.path())?));
            }
        }
        Ok(output)
    }

    fn write(&self, to: &Path) -> Result<(), Failure> {
        for folder in &self.folders {
            fs::create_dir(to.join(folder))?;
        }
        for (name, bytes) in &self.files {
            fs::write(to.join(name), bytes)?;
        }
        Ok(())
    }
}

/// Every file below a folder, read and forgotten: files, bytes, sessions.
fn read(content: &Path) -> Result<(usize, usize, usize), Failure> {
    let (mut files, mut bytes, mut sessions) = (0, 0, 0);
    for entry in WalkDir::new(content) {
        let entry = entry?;
        if entry.file_type().is_file() {
            files += 1;
            bytes += black_box(fs::read(entry.path())?).len();
            let name = entry.file_name().to_string_lossy();
            sessions += usize::from(name.ends_with(".md") && !name.starts_with('_'));
        }
    }
    Ok((files, bytes, sessions))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2).copied().unwrap_or_default();
    let lower = values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default();
    f64::midpoint(lower, upper)
}

/// Processor time of this thread, which does all the work; the kernel counts it in nanoseconds, and brings the count up
/// to date when the thread yields.
#[cfg(target_os = "linux")]
fn processor_s() -> Option<f64> {
    std::thread::yield_now();
    let line = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? as f64 / 1e9)
}

#[cfg(not(target_os = "linux"))]
fn processor_s() -> Option<f64> {
    None
}
