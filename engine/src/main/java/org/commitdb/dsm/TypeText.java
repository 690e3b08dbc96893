package org.commitdb.dsm;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Enumeration;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.Namespace;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.jspecify.annotations.Nullable;

/// The text of types in a place: names of the place's own namespace stand bare, others qualified.
///
/// @param names the display name of each namespace
/// @param place the namespace of the place; null outside of all
record TypeText(Map<UUID, String> names, @Nullable Namespace place) {

    String type(Type type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive.toString();
            case AnyType any -> any.toString();
            case VecType vec -> vec.toString();
            case MatType mat -> mat.toString();
            case TupleType tuple -> "tuple<" + types(tuple.elements()) + ">";
            case VariantType variant -> "variant<" + types(variant.alternatives()) + ">";
            case OptionalType optional -> "optional<" + type(optional.element()) + ">";
            case VectorType vector -> "vector<" + type(vector.element()) + ">";
            case SetType set -> "set<" + type(set.element()) + ">";
            case XArrayType xarray -> "xarray<" + type(xarray.element()) + ">";
            case MapType map -> "map<" + type(map.key()) + ", " + type(map.element()) + ">";
            case KeyType key -> "key<" + target(key.target()) + ">";
            case Enumeration enumeration -> name(enumeration);
            case Structure structure -> name(structure);
        };
    }

    String target(KeyTarget target) {
        return switch (target) {
            case Concept concept -> name(concept);
            case Club club -> name(club);
            case AnyConcept any -> any.toString();
        };
    }

    String name(Definition definition) {
        Namespace namespace = definition.name().namespace();
        String name = definition.name().name();
        return namespace.equals(place)
                ? name
                : names.getOrDefault(namespace.uuid(), namespace.name()) + "::" + name;
    }

    private String types(List<Type> types) {
        return types.stream().map(this::type).collect(Collectors.joining(", "));
    }
}
