//! The end of serving: who waits still is answered, a moment before the
//! connections are cut.

use tokio::sync::watch;

/// Whether it is time for the last answers.
pub struct Closing(watch::Sender<bool>);

impl Default for Closing {
    fn default() -> Self {
        Self(watch::channel(false).0)
    }
}

impl Closing {
    /// From now on nobody is kept waiting.
    pub fn call(&self) {
        self.0.send_replace(true);
    }

    /// What `work` gives; nothing where it would still wait when it is time.
    pub async fn before<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut called = self.0.subscribe();
        let call = async {
            // It fails where the portal is gone: then it is time, too.
            let _ = called.wait_for(|is_called| *is_called).await;
        };
        tokio::select! {
            biased;
            done = work => Some(done),
            () = call => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn what_is_ready_is_given_after_the_call_and_nothing_is_waited_for() {
        let closing = Closing::default();
        assert_eq!(closing.before(ready(1)).await, Some(1));
        let (waited, ()) = tokio::join!(closing.before(pending::<u8>()), async {
            closing.call();
        });
        assert_eq!(waited, None);
        assert_eq!(closing.before(pending::<u8>()).await, None);
        assert_eq!(closing.before(ready(2)).await, Some(2));
    }
}
