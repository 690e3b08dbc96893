package org.commitdb.type;

/// The type of a reference to an instance of a concept, of a club member, or of any concept.
public record KeyType(KeyTarget target) implements Type {

    @Override
    public String toString() {
        return "key<" + target + ">";
    }
}
