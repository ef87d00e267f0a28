//! What machines read of a page: schema.org as JSON-LD in a data block.
//!
//! A data block is no script: a browser neither runs it nor asks the content
//! security policy. Its end tag is still looked for, so `<` is written as an
//! escape that JSON knows.

use std::fmt;

use serde_json::{Map, Value, json};

use super::format::whole_and_hundredths;
use super::links::Links;
use super::texts::Texts;
use super::{PageContext, Tongue};
use crate::record::{Owner, Project, Vocabulary};

/// A data block's content.
pub struct JsonLd(String);

impl JsonLd {
    fn new(value: &Value) -> Self {
        let text = value.to_string();
        let mut escaped = String::with_capacity(text.len() + 16);
        for letter in text.chars() {
            match letter {
                // Only inside texts can these stand, and there the escape means the same.
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => escaped.push_str(&format!("\\u{:04x}", u32::from(letter))),
                other => escaped.push(other),
            }
        }
        JsonLd(escaped)
    }
}

impl fmt::Display for JsonLd {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

// It is escaped for where it stands, and HTML's own escapes would be read as text there.
impl askama::filters::HtmlSafe for JsonLd {}

/// The site and how to search it, for the start page.
pub fn site(context: &PageContext<'_>) -> JsonLd {
    let links = Links::new(context.public_url, context.tongue);
    let template = format!("{}?q={{search_term_string}}", Links::new(context.public_url, Tongue::Swedish).home());
    JsonLd::new(&json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Fondsök",
        "url": links.home(),
        "description": Texts::of(context.tongue).about,
        "inLanguage": context.tongue.code(),
        "potentialAction": { "@type": "SearchAction", "target": { "@type": "EntryPoint", "urlTemplate": template }, "query-input": "required name=search_term_string" },
    }))
}

/// An owner.
pub fn owner(context: &PageContext<'_>, owner: &Owner) -> JsonLd {
    let mut value = organisation(context, owner);
    value.insert("@context".into(), "https://schema.org".into());
    if !owner.former_names.is_empty() {
        value.insert("alternateName".into(), json!(owner.former_names));
    }
    if let Some(place) = &owner.place {
        value.insert("address".into(), json!(place));
    }
    JsonLd::new(&Value::Object(value))
}

fn organisation(context: &PageContext<'_>, owner: &Owner) -> Map<String, Value> {
    let mut value = Map::new();
    value.insert("@type".into(), "Organization".into());
    value.insert("name".into(), json!(owner.name));
    value.insert("url".into(), json!(Links::new(context.public_url, Tongue::Swedish).owner(&owner.key)));
    if let Some(number) = &owner.org_number {
        value.insert("identifier".into(), json!({ "@type": "PropertyValue", "propertyID": "SE:organisationsnummer", "value": number }));
    }
    value
}

/// A project: the grant, and what it pays for.
pub fn project(context: &PageContext<'_>, project: &Project) -> JsonLd {
    let mut grant = Map::new();
    grant.insert("@context".into(), "https://schema.org".into());
    grant.insert("@type".into(), "MonetaryGrant".into());
    grant.insert("url".into(), json!(Links::new(context.public_url, Tongue::Swedish).project(&project.id)));
    grant.insert("name".into(), json!(project.name));
    if let Some(reference) = &project.reference {
        grant.insert("identifier".into(), json!(reference));
    }
    if let Some(amount) = &project.granted {
        let value = whole_and_hundredths(amount.amount_ore);
        grant.insert("amount".into(), json!({ "@type": "MonetaryAmount", "currency": amount.currency, "value": value }));
    }
    if let Some(fund) = &project.fund {
        let known = Vocabulary::bundled().funds.by_code(&fund.code).map(|known| known.label_sv.as_str());
        let name = known.or(fund.label.as_deref()).unwrap_or(&fund.code);
        grant.insert("funder".into(), json!({ "@type": "Organization", "name": name, "alternateName": fund.code }));
    }
    grant.insert("fundedItem".into(), Value::Object(funded(context, project)));
    JsonLd::new(&Value::Object(grant))
}

fn funded(context: &PageContext<'_>, project: &Project) -> Map<String, Value> {
    let mut item = Map::new();
    item.insert("@type".into(), "Project".into());
    item.insert("name".into(), json!(project.name));
    if let Some(description) = &project.description {
        item.insert("description".into(), json!(description));
    }
    let places: Vec<&str> = [&project.municipality, &project.county, &project.region]
        .into_iter()
        .find(|places| !places.is_empty())
        .map(|places| places.iter().map(|place| place.label.as_str()).collect())
        .unwrap_or_default();
    if !places.is_empty() {
        item.insert("areaServed".into(), json!(places));
    }
    for (key, date) in [("foundingDate", project.start), ("dissolutionDate", project.end)] {
        if let Some(date) = date {
            item.insert(key.into(), json!(date.to_string()));
        }
    }
    if let Some(owner) = &project.owner {
        item.insert("parentOrganization".into(), Value::Object(organisation(context, owner)));
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_block_cannot_be_left_from_within() {
        let text = "</script><script>alert(1)</script><!-- & \u{2028} \"";
        let block = JsonLd::new(&json!({ "name": text })).to_string();
        assert!(!block.contains(['<', '>', '&', '\u{2028}']), "{block}");
        let read: Value = serde_json::from_str(&block).expect("JSON");
        assert_eq!(read["name"], text);
    }
}
