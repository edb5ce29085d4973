use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use crate::FileKind;
use crate::rows::{Article, Channel, Column, Comment, Creator, Follower, Site, Slot, User};

/// One JSON Schema (draft 2020-12) for the whole archive. `$defs` has one definition per file, by
/// the file's name, and those that they share; `x-files` says which line is checked by which.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let files = files(&mut generator);
    let names: Vec<Value> = files
        .iter()
        .map(|(_, reference)| reference.clone())
        .collect();
    let by_file: serde_json::Map<String, Value> = files
        .into_iter()
        .map(|(file, reference)| (file.name().to_owned(), reference))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Masthead archive, version 1",
        "description": "site.json, and each line of each .jsonl file, is one of these; x-files says which.",
        "anyOf": names,
        "x-files": by_file,
        "$defs": generator.take_definitions(true),
    })
}

fn files(generator: &mut SchemaGenerator) -> Vec<(FileKind, Value)> {
    let references = [
        generator.subschema_for::<Site>(),
        generator.subschema_for::<Channel>(),
        generator.subschema_for::<Column>(),
        generator.subschema_for::<User>(),
        generator.subschema_for::<Creator>(),
        generator.subschema_for::<Follower>(),
        generator.subschema_for::<Article>(),
        generator.subschema_for::<Comment>(),
        generator.subschema_for::<Slot>(),
    ];
    let references = references.map(|schema| schema.to_value());
    FileKind::ALL.into_iter().zip(references).collect()
}
