use copydesk_core::{Id, Layer, Span};
use copydesk_english::names::leaning_of_given;
use copydesk_english::pronouns::{Kind, Referent};
use copydesk_english::{Gender, Number};
use serde::{Deserialize, Serialize};

/// A mention of somebody or something by name.
///
/// Mentions do not overlap. Those of one entity share `id` and `name`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
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
    /// Whether the name is one person's or several people's, where the text or the name shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    /// What the words beside this mention call the one named: "foreign minister" for "foreign minister Mara Okafor", "a carrier"
    /// for "Aldine, a carrier". In the text's words and order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// The noun that says what kind of body is named, where the name holds it ("ministry") or ends as names of businesses do
    /// ("company", for "Aldine Ltd").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// How sure place and label are, from 0 to 1, where the tagger's options ask for it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "copydesk_core::record::three_decimals_if_any"
    )]
    pub confidence: Option<f32>,
    /// What decided, where the tagger's options ask for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Entity {
    /// A mention of which no more is known than what it names.
    #[must_use]
    pub const fn new(span: Span, label: EntityLabel, id: Id<Self>, name: String) -> Self {
        Self {
            span,
            label,
            id,
            name,
            gender: None,
            number: None,
            roles: Vec::new(),
            body: None,
            confidence: None,
            why: None,
        }
    }

    /// What it is for pronouns.
    #[must_use]
    pub fn referent(&self) -> Referent {
        let kind = match self.label {
            EntityLabel::Person => Kind::Person,
            EntityLabel::Organization => Kind::Body,
            _ => Kind::Thing,
        };
        let given = self.name.split_once(' ').map(|(given, _)| given).filter(|_| kind == Kind::Person);
        let leaning = given.filter(|_| self.gender.is_none()).and_then(leaning_of_given);
        Referent { kind, gender: self.gender, leaning, number: self.number }
    }
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

impl Layer for Entity {
    const NAME: &'static str = "entities";

    fn span(&self) -> Span {
        self.span
    }
}
