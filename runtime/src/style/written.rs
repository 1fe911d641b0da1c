//! Writes a value in a style: into a query or cookies, a segment of a path, or a header.

use super::{Delimiter, Form, Kept, Place, Style};
use crate::{encode, parts::Part};
use azure_core::{Error, Result, error::ErrorKind};
use std::borrow::Cow;

impl Style {
    /// The pairs of a query or of cookies, encoded.
    pub(crate) fn pairs(self, name: &str, part: &Part) -> Result<Vec<(String, String)>> {
        let mut pairs = Vec::new();
        match part {
            Part::Nothing => return Ok(pairs),
            Part::Text(text) | Part::Plain(text) => pairs.push((encoded(name), self.value(name, text)?)),
            Part::List(_) | Part::Object(_) if self.form == Form::DeepObject => {
                self.brackets(name, encoded(name), part, &mut pairs)?;
            }
            Part::List(items) if self.explode => self.repeat(name, &encoded(name), items, &mut pairs)?,
            Part::Object(entries) if self.explode => {
                for (key, value) in entries {
                    match value {
                        Part::Nothing => {}
                        Part::List(items) => self.repeat(name, &encoded(key), items, &mut pairs)?,
                        value => pairs.push((encoded(key), self.value(name, &self.text(name, value)?)?)),
                    }
                }
            }
            Part::List(_) | Part::Object(_) => {
                let pieces = self.pieces(name, part)?;
                if !pieces.is_empty() {
                    let (between, character) = self.delimiter().text(Place::Url);
                    let value = self.join(name, &pieces, between, character, Place::Url)?;
                    pairs.push((encoded(name), value));
                }
            }
        }
        if pairs.is_empty() && self.empty {
            pairs.push((encoded(name), String::new()));
        }
        Ok(pairs)
    }

    /// The texts of a list as the parts of a form, not encoded: one for each item, or all in one.
    #[cfg(feature = "multipart")]
    pub(crate) fn plain_texts(self, name: &str, list: &Part) -> Result<Vec<String>> {
        if self.explode || self.form == Form::DeepObject {
            return Ok(self
                .pieces(name, list)?
                .into_iter()
                .map(Cow::into_owned)
                .collect());
        }
        Ok(self.header(name, list)?.into_iter().collect())
    }

    /// The part of a path, encoded.
    ///
    /// # Errors
    ///
    /// When it would be empty, `.` or `..`, which lead to another path.
    pub(crate) fn segment(self, name: &str, part: &Part) -> Result<String> {
        let written = match self.form {
            Form::Label => self.prefixed(name, part, ".", ".", "")?,
            Form::Matrix => {
                let named = format!("{}=", encoded(name));
                let written = self.prefixed(name, part, ";", ";", &named)?;
                // RFC 6570, section 3.2.7: an empty value has no `=`.
                match written.strip_suffix('=') {
                    Some(short) if short.ends_with(encoded(name).as_str()) => short.to_owned(),
                    _ => written,
                }
            }
            Form::Joined(_) | Form::DeepObject => self.plain(name, part, Place::Url)?,
        };
        encode::check_segment(name, &written)?;
        Ok(written)
    }

    /// The value of a header, without encoding; `None` when it is empty.
    pub(crate) fn header(self, name: &str, part: &Part) -> Result<Option<String>> {
        let empty = match part {
            Part::Nothing => true,
            Part::Text(_) | Part::Plain(_) => false,
            part => self.pieces(name, part)?.is_empty(),
        };
        if empty {
            return Ok(None);
        }
        self.plain(name, part, Place::Header).map(Some)
    }

    fn plain(self, name: &str, part: &Part, place: Place) -> Result<String> {
        let (between, character) = self.delimiter().text(place);
        match part {
            Part::Object(entries) if self.explode => self.assigned(name, entries, between, character, place),
            Part::Text(text) | Part::Plain(text) if place == Place::Header => Ok(text.clone()),
            part => self.join(name, &self.pieces(name, part)?, between, character, place),
        }
    }

    /// A label or a matrix: what begins each exploded piece, and the name in front of what is not exploded, with its `=`.
    fn prefixed(self, name: &str, part: &Part, begin: &str, between: &str, named: &str) -> Result<String> {
        let rest = match part {
            Part::Object(entries) if self.explode => {
                self.assigned(name, entries, between, ',', Place::Url)?
            }
            Part::List(_) if self.explode => {
                let pieces = self.pieces(name, part)?;
                let pieces = pieces
                    .iter()
                    .map(|piece| format!("{named}{}", encoded(piece)))
                    .collect::<Vec<_>>();
                pieces.join(between)
            }
            part => {
                let pieces = self.pieces(name, part)?;
                if pieces.is_empty() {
                    String::new()
                } else {
                    format!("{named}{}", self.join(name, &pieces, ",", ',', Place::Url)?)
                }
            }
        };
        Ok(if rest.is_empty() && named.is_empty() {
            rest
        } else {
            format!("{begin}{rest}")
        })
    }

    /// An exploded object that is one text: `k=1`, joined.
    fn assigned(
        self,
        name: &str,
        entries: &[(String, Part)],
        between: &str,
        character: char,
        place: Place,
    ) -> Result<String> {
        let mut written = String::new();
        for (key, value) in entries {
            if matches!(value, Part::Nothing) {
                continue;
            }
            if !written.is_empty() {
                written.push_str(between);
            }
            self.piece(name, key, character, place, &mut written)?;
            written.push('=');
            self.piece(name, &self.text(name, value)?, character, place, &mut written)?;
        }
        Ok(written)
    }

    fn join(
        self,
        name: &str,
        pieces: &[Cow<'_, str>],
        between: &str,
        character: char,
        place: Place,
    ) -> Result<String> {
        let mut written = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                written.push_str(between);
            }
            self.piece(name, piece, character, place, &mut written)?;
        }
        Ok(written)
    }

    /// Writes one of several pieces that follow each other.
    fn piece(self, name: &str, piece: &str, delimiter: char, place: Place, to: &mut String) -> Result<()> {
        let apart = delimiter == ',' && place == Place::Url && self.kept != Kept::Everything;
        if piece.contains(delimiter) && !apart {
            return Err(cannot(
                name,
                &format!(
                    "has `{}` in an item, which also stands between items",
                    delimiter.escape_debug()
                ),
            ));
        }
        match place {
            Place::Header => to.push_str(piece),
            // A reserved comma is also encoded here.
            Place::Url if self.kept == Kept::Reserved && piece.contains(',') => {
                let value = self.value(name, piece)?;
                to.push_str(&value.replace(',', "%2C"));
            }
            Place::Url => to.push_str(&self.value(name, piece)?),
        }
        Ok(())
    }

    fn value(self, name: &str, text: &str) -> Result<String> {
        encode::query_value(name, text, self.kept)
    }

    fn repeat(self, name: &str, key: &str, items: &[Part], pairs: &mut Vec<(String, String)>) -> Result<()> {
        for item in items.iter().filter(|item| !matches!(item, Part::Nothing)) {
            pairs.push((key.to_owned(), self.value(name, &self.text(name, item)?)?));
        }
        Ok(())
    }

    fn brackets(self, name: &str, key: String, part: &Part, pairs: &mut Vec<(String, String)>) -> Result<()> {
        match part {
            Part::Nothing => {}
            Part::Text(text) | Part::Plain(text) => pairs.push((key, self.value(name, text)?)),
            Part::List(items) => {
                let there = items.iter().filter(|item| !matches!(item, Part::Nothing));
                for (index, item) in there.enumerate() {
                    self.brackets(name, format!("{key}%5B{index}%5D"), item, pairs)?;
                }
            }
            Part::Object(entries) => {
                for (inner, value) in entries {
                    self.brackets(name, format!("{key}%5B{}%5D", encoded(inner)), value, pairs)?;
                }
            }
        }
        Ok(())
    }

    /// The texts of a value in their order: the items of a list, the names and values of an object.
    fn pieces<'a>(self, name: &str, part: &'a Part) -> Result<Vec<Cow<'a, str>>> {
        let mut pieces = Vec::new();
        match part {
            Part::Nothing => {}
            Part::Text(text) | Part::Plain(text) => pieces.push(text.into()),
            Part::List(items) => {
                for item in items.iter().filter(|item| !matches!(item, Part::Nothing)) {
                    pieces.push(self.text(name, item)?);
                }
            }
            Part::Object(entries) => {
                for (key, value) in entries
                    .iter()
                    .filter(|(_, value)| !matches!(value, Part::Nothing))
                {
                    pieces.extend([key.into(), self.text(name, value)?]);
                }
            }
        }
        Ok(pieces)
    }

    fn text<'a>(self, name: &str, part: &'a Part) -> Result<Cow<'a, str>> {
        match part {
            Part::Text(text) | Part::Plain(text) => Ok(text.into()),
            Part::Nothing => Ok("".into()),
            Part::List(_) | Part::Object(_) if self.json_within => Ok(part.json().into()),
            Part::List(_) | Part::Object(_) => Err(cannot(
                name,
                "has a list or an object in it, which this style cannot write",
            )),
        }
    }

    fn delimiter(self) -> Delimiter {
        match self.form {
            Form::Joined(delimiter) => delimiter,
            _ => Delimiter::Comma,
        }
    }
}

fn encoded(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    encode::component(&mut to, text);
    to
}

fn cannot(name: &str, why: &str) -> Error {
    Error::with_message(ErrorKind::Other, format!("the argument `{name}` {why}"))
}
