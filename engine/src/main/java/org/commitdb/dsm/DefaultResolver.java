package org.commitdb.dsm;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.type.Field;
import org.commitdb.type.Literal;
import org.commitdb.type.LiteralDomain;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.Structure;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.jspecify.annotations.Nullable;

/// Turns the default of one field as written into a literal of the field's type, member by member,
/// so that each error points at the innermost token that has it.
///
/// @param field the name of the field, for messages
record DefaultResolver(String field, Diagnostics diagnostics) {

    /// The literal; null when something was reported.
    @Nullable Literal resolve(Type type, LiteralSyntax syntax) {
        Type held = type;
        while (held instanceof OptionalType optional) {
            held = optional.element();
        }
        Literal literal =
                switch (syntax) {
                    case LiteralSyntax.Scalar scalar -> scalar(held, scalar.token());
                    case LiteralSyntax.Members members -> members(held, members.members());
                };
        return literal == null || !isSound(held, literal, syntax.position()) ? null : literal;
    }

    private boolean isSound(Type type, Literal literal, Position position) {
        try {
            Field _ = new Field(field, type, literal);
            return true;
        } catch (IllegalArgumentException e) {
            diagnostics.report(position, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private static Literal scalar(@Nullable Type type, Token token) {
        return new Literal.Scalar(domain(type, token), token.text());
    }

    private static LiteralDomain domain(@Nullable Type type, Token token) {
        return switch (token.kind()) {
            case STRING -> LiteralDomain.STRING;
            case UUID -> LiteralDomain.UUID;
            case CASE -> LiteralDomain.ENUMERATION_CASE;
            case NUMBER ->
                    type == PrimitiveType.FLOAT
                            ? LiteralDomain.FLOAT
                            : type == PrimitiveType.DOUBLE
                                    ? LiteralDomain.DOUBLE
                                    : LiteralDomain.INTEGER;
            case WORD -> LiteralDomain.BOOLEAN;
            case QUALIFIED, DOCSTRING, PUNCTUATION, STRAY, END ->
                    throw new IllegalStateException("a " + token.kind() + " is no literal");
        };
    }

    private @Nullable Literal members(Type type, List<LiteralSyntax> members) {
        List<Literal> literals = new ArrayList<>();
        boolean sound = true;
        for (int i = 0; i < members.size(); i++) {
            Type memberType = memberType(type, i);
            Literal literal =
                    memberType == null
                            ? untyped(members.get(i))
                            : resolve(memberType, members.get(i));
            if (literal == null) {
                sound = false;
            } else {
                literals.add(literal);
            }
        }
        return sound ? new Literal.Members(literals) : null;
    }

    /// The type of a member of a list; null where the type has no such member. A column of a mat is
    /// like a vec, an entry of a map like a tuple.
    private static @Nullable Type memberType(Type type, int index) {
        return switch (type) {
            case VecType vec -> vec.element();
            case MatType mat -> new VecType(mat.element(), mat.rows());
            case VectorType vector -> vector.element();
            case SetType set -> set.element();
            case MapType map -> new TupleType(List.of(map.key(), map.element()));
            case TupleType tuple ->
                    index < tuple.elements().size() ? tuple.elements().get(index) : null;
            case Structure structure ->
                    index < structure.fields().size() ? structure.fields().get(index).type() : null;
            default -> null;
        };
    }

    /// A literal in a place that has no type, where the list around it is refused anyway.
    private static Literal untyped(LiteralSyntax syntax) {
        return switch (syntax) {
            case LiteralSyntax.Scalar scalar -> scalar(null, scalar.token());
            case LiteralSyntax.Members list ->
                    new Literal.Members(
                            list.members().stream().map(DefaultResolver::untyped).toList());
        };
    }
}
