//! Places whose rules an operator switches on. What no place asks for alone holds always.

use serde::Deserialize;

/// `regimes = ["cn"]` in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Regime {
    /// Mainland China.
    Cn,
    /// The European Union.
    Eu,
}

/// `[cn]` in the settings: what an operator sets of the rules of that place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CnRules {
    /// Creators that one account may own as a person (CN-08).
    pub owned_individual: u32,
    /// Creators of each other kind that one account may own.
    pub owned_other: u32,
}

impl Default for CnRules {
    fn default() -> Self {
        Self {
            owned_individual: 1,
            owned_other: 2,
        }
    }
}

impl CnRules {
    /// Creators of this kind that one account may own.
    #[must_use]
    pub fn most_owned(self, kind: &str) -> i64 {
        match kind {
            "individual" => self.owned_individual.into(),
            _ => self.owned_other.into(),
        }
    }
}
