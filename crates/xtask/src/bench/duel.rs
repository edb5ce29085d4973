//! Rounds of load on several sides in turn, so that what else the machine
//! does meets all of them alike.

use super::lines::SideRounds;
use super::wrk::{self, Load, Round, Side};
use super::{Bench, CONNECTIONS, THREADS};
use crate::Failed;

impl Bench {
    /// 64 connections for the length of a round.
    pub(crate) fn load(&self) -> Load {
        Load {
            threads: THREADS,
            connections: CONNECTIONS,
            seconds: self.seconds,
        }
    }

    /// A short unmeasured round for each side, then `rounds` of each. Who
    /// begins alternates.
    pub(crate) fn play(&self, sides: &[Side], load: Load) -> Result<Vec<SideRounds>, Failed> {
        let warm = Load { seconds: 1, ..load };
        for side in sides {
            wrk::run(self.work(), side, warm, "warm")?;
        }
        let rounds = vec![Vec::new(); sides.len()];
        let names = sides.iter().map(|side| side.name.to_owned());
        let mut played: Vec<_> = names
            .zip(rounds)
            .map(|(name, rounds)| SideRounds { name, rounds })
            .collect();
        for round in 0..self.rounds {
            let mut order: Vec<usize> = (0..sides.len()).collect();
            if round % 2 == 1 {
                order.reverse();
            }
            for place in order {
                let salt = format!("{round}-{}", std::process::id());
                let done = wrk::run(self.work(), &sides[place], load, &salt)?;
                played[place].rounds.push(done);
            }
        }
        Ok(played)
    }
}

/// `rounds` of the server alone, in a way that the caller has.
pub(crate) fn alone(
    rounds: u32,
    mut round: impl FnMut() -> Result<Round, Failed>,
) -> Result<Vec<SideRounds>, Failed> {
    let rounds = (0..rounds).map(|_| round());
    Ok(vec![SideRounds {
        name: "Masthead".to_owned(),
        rounds: rounds.collect::<Result<_, _>>()?,
    }])
}
