package org.commitdb.type;

/// The bytes that lead a type in encodings and in what runtime ids hash; a primitive has its own,
/// [PrimitiveType#code].
///
/// **Source**: reproduces the ids that published DSM models carry.
public final class TypeCode {

    /// A vec: element, size.
    public static final int VEC = 0x11;

    /// A mat: element, columns, rows.
    public static final int MAT = 0x12;

    /// A tuple: count, elements.
    public static final int TUPLE = 0x13;

    /// An optional: element.
    public static final int OPTIONAL = 0x14;

    /// A vector: element.
    public static final int VECTOR = 0x15;

    /// A set: element.
    public static final int SET = 0x16;

    /// A map: key, element.
    public static final int MAP = 0x17;

    /// An xarray: element.
    public static final int XARRAY = 0x18;

    /// Any.
    public static final int ANY = 0x19;

    /// A variant: count, alternatives in order.
    public static final int VARIANT = 0x1a;

    /// An enumeration: runtime id.
    public static final int ENUMERATION = 0x1b;

    /// A structure: runtime id.
    public static final int STRUCTURE = 0x1c;

    /// A key: what it points at, one of the next three.
    public static final int KEY = 0x1d;

    /// A concept: runtime id.
    public static final int CONCEPT = 0x1e;

    /// A club: runtime id.
    public static final int CLUB = 0x1f;

    /// Any concept.
    public static final int ANY_CONCEPT = 0x20;

    private TypeCode() {}
}
