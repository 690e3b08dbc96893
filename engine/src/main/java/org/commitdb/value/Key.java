package org.commitdb.value;

import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
import org.commitdb.type.RuntimeId;
import org.jspecify.annotations.Nullable;

/// Names an instance of a concept: an instance UUID and the runtime id of the concept, seen as
/// `key<target>`.
///
/// Ordered by instance, then concept, as unsigned bytes. A key whose concept is [RuntimeId#NONE] is
/// the null key and stands anywhere.
public final class Key implements Value {

    private static final UUID NIL = new UUID(0, 0);

    private final KeyType type;
    private final UUID instance;
    private final RuntimeId concept;

    private Key(KeyType type, UUID instance, RuntimeId concept) {
        this.type = type;
        this.instance = instance;
        this.concept = concept;
    }

    /// A key of a fresh random instance of the concept that the attachment is about.
    ///
    /// **Errors**: [IllegalArgumentException] when the attachment is about a club or any concept:
    /// say which concept.
    public static Key create(Attachment attachment) {
        if (attachment.keyTarget() instanceof Concept concept) {
            return create(attachment, concept);
        }
        throw new IllegalArgumentException(
                attachment + " is about " + attachment.keyTarget() + ": a new key needs a concept");
    }

    /// A key of a fresh random instance of `concept`, as the attachment asks for it.
    ///
    /// **Errors**: [IllegalArgumentException] when the concept may not stand there.
    public static Key create(Attachment attachment, Concept concept) {
        KeyTarget target = attachment.keyTarget();
        if (!accepts(target, concept)) {
            throw new IllegalArgumentException(
                    "the concept " + concept + " does not conform to " + target);
        }
        return of(target, UUID.randomUUID(), concept.runtimeId());
    }

    /// The key of `instance`. Whether `concept` may stand for `target` is for those to check who
    /// know the registry.
    public static Key of(KeyTarget target, UUID instance, RuntimeId concept) {
        return of(new KeyType(target), instance, concept);
    }

    /// The same, with the type at hand.
    public static Key of(KeyType type, UUID instance, RuntimeId concept) {
        return new Key(type, instance, concept);
    }

    /// The null key of `type`: no instance, and no concept unless the type names one.
    static Key zero(KeyType type) {
        return new Key(
                type,
                NIL,
                type.target() instanceof Concept concept ? concept.runtimeId() : RuntimeId.NONE);
    }

    @Override
    public KeyType type() {
        return type;
    }

    /// What the key may point at.
    public KeyTarget target() {
        return type.target();
    }

    /// Which instance of the concept.
    public UUID instance() {
        return instance;
    }

    /// The runtime id of the concept of the instance.
    public RuntimeId concept() {
        return concept;
    }

    /// The same instance and concept seen as a key of `target`, or null when it is not certain that
    /// the concept may stand there: a key of a concept conforms to its ancestors, to the clubs that
    /// have it or an ancestor, and to `any_concept`; otherwise the concept itself must be the
    /// target or a member of it.
    public @Nullable Key as(KeyTarget target) {
        if (target.equals(target())) {
            return this;
        }
        boolean conforms =
                concept.isNone()
                        || (target() instanceof Concept base && accepts(target, base))
                        || switch (target) {
                            case Concept wanted ->
                                    wanted.runtimeId().equals(concept) || isKnownDescendant(wanted);
                            case Club club ->
                                    club.members().stream().anyMatch(this::isOrDescendsFrom);
                            case AnyConcept any -> true;
                        };
        return conforms ? of(target, instance, concept) : null;
    }

    private boolean isOrDescendsFrom(Concept wanted) {
        return wanted.runtimeId().equals(concept) || isKnownDescendant(wanted);
    }

    /// Only the members of the club that this key was made for are known here.
    private boolean isKnownDescendant(Concept wanted) {
        return target() instanceof Club club
                && club.members().stream()
                        .anyMatch(
                                member -> member.runtimeId().equals(concept) && member.isA(wanted));
    }

    private static boolean accepts(KeyTarget target, Concept concept) {
        return switch (target) {
            case Concept base -> concept.isA(base);
            case Club club -> club.accepts(concept);
            case AnyConcept any -> true;
        };
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof Key that) || !Conformance.same(type, that.type)) {
            return TypeOrder.compare(this, other);
        }
        int order = UuidValue.compare(instance, that.instance);
        return order != 0 ? order : concept.compareTo(that.concept);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that
                && instance.equals(that.instance)
                && concept.equals(that.concept)
                && Conformance.same(type, that.type);
    }

    @Override
    public int hashCode() {
        return 31 * instance.hashCode() + concept.hashCode();
    }

    /// `Tuto::User(1c8f...)` when the concept is the target itself, else `key(1c8f..., concept's
    /// runtime id)`.
    @Override
    public String toString() {
        return target() instanceof Concept named && named.runtimeId().equals(concept)
                ? named + "(" + instance + ")"
                : "key(" + instance + ", " + concept + ")";
    }
}
