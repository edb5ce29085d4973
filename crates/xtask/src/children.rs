//! Processes that this one starts, and that end before it does: when their
//! [`Running`] is dropped, or all together on Ctrl-C.

use std::process::{Child, ChildStdout, Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, kill_process, pidfd_open};
use tokio::signal::unix::{SignalKind, signal};

use crate::Failed;

/// Children stay here until they are reaped, so that no signal of ours ever
/// reaches a process that took over the id of one.
static CHILDREN: Mutex<Children> = Mutex::new(Children {
    started: 0,
    ending: false,
    running: Vec::new(),
});

struct Children {
    started: u64,
    ending: bool,
    running: Vec<(u64, Child)>,
}

const GRACE: Duration = Duration::from_secs(15);
/// Between two looks at a child that was killed.
const AFTER_KILL: Duration = Duration::from_millis(10);

fn children() -> MutexGuard<'static, Children> {
    CHILDREN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A child that is told to end, and waited for, when this is dropped.
pub(crate) struct Running {
    number: u64,
    pub(crate) pid: u32,
}

/// Starts `command`; its output is there where `command` pipes it.
pub(crate) fn start(command: &mut Command) -> Result<(Running, Option<ChildStdout>), Failed> {
    let mut children = children();
    if children.ending {
        return Err("ending".to_owned());
    }
    let mut child = command
        .spawn()
        .map_err(|error| format!("starting {:?}: {error}", command.get_program()))?;
    let (pid, output) = (child.id(), child.stdout.take());
    children.started += 1;
    let number = children.started;
    children.running.push((number, child));
    Ok((Running { number, pid }, output))
}

impl Running {
    /// Waits for a child that ends by itself.
    pub(crate) fn wait(self) -> Result<ExitStatus, Failed> {
        loop {
            if let Some(status) = reap(self.number)? {
                return Ok(status);
            }
            wait_for(self.pid, None);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let number = self.number;
        end(|running| running == number);
    }
}

/// The status of a child that has ended, which is then forgotten.
fn reap(number: u64) -> Result<Option<ExitStatus>, Failed> {
    let mut children = children();
    let place = children.running.iter().position(|(one, _)| *one == number);
    let place = place.ok_or("the process was ended")?;
    let status = children.running[place].1.try_wait();
    let status = status.map_err(|error| format!("waiting: {error}"))?;
    if status.is_some() {
        children.running.remove(place);
    }
    Ok(status)
}

/// Until a child that is not reaped yet has ended, or `most` is over.
fn wait_for(pid: u32, most: Option<Duration>) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    // Nothing to wait for: it was reaped meanwhile.
    let Some(Ok(child)) = pid.map(|pid| pidfd_open(pid, PidfdFlags::empty())) else {
        return;
    };
    let most = most.and_then(|most| Timespec::try_from(most).ok());
    // A signal may cut it short: whoever waits looks, and waits again.
    let _ = poll(&mut [PollFd::new(&child, PollFlags::IN)], most.as_ref());
}

/// Ends those whose number is `meant`: by SIGTERM, and what takes longer than
/// the grace by SIGKILL.
fn end(meant: impl Fn(u64) -> bool) {
    for (_, child) in children().running.iter().filter(|(one, _)| meant(*one)) {
        // One that has just ended by itself is a zombie of ours: nothing is hit.
        let _ = kill_process(Pid::from_child(child), Signal::TERM);
    }
    let told = Instant::now();
    loop {
        let mut children = children();
        children.running.retain_mut(|(one, child)| {
            if meant(*one) && told.elapsed() > GRACE {
                let _ = child.kill();
            }
            !(meant(*one) && matches!(child.try_wait(), Ok(Some(_)) | Err(_)))
        });
        let mut left = children.running.iter().filter(|(one, _)| meant(*one));
        let Some(pid) = left.next().map(|(_, child)| child.id()) else {
            return;
        };
        drop(children);
        let left = GRACE.saturating_sub(told.elapsed());
        wait_for(pid, Some(left.max(AFTER_KILL)));
    }
}

/// From now on, SIGINT and SIGTERM end every child and then this process.
pub(crate) fn end_with_us() -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("listening for signals: {error}"))?;
    let entered = runtime.enter();
    let listen = |kind| signal(kind).map_err(|error| format!("listening for signals: {error}"));
    let mut interrupt = listen(SignalKind::interrupt())?;
    let mut terminate = listen(SignalKind::terminate())?;
    drop(entered);
    std::thread::spawn(move || {
        runtime.block_on(async {
            tokio::select! { _ = interrupt.recv() => {} _ = terminate.recv() => {} }
        });
        children().ending = true;
        end(|_| true);
        std::process::exit(130);
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_ends_with_its_handle() {
        let (running, _) = start(Command::new("sleep").arg("600")).expect("started");
        let pid = running.pid;
        drop(running);
        assert!(!std::path::Path::new(&format!("/proc/{pid}")).exists());
    }

    #[test]
    fn the_status_of_a_child_is_passed_on() {
        let (running, _) = start(Command::new("sh").args(["-c", "exit 3"])).expect("started");
        assert_eq!(running.wait().expect("ended").code(), Some(3));
    }
}
