//! Comments as the page of their article shows them.

use std::collections::HashSet;

use super::pages::Comment;
use super::store::CommentRow;
use crate::compose::Room;
use crate::id::CommentId;

/// Newest first; replies below what they answer, oldest first, one level.
#[must_use]
pub fn threads(room: &Room<'_>, rows: &[CommentRow]) -> Vec<Comment> {
    let there: HashSet<CommentId> = rows.iter().map(|row| row.id).collect();
    let top = |row: &&CommentRow| row.parent.is_none_or(|parent| !there.contains(&parent));
    rows.iter()
        .filter(top)
        .map(|row| {
            let mut comment = comment(room, row);
            let replies = rows
                .iter()
                .rev()
                .filter(|reply| thread(rows, reply) == Some(row.id));
            comment.replies = replies.map(|reply| self::comment(room, reply)).collect();
            comment
        })
        .collect()
}

/// The comment at the top of the thread that `row` stands in, where `row` is
/// not it. A thread is never longer than the page's comments.
fn thread(rows: &[CommentRow], row: &CommentRow) -> Option<CommentId> {
    let parent = |of: &CommentRow| rows.iter().find(|other| Some(other.id) == of.parent);
    let mut top = parent(row)?;
    for _ in 0..rows.len() {
        match parent(top) {
            Some(above) => top = above,
            None => break,
        }
    }
    Some(top.id)
}

fn comment(room: &Room<'_>, row: &CommentRow) -> Comment {
    Comment {
        id: row.id,
        author: room.name(&row.author),
        at: row.created_at.0,
        body: row.body.clone(),
        likes: row.likes.unsigned_abs(),
        replies: Vec::new(),
    }
}
