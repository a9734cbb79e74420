//! Source `xlsx`: workbooks of Excel and LibreOffice, a row an article; with the feature `xlsx`.
//!
//! The first sheet with cells is read, its first row names the columns, and they are told apart as those of [`csv`](crate::csv) are.
//! Cells of dates become ISO 8601. A workbook is held in memory whole: a large table is better saved as CSV.

use std::io::{self, Read};
use std::sync::Arc;

use calamine::{Data, Range, Reader, Xlsx as Workbook, open_workbook_from_rs};
use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Span};
use serde_json::{Map, Value};

use crate::ahead::{Ahead, Dated, Look};
use crate::fields::{FieldMap, plain, usual};
use crate::lines::too_long;
use crate::said::or_said;

/// The source of workbooks.
pub struct Xlsx {
    map: FieldMap,
}

/// A row of the sheet.
pub struct SheetRow {
    names: Arc<Vec<String>>,
    cells: Vec<Data>,
    text: usize,
}

impl Source for Xlsx {
    const NAME: &'static str = "xlsx";
    const ABOUT: &'static str = "workbooks of Excel and LibreOffice, a row of the first sheet an article";
    const EXTENSIONS: &'static [&'static str] = &["xlsx"];
    type Config = FieldMap;
    type Record = Dated<SheetRow>;

    fn build(map: FieldMap, _: &BuildContext<'_>) -> Result<Self, StageError> {
        map.check()?;
        Ok(Self { map })
    }

    fn open(&self, input: Input) -> Result<RawRecords<Dated<SheetRow>>, ReadError> {
        let place = Place::from_parts(input.name, input.stem, None);
        let failed = |why: String| ReadError::new(place.clone(), why);
        let sheet = sheet(input.bytes, input.max_bytes).map_err(failed)?;
        let mut rows = sheet.rows();
        let names: Vec<String> =
            rows.next().unwrap_or_default().iter().map(|cell| cell.to_string().trim().to_owned()).collect();
        let columns: Vec<_> = names.iter().map(String::as_str).collect();
        let named = self.map.check_columns(&columns).map_err(failed)?;
        let text = names.iter().position(|name| name == named).unwrap_or(usize::MAX);
        let names = Arc::new(names);
        let first = u64::from(sheet.start().map_or(0, |(row, _)| row)) + 2;
        let rows: Vec<_> = (first..)
            .zip(rows)
            .filter(|(_, row)| row.iter().any(|cell| *cell != Data::Empty))
            .map(|(line, row)| {
                let bytes = row.iter().map(|cell| if let Data::String(text) = cell { text.len() } else { 8 }).sum();
                let record = SheetRow { names: Arc::clone(&names), cells: row.to_vec(), text };
                Ok(Raw { record, place: place.clone().at_line(line), bytes })
            })
            .collect();
        let date = self.map.date.clone();
        let look: Look<SheetRow> = Box::new(move |row, evidence| {
            let is_date = |name: &str| match &date {
                Some(date) => date == name,
                None => usual("contentCreated").contains(&plain(name).as_str()),
            };
            for (name, cell) in row.names.iter().zip(&row.cells) {
                if let (true, Data::String(text)) = (is_date(name), cell) {
                    evidence.add(text);
                }
            }
        });
        let records = Ahead::new(rows.into_iter(), self.map.date_order, Some(look));
        Ok(or_said(Box::new(records), input.skips, "a table without rows"))
    }

    fn parse(&self, row: Dated<SheetRow>, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let Dated { record, order } = row;
        self.map.article(&Value::Object(record.json()).to_string(), order, place, how)
    }
}

/// The first sheet with cells.
fn sheet(bytes: impl Read, limit: u64) -> Result<Range<Data>, String> {
    let mut packed = Vec::new();
    bytes.take(limit.saturating_add(1)).read_to_end(&mut packed).map_err(|e| format!("cannot be read: {e}"))?;
    if packed.len() as u64 > limit {
        return Err(too_long(limit));
    }
    let damaged = |e: &dyn std::fmt::Display| format!("not a workbook that can be read: {e}");
    let mut book: Workbook<_> =
        open_workbook_from_rs(io::Cursor::new(packed)).map_err(|e: calamine::XlsxError| damaged(&e))?;
    for number in 0..book.sheet_names().len() {
        if let Some(sheet) = book.worksheet_range_at(number) {
            let sheet = sheet.map_err(|e| damaged(&e))?;
            if !sheet.is_empty() {
                return Ok(sheet);
            }
        }
    }
    Err("a workbook without cells".to_owned())
}

impl SheetRow {
    fn json(&self) -> Map<String, Value> {
        let mut json = Map::new();
        for (at, (name, cell)) in self.names.iter().zip(&self.cells).enumerate() {
            let value = match cell {
                Data::Empty | Data::Error(_) if at == self.text => String::new().into(),
                Data::Empty | Data::Error(_) => continue,
                Data::DateTime(date) if date.is_datetime() => date_of(date.as_f64()).into(),
                Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}").into(),
                cell => cell.to_string().into(),
            };
            json.insert(name.clone(), value);
        }
        json
    }
}

/// The date of a serial number: days since the end of 1899, and the time as a part of one.
fn date_of(serial: f64) -> Option<String> {
    /// Seconds of a day.
    const DAY: f64 = 86_400.0;
    let seconds = (serial.fract() * DAY).round() as i64;
    let day = DateTime::constant(1899, 12, 30, 0, 0, 0, 0)
        .checked_add(Span::new().try_days(serial.trunc() as i64).ok()?)
        .ok()?;
    let time = day.checked_add(SignedDuration::from_secs(seconds)).ok()?;
    Some(if seconds == 0 { day.date().to_string() } else { time.to_string() })
}

register_source!(Xlsx);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_days() {
        assert_eq!(date_of(45_336.0).as_deref(), Some("2024-02-14"));
        assert_eq!(date_of(45_336.395_833_333_3).as_deref(), Some("2024-02-14T09:30:00"));
        assert_eq!(date_of(1e300), None);
    }
}
