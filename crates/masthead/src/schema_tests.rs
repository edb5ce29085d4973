//! Each migration starts from the filled version before it, and keeps data.

use masthead::schema::STEPS;
use masthead_db::testing::TestDb;
use masthead_db::{Fault, params};

/// What a database of the version before holds, and what must be found after
/// the step. A step without a line here fails the test.
struct Kept {
    version: i64,
    fill: &'static [&'static str],
    find: &'static str,
}

const KEPT: &[Kept] = &[
    Kept {
        version: 1,
        fill: &[],
        find: "SELECT COUNT(*) FROM event",
    },
    Kept {
        version: 2,
        fill: &[
            "INSERT INTO event (at, kind, version, actor, body) VALUES (5, 'bell.rang', 1, 'platform', '{}')",
            "INSERT INTO follower (name, cursor, failures, retry_at) VALUES ('audit', 1, 0, 0)",
        ],
        find: "SELECT COUNT(*) FROM event e JOIN follower f ON f.cursor = e.seq",
    },
    Kept {
        version: 3,
        fill: &[
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
                    revision, version)
                VALUES (2, 'bridge', 1, 'x', '[]', 'published', 5, 41, 0, 9, 3, 1)",
        ],
        find: "SELECT COUNT(*) FROM article a LEFT JOIN article_crawls c ON c.article = a.id
            WHERE a.views = 41 AND a.hot = 9 AND c.crawls IS NULL",
    },
    Kept {
        version: 4,
        fill: &[
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status,
                    marks, stored_at)
                VALUES ('ab', 'png', 'webp', 640, 400, 0, 1, 9, 'unknown', '[]', 5)",
            "INSERT INTO article (id, external_id, creator, title, cover, tags, state, published_at, views, comment_count,
                    hot, revision, version)
                VALUES (2, 'bridge', 1, 'x', 'ab', '[]', 'published', 5, 41, 0, 9, 3, 1)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
                    revision, version)
                VALUES (3, 'bare', 1, 'y', '[]', 'draft', NULL, 0, 0, 0, 4, 1)",
        ],
        find: "SELECT COUNT(*) FROM article a JOIN article b ON b.id = 3
            WHERE a.id = 2 AND a.cover = 'ab' AND a.cover_width = 640 AND a.cover_height = 400
                AND a.cover_transparent = 1 AND a.cover_animated = 0 AND a.cover_format = 'webp'
                AND b.cover_width IS NULL AND b.cover_format IS NULL",
    },
    Kept {
        version: 5,
        fill: &[
            "INSERT INTO user_account (id, external_id, name, email, created_at)
                VALUES (1, 'lin', '\"Lin\"', 'Lin@Wangchuan.example', 5)",
            "INSERT INTO user_account (id, external_id, name) VALUES (2, 'yue', '\"Yue\"')",
        ],
        find: "SELECT COUNT(*) FROM user_account u JOIN user_account v ON v.id = 2
            WHERE u.id = 1 AND lower(u.email) = 'lin@wangchuan.example' AND v.email IS NULL
                AND NOT EXISTS (SELECT 1 FROM login)",
    },
    Kept {
        version: 6,
        fill: &[
            "INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '\"Lin\"', 'lin@wangchuan.example')",
            "INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@wangchuan.example', '$argon2id$', 5)",
            "INSERT INTO session (id, digest, account, device, created_at, seen_at) VALUES (2, 'ab', 1, '', 5, 6)",
            "INSERT INTO mail (id, recipient, subject, body, created_at, tries, next_try_at) VALUES (3, 'x', 'y', 'z', 5, 0, 5)",
        ],
        find: "SELECT COUNT(*) FROM login l JOIN session s ON s.account = l.account JOIN mail m ON m.id = 3
            WHERE l.account = 1 AND s.seen_at = 6 AND m.next_try_at = 5 AND NOT EXISTS (SELECT 1 FROM role)",
    },
    Kept {
        version: 7,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO role (id, account, role, since) VALUES (2, 1, 'reviewer', 5)",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (3, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
        ],
        find: "SELECT COUNT(*) FROM role r JOIN creator c ON c.id = 3
            WHERE r.account = 1 AND NOT EXISTS (SELECT 1 FROM application) AND NOT EXISTS (SELECT 1 FROM creator_look)",
    },
    Kept {
        version: 8,
        fill: &[
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
                    revision, version)
                VALUES (2, 'bridge', 1, 'x', '[]', 'published', 5, 41, 0, 9, 3, 1)",
            "INSERT INTO revision (id, article, number, body, created_at) VALUES (3, 2, 1, '{}', 5)",
        ],
        find: "SELECT COUNT(*) FROM article a JOIN revision r ON r.id = a.revision
            WHERE a.id = 2 AND a.views = 41 AND a.retracted_at IS NULL AND a.comments_open IS NULL
                AND r.title IS NULL AND r.number = 1 AND NOT EXISTS (SELECT 1 FROM draft)",
    },
    Kept {
        version: 9,
        fill: &[
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (1, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
                    revision, version)
                VALUES (2, 'bridge', 1, 'x', '[]', 'published', 5, 41, 0, 9, 3, 1)",
            "INSERT INTO slot (id, place, article, title, from_at, until_at, position)
                VALUES (4, 'home/top', 2, '\"y\"', 0, 9223372036854775807, 1)",
        ],
        find: "SELECT COUNT(*) FROM slot s JOIN article a ON a.id = s.article
            WHERE s.place = 'home/top' AND s.title = '\"y\"' AND NOT EXISTS (SELECT 1 FROM place)",
    },
    Kept {
        version: 10,
        fill: &[
            "INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '\"Lin\"', 'lin@wangchuan.example')",
            "INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@wangchuan.example', '$argon2id$', 5)",
            "INSERT INTO role (id, account, role, since) VALUES (2, 1, 'administrator', 5)",
        ],
        find: "SELECT COUNT(*) FROM login l JOIN role r ON r.account = l.account
            WHERE l.account = 1 AND r.role = 'administrator' AND NOT EXISTS (SELECT 1 FROM totp)",
    },
    Kept {
        version: 11,
        fill: &[
            "INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '\"Lin\"', 'lin@wangchuan.example')",
            "INSERT INTO totp (account, secret, since, used_step) VALUES (1, 'GEZDGNBVGY3TQOJQ', 5, 6)",
            "INSERT INTO recovery_code (digest, account) VALUES ('ab', 1)",
            "INSERT INTO halfway (digest, account, ends_at) VALUES ('cd', 1, 7)",
        ],
        find: "SELECT COUNT(*) FROM totp t JOIN recovery_code r ON r.account = t.account JOIN halfway h ON h.account = t.account
            WHERE t.account = 1 AND t.used_step = 6 AND h.ends_at = 7 AND NOT EXISTS (SELECT 1 FROM passkey)",
    },
    Kept {
        version: 12,
        fill: &[
            "INSERT INTO user_account (id, external_id, name, email) VALUES (1, 'lin', '\"Lin\"', 'lin@wangchuan.example')",
            "INSERT INTO passkey (id, account, credential, public_key, counter, name, created_at)
                VALUES (2, 1, 'ab', 'es256 x', 7, 'phone', 5)",
            "INSERT INTO passkey_challenge (digest, account, ends_at) VALUES ('cd', 1, 9)",
        ],
        find: "SELECT COUNT(*) FROM passkey p JOIN passkey_challenge c ON c.account = p.account
            WHERE p.counter = 7 AND p.used_at IS NULL AND c.ends_at = 9 AND NOT EXISTS (SELECT 1 FROM openid_link)",
    },
    Kept {
        version: 13,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 0, 1)",
            "INSERT INTO follow (creator, reader) VALUES (2, 1)",
            "INSERT INTO mail (id, recipient, subject, body, created_at, tries, next_try_at) VALUES (3, 'x', 'y', 'z', 5, 0, 5)",
        ],
        find: "SELECT COUNT(*) FROM follow f JOIN mail m ON m.id = 3
            WHERE f.reader = 1 AND f.since IS NULL AND m.unsubscribe IS NULL AND m.next_try_at = 5
                AND NOT EXISTS (SELECT 1 FROM notification)",
    },
    Kept {
        version: 14,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot,
                    revision, version)
                VALUES (3, 'bridge', 2, 'x', '[]', 'published', 5, 41, 0, 9, 4, 1)",
            "INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5)",
            "INSERT INTO submission (id, article, creator, revision, state, is_update, submitted_at, submitted_by,
                    claimed_until)
                VALUES (5, 3, 2, 4, 'waiting', 1, 6, 1, 0)",
        ],
        find: "SELECT COUNT(*) FROM submission s
            WHERE s.id = 5 AND s.state = 'waiting' AND s.checking IS NULL AND s.checked_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM credit_entry) AND NOT EXISTS (SELECT 1 FROM credit_rules)",
    },
    Kept {
        version: 15,
        fill: &[
            "INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status,
                    marks, stored_at)
                VALUES ('ab', 'png', 'webp', 640, 400, 0, 1, 9, 'unknown', '[]', 5)",
        ],
        find: "SELECT COUNT(*) FROM media
            WHERE hash = 'ab' AND kind = 'picture' AND duration_ms IS NULL AND NOT EXISTS (SELECT 1 FROM upload)",
    },
    Kept {
        version: 16,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
                VALUES (3, 'bridge', 2, 'x', '[]', 'draft', 0, 0, 0, 4, 1)",
            "INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5)",
            "INSERT INTO submission (id, article, creator, revision, state, is_update, submitted_at, submitted_by, claimed_until)
                VALUES (5, 3, 2, 4, 'waiting', 0, 6, 1, 0)",
        ],
        find: "SELECT COUNT(*) FROM submission WHERE id = 5 AND state = 'waiting' AND NOT EXISTS (SELECT 1 FROM reading)",
    },
    Kept {
        version: 17,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO membership (creator, member, role) VALUES (2, 1, 'owner')",
        ],
        find: "SELECT COUNT(*) FROM membership WHERE creator = 2 AND role = 'owner'
            AND NOT EXISTS (SELECT 1 FROM invitation)",
    },
    Kept {
        version: 18,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
                VALUES (3, 'a', 2, 'x', '[]', 'taken_down', 0, 0, 0, 4, 1)",
            "INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5)",
            "INSERT INTO submission (id, article, creator, revision, state, is_update, submitted_at, submitted_by, claimed_until)
                VALUES (6, 3, 2, 4, 'accepted', 0, 5, 1, 0)",
            "INSERT INTO reading (id, submission, reviewer, words, read_at) VALUES (7, 6, 1, 'fine', 5)",
            "INSERT INTO preview_link (digest, article, ends_at) VALUES ('ab', 3, 9)",
        ],
        find: "SELECT COUNT(*) FROM reading g JOIN preview_link p ON p.article = 3 WHERE g.reviewer = 1 AND g.asked_by IS NULL",
    },
    Kept {
        version: 19,
        fill: &[
            "INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
                VALUES ('aa', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5), ('bb', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5)",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, published_at, views, comment_count, hot, revision, version)
                VALUES (3, 'a', 2, 'x', '[]', 'taken_down', 5, 0, 0, 0, 4, 1), (6, 'b', 2, 'x', '[]', 'published', 5, 0, 0, 0, 7, 1)",
            "INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5), (7, 6, 1, '{}', 5)",
            "INSERT INTO revision_media (revision, hash) VALUES (4, 'aa'), (4, 'bb'), (7, 'bb')",
        ],
        find: "SELECT COUNT(*) FROM withheld WHERE hash = 'aa' AND NOT EXISTS (SELECT 1 FROM withheld WHERE hash = 'bb')",
    },
    Kept {
        version: 20,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO user_account (id, external_id, name) VALUES (2, 'yue', '\"Yue\"')",
            "INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@wangchuan.example', '$argon2id$', 5000)",
            "INSERT INTO login (account, email, password, changed_at) VALUES (2, 'yue@wangchuan.example', '$argon2id$', 5000)",
            "INSERT INTO openid_link (issuer, subject, account, since) VALUES ('https://id.example', 'a', 1, 5002)",
            "INSERT INTO openid_link (issuer, subject, account, since) VALUES ('https://id.example', 'b', 2, 90000)",
        ],
        find: "SELECT COUNT(*) FROM login l JOIN login y ON y.account = 2
            WHERE l.account = 1 AND l.known = 0 AND y.known = 1 AND y.password = '$argon2id$'
                AND NOT EXISTS (SELECT 1 FROM credit_turn)",
    },
    Kept {
        version: 21,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO totp (account, secret, used_step) VALUES (1, 'ABCDEFGH', 0)",
        ],
        find: "SELECT COUNT(*) FROM totp WHERE account = 1 AND secret = 'ABCDEFGH' AND begun_at IS NULL",
    },
    Kept {
        version: 22,
        fill: &[
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
        ],
        find: "SELECT COUNT(*) FROM creator c JOIN naming_turn t ON t.id = 1 WHERE c.handle = 'harbour'",
    },
    Kept {
        version: 23,
        fill: &[
            "INSERT INTO channel (id, slug, name, position, article_count) VALUES (1, 'health', 'x', 7, 41)",
        ],
        find: "SELECT COUNT(*) FROM channel c WHERE c.article_count = 41 AND c.field IS NULL
            AND NOT EXISTS (SELECT 1 FROM creator_credential)",
    },
    Kept {
        version: 24,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"'), (2, 'desk', '\"Desk\"'), (3, 'yue', '\"Yue\"')",
            "INSERT INTO application (id, account, version, state, kind, form, handle_look, name_look, locale, flags, created_at,
                    note, reason, decided_by, decided_at)
                VALUES (4, 1, 3, 'rejected', 'media', '{}', 'a', 'a', 'en', '[]', 5, 'no seal', 'incomplete', 2, 7),
                    (5, 3, 1, 'waiting', 'media', '{}', 'b', 'b', 'en', '[]', 5, NULL, NULL, NULL, NULL)",
        ],
        find: "SELECT COUNT(*) FROM application_word w JOIN application a ON a.id = w.application
            WHERE a.state = 'rejected' AND w.kind = 'rejected' AND w.words = 'no seal' AND w.reason = 'incomplete'
                AND w.by_account = 2 AND w.at = 7",
    },
    Kept {
        version: 25,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
                VALUES (3, 'a', 2, 'x', '[]', 'draft', 0, 0, 0, 0, 1)",
            "INSERT INTO draft (article, stage, title, body, fields, version, saved_at, saved_by, kept_at, held_since, held_until)
                VALUES (3, 'open', 'half a title', '{}', '{}', 7, 5, 1, 5, 0, 0)",
        ],
        find: "SELECT COUNT(*) FROM draft WHERE article = 3 AND creator = 2 AND title = 'half a title' AND version = 7",
    },
    Kept {
        version: 26,
        fill: &[
            "INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
                VALUES ('aa', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5)",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, avatar, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 'aa', 1, 0)",
        ],
        find: "SELECT COUNT(*) FROM creator c JOIN media m ON m.hash = c.avatar
            WHERE m.stored_at = 5 AND NOT EXISTS (SELECT 1 FROM media_upload)",
    },
    Kept {
        version: 27,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
                VALUES (3, 'a', 2, 'x', '[]', 'draft', 0, 0, 0, 0, 1)",
            "INSERT INTO draft (article, creator, stage, title, body, fields, version, saved_at, saved_by, kept_at, held_since, held_until)
                VALUES (3, 2, 'sent_back', 'half a title', '{}', '{}', 7, 5, 1, 5, 0, 0)",
        ],
        find: "SELECT COUNT(*) FROM draft WHERE article = 3 AND creator = 2 AND stage = 'sent_back' AND discarded_at IS NULL",
    },
    Kept {
        version: 28,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (383000000000000, 'lin', '\"Lin\"')",
        ],
        find: "SELECT COUNT(*) FROM user_account WHERE id = 383000000000000 AND NOT EXISTS (SELECT 1 FROM id_node)",
    },
    Kept {
        version: 29,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO login (account, email, password, changed_at) VALUES (1, 'lin@a.example', 'x', 5)",
            "INSERT INTO email_link (digest, email, account, ends_at) VALUES ('ab', 'lin@a.example', 1, 7)",
        ],
        find: "SELECT COUNT(*) FROM email_link e JOIN login l ON l.account = e.account
            WHERE e.ends_at = 7 AND NOT EXISTS (SELECT 1 FROM known_device)",
    },
    Kept {
        version: 30,
        fill: &[
            "INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
                VALUES ('aa', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5)",
            "INSERT INTO media (hash, format, master_format, width, height, animated, transparent, size_bytes, ai_status, marks, stored_at)
                VALUES ('bb', 'jpeg', 'jpeg', 9, 9, 0, 0, 9, 'none', '[]', 5)",
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO user_account (id, external_id, name) VALUES (4, 'yue', '\"Yue\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, avatar, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 'bb', 0, 0)",
            "INSERT INTO application (id, account, version, state, kind, form, handle_look, name_look, locale, avatar, flags, created_at)
                VALUES (3, 1, 7, 'waiting', '', '{}', '', '', 'en', 'aa', '[]', 5)",
            "INSERT INTO application (id, account, version, state, kind, form, handle_look, name_look, locale, avatar, flags, created_at, creator)
                VALUES (5, 4, 7, 'accepted', '', '{}', '', '', 'en', 'bb', '[]', 5, 2)",
        ],
        find: "SELECT COUNT(*) FROM application p JOIN withheld w ON w.hash = p.avatar
            WHERE p.id = 3 AND p.picture IS NULL AND (SELECT COUNT(*) FROM withheld) = 1",
    },
    Kept {
        version: 31,
        fill: &[
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
                VALUES (3, 'a', 2, 'x', '[]', 'draft', 0, 0, 0, 0, 1)",
            "INSERT INTO preview_link (digest, article, ends_at) VALUES ('ab', 3, 9)",
        ],
        find: "SELECT COUNT(*) FROM preview_link l JOIN section_turn t ON t.turns = 0
            WHERE l.article = 3 AND l.ends_at = 9 AND l.made_by IS NULL",
    },
    Kept {
        version: 32,
        fill: &[
            "INSERT INTO user_account (id, external_id, name) VALUES (1, 'lin', '\"Lin\"')",
            "INSERT INTO creator (id, external_id, handle, handle_folded, name, kind, article_count, follower_count)
                VALUES (2, 'harbour', 'harbour', 'harbour', 'x', 'individual', 1, 0)",
            "INSERT INTO article (id, external_id, creator, title, tags, state, views, comment_count, hot, revision, version)
                VALUES (3, 'a', 2, 'x', '[]', 'taken_down', 0, 0, 0, 4, 1)",
            "INSERT INTO revision (id, article, number, body, created_at) VALUES (4, 3, 1, '{}', 5)",
            "INSERT INTO submission (id, article, creator, revision, state, is_update, submitted_at, submitted_by, claimed_until, checking, checked_at)
                VALUES (5, 3, 2, 4, 'accepted', 0, 5, 1, 0, 'taken_down', 6)",
        ],
        find: "SELECT COUNT(*) FROM submission WHERE id = 5 AND checking = 'taken_down' AND checked_at = 6 AND restored_at IS NULL",
    },
];

#[test]
fn every_step_keeps_what_the_version_before_held() {
    let versions: Vec<i64> = STEPS.iter().map(|step| step.version).collect();
    let tested: Vec<i64> = KEPT.iter().map(|kept| kept.version).collect();
    assert_eq!(versions, tested, "each step says what it keeps");
    for (at, kept) in KEPT.iter().enumerate() {
        for test in TestDb::each(&STEPS[..at]) {
            let fill = |tx: &mut masthead_db::Tx<'_>| -> Result<(), Fault> {
                for sql in kept.fill {
                    tx.execute(sql, &[])?;
                }
                Ok(())
            };
            test.db.write_now(fill).expect("the version before");
            test.db.migrate(&STEPS[..=at]).expect("the step");
            let found: Result<i64, Fault> = test
                .db
                .read_now(|tx| tx.get(kept.find, params![], |row| row.get(0)));
            let expected = i64::from(!kept.fill.is_empty());
            assert_eq!(
                found.expect("the data"),
                expected,
                "version {}",
                kept.version
            );
            // A second process that starts at the same time finds it done.
            test.db.migrate(&STEPS[..=at]).expect("once more");
        }
    }
}
