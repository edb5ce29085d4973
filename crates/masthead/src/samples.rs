//! Every page, with its samples: what templates are tested and looked at with.

use crate::about::pages::AccessibilityPage;
use crate::account::pages::{
    CodePage, CodesPage, ConfirmPage, EnterPage, FactorPage, GonePage, NewPasskeyPage,
    NewPasswordPage, OpenIdPage, OwnPage, PasskeysPage, RegisterPage, ResetPage, SentPage,
};
use crate::application::pages::{
    ApplicationPage, ApplicationsPage, ApplyPage, JoinPage, OwnApplicationPage,
};
use crate::article::pages::ArticlePage;
use crate::channel::pages::ChannelPage;
use crate::column::pages::ColumnPage;
use crate::creator::pages::{ArchivePage, CreatorPage, CreatorsPage};
use crate::credential::pages::{CredentialPage, CredentialsPage, OwnCredentialsPage};
use crate::credit::pages::{AppealPage, CreatorCreditPage, CreditPage, OwnCreditPage, RulesPage};
use crate::curation::pages::{PlacePage, PlacesPage};
use crate::desk::pages::{AccountsPage, DeskPage};
use crate::errors::CarryPage;
use crate::errors::pages::ErrorPage;
use crate::following::pages::{FollowPage, FollowingPage};
use crate::home::pages::HomePage;
use crate::hot::pages::HotPage;
use crate::mail::pages::OutboxPage;
use crate::member::pages::{InvitationPage, MembersPage};
use crate::notification::pages::NotificationsPage;
use crate::review::pages::{ApprovePage, ModeratePage, QueuePage, ReadPage, TakenPage};
use crate::search::pages::SearchPage;
use crate::section::pages::{SectionPage, SectionsPage, SitePage};
use crate::studio::pages::{HistoryPage, ListPage, PiecePage, RevisionPage};
use crate::subscription::pages::{SettingsPage, StopPage};
use crate::web::samples::Samples;

/// What is done with each kind of page.
pub trait EachPage {
    fn page<P: Samples>(&mut self);
}

/// Goes through all pages. A page that is not named here is not tested.
pub fn each_page(visitor: &mut impl EachPage) {
    visitor.page::<AccessibilityPage>();
    visitor.page::<ArchivePage>();
    visitor.page::<ArticlePage>();
    visitor.page::<ChannelPage>();
    visitor.page::<ColumnPage>();
    visitor.page::<CreatorPage>();
    visitor.page::<CreatorsPage>();
    visitor.page::<ErrorPage>();
    visitor.page::<CarryPage>();
    visitor.page::<FollowPage>();
    visitor.page::<FollowingPage>();
    visitor.page::<NotificationsPage>();
    visitor.page::<SettingsPage>();
    visitor.page::<StopPage>();
    visitor.page::<HomePage>();
    visitor.page::<HotPage>();
    visitor.page::<ApplicationPage>();
    visitor.page::<CredentialPage>();
    visitor.page::<CredentialsPage>();
    visitor.page::<OwnCredentialsPage>();
    visitor.page::<ApplyPage>();
    visitor.page::<JoinPage>();
    visitor.page::<OwnApplicationPage>();
    visitor.page::<ApplicationsPage>();
    visitor.page::<SearchPage>();
    visitor.page::<AccountsPage>();
    visitor.page::<HistoryPage>();
    visitor.page::<ListPage>();
    visitor.page::<PiecePage>();
    visitor.page::<InvitationPage>();
    visitor.page::<MembersPage>();
    visitor.page::<ApprovePage>();
    visitor.page::<ModeratePage>();
    visitor.page::<TakenPage>();
    visitor.page::<QueuePage>();
    visitor.page::<ReadPage>();
    visitor.page::<RevisionPage>();
    visitor.page::<AppealPage>();
    visitor.page::<CreatorCreditPage>();
    visitor.page::<CreditPage>();
    visitor.page::<OwnCreditPage>();
    visitor.page::<RulesPage>();
    visitor.page::<PlacePage>();
    visitor.page::<PlacesPage>();
    visitor.page::<SectionPage>();
    visitor.page::<SectionsPage>();
    visitor.page::<SitePage>();
    visitor.page::<DeskPage>();
    visitor.page::<EnterPage>();
    visitor.page::<RegisterPage>();
    visitor.page::<ResetPage>();
    visitor.page::<SentPage>();
    visitor.page::<ConfirmPage>();
    visitor.page::<NewPasswordPage>();
    visitor.page::<GonePage>();
    visitor.page::<OwnPage>();
    visitor.page::<CodePage>();
    visitor.page::<FactorPage>();
    visitor.page::<CodesPage>();
    visitor.page::<OpenIdPage>();
    visitor.page::<PasskeysPage>();
    visitor.page::<NewPasskeyPage>();
    visitor.page::<OutboxPage>();
}

#[cfg(test)]
mod tests {
    use std::any::type_name;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    struct Names(BTreeSet<String>);

    impl EachPage for Names {
        fn page<P: Samples>(&mut self) {
            let name = type_name::<P>().rsplit("::").next();
            let is_new = self.0.insert(name.expect("a name").to_owned());
            assert!(is_new, "{} is named twice", type_name::<P>());
        }
    }

    /// The texts of all sources below a folder.
    fn texts(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                found.extend(texts(&path));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(fs::read_to_string(path).expect("text"));
            }
        }
        found
    }

    #[test]
    fn every_page_that_has_samples_is_named_here() {
        let mut named = Names(BTreeSet::new());
        each_page(&mut named);
        let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut written = BTreeSet::new();
        for text in texts(&source) {
            let lines = text.lines().filter_map(|line| line.strip_prefix("impl "));
            let lines = lines.filter_map(|line| line.strip_prefix("Samples for "));
            written.extend(lines.map(|line| line.trim_end_matches(" {").to_owned()));
        }
        assert!(written.len() > 60, "{written:?}");
        assert_eq!(named.0, written);
    }
}
