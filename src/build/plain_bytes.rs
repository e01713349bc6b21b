//! A view as bytes, to be digested: every text with its length, every number with its width, so that two views have the same
//! bytes only where they say the same. Unlike JSON nothing is escaped and nothing is written as decimals: all pages of a
//! site go through here at every build.

use std::fmt;

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};

/// The bytes of a view.
pub fn plain_bytes(view: &impl Serialize) -> Vec<u8> {
    let mut bytes = Bytes(Vec::with_capacity(8192));
    // Nothing here can fail; what a view of ours could make fail would leave its bytes short, never another's.
    let _ = view.serialize(&mut bytes);
    bytes.0
}

struct Bytes(Vec<u8>);

impl Bytes {
    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn length(&mut self, length: usize) {
        self.0.extend_from_slice(&(length as u32).to_le_bytes());
    }

    fn mark(&mut self, mark: u8) {
        self.0.push(mark);
    }
}

/// Numbers, each with its width.
macro_rules! numbers {
    ($($name:ident: $kind:ty),*) => {
        $(fn $name(self, value: $kind) -> Result<(), fmt::Error> {
            self.0.extend_from_slice(&value.to_le_bytes());
            Ok(())
        })*
    };
}

impl Serializer for &mut Bytes {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64
    }

    fn serialize_bool(self, value: bool) -> Result<(), fmt::Error> {
        self.mark(u8::from(value));
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), fmt::Error> {
        self.serialize_u32(value.into())
    }

    fn serialize_str(self, value: &str) -> Result<(), fmt::Error> {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), fmt::Error> {
        self.length(value.len());
        self.0.extend_from_slice(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), fmt::Error> {
        self.mark(0);
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), fmt::Error> {
        self.mark(1);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), fmt::Error> {
        self.mark(2);
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), fmt::Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, index: u32, _: &'static str) -> Result<(), fmt::Error> {
        self.serialize_u32(index)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<(), fmt::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), fmt::Error> {
        self.length(index as usize);
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self, fmt::Error> {
        self.length(length.unwrap_or_default());
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, fmt::Error> {
        self.length(index as usize);
        Ok(self)
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self, fmt::Error> {
        self.length(length.unwrap_or_default());
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        index: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, fmt::Error> {
        self.length(index as usize);
        Ok(self)
    }
}

/// Parts of lists and records follow one another; a record's parts are always the same, so their names say nothing.
macro_rules! parts {
    ($($of:ident $part:ident($($key:ident)?)),*) => {
        $(impl $of for &mut Bytes {
            type Ok = ();
            type Error = fmt::Error;

            fn $part<T: ?Sized + Serialize>(&mut self, $($key: &'static str,)? value: &T) -> Result<(), fmt::Error> {
                $(let _ = $key;)?
                value.serialize(&mut **self)
            }

            fn end(self) -> Result<(), fmt::Error> {
                self.mark(3);
                Ok(())
            }
        })*
    };
}

parts! {
    SerializeSeq serialize_element(), SerializeTuple serialize_element(), SerializeTupleStruct serialize_field(),
    SerializeTupleVariant serialize_field(), SerializeStruct serialize_field(key), SerializeStructVariant serialize_field(key)
}

impl SerializeMap for &mut Bytes {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), fmt::Error> {
        key.serialize(&mut **self)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), fmt::Error> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), fmt::Error> {
        self.mark(3);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug, PartialEq, Serialize)]
    struct View {
        words: Vec<String>,
        further: Option<Box<View>>,
        number: i64,
        kind: Kind,
    }

    #[derive(Clone, Debug, PartialEq, Serialize)]
    #[serde(tag = "kind", rename_all = "lowercase")]
    enum Kind {
        Photo(Photo),
        Drawing { svg: String },
    }

    #[derive(Clone, Debug, PartialEq, Serialize)]
    struct Photo {
        src: String,
    }

    fn view() -> impl Strategy<Value = View> {
        let kind = ("[ab]{0,2}", any::<bool>()).prop_map(|(text, photo)| {
            if photo { Kind::Photo(Photo { src: text }) } else { Kind::Drawing { svg: text } }
        });
        let leaf = (prop::collection::vec("[ab]{0,2}", 0..3), 0..3i64, kind).prop_map(|(words, number, kind)| View {
            words,
            further: None,
            number,
            kind,
        });
        (leaf.clone(), prop::option::of(leaf))
            .prop_map(|(view, further)| View { further: further.map(Box::new), ..view })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn bytes_are_the_same_only_where_views_are(a in view(), b in view()) {
            prop_assert_eq!(a == b, plain_bytes(&a) == plain_bytes(&b));
            prop_assert_eq!(plain_bytes(&a), plain_bytes(&a.clone()));
        }
    }
}
