/// Types and definitions: what documents may look like.
///
/// Entry types: [org.commitdb.type.Definitions], the registry of a database, and
/// [org.commitdb.type.Type], the closed set of types. A named definition (concept, club,
/// enumeration, structure, attachment) is identified by its [org.commitdb.type.RuntimeId], computed
/// from its content.
///
/// Invariants: everything here is immutable; equality of named definitions is equality of name and
/// runtime id; a registry is closed (everything that a definition refers to is in it) and only
/// grows. Allowed imports: bytes.
package org.commitdb.type;
