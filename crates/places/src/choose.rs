//! Which place of a name an article means.

use std::collections::{BTreeMap, HashMap};

use copydesk_layers::{Entity, EntityLabel};

use crate::table::{Known, Table};
use crate::{Kind, Place};

/// What a place's claim to its name begins with, in powers of ten of people: that of a city is how many live there. Set by hand, so that
/// a country outweighs any city of its name, and a region a city of two million.
const COUNTRY: f64 = 8.0;
const REGION: f64 = 6.3;
/// No city begins with more: the government of Singapore, and not the city, is meant where nothing else is said.
const LARGEST: f64 = 7.2;
/// What being a country's capital adds: the government's city is meant where a larger one shares its name.
const CAPITAL: f64 = 1.5;
/// What it adds that the article names the country or the region otherwise: as much as thirty or a hundred times the people.
const COUNTRY_NAMED: f64 = 1.5;
const REGION_NAMED: f64 = 2.0;
/// What it adds that the article names another city of the country.
const CITY_NAMED: f64 = 0.5;
/// What it adds that country or region stand right after the name ("Springfield, Ohio"), or a place in it right before.
const BESIDE: f64 = 4.0;
/// The lead that decides: four times the people.
const LEAD: f64 = 0.6;
/// A smaller town is meant only where something beside its size speaks for it, for villages are not in the table.
const KNOWN_ALONE: u32 = 100_000;

/// The letters of a state's code, which is a place's name only after that of a town ("Linde, OH"; but "LA").
const CODE: usize = 2;

/// What stands between a place and the larger one that it lies in.
const BETWEEN: [&str; 4] = [", ", " in ", ", in ", ", in the "];

/// One location of the article.
struct Named<'a> {
    name: &'a str,
    candidates: &'a [u32],
    /// The locations that some mention of it follows after a comma, and those that follow it so.
    inside: Vec<usize>,
    around: Vec<usize>,
}

/// The places of an article's locations.
pub(crate) fn places(table: &Table, text: &str, entities: &[Entity]) -> Vec<Place> {
    let named = named(table, text, entities);
    let told = Told::of(table, &named);
    let chosen: BTreeMap<usize, Option<Place>> =
        named.keys().map(|location| (*location, choose(table, &named, &told, *location))).collect();
    let rows = entities.iter().enumerate().filter(|(_, entity)| entity.label == EntityLabel::Location);
    let row = |(number, entity): (usize, &Entity)| {
        let place = chosen.get(&entity.id.index())?.clone()?;
        Some(Place { span: entity.span, entity: copydesk_core::Id::new(number as u32), ..place })
    };
    rows.filter_map(row).collect()
}

/// The locations that the table knows, by the row of their first mention.
fn named<'t>(table: &'t Table, text: &str, entities: &'t [Entity]) -> BTreeMap<usize, Named<'t>> {
    let mut named: BTreeMap<usize, Named<'t>> = BTreeMap::new();
    let locations = || entities.iter().filter(|entity| entity.label == EntityLabel::Location);
    for entity in locations() {
        let location = named.entry(entity.id.index()).or_insert_with(|| Named {
            name: &entity.name,
            candidates: table.named(&entity.name),
            inside: Vec::new(),
            around: Vec::new(),
        });
        if location.candidates.is_empty() {
            location.candidates = table.named(entity.span.of(text));
        }
    }
    for pair in entities.windows(2).filter(|pair| pair.iter().all(|entity| entity.label == EntityLabel::Location)) {
        let [one, other] = [&pair[0], &pair[1]];
        let between = text.get(one.span.end() as usize..other.span.start() as usize);
        if between.is_some_and(|between| BETWEEN.contains(&between)) && one.id != other.id {
            named.entry(one.id.index()).and_modify(|location| location.around.push(other.id.index()));
            named.entry(other.id.index()).and_modify(|location| location.inside.push(one.id.index()));
        }
    }
    named
}

/// What the article's locations say of each other: how many of those that are clear by themselves name a country or a region of it,
/// a region, a city of a country.
#[derive(Default)]
struct Told<'t> {
    clear: BTreeMap<usize, &'t Known>,
    countries: HashMap<&'t str, usize>,
    regions: HashMap<(&'t str, &'t str), usize>,
    cities: HashMap<&'t str, usize>,
}

impl<'t> Told<'t> {
    fn of(table: &'t Table, named: &BTreeMap<usize, Named<'_>>) -> Self {
        let mut told = Self::default();
        for (location, place) in named.iter().filter_map(|(number, own)| Some((*number, first_of(table, own)?))) {
            told.clear.insert(location, place);
            match place.kind {
                Kind::City => *told.cities.entry(&place.country).or_default() += 1,
                _ => *told.countries.entry(&place.country).or_default() += 1,
            }
            if place.kind == Kind::Region {
                *told.regions.entry((&place.country, &place.region)).or_default() += 1;
            }
        }
        told
    }

    /// What the other locations add to a place's claim to one.
    fn support(&self, location: usize, place: &Known) -> f64 {
        let own = self.clear.get(&location).filter(|own| own.country == place.country);
        let beside = |count: Option<&usize>, own: bool| count.is_some_and(|count| *count > usize::from(own));
        let kind = |wanted: fn(Kind) -> bool| own.is_some_and(|own| wanted(own.kind));
        let region = (place.country.as_str(), place.region.as_str());
        let own_region = own.is_some_and(|own| own.kind == Kind::Region && own.region == place.region);
        if place.kind == Kind::City && beside(self.regions.get(&region), own_region) {
            COUNTRY_NAMED + REGION_NAMED
        } else if beside(self.countries.get(region.0), kind(|kind| kind != Kind::City)) {
            COUNTRY_NAMED
        } else if beside(self.cities.get(region.0), kind(|kind| kind == Kind::City)) {
            CITY_NAMED
        } else {
            0.0
        }
    }
}

fn choose(table: &Table, named: &BTreeMap<usize, Named<'_>>, told: &Told<'_>, location: usize) -> Option<Place> {
    let own = &named[&location];
    let known = |number: &u32| &table.places[*number as usize];
    let mut claims: Vec<(f64, f64, &Known)> = Vec::new();
    for place in own.candidates.iter().map(known) {
        let contains = |locations: &[usize], inside: bool| {
            locations.iter().filter_map(|other| named.get(other)).any(|other| {
                other.candidates.iter().map(known).any(
                    |other| {
                        if inside { holds(other, place) } else { holds(place, other) }
                    },
                )
            })
        };
        let beside = contains(&own.around, true) || contains(&own.inside, false);
        if place.kind == Kind::Region && own.name.len() == CODE && !beside {
            continue;
        }
        let support = told.support(location, place) + if beside { BESIDE } else { 0.0 };
        claims.push((size(place) + support, support, place));
    }
    claims.sort_by(|one, other| other.0.total_cmp(&one.0));
    decide(&claims)
}

/// A row of the place that leads, or of what the likely ones have in common.
fn decide(claims: &[(f64, f64, &Known)]) -> Option<Place> {
    let (best, support, place) = claims.first()?;
    if place.kind == Kind::City && place.population < KNOWN_ALONE && *support == 0.0 {
        return None;
    }
    let likely: Vec<&Known> = claims.iter().take_while(|claim| best - claim.0 < LEAD).map(|claim| claim.2).collect();
    let common = |of: fn(&Known) -> &str| likely.iter().all(|other| of(other) == of(place));
    let row = Place {
        span: copydesk_core::Span::new(0, 0),
        entity: copydesk_core::Id::new(0),
        kind: None,
        id: None,
        name: None,
        country: place.country.clone(),
        region: None,
        lat: None,
        lon: None,
    };
    let region = || Some(place.region.clone()).filter(|region| !region.is_empty());
    match likely.len() {
        1 => Some(Place {
            kind: Some(place.kind),
            id: Some(place.id).filter(|id| *id != 0),
            name: Some(place.name.clone()),
            region: region(),
            lat: place.at.map(|at| at.0),
            lon: place.at.map(|at| at.1),
            ..row
        }),
        _ if common(|place| &place.country) && common(|place| &place.region) => Some(Place { region: region(), ..row }),
        _ if common(|place| &place.country) => Some(row),
        _ => None,
    }
}

/// How far a place is known, in powers of ten of people.
fn size(place: &Known) -> f64 {
    match place.kind {
        Kind::Country => COUNTRY,
        Kind::Region => REGION,
        Kind::City => {
            (f64::from(place.population.max(1)).log10() + if place.capital { CAPITAL } else { 0.0 }).min(LARGEST)
        }
    }
}

/// The place that a location is if nothing else is known of it.
fn first_of<'t>(table: &'t Table, location: &Named<'_>) -> Option<&'t Known> {
    let known = location.candidates.iter().map(|number| &table.places[*number as usize]);
    let mut best: Vec<&Known> = known.collect();
    best.sort_by(|one, other| size(other).total_cmp(&size(one)));
    match best.as_slice() {
        [one] => Some(one),
        [one, other, ..] if size(one) - size(other) >= LEAD => Some(one),
        _ => None,
    }
}

/// Whether a country or region holds a place.
fn holds(large: &Known, place: &Known) -> bool {
    let smaller = !std::ptr::eq(large, place) && large.country == place.country;
    match large.kind {
        Kind::Country => smaller && place.kind != Kind::Country,
        Kind::Region => smaller && place.kind == Kind::City && large.region == place.region,
        Kind::City => false,
    }
}
