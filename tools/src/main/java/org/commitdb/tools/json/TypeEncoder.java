package org.commitdb.tools.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.Literal;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.QualifiedName;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;

/// Writes types and default literals in the form of `.dsm.json`, where leaves are references by
/// name.
final class TypeEncoder implements CompositeTypes.LeafEncoder {

    private static final UUID NIL = new UUID(0, 0);
    private static final TypeEncoder LEAVES = new TypeEncoder();

    private TypeEncoder() {}

    static Json encode(Type type) {
        return CompositeTypes.encode(type, LEAVES);
    }

    static Json encode(KeyTarget target) {
        return LEAVES.target(target);
    }

    static Json encode(Literal literal) {
        return switch (literal) {
            case Literal.None none -> scalar("none", "");
            case Literal.Scalar scalar -> scalar(scalar.domain().toString(), scalar.text());
            case Literal.Members list -> {
                List<Json> members = new ArrayList<>();
                list.members().forEach(member -> members.add(encode(member)));
                yield CompositeTypes.typed(
                        "literal_list", Map.of("members", new Json.JsonArray(members)));
            }
        };
    }

    static Json string(String text) {
        return new Json.JsonString(text);
    }

    @Override
    public Json type(Type leaf) {
        return switch (leaf) {
            case PrimitiveType primitive -> reference("primitive", NIL, "", primitive.toString());
            case AnyType any -> reference("any", NIL, "", any.toString());
            case Enumeration enumeration -> reference("enumeration", enumeration);
            case Structure structure -> reference("structure", structure);
            default -> throw new IllegalArgumentException(leaf + " is no leaf");
        };
    }

    @Override
    public Json target(KeyTarget target) {
        return switch (target) {
            case Concept concept -> reference("concept", concept);
            case Club club -> reference("club", club);
            case AnyConcept any -> reference("any_concept", NIL, "", any.toString());
        };
    }

    private static Json scalar(String domain, String text) {
        return CompositeTypes.typed(
                "literal_value", Map.of("domain", string(domain), "value", string(text)));
    }

    private static Json reference(String domain, Definition definition) {
        QualifiedName name = definition.name();
        return reference(domain, name.namespace().uuid(), name.namespace().name(), name.name());
    }

    private static Json reference(
            String domain, UUID namespace, String namespaceName, String name) {
        return CompositeTypes.typed(
                "reference",
                Map.of(
                        "domain",
                        string(domain),
                        "name",
                        string(name),
                        "namespace_name",
                        string(namespaceName),
                        "namespace_uuid",
                        string(namespace.toString())));
    }
}
