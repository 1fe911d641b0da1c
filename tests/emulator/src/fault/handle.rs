//! Faults at work: which request meets which, how often that happened, and who waits for what.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::{Effects, Fault, Pause};

/// The faults of an emulator, in the order of their making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(Arc<Mutex<Vec<Arc<Active>>>>);

/// A fault that an emulator has been given.
#[derive(Debug)]
struct Active {
    fault: Fault,
    /// How many requests it has spared.
    spared: Mutex<usize>,
    /// How many requests it has met.
    met: watch::Sender<usize>,
    released: watch::Sender<bool>,
}

/// A request that has met a fault.
#[derive(Clone, Debug)]
pub(crate) struct AppliedFault(Arc<Active>);

/// Watches over a fault that an emulator has been given. To drop it changes nothing.
#[derive(Clone, Debug)]
pub struct FaultHandle {
    active: Arc<Active>,
    faults: Faults,
}

impl Faults {
    pub(crate) fn add(&self, fault: Fault) -> FaultHandle {
        let active = Arc::new(Active {
            fault,
            spared: Mutex::new(0),
            met: watch::Sender::new(0),
            released: watch::Sender::new(false),
        });
        self.all().push(active.clone());
        FaultHandle {
            active,
            faults: self.clone(),
        }
    }

    /// Finds the fault that a request meets, if any, and notes that it has.
    pub(crate) fn apply_to(
        &self,
        method: &str,
        segments: &[String],
        version: Option<&str>,
    ) -> Option<AppliedFault> {
        let all = self.all();
        let met = all
            .iter()
            .find(|one| one.fault.pattern.fits(method, segments, version) && one.accepts_next())?;
        met.met.send_modify(|count| *count += 1);
        Some(AppliedFault(met.clone()))
    }

    /// Removes all; what they hold goes on.
    pub(crate) fn clear(&self) {
        for active in self.all().drain(..) {
            active.released.send_replace(true);
        }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Arc<Active>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Active {
    /// Tells whether the fault takes one more request that is for it, or spares it.
    fn accepts_next(&self) -> bool {
        let mut spared = self.spared.lock().unwrap_or_else(PoisonError::into_inner);
        if self.fault.times.is_some_and(|times| *self.met.borrow() >= times) {
            return false;
        }
        if *spared < self.fault.after {
            *spared += 1;
            return false;
        }
        true
    }
}

impl AppliedFault {
    pub(crate) fn effects(&self) -> &Effects {
        &self.0.fault.effects
    }

    /// Waits as long as the fault says.
    pub(crate) async fn wait(self, pause: Pause) {
        match pause {
            Pause::For(duration) => tokio::time::sleep(duration).await,
            Pause::UntilReleased => {
                let mut released = self.0.released.subscribe();
                // It cannot close while we hold the fault.
                let _released = released.wait_for(|released| *released).await;
            }
        }
    }
}

impl FaultHandle {
    /// Returns how many requests have met the fault.
    pub fn hits(&self) -> usize {
        *self.active.met.borrow()
    }

    /// Waits until so many requests have met the fault.
    pub async fn reached(&self, requests: usize) {
        let mut met = self.active.met.subscribe();
        // It cannot close while we hold the fault.
        let _reached = met.wait_for(|met| *met >= requests).await;
    }

    /// Lets what the fault holds up go on, now and from now on.
    pub fn release(&self) {
        self.active.released.send_replace(true);
    }

    /// Removes the fault from its emulator; what it holds up goes on.
    pub fn remove(&self) {
        self.faults.all().retain(|one| !Arc::ptr_eq(one, &self.active));
        self.release();
    }
}
