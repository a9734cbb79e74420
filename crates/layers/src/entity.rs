use copydesk_core::{Id, Layer, Span};
use serde::{Deserialize, Serialize};

/// A mention of somebody or something by name.
///
/// Mentions do not overlap. Those of one entity share `id` and `name`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Where the name stands, without a possessive 's.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
    /// What kind of thing is named.
    pub label: EntityLabel,
    /// The row of the first mention of this entity in the article: its own row, for that mention.
    pub id: Id<Entity>,
    /// The fullest form of the name in the article ("Mara Okafor" for "Okafor").
    pub name: String,
    /// A person's gender, where the text or the given name shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
}

/// The kinds of named things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EntityLabel {
    /// People, real or not.
    Person,
    /// Companies, parties, agencies, teams, bands.
    Organization,
    /// Countries, cities, regions, rivers, mountains.
    Location,
    /// Buildings, airports, roads, bridges.
    Facility,
    /// Nationalities, religious and political groups ("Kenyan", "Sunni").
    Norp,
    /// Things that are made and sold.
    Product,
    /// Events, works, laws, languages and other names.
    Misc,
    /// Amounts of money; written only where the tagger's options ask for it.
    Money,
    /// Dates; written only where the tagger's options ask for it.
    Date,
}

/// The gender by which an article speaks of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

impl Layer for Entity {
    const NAME: &'static str = "entities";

    fn span(&self) -> Span {
        self.span
    }
}
