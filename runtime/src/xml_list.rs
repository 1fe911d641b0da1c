//! Lists that are in an XML element of their own, `<items><item/><item/></items>`.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

/// Reads the elements of one name; others are ignored, and an empty element is an empty list. Only generated code calls it.
///
/// # Errors
///
/// An item that is not of the type of the list.
pub fn read<'de, D: Deserializer<'de>, T: Deserialize<'de>, L: From<Vec<T>>>(
    deserializer: D,
    item: &str,
) -> Result<L, D::Error> {
    let items = Items {
        name: item,
        items: PhantomData,
    };
    deserializer.deserialize_map(items).map(L::from)
}

/// Writes each item as an element of this name. Only generated code calls it.
///
/// # Errors
///
/// Those of the serializer.
pub fn write<S: Serializer, T: Serialize>(items: &[T], serializer: S, item: &str) -> Result<S::Ok, S::Error> {
    serializer.collect_map([(item, items)])
}

struct Items<'a, T> {
    name: &'a str,
    items: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<'_, T> {
    type Value = Vec<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an element with the items of a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(name) = elements.next_key::<String>()? {
            if name == self.name {
                items.push(elements.next_value()?);
            } else {
                elements.next_value::<IgnoredAny>()?;
            }
        }
        Ok(items)
    }
}
