//! The timeline: what a visitor can do, and from when. Pure, and free of `now`.

use jiff::Timestamp;

use super::Now;

/// What staff say about places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seats {
    /// あり.
    #[default]
    Open,
    /// 残りわずか.
    Few,
    /// 満席.
    Full,
    /// キャンセル待ち.
    Waitlist,
    /// 締切: staff closed it early.
    Closed,
}

/// Whether it is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// 予定.
    #[default]
    On,
    /// 中止.
    Cancelled,
    /// 延期, without a new date.
    Postponed,
}

/// What a visitor can do at one moment (受付状況).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// 受付前.
    Before,
    /// 受付中.
    Open,
    /// 残りわずか.
    Few,
    /// 満席.
    Full,
    /// キャンセル待ち.
    Waitlist,
    /// 受付終了.
    Closed,
    /// 開催中.
    Running,
    /// 終了.
    Ended,
    /// 中止.
    Cancelled,
    /// 延期.
    Postponed,
}

impl Phase {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Before,
        Self::Open,
        Self::Few,
        Self::Full,
        Self::Waitlist,
        Self::Closed,
        Self::Running,
        Self::Ended,
        Self::Cancelled,
        Self::Postponed,
    ];

    /// Its Japanese name, as readers see it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "受付前",
            Self::Open => "受付中",
            Self::Few => "残りわずか",
            Self::Full => "満席",
            Self::Waitlist => "キャンセル待ち",
            Self::Closed => "受付終了",
            Self::Running => "開催中",
            Self::Ended => "終了",
            Self::Cancelled => "中止",
            Self::Postponed => "延期",
        }
    }

    /// A short ASCII name, for style sheets and scripts.
    pub fn id(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Open => "open",
            Self::Few => "few",
            Self::Full => "full",
            Self::Waitlist => "waitlist",
            Self::Closed => "closed",
            Self::Running => "running",
            Self::Ended => "ended",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
        }
    }

    /// Whether one can book now (or put oneself on the waiting list).
    pub fn is_bookable(self) -> bool {
        matches!(self, Self::Open | Self::Few | Self::Waitlist)
    }
}

/// The moments of one session, from which its timeline follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moments {
    /// When booking opens; absent = open already.
    pub opens: Option<Timestamp>,
    /// When booking closes; absent where none is needed.
    pub closes: Option<Timestamp>,
    /// When the session starts.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

/// A session's phases, each with the instant from which it holds; the first holds from always.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    first: Phase,
    rest: Vec<(Timestamp, Phase)>,
}

impl Timeline {
    /// The timeline of a session.
    ///
    /// Staff's word on places wins while booking is open, and 満席, キャンセル待ち and 締切 even before; the clock wins from
    /// the closing moment on; a start before the closing moment ends booking too.
    pub fn new(standing: Standing, seats: Seats, moments: Moments) -> Self {
        match standing {
            Standing::Cancelled => return Self { first: Phase::Cancelled, rest: Vec::new() },
            Standing::Postponed => return Self { first: Phase::Postponed, rest: Vec::new() },
            Standing::On => {}
        }
        let (before, open) = match seats {
            Seats::Open => (Phase::Before, Phase::Open),
            Seats::Few => (Phase::Before, Phase::Few),
            Seats::Full => (Phase::Full, Phase::Full),
            Seats::Waitlist => (Phase::Waitlist, Phase::Waitlist),
            Seats::Closed => (Phase::Closed, Phase::Closed),
        };
        let mut timeline = Self { first: if moments.opens.is_some() { before } else { open }, rest: Vec::new() };
        for (at, phase) in [
            (moments.opens, open),
            (moments.closes, Phase::Closed),
            (Some(moments.start), Phase::Running),
            (Some(moments.end), Phase::Ended),
        ] {
            if let Some(at) = at {
                timeline.then(at, phase);
            }
        }
        timeline
    }

    /// `phase` holds from `at`, whatever was said for later.
    fn then(&mut self, at: Timestamp, phase: Phase) {
        self.rest.retain(|(earlier, _)| *earlier < at);
        if self.rest.last().map_or(self.first, |(_, last)| *last) != phase {
            self.rest.push((at, phase));
        }
    }

    /// The phase at `now`: the last entry that is not later.
    pub fn phase_at(&self, now: &Now) -> Phase {
        let next = self.rest.iter().position(|(at, _)| !now.has_come(*at)).unwrap_or(self.rest.len());
        self.rest[..next].last().map_or(self.first, |(_, phase)| *phase)
    }

    /// The entries that a visitor can still meet at `now` or later; the first holds from always.
    pub fn entries_from(&self, now: &Now) -> impl Iterator<Item = (Option<Timestamp>, Phase)> {
        let past = self.rest.iter().take_while(|(at, _)| now.has_come(*at)).count();
        self.entries().skip(past).enumerate().map(|(index, (at, phase))| (at.filter(|_| index > 0), phase))
    }

    /// From when and until when one can book: all of time where nothing ends it. `None`: never.
    pub fn bookable(&self) -> Option<(Timestamp, Timestamp)> {
        let entries: Vec<_> = self.entries().collect();
        let first = entries.iter().position(|(_, phase)| phase.is_bookable())?;
        let until = entries[first..].iter().find(|(_, phase)| !phase.is_bookable()).and_then(|(at, _)| *at);
        Some((entries[first].0.unwrap_or(Timestamp::UNIX_EPOCH), until.unwrap_or(Timestamp::MAX)))
    }

    /// The entries, soonest first; the first holds from always.
    pub fn entries(&self) -> impl Iterator<Item = (Option<Timestamp>, Phase)> {
        std::iter::once((None, self.first)).chain(self.rest.iter().map(|(at, phase)| (Some(*at), *phase)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use proptest::prelude::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + (hours * 3600).seconds()
    }

    fn seats() -> impl Strategy<Value = Seats> {
        prop_oneof![Just(Seats::Open), Just(Seats::Few), Just(Seats::Full), Just(Seats::Waitlist), Just(Seats::Closed)]
    }

    proptest! {
        /// At each boundary, one second before and at the moment itself.
        #[test]
        fn phases_change_at_their_moments(seats in seats(), opens in 1i64..100, more in 1i64..100, gap in 1i64..50, long in 1i64..10) {
            let (closes, start) = (opens + more, opens + more + gap);
            let moments = Moments { opens: Some(at(opens)), closes: Some(at(closes)), start: at(start), end: at(start + long) };
            let timeline = Timeline::new(Standing::On, seats, moments);
            let said = match seats {
                Seats::Open => Phase::Open,
                Seats::Few => Phase::Few,
                Seats::Full => Phase::Full,
                Seats::Waitlist => Phase::Waitlist,
                Seats::Closed => Phase::Closed,
            };
            let before = if matches!(seats, Seats::Open | Seats::Few) { Phase::Before } else { said };
            for (moment, earlier, from_then) in [
                (at(opens), before, said),
                (at(closes), said, Phase::Closed),
                (at(start), Phase::Closed, Phase::Running),
                (at(start + long), Phase::Running, Phase::Ended),
            ] {
                prop_assert_eq!(timeline.phase_at(&Now::new(moment - 1.second())), earlier);
                prop_assert_eq!(timeline.phase_at(&Now::new(moment)), from_then);
            }
        }

        /// Whatever the moments' order: entries rise, never repeat a phase, and it is over at the end.
        #[test]
        fn entries_are_in_order(seats in seats(), opens in proptest::option::of(0i64..200), closes in proptest::option::of(0i64..200), start in 0i64..200, long in 1i64..10) {
            let moments = Moments { opens: opens.map(at), closes: closes.map(at), start: at(start), end: at(start + long) };
            let timeline = Timeline::new(Standing::On, seats, moments);
            let entries: Vec<_> = timeline.entries().collect();
            prop_assert!(entries.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 != pair[1].1));
            prop_assert_eq!(timeline.phase_at(&Now::new(at(start))), Phase::Running);
            prop_assert_eq!(timeline.phase_at(&Now::new(at(start + long))), Phase::Ended);
            prop_assert_eq!(timeline.phase_at(&Now::new(Timestamp::MAX)), Phase::Ended);
            let rest: Vec<_> = timeline.entries_from(&Now::new(at(100))).collect();
            prop_assert_eq!((rest[0].0, rest[0].1), (None, timeline.phase_at(&Now::new(at(100)))));
            prop_assert!(rest[1..].iter().all(|(from, _)| from.is_some_and(|from| from > at(100))));
        }

        /// What `bookable` says is what `phase_at` says, at its edges too.
        #[test]
        fn booking_has_one_span(seats in seats(), opens in proptest::option::of(0i64..200), closes in 0i64..200, start in 0i64..200, long in 1i64..10, hour in 0i64..300) {
            let moments = Moments { opens: opens.map(at), closes: Some(at(closes)), start: at(start), end: at(start + long) };
            let timeline = Timeline::new(Standing::On, seats, moments);
            let within = timeline.bookable().is_some_and(|(from, until)| (from..until).contains(&at(hour)));
            prop_assert_eq!(within, timeline.phase_at(&Now::new(at(hour))).is_bookable());
        }

        #[test]
        fn what_is_not_held_never_changes(hour in -1000i64..1000, seats in seats()) {
            let moments = Moments { opens: Some(at(1)), closes: Some(at(2)), start: at(3), end: at(4) };
            prop_assert_eq!(Timeline::new(Standing::Cancelled, seats, moments).phase_at(&Now::new(at(hour))), Phase::Cancelled);
            prop_assert_eq!(Timeline::new(Standing::Postponed, seats, moments).phase_at(&Now::new(at(hour))), Phase::Postponed);
        }
    }
}
