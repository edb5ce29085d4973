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
