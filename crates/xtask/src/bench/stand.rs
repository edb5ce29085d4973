//! A server over one portal, and the articles that it has.

use super::Bench;
use super::pages::Pages;
use super::portal::Server;
use crate::Failed;

pub(crate) struct Stand {
    /// How many articles the portal has.
    pub(crate) size: u64,
    pub(crate) server: Server,
    /// Their paths.
    pub(crate) articles: Vec<String>,
}

impl Bench {
    /// Of the largest portal of at most so many articles; of `press_mib` as in
    /// `Portal::serve`.
    pub(crate) fn stand(&self, most: u64, press_mib: Option<u32>) -> Result<Stand, Failed> {
        let size = self.size_up_to(most);
        let data = self.portal.data(size)?;
        let server = self.portal.serve(&data, press_mib)?;
        let articles = Pages::of(&mut server.client())?.articles;
        Ok(Stand {
            size,
            server,
            articles,
        })
    }
}
