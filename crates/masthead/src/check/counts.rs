use masthead_db::{Fault, Row, Tx};

use super::finding::Finding;

/// A stored count beside the count of its rows: place, stored, counted.
struct Count {
    what: &'static str,
    sql: &'static str,
}

const COUNTS: [Count; 5] = [
    Count {
        what: "published articles",
        sql: "SELECT 'creator', c.id, c.article_count, COUNT(a.id)
            FROM creator c
            LEFT JOIN article a ON a.creator = c.id AND a.state = 'published'
            GROUP BY c.id, c.article_count
            HAVING c.article_count <> COUNT(a.id)
            ORDER BY c.id
            LIMIT 100",
    },
    Count {
        what: "published articles in all months",
        sql: "SELECT 'creator', c.id, m.months, CAST(COALESCE(p.articles, 0) AS BIGINT)
            FROM creator c
            JOIN (
                SELECT creator, CAST(SUM(article_count) AS BIGINT) AS months
                FROM creator_month
                GROUP BY creator
            ) m ON m.creator = c.id
            LEFT JOIN (
                SELECT creator, COUNT(id) AS articles
                FROM article
                WHERE state = 'published'
                GROUP BY creator
            ) p ON p.creator = c.id
            WHERE m.months <> COALESCE(p.articles, 0)
            ORDER BY c.id
            LIMIT 100",
    },
    Count {
        what: "followers",
        sql: "SELECT 'creator', c.id, c.follower_count, COUNT(f.reader)
            FROM creator c
            LEFT JOIN follow f ON f.creator = c.id
            GROUP BY c.id, c.follower_count
            HAVING c.follower_count <> COUNT(f.reader)
            ORDER BY c.id
            LIMIT 100",
    },
    Count {
        what: "published articles",
        sql: "SELECT 'channel', c.id, c.article_count, COUNT(a.id)
            FROM channel c
            LEFT JOIN article a ON a.channel = c.id AND a.state = 'published'
            GROUP BY c.id, c.article_count
            HAVING c.article_count <> COUNT(a.id)
            ORDER BY c.id
            LIMIT 100",
    },
    Count {
        what: "comments",
        sql: "SELECT 'article', a.id, a.comment_count, COUNT(c.id)
            FROM article a
            LEFT JOIN comment c ON c.article = a.id
            GROUP BY a.id, a.comment_count
            HAVING a.comment_count <> COUNT(c.id)
            ORDER BY a.id
            LIMIT 100",
    },
];

/// Counts that differ from what they count, a hundred of each kind at most.
/// Only for followers that have read the whole log.
pub(super) fn wrong(tx: &mut Tx<'_>) -> Result<Vec<Finding>, Fault> {
    let mut findings = Vec::new();
    for Count { what, sql } in COUNTS {
        findings.extend(tx.query(sql, &[], |row| finding(row, what))?);
    }
    Ok(findings)
}

fn finding(row: &Row<'_>, what: &str) -> Result<Finding, Fault> {
    let (stored, counted): (i64, i64) = (row.get(2)?, row.get(3)?);
    Ok(Finding::new(
        format!("{} {}", row.get::<String>(0)?, row.get::<i64>(1)?),
        format!("says it has {stored} {what}, and there are {counted}"),
        "rebuild the counts: DELETE FROM follower WHERE name = 'counts', then serve the portal",
    ))
}
