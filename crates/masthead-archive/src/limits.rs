/// The one table of text lengths, in characters (Unicode scalar values). Forms read it too, and may ask for less:
/// what they take, an archive carries.
pub mod text {
    /// External ids.
    pub const ID: usize = 200;
    /// Slugs of channels and columns.
    pub const SLUG: usize = 64;
    /// Handles of creators.
    pub const HANDLE: usize = 64;
    /// Names of sites, channels, columns, users, creators and sources; headline titles, footer labels.
    pub const NAME: usize = 100;
    /// Titles of articles, slots and the original columns.
    pub const TITLE: usize = 200;
    pub const SUMMARY: usize = 1_000;
    pub const BIO: usize = 2_000;
    /// The site's notice.
    pub const NOTICE: usize = 2_000;
    /// A comment.
    pub const COMMENT: usize = 10_000;
    /// The content of an article in `text`, `markdown` or `html`.
    pub const BODY: usize = 1_000_000;
    pub const URL: usize = 2_000;
    pub const EMAIL: usize = 254;
    pub const REGION: usize = 120;
    pub const TAG: usize = 50;
    pub const LOCALE: usize = 35;
    /// A path under `media/`.
    pub const PATH: usize = masthead_document::PATH_CHARS;
}

/// Most entries of a list.
pub mod list {
    pub const TAGS: usize = 50;
    pub const COLUMNS: usize = 20;
    /// Of one article, what was put right.
    pub const CORRECTIONS: usize = 20;
    pub const MEMBERS: usize = 1_000;
    pub const FOOTER: usize = 50;
    pub const LOCALES: usize = 50;
}

/// The largest starting count of views or likes: what JSON numbers hold exactly everywhere (2^53 − 1).
pub(crate) const COUNT: u64 = 9_007_199_254_740_991;

/// What a reader takes from an archive it does not trust.
#[derive(Debug, Clone)]
pub struct ReadLimits {
    /// The longest line of a `.jsonl` file, and the largest `site.json`, in bytes.
    pub line_bytes: usize,
    /// The largest file under `media/`, in bytes.
    pub media_bytes: u64,
    /// Most entries of a zip.
    pub zip_entries: u64,
    /// The largest unpacked entry of a zip, in bytes.
    pub zip_entry_bytes: u64,
    /// The largest sum of unpacked entries of a zip, in bytes.
    pub zip_total_bytes: u64,
    /// Most bytes that one packed byte may become, for an entry of more than `zip_ratio_from_bytes`.
    /// Rows of a real archive pack 3 to 20 times; deflate reaches 1,032, and so does the text of an author who
    /// repeats one word: that takes a gigabyte of it.
    pub zip_ratio: u64,
    pub zip_ratio_from_bytes: u64,
}

impl Default for ReadLimits {
    fn default() -> Self {
        ReadLimits {
            // A document of eight, and room for the paths of its pictures and the rest of its row.
            line_bytes: 12 << 20,
            media_bytes: 64 << 20,
            zip_entries: 1_000_000,
            zip_entry_bytes: 64 << 30,
            zip_total_bytes: 256 << 30,
            zip_ratio: 200,
            zip_ratio_from_bytes: 1 << 30,
        }
    }
}

impl ReadLimits {
    /// Limits that a test reaches with a few kilobytes.
    pub fn small() -> Self {
        ReadLimits {
            line_bytes: 1_000,
            media_bytes: 2_000,
            zip_entries: 12,
            zip_entry_bytes: 50_000,
            zip_total_bytes: 100_000,
            zip_ratio: 20,
            zip_ratio_from_bytes: 4_000,
        }
    }
}
