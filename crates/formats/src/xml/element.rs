//! An element with what is in it.

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Element {
    /// Its name as it is written, prefix included.
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Drop for Node {
    /// Elements are let go one after the other: deep ones would take the stack.
    fn drop(&mut self) {
        let Self::Element(element) = self else { return };
        let mut rest = std::mem::take(&mut element.children);
        while let Some(mut node) = rest.pop() {
            if let Self::Element(element) = &mut node {
                rest.append(&mut element.children);
            }
        }
    }
}

impl Element {
    /// The name without its prefix.
    pub(crate) fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(&self.name)
    }

    /// An attribute, by its name without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let is = |found: &str| found == name || found.rsplit(':').next() == Some(name);
        self.attributes.iter().find(|(found, _)| is(found)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn push_text(&mut self, text: String) {
        match self.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(&text),
            _ => self.children.push(Node::Text(text)),
        }
    }

    /// The elements in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| if let Node::Element(element) = node { Some(element) } else { None })
    }

    /// The elements in it of this name, prefix included.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element in it of this name without prefix.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.local() == name)
    }

    /// The first element at the end of these names.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first element of this name inside of it, at any depth.
    pub(crate) fn find(&self, name: &str) -> Option<&Self> {
        self.all().find(|element| element.local() == name)
    }

    /// All elements inside of it, in the order of the file.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Self> {
        let mut open = vec![self.children.iter()];
        std::iter::from_fn(move || {
            while let Some(level) = open.last_mut() {
                match level.next() {
                    Some(Node::Element(element)) => {
                        open.push(element.children.iter());
                        return Some(element);
                    }
                    Some(Node::Text(_)) => {}
                    None => drop(open.pop()),
                }
            }
            None
        })
    }

    /// The text in it, without what is white space before and behind; nothing if there is none.
    pub(crate) fn text(&self) -> Option<String> {
        let mut text = String::new();
        let mut open = vec![self.children.iter()];
        while let Some(level) = open.last_mut() {
            match level.next() {
                Some(Node::Text(part)) => text.push_str(part),
                Some(Node::Element(element)) => open.push(element.children.iter()),
                None => drop(open.pop()),
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// The text in it as it stands, of elements with plain text.
    pub(crate) fn plain(&self) -> String {
        self.children
            .iter()
            .filter_map(|node| if let Node::Text(text) = node { Some(text.as_str()) } else { None })
            .collect()
    }

    /// What is in it as HTML, prefixes left out.
    pub(crate) fn html(&self) -> String {
        let mut html = String::new();
        let mut open = vec![(self.children.iter(), "")];
        while let Some((level, name)) = open.last_mut() {
            match level.next() {
                Some(Node::Text(text)) => html.push_str(&html_escape::encode_text(text)),
                Some(Node::Element(element)) => {
                    html.push('<');
                    html.push_str(element.local());
                    for (name, value) in element.attributes.iter().filter(|(name, _)| !name.contains(':')) {
                        html.push_str(&format!(" {name}=\"{}\"", html_escape::encode_double_quoted_attribute(value)));
                    }
                    html.push('>');
                    open.push((element.children.iter(), element.local()));
                }
                None => {
                    if !name.is_empty() {
                        html.push_str(&format!("</{name}>"));
                    }
                    open.pop();
                }
            }
        }
        html
    }
}
