//! The files of one sending: one picture, some papers, and what is wrong with the others.

use std::sync::Arc;

use super::files::{self, Paper};
use super::form::Limits;
use super::rules::Application;
use super::store::Document;
use crate::id::AccountId;
use crate::media::private;
use crate::portal::{AppError, Portal, Upload};
use crate::web::Trouble;

/// What came with a sending and is good.
#[derive(Clone, Default)]
pub(super) struct Files {
    /// The name of the picture in the private store.
    pub(super) picture: Option<String>,
    pub(super) papers: Vec<Paper>,
    pub(super) troubles: Vec<Trouble>,
}

impl Files {
    /// What lies in the private store under them.
    pub(super) fn names(&self) -> Vec<String> {
        let papers = self.papers.iter().map(|paper| &paper.stored_as);
        papers.chain(&self.picture).cloned().collect()
    }

    /// Whether an application as it stands has them all: the second press of a
    /// button brings the same files again.
    ///
    /// # Errors
    /// A store that cannot be read.
    pub(super) async fn are_kept(
        &self,
        portal: &Portal,
        found: &Application,
        documents: &[Document],
    ) -> Result<bool, AppError> {
        let has = |paper: &Paper| documents.iter().any(|kept| paper.is(kept));
        if !self.papers.iter().all(has) {
            return Ok(false);
        }
        match (&self.picture, &found.picture) {
            (None, _) => Ok(true),
            (Some(_), None) => Ok(false),
            (Some(sent), Some(kept)) => {
                let sent = private::original(portal, sent).await?;
                Ok(sent == private::original(portal, kept).await?)
            }
        }
    }
}

/// Keeps the files of a sending. They are counted before they are written: what is one too many never reaches the disk.
///
/// # Errors
/// A store or a database that cannot be written.
pub(super) async fn take(
    portal: &Arc<Portal>,
    account: AccountId,
    upload: &mut Upload,
) -> Result<Files, AppError> {
    let mut taken = Files::default();
    let kept = portal.db.read(move |tx| files::kept(tx, account)).await?;
    let most = Limits::default().documents_most.saturating_sub(kept.len());
    for file in std::mem::take(&mut upload.files) {
        let (field, wrong) = match file.field.as_str() {
            "avatar" if taken.picture.is_some() => ("avatar", "apply-trouble-one-picture"),
            "avatar" => match files::picture(portal, account, file).await {
                Ok(Ok(picture)) => {
                    taken.picture = Some(picture);
                    continue;
                }
                Ok(Err(wrong)) => ("avatar", wrong),
                Err(stop) => return given_up(portal, taken, stop).await,
            },
            _ if taken.papers.len() >= most => ("documents", "apply-trouble-many"),
            _ => match files::paper(portal, account, file).await {
                Ok(Ok(paper)) => {
                    taken.papers.push(paper);
                    continue;
                }
                Ok(Err(wrong)) => ("documents", wrong),
                Err(stop) => return given_up(portal, taken, stop).await,
            },
        };
        // Of many that are too many once is enough, at each field.
        let mut said = taken.troubles.iter();
        if !said.any(|trouble| trouble.field == field && trouble.key == wrong) {
            taken.troubles.push(Trouble { field, key: wrong });
        }
    }
    Ok(taken)
}

/// What was kept before it could not go on is not wanted.
async fn given_up(portal: &Arc<Portal>, taken: Files, stop: AppError) -> Result<Files, AppError> {
    private::settle(portal, taken.names()).await?;
    Err(stop)
}
