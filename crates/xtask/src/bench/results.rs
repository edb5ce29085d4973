//! What the rows find, as it is kept in results.json.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::lines::{GrowthLine, LoadLine, PressureLine, TargetLine};
use crate::Failed;

#[derive(Debug, Default, Deserialize, Serialize)]
pub(crate) struct Results {
    pub(crate) machine: Machine,
    /// By the name of the row.
    pub(crate) rows: BTreeMap<String, Entry>,
}

#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct Machine {
    pub(crate) cpu: String,
    pub(crate) cores: usize,
    pub(crate) memory_gib: u64,
    pub(crate) kernel: String,
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Entry {
    pub(crate) source: Source,
    pub(crate) findings: Findings,
}

/// What was measured, when, and how.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Source {
    pub(crate) at: String,
    pub(crate) commit: String,
    pub(crate) command: String,
    pub(crate) versions: BTreeMap<String, String>,
}

/// One row may have lines for each table.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Findings {
    pub(crate) load: Vec<LoadLine>,
    pub(crate) growth: Vec<GrowthLine>,
    pub(crate) pressure: Vec<PressureLine>,
    pub(crate) targets: Vec<TargetLine>,
}

impl Results {
    pub(crate) fn path(out: &Path) -> PathBuf {
        out.join("performance/results.json")
    }

    /// What earlier runs left below `out`, of whatever machine.
    pub(crate) fn read(out: &Path) -> Result<Option<Self>, Failed> {
        let text = match fs::read_to_string(Self::path(out)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("reading results.json: {error}")),
        };
        let found = serde_json::from_str(&text);
        found.map_err(|error| format!("results.json: {error}; remove it to begin anew"))
    }

    /// The same, as far as it is of this machine.
    pub(crate) fn load(out: &Path, machine: &Machine) -> Result<Self, Failed> {
        let found = Self::read(out)?.filter(|found| found.machine == *machine);
        Ok(found.unwrap_or_else(|| Self {
            machine: machine.clone(),
            rows: BTreeMap::new(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_another_machine_are_left_behind() {
        let out = std::env::temp_dir().join(format!("xtask-results-{}", std::process::id()));
        fs::create_dir_all(out.join("performance")).expect("a folder");
        let ours = Machine {
            cores: 2,
            ..Machine::default()
        };
        let results = Results {
            machine: ours.clone(),
            rows: BTreeMap::from([("hot".to_owned(), entry())]),
        };
        let text = serde_json::to_string(&results).expect("json");
        fs::write(out.join("performance/results.json"), text).expect("written");
        assert_eq!(Results::load(&out, &ours).expect("read").rows.len(), 1);
        let other = Results::load(&out, &Machine::default()).expect("read");
        assert!(other.rows.is_empty());
        fs::remove_dir_all(&out).expect("removed");
    }

    fn entry() -> Entry {
        Entry {
            source: Source {
                at: String::new(),
                commit: String::new(),
                command: String::new(),
                versions: BTreeMap::new(),
            },
            findings: Findings::default(),
        }
    }
}
