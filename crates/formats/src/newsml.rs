//! Source `newsml`: the XML of news agencies and archives: NewsML-G2, NewsML 1, and NITF.
//!
//! | the file begins with | an article is |
//! |---|---|
//! | `<newsMessage>`, `<newsItem>` | a NewsML-G2 news item with its content in the file: XHTML, NITF or plain text; several in a message. Packages, and items whose content lies elsewhere, are passed over and counted |
//! | `<NewsML>` | a `<NewsItem>` of NewsML 1 with text |
//! | `<newsitem>` | one of the Reuters Corpus (RCV1) |
//! | `<nitf>` | the document, as in the New York Times Annotated Corpus: of its blocks `full_text`, where there is one, and not also `lead_paragraph` |
//! | `<rss>`, `<feed>` | as the source [`feed`](crate::feed) reads them |
//!
//! What the formats say of an article comes along: id and version, headline, byline, place, dates, language; under `meta.extra`
//! the provider (as `outlet`), subjects, slugline, publication status, and the codes of archives.
//!
//! Elements are read one news item at a time and no deeper than 512. No document type is read and no external entity ever resolved.

mod bodies;
mod g2;
mod nitf;
mod one;

use copydesk_core::source::{HowToRead, Input, Place, Raw, RawRecords, ReadError, Skips, Source};
use copydesk_core::{Article, BuildContext, StageError, register_source};
use serde_json::{Map, Value};

use crate::NoOptions;
use crate::fields::FieldMap;
use crate::published::DateOrder;
use crate::said::or_said;
use crate::xml::{Element, Piece, Xml};

/// The source of NewsML and NITF.
pub struct Newsml;

/// A news item.
pub enum NewsItem {
    /// Of one of the formats here.
    Xml(Box<XmlItem>),
    /// Of a feed.
    Feed(Map<String, Value>),
}

/// A news item as it stands in the file.
pub struct XmlItem(Element);

impl Source for Newsml {
    const NAME: &'static str = "newsml";
    const ABOUT: &'static str = "XML of news agencies and archives: NewsML-G2, NewsML 1, NITF; also feeds named .xml";
    const EXTENSIONS: &'static [&'static str] = &["xml", "newsml", "nitf"];
    type Config = NoOptions;
    type Record = NewsItem;

    fn build(_: NoOptions, _: &BuildContext<'_>) -> Result<Self, StageError> {
        Ok(Self)
    }

    fn open(&self, input: Input) -> Result<RawRecords<NewsItem>, ReadError> {
        let skips = input.skips.clone();
        let (mut xml, place) = Xml::open(input)?;
        let root = root(&mut xml, &place)?;
        match root.local() {
            "rss" | "feed" | "RDF" => {
                let items = crate::feed::items(xml, place, &root);
                let raw = |(json, place, bytes)| Raw::new(NewsItem::Feed(json), place, bytes);
                Ok(or_said(Box::new(items.map(move |item| item.map(raw))), skips, crate::feed::NO_ITEMS))
            }
            "newsMessage" | "NewsML" | "newsItem" | "packageItem" | "nitf" | "newsitem" => {
                let items = Items { xml, place, first: Some(root), skips: skips.clone() };
                Ok(or_said(Box::new(items), skips, "a file of news without items"))
            }
            other => {
                Err(ReadError::new(place, format!("no format of news that is read here begins with <{other:.40}>")))
            }
        }
    }

    fn parse(&self, item: NewsItem, place: &Place, how: &HowToRead) -> Result<Article, ReadError> {
        let json = match item {
            NewsItem::Feed(json) => json,
            NewsItem::Xml(item) => {
                let item = item.0;
                let read = match item.local() {
                    "newsItem" => g2::read(&item),
                    "NewsItem" => one::read(&item),
                    "newsitem" => one::read_rcv1(&item),
                    _ => nitf::read(&item),
                };
                read.ok_or_else(|| ReadError::new(place.clone(), format!("a <{}> without text", item.name)))?
            }
        };
        FieldMap::default().article(&Value::Object(json).to_string(), DateOrder::Auto, place, how)
    }
}

/// The first element of a file, its inside not yet read.
pub(crate) fn root(xml: &mut Xml, place: &Place) -> Result<Element, ReadError> {
    loop {
        match xml.next() {
            Ok(Some(Piece::Start(element))) => return Ok(element),
            Ok(Some(Piece::Text(text))) if !text.trim().is_empty() => {
                return Err(ReadError::new(place.clone(), "not XML: it begins with text"));
            }
            Ok(Some(_)) => {}
            Ok(None) => return Err(ReadError::new(place.clone(), "not XML: there is no element in it")),
            Err(why) => return Err(ReadError::new(place.clone(), format!("not XML: {why}"))),
        }
    }
}

/// The news items of a file.
struct Items {
    xml: Xml,
    place: Place,
    /// The first element, until it is read.
    first: Option<Element>,
    skips: Skips,
}

impl Items {
    fn advance(&mut self) -> Result<Option<Element>, String> {
        loop {
            let element = match self.first.take() {
                Some(first) => first,
                None => match self.xml.next()? {
                    Some(Piece::Start(element)) => element,
                    Some(_) => continue,
                    None => return Ok(None),
                },
            };
            match element.local() {
                // Whatever holds items.
                "newsMessage" | "itemSet" | "NewsML" => {}
                "newsItem" | "NewsItem" | "newsitem" | "nitf" => {
                    let item = self.xml.whole(element)?;
                    if item.local() != "newsItem" || g2::has_content(&item) {
                        return Ok(Some(item));
                    }
                    self.skips.add("a news item without text of its own", Some(item.line));
                }
                "packageItem" | "conceptItem" | "knowledgeItem" | "planningItem" => {
                    let item = self.xml.whole(element)?;
                    self.skips.add("an item of NewsML-G2 that is no news item", Some(item.line));
                }
                _ => drop(self.xml.whole(element)?),
            }
        }
    }
}

impl Iterator for Items {
    type Item = Result<Raw<NewsItem>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let alone = self.first.as_ref().is_some_and(|first| !matches!(first.local(), "newsMessage" | "NewsML"));
        match self.advance() {
            Ok(Some(item)) => {
                let line = (!alone).then_some(item.line);
                let bytes = item.all().map(|element| element.plain().len() + element.name.len()).sum();
                let place = Place::from_parts(self.place.file.clone(), self.place.stem.clone(), line);
                Some(Ok(Raw::new(NewsItem::Xml(Box::new(XmlItem(item))), place, bytes)))
            }
            Ok(None) => None,
            Err(why) => {
                let place = self.place.clone().at_line(self.xml.line());
                // What is left cannot be told apart any more.
                while !matches!(self.xml.next(), Ok(None) | Err(_)) {}
                Some(Err(ReadError::new(place, format!("cannot be read any further: {why}"))))
            }
        }
    }
}

register_source!(Newsml);
