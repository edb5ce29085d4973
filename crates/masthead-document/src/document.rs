//! The document: a version and blocks in normal form.

use crate::finding::Findings;
use crate::limits::{Limits, Refusal};
use crate::node::Block;
use crate::normal;
use crate::policy::Policy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version that this program writes.
pub const VERSION: u32 = 1;

/// The body of an article. Its blocks are always in normal form: reading JSON normalises them, and nothing
/// else hands out a document with blocks that were not checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Written", deny_unknown_fields)]
#[schemars(!try_from)]
pub struct Document {
    /// 1.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    blocks: Vec<Block>,
}

/// A document as it is written, before its blocks are checked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    pub(crate) version: u32,
    pub(crate) blocks: Vec<Block>,
}

impl Default for Document {
    fn default() -> Self {
        Self {
            version: VERSION,
            blocks: Vec::new(),
        }
    }
}

impl Document {
    /// A document of these blocks, normalised; what the rules refuse is left out. Embeds of any https host
    /// are kept: the parsers apply the operator's list.
    ///
    /// # Errors
    /// [`Refusal::TooDeep`] beyond [`crate::MAX_DEPTH`].
    pub fn from_blocks(blocks: Vec<Block>) -> Result<Self, Refusal> {
        let (limits, policy) = (Limits::stored(), Policy::stored());
        Self::checked(blocks, &limits, &policy, &mut Findings::default())
    }

    pub(crate) fn checked(
        blocks: Vec<Block>,
        limits: &Limits,
        policy: &Policy,
        findings: &mut Findings,
    ) -> Result<Self, Refusal> {
        let blocks = normal::normalise(blocks, limits, policy, findings)?;
        Ok(Self {
            version: VERSION,
            blocks,
        })
    }

    /// The version of the format.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The blocks, in normal form.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The blocks, to build another document from.
    pub fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    pub(crate) fn blocks_mut(&mut self) -> &mut Vec<Block> {
        &mut self.blocks
    }
}

impl Written {
    pub(crate) fn check_version(&self) -> Result<(), Refusal> {
        if self.version != VERSION {
            return Err(Refusal::UnknownVersion {
                version: self.version,
                known: VERSION,
            });
        }
        Ok(())
    }
}

impl TryFrom<Written> for Document {
    type Error = Refusal;

    fn try_from(written: Written) -> Result<Self, Refusal> {
        written.check_version()?;
        Self::from_blocks(written.blocks)
    }
}
