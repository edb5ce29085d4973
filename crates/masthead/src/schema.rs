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
        version: 7,
        name: "applications",
        sql: include_str!("../migrations/0007_applications.sql"),
    },
    Migration {
        version: 8,
        name: "publishing",
        sql: include_str!("../migrations/0008_publishing.sql"),
    },
    Migration {
        version: 9,
        name: "slots",
        sql: include_str!("../migrations/0009_slots.sql"),
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
    Migration {
        version: 13,
        name: "notifications",
        sql: include_str!("../migrations/0013_notifications.sql"),
    },
    Migration {
        version: 14,
        name: "credit",
        sql: include_str!("../migrations/0014_credit.sql"),
    },
    Migration {
        version: 15,
        name: "video",
        sql: include_str!("../migrations/0015_video.sql"),
    },
    Migration {
        version: 16,
        name: "readings",
        sql: include_str!("../migrations/0016_readings.sql"),
    },
    Migration {
        version: 17,
        name: "invitations",
        sql: include_str!("../migrations/0017_invitations.sql"),
    },
    Migration {
        version: 18,
        name: "takedowns",
        sql: include_str!("../migrations/0018_takedowns.sql"),
    },
    Migration {
        version: 19,
        name: "withheld",
        sql: include_str!("../migrations/0019_withheld.sql"),
    },
    Migration {
        version: 20,
        name: "ways",
        sql: include_str!("../migrations/0020_ways.sql"),
    },
    Migration {
        version: 21,
        name: "factor_begun",
        sql: include_str!("../migrations/0021_factor_begun.sql"),
    },
    Migration {
        version: 22,
        name: "naming",
        sql: include_str!("../migrations/0022_naming.sql"),
    },
    Migration {
        version: 23,
        name: "credentials",
        sql: include_str!("../migrations/0023_credentials.sql"),
    },
    Migration {
        version: 24,
        name: "application words",
        sql: include_str!("../migrations/0024_application_words.sql"),
    },
    Migration {
        version: 25,
        name: "drafts of creators",
        sql: include_str!("../migrations/0025_drafts_of_creators.sql"),
    },
    Migration {
        version: 26,
        name: "uploads",
        sql: include_str!("../migrations/0026_uploads.sql"),
    },
    Migration {
        version: 27,
        name: "discarded drafts",
        sql: include_str!("../migrations/0027_discarded_drafts.sql"),
    },
    Migration {
        version: 28,
        name: "nodes",
        sql: include_str!("../migrations/0028_nodes.sql"),
    },
    Migration {
        version: 29,
        name: "known devices",
        sql: include_str!("../migrations/0029_known_devices.sql"),
    },
    Migration {
        version: 30,
        name: "private files",
        sql: include_str!("../migrations/0030_private_files.sql"),
    },
    Migration {
        version: 31,
        name: "makers of links",
        sql: include_str!("../migrations/0031_makers_of_links.sql"),
    },
    Migration {
        version: 32,
        name: "restorations",
        sql: include_str!("../migrations/0032_restorations.sql"),
    },
];
