//! The connections of one upload: opened when there is enough to do, opened again when they are cut.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use super::lock::Lock;
use super::place::{Place, Reach, Refusal};
use super::{Stop, Watch};

/// How long to wait before a cut connection is opened again, in milliseconds: a moment, then longer. After the last one
/// there is probably no network.
const WAITS: [u64; 3] = [200, 1000, 3000];
/// One file is tried so often: a server may die of it.
const MOST_TRIES: usize = 5;
/// As many files are worth a connection of their own.
const FILES_EACH: usize = 4;

/// The connections of one upload.
pub struct Crew<'a> {
    reach: &'a dyn Reach,
    watch: &'a dyn Watch,
    clock: fn() -> Timestamp,
    places: Vec<Box<dyn Place>>,
    /// No more connections than this: the server refused one.
    most: usize,
}

impl<'a> Crew<'a> {
    /// A crew of one, on a connection that is open already. The lock is signed by `clock`.
    pub fn new(reach: &'a dyn Reach, place: Box<dyn Place>, watch: &'a dyn Watch, clock: fn() -> Timestamp) -> Self {
        Self { reach, watch, clock, places: vec![place], most: reach.connections().max(1) }
    }

    /// Does one thing on the first connection, again where that was cut.
    ///
    /// # Errors
    /// What the place refused, or what `act` found.
    pub fn alone<T>(&mut self, mut act: impl FnMut(&mut dyn Place) -> Result<T, Stop>) -> Result<T, Stop> {
        let (reach, watch) = (self.reach, self.watch);
        again(reach, watch, &mut self.places[0], |place| act(place))
    }

    /// Does one thing to each of `items`, on as many connections as are worth it. The first connection also signs the lock.
    ///
    /// # Errors
    /// The first refusal; what was begun is finished.
    pub fn each<T: Sync>(
        &mut self,
        items: &[T],
        lock: Option<&mut Lock>,
        act: impl Fn(&mut dyn Place, &T) -> Result<(), Stop> + Sync,
    ) -> Result<(), Stop> {
        self.hire(items.len().div_ceil(FILES_EACH));
        let clock = self.clock;
        let (next, stopped, failed) = (AtomicUsize::new(0), AtomicBool::new(false), Mutex::new(None));
        let work = |place: &mut Box<dyn Place>, mut lock: Option<&mut Lock>| {
            while !stopped.load(Ordering::Relaxed) {
                let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else { return };
                let result = again(self.reach, self.watch, place, |place| {
                    if let Some(lock) = lock.as_deref_mut() {
                        lock.keep(place, clock())?;
                    }
                    act(place, item)
                });
                if let Err(stop) = result {
                    stopped.store(true, Ordering::Relaxed);
                    failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(stop);
                }
            }
        };
        if let [alone] = self.places.as_mut_slice() {
            work(alone, lock);
        } else {
            thread::scope(|scope| {
                let mut places = self.places.iter_mut();
                let first = places.next();
                for place in places {
                    scope.spawn(move || work(place, None));
                }
                if let Some(place) = first {
                    work(place, lock);
                }
            });
        }
        failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).map_or(Ok(()), Err)
    }

    /// Opens more connections, as far as the server lets us.
    fn hire(&mut self, wanted: usize) {
        while self.places.len() < wanted.min(self.most) {
            match self.reach.connect() {
                Ok(place) => self.places.push(place),
                Err(_) => self.most = self.places.len(),
            }
        }
    }
}

/// Acts, and on a cut connection once more on a new one.
fn again<T>(
    reach: &dyn Reach,
    watch: &dyn Watch,
    place: &mut Box<dyn Place>,
    mut act: impl FnMut(&mut dyn Place) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let mut tries = 1;
    loop {
        match act(place.as_mut()) {
            Err(Stop::Refused(refusal)) if refusal.is_lost() && tries < MOST_TRIES => {
                tries += 1;
                watch.cut();
                *place = reconnect(reach).map_err(|_| Stop::Refused(refusal))?;
            }
            done => return done,
        }
    }
}

fn reconnect(reach: &dyn Reach) -> Result<Box<dyn Place>, Refusal> {
    let mut last = Refusal::Unsupported;
    for wait in WAITS {
        thread::sleep(Duration::from_millis(wait));
        match reach.connect() {
            Ok(place) => return Ok(place),
            Err(refusal @ (Refusal::Lost(_) | Refusal::Unreachable(_))) => last = refusal,
            Err(refusal) => return Err(refusal),
        }
    }
    Err(last)
}
