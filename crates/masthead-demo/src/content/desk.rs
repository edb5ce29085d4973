//! What lies at the studio and at the desk of the demo portal: texts that are not published yet.

use serde::Deserialize;

use super::CONTENT;
use super::article::front_matter;
use super::error::ContentError;

/// A text on its way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The creator's handle.
    pub handle: String,
    /// The channel's id in the archive.
    pub channel: String,
    pub title: String,
    pub summary: String,
    /// With commas between them.
    pub tags: String,
    #[serde(default)]
    pub locale: String,
    pub state: PieceState,
    #[serde(skip)]
    pub markdown: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceState {
    Draft,
    Submitted,
}

/// All of them. Errors name the file and the key.
pub fn pieces() -> Result<Vec<Piece>, ContentError> {
    let folder = CONTENT.get_dir("desk");
    let files = folder.into_iter().flat_map(include_dir::Dir::files);
    files
        .map(|file| {
            let name = file.path().display().to_string();
            let text = file.contents_utf8().unwrap_or_default();
            let (piece, body): (Piece, _) = front_matter(&name, text)?;
            Ok(Piece {
                markdown: body.to_owned(),
                ..piece
            })
        })
        .collect()
}
