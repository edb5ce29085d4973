//! Pictures of other programs, where they are there; what the store does with them.

mod unpacked;

use std::path::{Path, PathBuf};

use masthead_media::{Limits, Object, Refusal, Shelf, Store, read, renditions};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let (folders, mut all): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    all.extend(folders.iter().flat_map(|folder| files(folder)));
    all.sort();
    all
}

#[test]
fn pictures_of_other_programs_are_taken_clean_or_refused_with_a_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let test = "pictures_of_other_programs_are_taken_clean_or_refused_with_a_reason";
    let Some(corpus) = unpacked::corpus(test, folder.path()) else {
        return;
    };
    let limits = Limits::default();
    let (mut taken, mut refused) = (0, Vec::new());
    for path in files(&corpus) {
        let name = path
            .strip_prefix(&corpus)
            .expect("inside")
            .to_string_lossy()
            .into_owned();
        let bytes = std::fs::read(&path).expect("readable");
        match read(&bytes, &name, &limits) {
            Err(refusal) => refused.push((name, refusal)),
            Ok(picture) => {
                taken += 1;
                assert!(
                    !name.starts_with("pngsuite/x"),
                    "{name} is broken on purpose"
                );
                let again = read(&picture.master, "master", &limits)
                    .unwrap_or_else(|refusal| panic!("master of {name}: {refusal}"));
                assert_eq!(
                    (again.width, again.height, again.marks.ai),
                    (picture.width, picture.height, picture.marks.ai),
                    "{name}"
                );
                assert!(
                    !picture
                        .master
                        .windows(6)
                        .any(|window| window == b"Exif\0\0"),
                    "{name}"
                );
                renditions(&picture.master, picture.master_format, &limits)
                    .unwrap_or_else(|refusal| panic!("renditions of {name}: {refusal}"));
            }
        }
    }
    for (name, refusal) in &refused {
        eprintln!("refused {name}: {refusal}");
    }
    assert_eq!(taken + refused.len(), 341);
    let broken = |name: &str| refused.iter().any(|(refused, _)| refused.contains(name));
    assert!(
        taken > 250
            && !broken("exif-orientation/")
            && !broken("exif-gps/")
            && !broken("pngsuite/basn")
    );
}

#[tokio::test]
async fn the_store_gives_back_what_was_put_and_lists_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::folder(folder.path()).expect("a store");
    let png = include_bytes!("one.png");
    let picture = read(png, "one.png", &Limits::default()).expect("a picture");
    let (hash, master) = (picture.hash, Object::Master(picture.master_format));
    assert_eq!(store.get(hash, master).await.expect("works"), None);
    store
        .put_picture(&picture, bytes::Bytes::from_static(png))
        .await
        .expect("works");
    assert_eq!(
        store
            .get(hash, Object::Original)
            .await
            .expect("works")
            .as_deref(),
        Some(png.as_slice())
    );
    let part = store.get_range(hash, master, 1..4).await.expect("works");
    assert_eq!(part.as_deref(), Some(b"PNG".as_slice()));
    let head = store
        .head(hash, master)
        .await
        .expect("works")
        .expect("stands");
    assert_eq!(head.size_bytes, picture.master.len() as u64);
    assert_eq!(store.list_public(hash).await.expect("works"), [master]);
    let bucket = u8::from_str_radix(&hash.to_string()[..2], 16).expect("hexadecimal");
    for shelf in [Shelf::Original, Shelf::Public] {
        assert_eq!(store.list(shelf, bucket).await.expect("works"), [hash]);
    }
    let text = hash.to_string();
    assert!(
        folder
            .path()
            .join("public")
            .join(&text[..2])
            .join(&text)
            .join("master.png")
            .is_file()
    );
    assert!(store.delete(hash, master).await.expect("works"));
    assert!(
        !store.delete(hash, master).await.expect("works"),
        "gone already"
    );
}

#[test]
fn a_file_name_is_an_object_only_in_its_one_spelling() {
    for name in ["master.jpg", "640.webp", "320.png"] {
        assert_eq!(
            Object::from_file_name(name)
                .map(|object| object.to_string())
                .as_deref(),
            Some(name)
        );
    }
    for name in [
        "original",
        "master",
        "0640.webp",
        "+640.webp",
        "640.jpeg",
        "640.webp.exe",
        "../x.png",
        "-1.png",
    ] {
        assert_eq!(Object::from_file_name(name), None, "{name}");
    }
    assert_eq!(Refusal::Empty.key(), "media-empty");
}
