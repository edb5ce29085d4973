use proptest::prelude::*;

use super::*;

fn level() -> impl Strategy<Value = Level> {
    let numbers = (0..=100_i64, 0..=50_i64, 0..=30_i64);
    (numbers, any::<[bool; 4]>()).prop_map(|((score, articles, quota), flags)| Level {
        least_score: score,
        least_articles: articles,
        trusted: flags[0],
        quota,
        at_once: flags[1],
        schedule: flags[2],
        columns: flags[3],
    })
}

fn rules() -> impl Strategy<Value = Rules> {
    let points = prop::collection::vec(0..=100_i64, Kind::ALL.len());
    let levels = [level(), level(), level(), level()];
    (points, 1..=100_i64, 1..=30_i64, levels).prop_map(|(points, back, days, levels)| Rules {
        points: Kind::ALL.into_iter().zip(points).collect(),
        recovery_points: back,
        recovery_days: days,
        appeal_days: 30,
        levels,
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    (0..Kind::ALL.len(), 0..400_i64, any::<bool>()).prop_map(|(kind, day, annulled)| Entry {
        kind: Kind::ALL[kind],
        day: Day(day),
        annulled,
    })
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(entry(), 0..40)
}

fn known() -> impl Strategy<Value = Known> {
    (0..60_i64, any::<bool>()).prop_map(|(articles, trusted)| Known { articles, trusted })
}

proptest! {
    #[test]
    fn a_score_is_never_below_nothing_nor_above_full(rules in rules(), entries in entries(), today in -10..9_000_i64) {
        let score = rules.score(&entries, Day(today));
        prop_assert!((0..=FULL).contains(&score));
        if entries.is_empty() {
            prop_assert_eq!(score, FULL);
        }
    }

    #[test]
    fn a_won_appeal_is_as_if_the_points_were_never_taken(
        (rules, known, entry) in (rules(), known(), entry()), (entries, at) in (entries(), 0..40_usize), today in 0..500_i64
    ) {
        let mut annulled = entries.clone();
        annulled.insert(at.min(entries.len()), Entry { annulled: true, ..entry });
        let today = Day(today);
        prop_assert_eq!(rules.standing(known, &annulled, today), rules.standing(known, &entries, today));
        prop_assert_eq!(rules.opens(known, &annulled, today, 9), rules.opens(known, &entries, today, 9));
    }

    #[test]
    fn the_order_of_entries_does_not_matter(
        (rules, known) in (rules(), known()), entries in entries().prop_shuffle(), today in 0..500_i64
    ) {
        let mut sorted = entries.clone();
        sorted.sort_by_key(|entry| (entry.day, entry.kind, entry.annulled));
        prop_assert_eq!(rules.standing(known, &entries, Day(today)), rules.standing(known, &sorted, Day(today)));
    }

    #[test]
    fn without_new_entries_a_score_only_rises_and_is_full_in_the_end(
        (rules, entries) in (rules(), entries()), (today, later) in (400..500_i64, 0..90_i64)
    ) {
        prop_assert!(rules.score(&entries, Day(today)) <= rules.score(&entries, Day(today + later)));
        prop_assert_eq!(rules.score(&entries, Day(400 + rules.lasts_days())), FULL);
    }

    #[test]
    fn more_points_more_pieces_and_more_trust_never_lower_a_level(
        (rules, known) in (rules(), known()), (entries, entry) in (entries(), entry()), today in 0..500_i64
    ) {
        let (today, mut more) = (Day(today), entries.clone());
        let standing = rules.standing(known, &entries, today);
        more.push(entry);
        prop_assert!(rules.standing(known, &more, today).level <= standing.level);
        let better = Known { articles: known.articles + 1, trusted: true };
        prop_assert!(rules.standing(better, &entries, today).level >= standing.level);
    }

    #[test]
    fn the_day_on_which_it_opens_again_is_the_first_that_has_a_quota(
        (rules, known, entries) in (rules(), known(), entries()), (today, used) in (400..500_i64, 0..40_i64)
    ) {
        let quota = |day| rules.standing(known, &entries, Day(day)).open.quota;
        match rules.opens(known, &entries, Day(today), used) {
            Some(day) if day.0 == today => prop_assert!(used < quota(today)),
            Some(day) => {
                prop_assert!(used >= quota(today) && quota(day.0) > 0);
                prop_assert!((today + 1..day.0).all(|before| quota(before) == 0));
            }
            None => prop_assert_eq!(quota(500 + rules.lasts_days()), 0),
        }
    }

    #[test]
    fn a_table_that_is_the_same_changes_nothing_in_a_rehearsal(
        (rules, known, entries) in (rules(), known(), entries()), today in 400..500_i64
    ) {
        let past = Past { known, entries, handed_in: vec![(Day(today), 12)] };
        let tried = rehearse(&rules, &rules.clone(), &past, Day(today));
        prop_assert_eq!(tried.days, 0);
        prop_assert_eq!(tried.now, tried.then);
    }

    #[test]
    fn a_table_is_read_as_it_was_written(rules in rules()) {
        let text = serde_json::to_string(&rules).expect("plain data");
        prop_assert_eq!(serde_json::from_str::<Rules>(&text).expect("ours"), rules);
    }
}

#[test]
fn our_own_table_says_what_the_manual_says() {
    let rules = Rules::default();
    let new = Known {
        articles: 0,
        trusted: false,
    };
    let fresh = rules.standing(new, &[], Day(20_000));
    assert_eq!((fresh.score, fresh.level, fresh.open.quota), (100, 2, 20));
    assert!(!fresh.open.at_once);
    let law = Entry {
        kind: Kind::Law,
        day: Day(20_000),
        annulled: false,
    };
    let fallen = rules.standing(new, &[law], Day(20_000));
    assert_eq!((fallen.score, fallen.level, fallen.open.quota), (50, 1, 1));
    assert_eq!(rules.score(&[law], Day(20_010)), 60);
    assert_eq!(rules.opens(new, &[law], Day(20_000), 1), Some(Day(20_001)));
    let trusted = Known {
        trusted: true,
        ..new
    };
    let open = rules.standing(trusted, &[], Day(20_000)).open;
    assert!(open.at_once && open.quota == 100);
    // Trust alone does not do: it asks for a good name as well.
    assert_eq!(rules.standing(trusted, &[law], Day(20_000)).level, 1);
}

#[test]
fn a_threshold_that_moves_nobody_makes_nobody_different() {
    let rules = Rules::default();
    let mut other = rules.clone();
    other.levels[1].least_score = 50;
    other.levels[2].least_articles = 21;
    let past = Past {
        known: Known {
            articles: 3,
            trusted: false,
        },
        entries: Vec::new(),
        handed_in: Vec::new(),
    };
    let tried = rehearse(&rules, &other, &past, Day(20_000));
    assert_eq!(tried.days, 0, "{tried:?}");
    other.levels[1].columns = false;
    let tried = rehearse(&rules, &other, &past, Day(20_000));
    assert_eq!(tried.days, REHEARSED_DAYS, "columns were open");
}

#[test]
fn a_rehearsal_counts_days_and_pieces_that_would_have_been_different() {
    let rules = Rules::default();
    let mut harder = rules.clone();
    harder.points.insert(Kind::Title, 30);
    harder.levels[1].quota = 2;
    let today = Day(20_000);
    let past = Past {
        known: Known {
            articles: 3,
            trusted: false,
        },
        entries: vec![Entry {
            kind: Kind::Title,
            day: Day(19_990),
            annulled: false,
        }],
        handed_in: vec![(Day(19_999), 5)],
    };
    let tried = rehearse(&rules, &harder, &past, today);
    assert_eq!((tried.now.today.score, tried.then.today.score), (100, 80));
    assert_eq!((tried.now.lowest, tried.then.lowest), (95, 70));
    assert_eq!((tried.now.beyond, tried.then.beyond), (0, 3));
    // The quota alone is another one on every day.
    assert_eq!(tried.days, REHEARSED_DAYS);
}
