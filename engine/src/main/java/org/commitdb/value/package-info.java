/// Values: immutable, typed, totally ordered.
///
/// Entry type: [org.commitdb.value.Value], the closed set of values;
/// [org.commitdb.value.Value#from] converts plain Java objects, [org.commitdb.value.Value#zero]
/// gives the value that a type starts with.
///
/// Invariants: a value never changes and is checked against its type when it is made; equality is
/// typed and structural; the order is total over all values and consistent with equality; edits
/// return new values that share structure with the old; a builder edits in place only what nobody
/// else can see. A value nests at most `Value.MAXIMUM_DEPTH` levels below an `any`, so recursion
/// over values is bounded. Allowed imports: type, bytes, error.
package org.commitdb.value;
