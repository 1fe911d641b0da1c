//! Chooses what an example prints of a result: a distinguishing field, a count, or the value itself.

use openapi_client_model::{
    api::{Api, Outcome, Property, Role, Scalar, Type, TypeDef, TypeKind},
    names::Ident,
};

use crate::view::Literal;

/// How deep objects are looked into for something to print.
const DEPTH: usize = 3;

/// A value in an example: a variable, or a field of one.
struct Place {
    text: String,
    /// Whether it is a reference already.
    borrowed: bool,
}

impl Place {
    /// A variable with a value of its own.
    fn owned(name: &str) -> Self {
        Self {
            text: name.to_owned(),
            borrowed: false,
        }
    }

    /// A variable that is bound by a loop over what is borrowed, or by a pattern.
    fn bound(name: &str) -> Self {
        Self {
            text: name.to_owned(),
            borrowed: true,
        }
    }

    fn field(&self, name: &Ident) -> Self {
        Self::owned(&format!("{}.{name}", self.text))
    }

    /// A reference to the value.
    fn reference(&self) -> String {
        let and = if self.borrowed { "" } else { "&" };
        format!("{and}{}", self.text)
    }

    /// Prints it, after a label when there is one.
    fn print(&self, label: &str) -> String {
        if self.text.contains(['.', '#']) {
            return line(label, "{}", &self.text);
        }
        let text = labelled(label, &format!("{{{}}}", self.text));
        format!("println!({});", Literal::string(&text))
    }

    /// Prints how many there are.
    fn count(&self, label: &str, text: &str) -> String {
        line(label, text, &format!("{}.len()", self.text))
    }
}

/// Writes the statement that prints something of a value, and notes the types that it names.
pub(super) struct Printer<'a> {
    api: &'a Api,
    /// The models that it names.
    pub(super) used: Vec<Ident>,
}

impl<'a> Printer<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            used: Vec::new(),
        }
    }

    /// Prints something of a whole response or item, by the name of its variable; `None` when it has nothing that can be shown.
    pub(super) fn whole(&mut self, ty: &Type, name: &str) -> Option<String> {
        let place = Place::owned(name);
        match ty {
            Type::Any => Some(place.print("")),
            ty => self.value(ty, &place, "", DEPTH),
        }
    }

    /// Prints something of the first of several bodies that has something.
    pub(super) fn outcome(&mut self, name: &Ident, outcomes: &[Outcome]) -> Option<String> {
        let bodies = outcomes.iter().filter_map(|outcome| {
            let ty = outcome.content.as_ref()?.ty()?;
            Some((&outcome.name, ty.clone()))
        });
        self.variant(name, bodies, &Place::owned("result"), DEPTH)
    }

    /// Prints something of the value at a place.
    fn value(&mut self, ty: &Type, place: &Place, label: &str, depth: usize) -> Option<String> {
        Some(match ty {
            Type::Scalar(Scalar::Bytes | Scalar::BytesUrl) => place.count(label, "{} bytes"),
            Type::Scalar(_) => place.print(label),
            Type::Nullable(inner) => self.optional(inner, place, label, depth)?,
            Type::List(inner) => match self.value(inner, &Place::bound("item"), "", depth) {
                Some(print) => format!("for item in {} {{ {print} }}", place.reference()),
                None => place.count(label, "{} items"),
            },
            Type::Map(_) => place.count(label, "{} entries"),
            Type::Any | Type::Overlay(_) => return None,
            Type::Named(name) => match &self.api.types.get(name)?.kind {
                TypeKind::Enum { .. } => place.print(label),
                TypeKind::Object(properties) => {
                    self.object(self.api.types.get(name)?, properties, place, depth)?
                }
                TypeKind::Union { variants, .. } => {
                    let variants = variants.iter();
                    let variants = variants.map(|variant| (&variant.name, Type::Named(variant.ty.clone())));
                    self.variant(name, variants, place, depth.checked_sub(1)?)?
                }
                TypeKind::Choice(alternatives) => {
                    let variants = alternatives.iter().map(|other| (&other.name, other.ty.clone()));
                    self.variant(name, variants, place, depth.checked_sub(1)?)?
                }
            },
        })
    }

    /// Prints something of a value that may be absent.
    fn optional(&mut self, inner: &Type, place: &Place, label: &str, depth: usize) -> Option<String> {
        let print = self.value(inner, &Place::bound("value"), label, depth)?;
        Some(format!(
            "if let Some(value) = {} {{ {print} }}",
            place.reference()
        ))
    }

    /// Prints something of the first variant that has something.
    fn variant<'v>(
        &mut self,
        name: &Ident,
        mut variants: impl Iterator<Item = (&'v Ident, Type)>,
        place: &Place,
        depth: usize,
    ) -> Option<String> {
        let bound = Place::bound("value");
        let (variant, print) =
            variants.find_map(|(variant, ty)| Some((variant, self.value(&ty, &bound, "", depth)?)))?;
        self.used.push(name.clone());
        Some(format!(
            "if let {name}::{variant}(value) = {} {{ {print} }}",
            place.reference()
        ))
    }

    /// Prints the most useful field of an object: a required field before an optional one, a single value before an object or a list,
    /// and an id before all others.
    fn object(
        &mut self,
        definition: &TypeDef,
        properties: &[Property],
        place: &Place,
        depth: usize,
    ) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        // A field of a merge patch is a change, not a value.
        if definition.usage.merge_patch {
            return None;
        }
        let mut shown: Vec<&Property> = properties
            .iter()
            .filter(|property| {
                property.role == Role::Member && !property.secret && property.constant.is_none()
            })
            .collect();
        shown.sort_by_key(|property| {
            let optional = !definition.always_has(property);
            (self.rank(&property.ty, optional), property.name.bare() != "id")
        });
        shown.into_iter().find_map(|property| {
            let (label, field) = (words(&property.name), place.field(&property.name));
            if definition.always_has(property) {
                self.value(&property.ty, &field, &label, depth)
            } else {
                self.optional(&property.ty, &field, &label, depth)
            }
        })
    }

    /// The place of a field among those that could be printed, by its type alone.
    fn rank(&self, ty: &Type, optional: bool) -> u8 {
        let single = match ty {
            Type::Scalar(Scalar::Boolean | Scalar::Bytes | Scalar::BytesUrl) => false,
            Type::Scalar(_) => true,
            Type::Named(name) => matches!(
                self.api.types.get(name).map(|definition| &definition.kind),
                Some(TypeKind::Enum { .. })
            ),
            _ => false,
        };
        match (single, optional, ty) {
            (true, false, _) => 0,
            (false, false, Type::Named(_)) => 1,
            (false, false, Type::List(_)) => 2,
            (true, true, _) => 3,
            (false, false, _) => 4,
            (false, true, Type::List(_) | Type::Named(_)) => 5,
            (false, true, _) => 6,
        }
    }
}

/// A name as words: `order id`.
pub(super) fn words(name: &Ident) -> String {
    name.bare().replace('_', " ").trim().to_owned()
}

/// Prints a value in a text, after its label when it has one.
fn line(label: &str, text: &str, value: &str) -> String {
    format!("println!({}, {value});", Literal::string(&labelled(label, text)))
}

fn labelled(label: &str, text: &str) -> String {
    if label.is_empty() {
        text.to_owned()
    } else {
        format!("{label}: {text}")
    }
}
