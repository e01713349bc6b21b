//! The moment of a build, which remembers how long its answers stay true.
//!
//! Whatever a channel asks of the clock is a comparison with a moment that staff stated or that follows from one. As long as
//! none of those that still lay ahead has come, another build would answer every question the same way: with the same
//! content it would make the same files.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// A moment, and the first later one that anybody asked for.
#[derive(Debug)]
pub struct Now {
    at: Timestamp,
    /// Seconds since 1970.
    until: AtomicI64,
}

impl Now {
    /// This moment; only `cli/` reads the clock.
    pub fn new(at: Timestamp) -> Self {
        Self { at, until: AtomicI64::new(i64::MAX) }
    }

    /// Whether `at` has come. If not, answers change when it comes, and that is remembered.
    pub fn has_come(&self, at: Timestamp) -> bool {
        if at <= self.at {
            return true;
        }
        // A second has begun when its first instant has: never later than the answer changes.
        let seconds = at.as_second();
        // Most moments lie behind the soonest one, and reading is cheaper than writing where many threads ask.
        if seconds < self.until.load(Ordering::Relaxed) {
            self.until.fetch_min(seconds, Ordering::Relaxed);
        }
        false
    }

    /// Takes over answers that hold until then, in seconds since 1970: they were given before, for this moment too.
    pub fn ends_by(&self, until: i64) {
        self.until.fetch_min(until, Ordering::Relaxed);
    }

    /// The moment itself, for what may be as old as the newest file: nobody remembers that it was asked for.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Seconds since 1970 of the first moment at which any answer so far would be another; `i64::MAX`: never.
    pub fn holds_until(&self) -> i64 {
        self.until.load(Ordering::Relaxed)
    }
}

impl From<Timestamp> for Now {
    fn from(at: Timestamp) -> Self {
        Self::new(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_hold_until_the_soonest_moment_that_had_not_come() {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let now = Now::new(at(100));
        assert!(now.has_come(at(100)) && now.has_come(at(7)));
        assert_eq!(now.holds_until(), i64::MAX);
        assert!(!now.has_come(at(300)) && !now.has_come(at(200)) && !now.has_come(at(250)));
        assert_eq!(now.holds_until(), 200);
        now.ends_by(250);
        assert_eq!(now.holds_until(), 200);
        now.ends_by(150);
        assert_eq!(now.holds_until(), 150);
    }
}
