//! The stage `places` says which place on earth a location of an article is: its GeoNames id, country, latitude and longitude.
//!
//! ```toml
//! [[stage]]
//! use = "entity-tagger"
//!
//! [[stage]]
//! use = "places"
//! ```
//!
//! It knows all countries, the states of the United States, the regions of Australia, Canada and the United Kingdom, and the
//! 34,000 cities of 15,000 people and more of [GeoNames](https://www.geonames.org) (CC BY 4.0), and needs no network.
//!
//! Which of several Springfields is meant is told by a country or region right after the name ("Springfield, Ohio"), by the
//! other places that the article names, and by how many people live there. Where those do not decide, the row says no more
//! than what all likely places have in common, often the country; where they have nothing in common there is no row.
//!
//! ```
//! use copydesk_core::{Article, Id, Span, testing};
//! use copydesk_layers::{Entity, EntityLabel};
//! use copydesk_places::{Config, Place, Places};
//!
//! let mut article = Article::new("a", "Rain in Lagos")?;
//! let span = Span::from_range(8..13);
//! article.layers.insert(vec![Entity::new(span, EntityLabel::Location, Id::new(0), "Lagos".to_owned())]);
//! let article = testing::run_with::<Places>(Config {}, ".".as_ref(), article);
//! let places = article.layers.get::<Place>().unwrap_or_default();
//! assert_eq!((places[0].country.as_str(), places[0].lat), ("NG", Some(6.4541)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What it does not do
//!
//! It knows no villages, rivers, mountains, seas, streets or buildings, and no countries of the past. Countries and regions have
//! an id and no coordinates: a point would say less than their name.

mod choose;
mod table;

use copydesk_core::{BuildContext, Doc, Id, Layer, Span, Stage, StageError, register_stage};
use copydesk_layers::Entity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A location that is known by its id, or whose country is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Where it is named.
    #[serde(flatten, with = "copydesk_core::span::with_text")]
    pub span: Span,
    /// The row of the mention in `entities`.
    pub entity: Id<Entity>,
    /// What kind of place it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Its id in GeoNames; nothing where several places are as likely.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<u32>,
    /// Its name in GeoNames.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its country, as two letters (ISO 3166).
    pub country: String,
    /// The code of its first-level region, as GeoNames has it: letters in the United States ("OH"), numbers elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Degrees north, of a city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east, of a city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
}

impl Layer for Place {
    const NAME: &'static str = "places";

    fn span(&self) -> Span {
        self.span
    }
}

/// The kinds of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A country.
    Country,
    /// A state, province or another first-level part of a country.
    Region,
    /// A city or town.
    City,
}

/// The stage's options: none.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {}

/// Says which places the locations of an article are.
pub struct Places;

impl Stage for Places {
    const NAME: &'static str = "places";
    const ABOUT: &'static str = "says which country, region or city a location is, with coordinates";
    type Config = Config;
    type Reads = (Entity,);
    type Writes = (Place,);
    type Scratch = ();

    fn build(_: Config, _: &BuildContext<'_>) -> Result<Self, StageError> {
        table::table().map_err(StageError::new)?;
        Ok(Self)
    }

    fn run<'a>(&self, doc: Doc<'a>, (entities,): (&'a [Entity],), (): &mut ()) -> Result<(Vec<Place>,), StageError> {
        let table = table::table().map_err(StageError::new)?;
        Ok((choose::places(table, doc.text, entities),))
    }
}

copydesk_core::register_layer!(Place);
register_stage!(Places);

#[cfg(test)]
mod tests;
