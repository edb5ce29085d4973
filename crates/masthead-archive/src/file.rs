use std::fmt;

/// The files of an archive, in the order of import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    Site,
    Channels,
    Columns,
    Users,
    Creators,
    Followers,
    Articles,
    Comments,
    Slots,
}

impl FileKind {
    pub const ALL: [FileKind; 9] = [
        FileKind::Site,
        FileKind::Channels,
        FileKind::Columns,
        FileKind::Users,
        FileKind::Creators,
        FileKind::Followers,
        FileKind::Articles,
        FileKind::Comments,
        FileKind::Slots,
    ];

    pub fn name(self) -> &'static str {
        match self {
            FileKind::Site => "site.json",
            FileKind::Channels => "channels.jsonl",
            FileKind::Columns => "columns.jsonl",
            FileKind::Users => "users.jsonl",
            FileKind::Creators => "creators.jsonl",
            FileKind::Followers => "followers.jsonl",
            FileKind::Articles => "articles.jsonl",
            FileKind::Comments => "comments.jsonl",
            FileKind::Slots => "slots.jsonl",
        }
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
