//! The faults of a running emulator: their assignment to requests, their counts, and the delays that they cause.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::{Effects, Fault, Pause};

/// The faults of an emulator, in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults(Arc<Mutex<Vec<Arc<Active>>>>);

/// A fault of a running emulator.
#[derive(Debug)]
struct Active {
    fault: Fault,
    /// The number of requests that it has not affected, of the first ones.
    spared: Mutex<usize>,
    /// The number of requests that it has affected.
    met: watch::Sender<usize>,
    released: watch::Sender<bool>,
}

/// A fault that affects a request.
#[derive(Clone, Debug)]
pub(crate) struct AppliedFault(Arc<Active>);

/// A handle of a fault that was added to an emulator. Dropping it has no effect.
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

    /// Returns the fault that affects a request, if there is one, and counts it.
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

    /// Removes all faults; requests that they delay continue.
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
    /// Tells whether the fault affects the next request that it is for.
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

    /// Waits for the duration of a delay.
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
    /// Returns how many requests the fault has affected.
    pub fn hits(&self) -> usize {
        *self.active.met.borrow()
    }

    /// Waits until the fault has affected this number of requests.
    pub async fn reached(&self, requests: usize) {
        let mut met = self.active.met.subscribe();
        // It cannot close while we hold the fault.
        let _reached = met.wait_for(|met| *met >= requests).await;
    }

    /// Ends the delays of the fault, those in progress and those to come.
    pub fn release(&self) {
        self.active.released.send_replace(true);
    }

    /// Removes the fault from its emulator; requests that it delays continue.
    pub fn remove(&self) {
        self.faults.all().retain(|one| !Arc::ptr_eq(one, &self.active));
        self.release();
    }
}
