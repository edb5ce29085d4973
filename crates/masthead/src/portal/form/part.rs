//! From the fields of a form to what a handler asks for.

use serde::de::value::{Error, MapDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::super::AppError;

/// # Errors
/// [`AppError::BadForm`]: a field is missing, stands twice, or is no number where one is asked for.
pub(in crate::portal) fn from_pairs<T: DeserializeOwned>(
    pairs: Vec<(String, String)>,
) -> Result<T, AppError> {
    let pairs = pairs.into_iter().map(|(name, value)| (name, Part(value)));
    T::deserialize(MapDeserializer::new(pairs)).map_err(|_: Error| AppError::BadForm)
}

/// The value of a field: a text, or what it spells.
struct Part(String);

impl<'de> IntoDeserializer<'de> for Part {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

macro_rules! spelled {
    ($($method:ident $type:ty, $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let value: $type = self.0.parse().map_err(serde::de::Error::custom)?;
            visitor.$visit(value)
        }
    )*};
}

impl<'de> Deserializer<'de> for Part {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let text: serde::de::value::StringDeserializer<Error> = self.0.into_deserializer();
        text.deserialize_enum(name, variants, visitor)
    }

    spelled! {
        deserialize_bool bool, visit_bool;
        deserialize_i8 i8, visit_i8;
        deserialize_i16 i16, visit_i16;
        deserialize_i32 i32, visit_i32;
        deserialize_i64 i64, visit_i64;
        deserialize_u8 u8, visit_u8;
        deserialize_u16 u16, visit_u16;
        deserialize_u32 u32, visit_u32;
        deserialize_u64 u64, visit_u64;
        deserialize_f32 f32, visit_f32;
        deserialize_f64 f64, visit_f64;
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;

    use super::super::pairs;
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Typed {
        name: String,
        at: Option<i64>,
        #[serde(default)]
        sure: bool,
    }

    fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
        from_pairs(pairs(text.as_bytes()).ok()?.pairs).ok()
    }

    #[test]
    fn a_form_becomes_what_its_handler_asks_for() {
        let typed = |name: &str, at, sure| Typed {
            name: name.to_owned(),
            at,
            sure,
        };
        assert_eq!(
            read("name=a&at=-7&sure=true&more=1"),
            Some(typed("a", Some(-7), true))
        );
        assert_eq!(read("name="), Some(typed("", None, false)));
        let all: Vec<(String, String)> = read("a=1&a=2").expect("pairs");
        assert_eq!(all.len(), 2);
        let last: HashMap<String, String> = read("a=1&a=2").expect("a map");
        assert_eq!(last["a"], "2");
    }

    #[test]
    fn what_is_missing_twice_or_no_number_is_no_form_of_ours() {
        for bad in ["", "at=1", "name=a&name=b", "name=a&at=x", "name=a&at="] {
            assert_eq!(read::<Typed>(bad), None, "{bad}");
        }
    }
}
