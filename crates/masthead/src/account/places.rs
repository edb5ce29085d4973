//! The slow work at the entrance: checking passwords and weighing new ones, a few
//! at a time and off the threads that serve.

use std::sync::Arc;
use std::time::Duration;

use masthead_auth::{Cost, Passwords, Verdict, Weakness, weakness};
use masthead_clock::Random;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::entry::Entry;
use crate::portal::AppError;

/// Passwords in the making at one time: each takes a core and 19 MiB.
const AT_ONCE: usize = 2;
/// Longer than this nobody waits for one of those places.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// Where it is done.
pub(super) struct Places {
    passwords: Arc<Passwords>,
    free: Arc<Semaphore>,
}

impl Places {
    pub(super) fn new(cost: Cost, random: &Random) -> Self {
        Self {
            passwords: Arc::new(Passwords::new(cost, random)),
            free: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// The work goes on although whoever asked for it may have left, and keeps its
    /// place until it is done.
    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Passwords) -> T + Send + 'static,
    ) -> Result<T, AppError> {
        let place = timeout(LONGEST_WAIT, Arc::clone(&self.free).acquire_owned()).await;
        let place = place.ok().and_then(Result::ok).ok_or(AppError::Busy)?;
        let passwords = Arc::clone(&self.passwords);
        let done = spawn_blocking(move || {
            let _place = place;
            work(&passwords)
        });
        done.await
            .map_err(|error| AppError::Defect(format!("checking a password: {error}")))
    }
}

impl Entry {
    /// What is stored of a password.
    ///
    /// # Errors
    /// [`AppError::Busy`] where too many wait.
    pub async fn keep(&self, password: String) -> Result<String, AppError> {
        let random = self.random().clone();
        self.places
            .slowly(move |passwords| passwords.keep(&password, &random))
            .await
    }

    /// Whether a password is the kept one; takes as long where none is kept.
    ///
    /// # Errors
    /// [`AppError::Busy`] where too many wait; what is kept is no hash.
    pub async fn check(&self, password: String, kept: Option<String>) -> Result<Verdict, AppError> {
        self.places
            .slowly(move |passwords| passwords.check(&password, kept.as_deref()))
            .await?
            .map_err(|error| AppError::Defect(error.to_string()))
    }

    /// Why a new password is refused, if it is. `known` is what others know of its holder.
    ///
    /// # Errors
    /// [`AppError::Busy`] where too many wait.
    pub(super) async fn weigh(
        &self,
        password: &str,
        known: &[&str],
    ) -> Result<Option<Weakness>, AppError> {
        let known: Vec<String> = known.iter().map(|word| (*word).to_owned()).collect();
        let password = password.to_owned();
        self.places
            .slowly(move |_| {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                weakness(&password, &known)
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn whoever_leaves_while_a_password_is_checked_makes_no_room_for_one_more() {
        let places = Arc::new(Places::new(Cost::CHEAP, &Random::seeded(1)));
        let (goes_on, waits) = mpsc::channel::<()>();
        let (tells, begun) = oneshot::channel();
        let asked = Arc::clone(&places);
        let reader = tokio::spawn(async move {
            let work = asked.slowly(move |_| {
                let _told = tells.send(());
                waits.recv().is_err()
            });
            work.await
        });
        begun.await.expect("the work begins");
        reader.abort();
        assert!(reader.await.is_err(), "the reader has left");
        assert_eq!(places.free.available_permits(), AT_ONCE - 1);
        drop(goes_on);
        let all = u32::try_from(AT_ONCE).expect("a few");
        assert!(places.free.acquire_many(all).await.is_ok(), "it is done");
    }
}
