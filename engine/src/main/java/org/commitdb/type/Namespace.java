package org.commitdb.type;

import java.util.UUID;

/// Where names live: identified by its UUID; the name is for people.
///
/// **Invariants**: equality is equality of UUIDs; the nil UUID belongs to the primitives and is
/// refused with an [IllegalArgumentException], as is a name that is not a simple identifier.
public record Namespace(UUID uuid, String name) {

    /// Checks the name and the UUID.
    public Namespace {
        Identifiers.requireSimple(name);
        Identifiers.requireNotNil(uuid, name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Namespace that && uuid.equals(that.uuid);
    }

    @Override
    public int hashCode() {
        return uuid.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
