//! The table of places: a gzipped file of a line a place, read once for the whole program.

use std::collections::HashMap;
use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

use crate::Kind;

/// Made by `data/make.py`.
const PACKED: &[u8] = include_bytes!("../data/places.tsv.gz");

/// A place of the table.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub kind: Kind,
    /// Whether it is a country's capital.
    pub capital: bool,
    /// Its GeoNames id; 0 where the file has none.
    pub id: u32,
    pub name: String,
    pub country: String,
    pub region: String,
    pub population: u32,
    pub at: Option<(f64, f64)>,
}

/// All places, and where in the list those of a name are.
pub(crate) struct Table {
    pub places: Vec<Known>,
    by_name: HashMap<String, Vec<u32>>,
}

impl Table {
    /// The places of a name, the largest first.
    pub(crate) fn named(&self, name: &str) -> &[u32] {
        self.by_name.get(&folded(name)).map_or(&[], Vec::as_slice)
    }
}

/// The table.
///
/// # Errors
/// If the embedded file is broken.
pub(crate) fn table() -> Result<&'static Table, String> {
    static TABLE: LazyLock<Result<Table, String>> = LazyLock::new(|| {
        let mut text = String::new();
        GzDecoder::new(PACKED).read_to_string(&mut text).map_err(|e| e.to_string())?;
        read(&text)
    });
    TABLE.as_ref().map_err(Clone::clone)
}

fn read(text: &str) -> Result<Table, String> {
    let mut table = Table { places: Vec::new(), by_name: HashMap::new() };
    for (number, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let place = place(&cells).ok_or_else(|| format!("places.tsv:{}: `{line}` is no place", number + 1))?;
        let others = cells[8].split('|').filter(|name| !name.is_empty());
        for name in std::iter::once(place.name.as_str()).chain(others) {
            let named = table.by_name.entry(folded(name)).or_default();
            if named.last() != Some(&(number as u32)) {
                named.push(number as u32);
            }
        }
        table.places.push(place);
    }
    Ok(table)
}

fn place(cells: &[&str]) -> Option<Known> {
    let [kind, id, name, country, region, population, lat, lon, _] = *cells else { return None };
    let capital = kind == "P";
    let kind = match kind {
        "N" => Kind::Country,
        "R" => Kind::Region,
        "P" | "C" => Kind::City,
        _ => return None,
    };
    Some(Known {
        kind,
        capital,
        id: id.parse().ok()?,
        name: name.to_owned(),
        country: country.to_owned(),
        region: region.to_owned(),
        population: population.parse().ok()?,
        at: lat.parse().ok().zip(lon.parse().ok()),
    })
}

/// A name as it is looked up: in lower case, without accents and full stops.
fn folded(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).filter(|c| *c != '.').map(plain).collect()
}

/// A letter without its accent, a typographic apostrophe as that of a typewriter.
const fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' | 'ḑ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ğ' | 'ġ' | 'ģ' => 'g',
        'ḩ' | 'ḥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ỉ' | 'ị' => 'i',
        'ķ' | 'ḳ' => 'k',
        'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ș' | 'ṣ' => 's',
        'ţ' | 'ť' | 'ț' | 'ṭ' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ư' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        '’' | '‘' | '`' => '\'',
        _ => c,
    }
}
