//! What the rows find, as it is kept in results.json.

use std::collections::BTreeMap;
use std::path::Path;
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
    /// What earlier runs left below `out`, as far as it is of this machine.
    pub(crate) fn load(out: &Path, machine: &Machine) -> Result<Self, Failed> {
        let path = out.join("performance/results.json");
        let empty = Self {
            machine: machine.clone(),
            rows: BTreeMap::new(),
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(empty),
            Err(error) => return Err(format!("reading results.json: {error}")),
        };
        let found: Self = serde_json::from_str(&text)
            .map_err(|error| format!("results.json: {error}; remove it to begin anew"))?;
        Ok(if found.machine == *machine {
            found
        } else {
            empty
        })
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
