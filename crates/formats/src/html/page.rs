//! A page as a flat list of its elements and texts in document order, which everything that looks for the article walks.

use dom_query::{Document, Element, NodeData, NodeId};

use super::names::{Marks, Names};

/// The number of a node in its page, in document order.
pub(super) type Index = usize;

/// What a node is: a text, or an element by how it behaves on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tag {
    Text,
    Break,
    /// Inline elements: they part no lines.
    Inline,
    Image,
    Link,
    Button,
    Time,
    Cell,
    P,
    /// `h1` to `h6`.
    Heading(u8),
    Item,
    List,
    Quotation,
    Figure,
    FigCaption,
    Article,
    Main,
    Aside,
    Header,
    Footer,
    Nav,
    Form,
    Dialog,
    Row,
    /// `div`, `section` and whatever else is a box on the page.
    Box,
    /// An element that the page's own scripts know; what surrounds it tells whether it is a box or stands in a line.
    Custom,
}

/// An element of more nodes than this stands in no line.
const MOST_IN_LINE: usize = 40;

/// A cell of so many bytes, with breaks or boxes in it, is a part of the page and none of a table.
const LAYOUT: usize = 300;

impl Tag {
    fn of(name: &str) -> Self {
        match name {
            "br" | "hr" => Self::Break,
            "img" => Self::Image,
            "a" => Self::Link,
            "button" => Self::Button,
            "time" => Self::Time,
            "td" | "th" => Self::Cell,
            "p" => Self::P,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "li" | "dt" | "dd" => Self::Item,
            "ul" | "ol" | "dl" => Self::List,
            "blockquote" => Self::Quotation,
            "figure" => Self::Figure,
            "figcaption" => Self::FigCaption,
            "article" => Self::Article,
            "main" => Self::Main,
            "aside" => Self::Aside,
            "header" => Self::Header,
            "footer" => Self::Footer,
            "nav" | "menu" => Self::Nav,
            "form" => Self::Form,
            "dialog" => Self::Dialog,
            "tr" => Self::Row,
            "span" | "abbr" | "cite" | "q" | "dfn" | "del" | "bdi" | "bdo" | "kbd" | "samp" | "var" | "data"
            | "picture" | "acronym" | "ruby" | "rt" | "rp" | "map" | "bold" | "o:p" => Self::Inline,
            "summary" => Self::Heading(6),
            name if name.contains('-') => Self::Custom,
            _ => Self::Box,
        }
    }

    /// Whether it begins a line of its own.
    pub(super) fn is_block(self) -> bool {
        const IN_LINES: [Tag; 8] =
            [Tag::Text, Tag::Break, Tag::Inline, Tag::Image, Tag::Link, Tag::Button, Tag::Time, Tag::Cell];
        !IN_LINES.contains(&self)
    }
}

/// An element or a text.
pub(super) struct Node {
    /// Its name in the parsed document.
    pub(super) id: NodeId,
    pub(super) tag: Tag,
    pub(super) parent: Index,
    /// One past its last descendant.
    pub(super) end: Index,
    /// What its names, its role and its attributes say of it.
    pub(super) marks: Marks,
    /// Equal for elements of one name and class.
    pub(super) style: u64,
    /// How many bytes of text stand in it, white space squeezed but for single spaces.
    pub(super) bytes: usize,
}

/// A page.
pub(super) struct Page<'d> {
    pub(super) document: &'d Document,
    /// The nodes of the body, which is the first, in document order.
    pub(super) nodes: Vec<Node>,
}

impl<'d> Page<'d> {
    /// The nodes of the document's body; none if it has no body.
    pub(super) fn new(document: &'d Document) -> Self {
        let mut page = Self { document, nodes: Vec::new() };
        if let Some(body) = document.body() {
            page.fill(body.id);
        }
        page
    }

    fn fill(&mut self, root: NodeId) {
        let mut names = Names::default();
        let mut custom = Vec::new();
        // Nodes still to be read, each with its parent.
        let mut open: Vec<(NodeId, Index)> = vec![(root, 0)];
        while let Some((id, parent)) = open.pop() {
            let at = self.nodes.len();
            let read = self.document.tree.query_node(&id, |node| {
                let next = (id != root).then_some(node.next_sibling).flatten();
                (read(&node.data, &mut names), node.first_child, next)
            });
            let Some((read, child, next)) = read else { continue };
            open.extend(next.map(|next| (next, parent)));
            if let Some((tag, marks, style, bytes)) = read {
                if tag == Tag::Custom {
                    custom.push(at);
                }
                self.nodes.push(Node { id, tag, parent, end: at + 1, marks, style, bytes });
                open.extend(child.map(|child| (child, at)));
            }
        }
        for at in (1..self.nodes.len()).rev() {
            let (parent, end, bytes) = (self.nodes[at].parent, self.nodes[at].end, self.nodes[at].bytes);
            self.nodes[parent].end = self.nodes[parent].end.max(end);
            self.nodes[parent].bytes += bytes;
        }
        self.part_layouts();
        // From the innermost on, so that what stands in another is settled before it.
        for at in custom.into_iter().rev() {
            self.nodes[at].tag = if self.stands_in_line(at) { Tag::Inline } else { Tag::Box };
        }
    }

    /// Makes boxes of the cells of a row that lays out the page: one in which a cell holds much text in lines or boxes of its own.
    fn part_layouts(&mut self) {
        let lays_out = |row: Index| {
            let parts = |at: Index| self.nodes[at].tag.is_block() || self.nodes[at].tag == Tag::Break;
            let much = |cell: &Index| self.nodes[*cell].bytes >= LAYOUT && (cell + 1..self.nodes[*cell].end).any(parts);
            self.children(row).any(|cell| self.nodes[cell].tag == Tag::Cell && much(&cell))
        };
        let rows: Vec<Index> =
            (0..self.nodes.len()).filter(|at| self.nodes[*at].tag == Tag::Row && lays_out(*at)).collect();
        for row in rows {
            let cells: Vec<Index> = self.children(row).filter(|at| self.nodes[*at].tag == Tag::Cell).collect();
            for cell in cells {
                self.nodes[cell].tag = Tag::Box;
            }
        }
    }

    /// Whether an element of the page's own making stands in a line of text: it parts nothing itself, and words stand beside it,
    /// or what is around it is a line.
    fn stands_in_line(&self, at: Index) -> bool {
        let node = &self.nodes[at];
        let parts = |at: Index| self.nodes[at].tag.is_block() || self.nodes[at].tag == Tag::Break;
        if node.end - at > MOST_IN_LINE || (at + 1..node.end).any(parts) {
            return false;
        }
        let parent = node.parent;
        if matches!(self.nodes[parent].tag, Tag::P | Tag::Heading(_) | Tag::Inline | Tag::Link | Tag::Time) {
            return true;
        }
        let beside = self.children(parent).take(MOST_IN_LINE).filter(|beside| *beside != at);
        beside.into_iter().any(|beside| self.nodes[beside].tag == Tag::Text && self.nodes[beside].bytes > 0)
    }

    /// The node's parent and what that stands in, up to the body, which has no parent.
    pub(super) fn ancestors(&self, at: Index) -> impl Iterator<Item = Index> {
        let above = move |at: Index| (at > 0).then(|| self.nodes[at].parent);
        std::iter::successors(above(at), move |at| above(*at))
    }

    /// The node and what it stands in.
    pub(super) fn lineage(&self, at: Index) -> impl Iterator<Item = Index> {
        std::iter::once(at).chain(self.ancestors(at))
    }

    /// The nodes below a node, and itself.
    pub(super) fn subtree(&self, at: Index) -> std::ops::Range<Index> {
        at..self.nodes[at].end
    }

    /// The children of a node.
    pub(super) fn children(&self, at: Index) -> impl Iterator<Item = Index> {
        let end = self.nodes[at].end;
        let first = (at + 1 < end).then_some(at + 1);
        std::iter::successors(first, move |child| Some(self.nodes[*child].end).filter(|next| *next < end))
    }

    /// Whether one node is the other or stands in it.
    pub(super) fn holds(&self, outer: Index, inner: Index) -> bool {
        self.subtree(outer).contains(&inner)
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, at: Index, name: &str) -> Option<String> {
        self.with_attribute(at, name, str::to_owned)
    }

    /// What a function makes of an attribute of an element.
    pub(super) fn with_attribute<T>(&self, at: Index, name: &str, make: impl FnOnce(&str) -> T) -> Option<T> {
        let found = |node: &dom_query::TreeNode| match &node.data {
            NodeData::Element(element) => attribute(element, name).map(make),
            _ => None,
        };
        self.document.tree.query_node(&self.nodes[at].id, found).flatten()
    }

    /// What a function makes of a text node's words.
    pub(super) fn with_text<T>(&self, at: Index, make: impl FnOnce(&str) -> T) -> Option<T> {
        let found = |node: &dom_query::TreeNode| match &node.data {
            NodeData::Text { contents } => Some(make(contents)),
            _ => None,
        };
        self.document.tree.query_node(&self.nodes[at].id, found).flatten()
    }

    /// The words below a node, with single spaces; at most about `most` bytes of them.
    pub(super) fn words(&self, at: Index, most: usize) -> String {
        let mut out = String::new();
        for node in self.subtree(at).filter(|node| self.nodes[*node].tag == Tag::Text) {
            if out.len() >= most {
                break;
            }
            self.with_text(node, |text| {
                let apart =
                    text.starts_with(char::is_whitespace) || !self.nodes[self.nodes[node].parent].tag.is_inline();
                if apart && !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
                out.push_str(&super::squeezed(text));
                if text.ends_with(char::is_whitespace) && !out.is_empty() {
                    out.push(' ');
                }
            });
        }
        super::squeezed(&out)
    }
}

impl Tag {
    fn is_inline(self) -> bool {
        matches!(self, Self::Inline | Self::Link)
    }
}

fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

fn read(data: &NodeData, names: &mut Names) -> Option<(Tag, Marks, u64, usize)> {
    match data {
        NodeData::Text { contents } => Some((Tag::Text, Marks::NONE, 0, squeezed_len(contents))),
        NodeData::Element(element) => {
            let name = &*element.name.local;
            let mut marks = Marks::NONE;
            let mut style = fold(FOLD_START, name);
            for attribute in &element.attrs {
                let (name, value) = (&*attribute.name.local, &*attribute.value);
                marks |= names.read(name, value);
                if name == "class" {
                    style = fold(style, value);
                }
            }
            let nowhere = name == "a" && attribute(element, "href").is_none();
            let tag = if nowhere { Tag::Inline } else { Tag::of(name) };
            Some((tag, marks, style, 0))
        }
        _ => None,
    }
}

fn squeezed_len(text: &str) -> usize {
    let mut len = 0;
    let mut blank = true;
    for byte in text.bytes() {
        let now = byte.is_ascii_whitespace();
        len += usize::from(!now || !blank);
        blank = now;
    }
    len
}

/// The start and factor of the FNV-1a hash, 64 bits (Fowler, Noll, Vo).
pub(super) const FOLD_START: u64 = 0xcbf2_9ce4_8422_2325;
pub(super) const FOLD_FACTOR: u64 = 0x0000_0100_0000_01b3;

fn fold(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FOLD_FACTOR))
}
