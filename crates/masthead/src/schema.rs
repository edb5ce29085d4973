//! The one sequence of migrations. Steps are only ever added.

use masthead_db::Migration;

pub const STEPS: &[Migration] = &[
    Migration {
        version: 1,
        name: "log",
        sql: masthead_log::SCHEMA,
    },
    Migration {
        version: 2,
        name: "portal",
        sql: include_str!("../migrations/0002_portal.sql"),
    },
    Migration {
        version: 3,
        name: "views",
        sql: include_str!("../migrations/0003_views.sql"),
    },
    Migration {
        version: 4,
        name: "cards",
        sql: include_str!("../migrations/0004_cards.sql"),
    },
    Migration {
        version: 5,
        name: "accounts",
        sql: include_str!("../migrations/0005_accounts.sql"),
    },
    Migration {
        version: 6,
        name: "roles",
        sql: include_str!("../migrations/0006_roles.sql"),
    },
    Migration {
        version: 10,
        name: "second factors",
        sql: include_str!("../migrations/0010_second_factors.sql"),
    },
    Migration {
        version: 11,
        name: "passkeys",
        sql: include_str!("../migrations/0011_passkeys.sql"),
    },
    Migration {
        version: 12,
        name: "openid",
        sql: include_str!("../migrations/0012_openid.sql"),
    },
];
