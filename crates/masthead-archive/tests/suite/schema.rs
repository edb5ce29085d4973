use masthead_archive::schema;
use serde_json::Value;

#[test]
fn the_schema_is_as_reviewed() {
    insta::assert_json_snapshot!(schema());
}

/// The examples name each key of the contract; the schema must know them, and no others.
#[test]
fn the_schema_has_the_keys_of_the_contract() {
    let schema = schema();
    for (file, keys) in [
        (
            "site.json",
            "format version name base_url locale time_zone notice original_title footer",
        ),
        ("channels.jsonl", "id name headline_title parent position"),
        ("columns.jsonl", "id name headline_title parent position"),
        ("users.jsonl", "id name email created_at"),
        (
            "creators.jsonl",
            "id handle name kind bio avatar region created_at members",
        ),
        ("followers.jsonl", "creator user since"),
        (
            "articles.jsonl",
            "id creator title body channel columns cover summary tags state published_at updated_at source original ai_generated region views locale corrections retraction comments_open",
        ),
        (
            "comments.jsonl",
            "id article author body created_at parent likes",
        ),
        ("slots.jsonl", "place article title from until position"),
    ] {
        let definition = definition(&schema, file);
        let mut expected: Vec<&str> = keys.split(' ').collect();
        expected.sort_unstable();
        let properties = definition["properties"].as_object().expect("properties");
        let mut found: Vec<&str> = properties.keys().map(String::as_str).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{file}");
        assert_eq!(definition["additionalProperties"], false, "{file}");
    }
}

fn definition<'a>(schema: &'a Value, file: &str) -> &'a Value {
    let reference = schema["x-files"][file]["$ref"]
        .as_str()
        .expect("a reference");
    let pointer = reference.strip_prefix('#').expect("within the document");
    schema.pointer(pointer).expect("a definition")
}
