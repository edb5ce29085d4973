//! A section's form, as it was sent.

use masthead_archive::rows::Localized;
use serde::Deserialize;

use super::Kind;
use super::rules::{self, Both, Node};
use super::store::SectionRow;
use crate::credential::rules::FIELDS;
use crate::id::SectionId;
use crate::web::{Locale, Trouble};

pub(super) const SLUG_TAKEN: Trouble = Trouble {
    field: "slug",
    key: "section-slug-taken",
};

/// `kind`, `slug` and `parent` are of a new section, or of the path.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct SectionForm {
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub slug: String,
    #[serde(default)]
    pub name_zh: String,
    #[serde(default)]
    pub name_en: String,
    #[serde(default)]
    pub headline_zh: String,
    #[serde(default)]
    pub headline_en: String,
    /// A slug; empty at the top of the tree.
    #[serde(default)]
    pub parent: String,
    /// Of a channel: the field whose papers it asks for, empty for none. Not
    /// sent where the portal asks for no papers: then it stays as it was.
    pub field: Option<String>,
}

impl SectionForm {
    /// The form of one that stands, `all` beside it.
    pub(super) fn of(kind: Kind, row: &SectionRow, all: &[SectionRow], own: Locale) -> Self {
        let name = Both::of(read(Some(&row.name)).as_ref(), own);
        let headline = Both::of(read(row.headline_title.as_deref()).as_ref(), own);
        let parent = all
            .iter()
            .find(|other| Some(other.node.id) == row.node.parent);
        Self {
            kind: kind.name().to_owned(),
            slug: row.slug.clone(),
            name_zh: name.zh,
            name_en: name.en,
            headline_zh: headline.zh,
            headline_en: headline.en,
            parent: parent.map(|row| row.slug.clone()).unwrap_or_default(),
            field: row.field.clone(),
        }
    }

    /// What is to be kept of it: `before` is what stands, none for a new one.
    ///
    /// # Errors
    /// What has to be put right.
    pub(super) fn row(
        &self,
        all: &[SectionRow],
        before: Option<&SectionRow>,
    ) -> Result<SectionRow, Vec<Trouble>> {
        let (name, headline) = (self.name(), self.headline());
        let mut troubles = rules::troubles(&name, &headline);
        if before.is_none() {
            troubles.extend(self.new_troubles(all));
        }
        let nodes: Vec<Node> = all.iter().map(|row| row.node.clone()).collect();
        let own = before.map(|row| row.node.id);
        let parent = match self.parent.as_str() {
            "" => None,
            slug => {
                let found = all.iter().find(|row| row.slug == slug);
                let id = found.map_or(SectionId(0), |row| row.node.id);
                let stays = before.is_some_and(|row| row.node.parent == Some(id));
                if !stays && !rules::may_stand_under(&nodes, own, id) {
                    troubles.push(Trouble {
                        field: "parent",
                        key: "section-parent-wrong",
                    });
                }
                Some(id)
            }
        };
        let named = name.over(before.and_then(|row| read(Some(&row.name))).as_ref());
        let Some(named) = named.filter(|_| troubles.is_empty()) else {
            return Err(troubles);
        };
        let titled = before.and_then(|row| read(row.headline_title.as_deref()));
        let stays = before.filter(|row| row.node.parent == parent);
        Ok(SectionRow {
            node: Node {
                id: own.unwrap_or_default(),
                parent,
                position: stays
                    .map_or_else(|| rules::last(&nodes, parent), |row| row.node.position),
            },
            slug: before.map_or_else(|| self.slug.trim().to_owned(), |row| row.slug.clone()),
            name: json(&named),
            headline_title: headline.over(titled.as_ref()).as_ref().map(json),
            field: match &self.field {
                Some(field) => Some(field.clone()).filter(|field| FIELDS.contains(&&**field)),
                None => before.and_then(|row| row.field.clone()),
            },
        })
    }

    fn name(&self) -> Both {
        Both {
            zh: self.name_zh.clone(),
            en: self.name_en.clone(),
        }
    }

    fn headline(&self) -> Both {
        Both {
            zh: self.headline_zh.clone(),
            en: self.headline_en.clone(),
        }
    }

    fn new_troubles(&self, all: &[SectionRow]) -> Option<Trouble> {
        let slug = self.slug.trim();
        if all.len() >= rules::MOST {
            return Some(Trouble {
                field: "name_zh",
                key: "section-full",
            });
        }
        let taken = all.iter().any(|row| row.slug == slug).then_some(SLUG_TAKEN);
        rules::slug_trouble(slug).or(taken)
    }
}

/// A stored name.
pub(super) fn read(json: Option<&str>) -> Option<Localized> {
    serde_json::from_str(json?).ok()
}

pub(super) fn json(name: &Localized) -> String {
    serde_json::to_string(name).expect("a name is plain data")
}
