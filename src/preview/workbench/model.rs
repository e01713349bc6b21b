//! The list beside the site: every course and session with its phases, and how much there is to say about each file. What
//! a browser has already is not sent again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::build::Loaded;
use crate::channels::one_line;
use crate::diagnostics::{Diagnostic, Lang, as_json};
use crate::preview::shown::{Shown, Stage};
use crate::site::{Course, Phase, Session};

/// Errors that are sent: nobody reads on behind so many.
const MOST_PROBLEMS: usize = 100;

/// What the list says at one version.
pub struct Model {
    /// The version of what is shown.
    pub version: u64,
    stage: Stage,
    now: Timestamp,
    site: SiteRow,
    courses: Vec<CourseRow>,
    sessions: BTreeMap<String, SessionRow>,
    /// Errors and advice by file.
    marks: BTreeMap<String, Marks>,
    problems: Vec<Diagnostic>,
}

/// What is said of the whole site.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
struct SiteRow {
    city: String,
    team: String,
    /// Seconds by which the city's clocks are ahead of UTC.
    offset: i32,
    /// Whether it has screens.
    screens: bool,
}

/// A course in the list.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct CourseRow {
    id: String,
    name: String,
    file: String,
    /// Whether its file has mistakes: what is shown is the last good version.
    broken: bool,
}

/// A session in the list.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct SessionRow {
    id: String,
    course: String,
    file: String,
    title: String,
    /// The day, `2026-12-10`; empty where even that is not known.
    date: String,
    time: String,
    /// Seconds since 1970 at which each phase begins (the first: always), and its id.
    phases: Vec<(Option<i64>, &'static str)>,
    /// Seconds since 1970 at which it is over, where that is known.
    ends: Option<i64>,
    /// Whether its file has mistakes: what is shown is the last good version.
    broken: bool,
}

/// How much there is to say about a file: errors, warnings and hints.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize)]
struct Marks(usize, usize);

impl Model {
    /// The list of what is shown. What `before` knew of a session that can't be read now stays.
    pub fn of(shown: &Shown, before: Option<&Self>) -> Self {
        let mut model = Self {
            version: shown.version,
            stage: shown.stage,
            now: shown.now,
            site: SiteRow::default(),
            courses: Vec::new(),
            sessions: BTreeMap::new(),
            marks: BTreeMap::new(),
            problems: shown.problems.clone(),
        };
        if let Some(loaded) = &shown.loaded {
            model.read(loaded, before);
        }
        for found in shown.problems.iter().chain(&shown.advice) {
            let file = found.place.as_ref().map_or("", |place| place.source.path.as_str());
            let marks = model.marks.entry(file.to_owned()).or_default();
            if found.is_error() { marks.0 += 1 } else { marks.1 += 1 }
        }
        model
    }

    fn read(&mut self, loaded: &Loaded, before: Option<&Self>) {
        let site = &loaded.site;
        self.site = SiteRow {
            city: site.city.clone(),
            team: site.team.clone(),
            offset: site.offset.seconds(),
            screens: site.channels.signage,
        };
        self.courses = site.courses.iter().map(|course| CourseRow::of(course)).collect();
        let rows = site.sessions().map(|(course, session)| SessionRow::of(course, session));
        self.sessions = rows.map(|row| (row.id.clone(), row)).collect();
        for broken in &loaded.broken {
            let (course, file) = (&broken.course, &broken.file);
            let Some(name) = &broken.name else {
                self.keep_course(course, file, before);
                continue;
            };
            let id = format!("{course}/{name}");
            let known = before.and_then(|before| before.sessions.get(&id)).cloned();
            let row = SessionRow { broken: true, ..known.unwrap_or_else(|| SessionRow::unread(course, name, file)) };
            self.sessions.insert(id, row);
        }
        self.courses.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// A course that can't be read, and all that was known of its sessions.
    fn keep_course(&mut self, id: &str, file: &str, before: Option<&Self>) {
        if self.courses.iter().any(|course| course.id == id) {
            return;
        }
        let known = before.and_then(|before| before.courses.iter().find(|course| course.id == id));
        let name = known.map_or(id, |course| &course.name).to_owned();
        self.courses.push(CourseRow { id: id.to_owned(), name, file: file.to_owned(), broken: true });
        let sessions = before.into_iter().flat_map(|before| before.sessions.values()).filter(|row| row.course == id);
        for row in sessions {
            self.sessions.entry(row.id.clone()).or_insert_with(|| SessionRow { broken: true, ..row.clone() });
        }
    }

    /// Everything, for a browser that knows nothing yet.
    pub fn whole(&self, lang: Lang) -> Value {
        json!({
            "version": self.version,
            "stage": self.stage.as_str(),
            "now": self.now.as_second(),
            "site": self.site,
            "courses": self.courses,
            "sessions": self.sessions.values().collect::<Vec<_>>(),
            "marks": self.marks,
            "problems": self.told(lang),
        })
    }

    /// What is not as it was, for a browser that knows `before`.
    pub fn since(&self, before: &Self, lang: Lang) -> Map<String, Value> {
        let mut news = Map::new();
        news.insert("version".into(), json!(self.version));
        news.insert("stage".into(), json!(self.stage.as_str()));
        news.insert("now".into(), json!(self.now.as_second()));
        if self.site != before.site {
            news.insert("site".into(), json!(self.site));
        }
        if self.courses != before.courses {
            news.insert("courses".into(), json!(self.courses));
        }
        let sessions: Vec<_> = self
            .sessions
            .iter()
            .filter(|&(id, row)| before.sessions.get(id) != Some(row))
            .map(|(_, row)| row)
            .collect();
        if !sessions.is_empty() {
            news.insert("sessions".into(), json!(sessions));
        }
        let gone: Vec<_> = before.sessions.keys().filter(|id| !self.sessions.contains_key(*id)).collect();
        if !gone.is_empty() {
            news.insert("gone".into(), json!(gone));
        }
        let marks = self.marks.iter().filter(|&(file, marks)| before.marks.get(file) != Some(marks));
        let silent = before.marks.keys().filter(|file| !self.marks.contains_key(*file));
        let marks: BTreeMap<&String, Marks> =
            marks.map(|(file, marks)| (file, *marks)).chain(silent.map(|file| (file, Marks::default()))).collect();
        if !marks.is_empty() {
            news.insert("marks".into(), json!(marks));
        }
        if self.problems != before.problems {
            news.insert("problems".into(), json!(self.told(lang)));
        }
        news
    }

    fn told(&self, lang: Lang) -> Vec<Value> {
        self.problems.iter().take(MOST_PROBLEMS).map(|problem| as_json(problem, lang)).collect()
    }
}

/// The files that are not as they were; `None`: so many that naming them would take longer than looking again.
pub fn changed<'a>(shown: &'a Shown, before: &Shown) -> Option<Vec<&'a str>> {
    const MOST: usize = 400;
    let known: &HashMap<_, _> = &before.files;
    let is_new = |address: &str, digest| known.get(address).is_none_or(|file| file.kept.digest != digest);
    let changed = shown.files.iter().filter(|(address, file)| is_new(address, file.kept.digest));
    let changed: Vec<&str> = changed.map(|(address, _)| &**address).take(MOST + 1).collect();
    (changed.len() <= MOST).then_some(changed)
}

impl CourseRow {
    fn of(course: &Course) -> Self {
        Self {
            id: course.slug.clone(),
            name: course.name.clone(),
            file: course.places.file.source.path.clone(),
            broken: false,
        }
    }
}

impl SessionRow {
    fn of(course: &Course, session: &Session) -> Self {
        let phase = |phase| match phase {
            Phase::Open if !session.booking.is_needed() => "walkin",
            phase => phase.id(),
        };
        let phases = session.timeline.entries();
        Self {
            id: format!("{}/{}", course.slug, session.name),
            course: course.slug.clone(),
            file: session.places.file.source.path.clone(),
            title: one_line(&session.headline),
            date: session.date.to_string(),
            time: session.hours.to_string(),
            phases: phases.map(|(from, of)| (from.map(Timestamp::as_second), phase(of))).collect(),
            ends: Some(session.end.as_second()),
            broken: false,
        }
    }

    /// A session of which nothing but its file is known.
    fn unread(course: &str, name: &str, file: &str) -> Self {
        let date = name.get(..10).filter(|date| date.parse::<jiff::civil::Date>().is_ok());
        Self {
            id: format!("{course}/{name}"),
            course: course.to_owned(),
            file: file.to_owned(),
            title: name.to_owned(),
            date: date.unwrap_or_default().to_owned(),
            time: String::new(),
            phases: Vec::new(),
            ends: None,
            broken: true,
        }
    }
}

/// What is shown, and its list.
#[derive(Clone)]
pub struct Seen {
    /// What is shown.
    pub shown: Arc<Shown>,
    /// Its list.
    pub model: Arc<Model>,
}
