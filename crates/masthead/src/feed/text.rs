//! How an item's words are put together, the same in both forms.

use super::Item;

pub(super) fn html_escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The label stands before the words it speaks of, in every form.
pub(super) fn summary(item: &Item) -> String {
    match &item.ai_label {
        Some(label) => format!("[{label}] {}", item.summary).trim_end().to_owned(),
        None => item.summary.clone(),
    }
}

pub(super) fn html(item: &Item) -> String {
    match &item.ai_label {
        Some(label) => format!(
            "<p><strong>{}</strong></p>{}",
            html_escaped(label),
            item.html
        ),
        None => item.html.clone(),
    }
}
