use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use masthead_archive::rows::Row;
use masthead_archive::{LineError, Lines};

use super::ImportError;
use super::order::Numbered;

/// Rows that are written in one transaction: enough that a commit costs little
/// a row, few enough that others need not wait long.
const BATCH_ROWS: usize = 500;
/// Lines may be long: a batch ends here too, in bytes of its lines.
const BATCH_BYTES: u64 = 8 << 20;
/// More than this the database's one writer cannot follow.
const MOST_WORKERS: usize = 4;

/// Some lines of a file, prepared, in the order of the file.
pub(super) struct Batch<P> {
    pub(super) rows: Vec<Numbered<P>>,
    pub(super) refused: Vec<LineError>,
    /// Rows without characters that no text holds.
    pub(super) cleaned: Vec<LineError>,
    /// How much of the file has been read up to here.
    pub(super) bytes_read: u64,
}

/// What a worker makes of a row: itself ready to be written, a refusal of its
/// line, or the end of the import.
pub(super) type Prepared<P> = Result<Result<P, LineError>, ImportError>;

struct Task<R, P> {
    read: Batch<R>,
    reply: SyncSender<Result<Batch<P>, ImportError>>,
}

/// Reads lines on one thread, prepares them on others, and hands them over in
/// batches and in order. What waits is bounded.
pub(super) fn stream<R, P>(
    lines: Lines<R>,
    prepare: impl Fn(u64, R) -> Prepared<P> + Sync,
    mut take: impl FnMut(Batch<P>) -> Result<(), ImportError>,
) -> Result<(), ImportError>
where
    R: Row + Send,
    P: Send,
{
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let workers = workers.min(MOST_WORKERS);
    thread::scope(|scope| {
        let (tasks, work) = bounded(workers);
        let (order, queue) = sync_channel(workers * 2);
        scope.spawn(move || {
            for read in batches(lines) {
                let (reply, answer) = sync_channel(1);
                let sent = order.send(answer).is_ok() && send(&tasks, Task { read, reply });
                if !sent {
                    return; // The import has ended early.
                }
            }
        });
        for _ in 0..workers {
            let (work, prepare) = (work.clone(), &prepare);
            scope.spawn(move || serve(&work, prepare));
        }
        drop(work);
        for answer in queue {
            take(answer.recv().map_err(|_| ImportError::Worker)??)?;
        }
        Ok(())
    })
}

fn send<R, P>(tasks: &Sender<Task<R, P>>, task: Task<R, P>) -> bool {
    tasks.send(task).is_ok()
}

fn serve<R, P>(work: &Receiver<Task<R, P>>, prepare: &impl Fn(u64, R) -> Prepared<P>) {
    for task in work {
        // Nobody waits for it any more where the import has ended early.
        let _ = task.reply.send(prepare_batch(task.read, prepare));
    }
}

fn prepare_batch<R, P>(
    read: Batch<R>,
    prepare: &impl Fn(u64, R) -> Prepared<P>,
) -> Result<Batch<P>, ImportError> {
    let mut batch = Batch {
        rows: Vec::with_capacity(read.rows.len()),
        refused: read.refused,
        cleaned: read.cleaned,
        bytes_read: read.bytes_read,
    };
    for Numbered { line, row } in read.rows {
        match prepare(line, row)? {
            Ok(row) => batch.rows.push(Numbered { line, row }),
            Err(error) => batch.refused.push(error),
        }
    }
    Ok(batch)
}

fn batches<R: Row>(mut lines: Lines<R>) -> impl Iterator<Item = Batch<R>> {
    std::iter::from_fn(move || {
        let start = lines.bytes_read();
        let (mut rows, mut refused) = (Vec::new(), Vec::new());
        while rows.len() + refused.len() < BATCH_ROWS && lines.bytes_read() - start < BATCH_BYTES {
            match lines.next() {
                Some((line, Ok(row))) => rows.push(Numbered { line, row }),
                Some((_, Err(error))) => refused.push(error),
                None => break,
            }
        }
        let bytes_read = lines.bytes_read();
        let is_empty = rows.is_empty() && refused.is_empty();
        (!is_empty).then_some(Batch {
            rows,
            refused,
            cleaned: lines.take_cleaned(),
            bytes_read,
        })
    })
}
