package org.commitdb.dsm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.commitdb.type.AnyConcept;
import org.commitdb.type.AnyType;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Identifiers;
import org.commitdb.type.KeyTarget;
import org.commitdb.type.KeyType;
import org.commitdb.type.MapType;
import org.commitdb.type.MatType;
import org.commitdb.type.OptionalType;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.SetType;
import org.commitdb.type.TupleType;
import org.commitdb.type.Type;
import org.commitdb.type.VariantType;
import org.commitdb.type.VecType;
import org.commitdb.type.VectorType;
import org.commitdb.type.XArrayType;
import org.jspecify.annotations.Nullable;

/// Turns types as written into types. Results are null where something was reported.
final class TypeResolver {

    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]*+");
    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final String ANY_CONCEPT = "any_concept";

    private final Names names;
    private final Diagnostics diagnostics;

    TypeResolver(Names names, Diagnostics diagnostics) {
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /// The type of a value; `scope` is null outside of namespaces.
    @Nullable Type value(TypeSyntax syntax, @Nullable Scope scope) {
        Type type = result(syntax, scope);
        if (type == PrimitiveType.VOID) {
            diagnostics.report(
                    syntax.position(), "The type 'void' is only allowed as a return type.");
            return null;
        }
        return type;
    }

    /// The type of a function's result, which may be `void`.
    @Nullable Type result(TypeSyntax syntax, @Nullable Scope scope) {
        return switch (syntax) {
            case TypeSyntax.Reference reference -> reference(reference.name(), scope);
            case TypeSyntax.Key key -> {
                String wrong =
                        "The type '"
                                + key.target().text()
                                + "' in key<X> must be a concept, a club or any_concept.";
                String unknown = "The type '" + key.target().text() + "' is unknown.";
                KeyTarget target = keyTarget(key.target(), scope, unknown, wrong);
                yield target == null ? null : new KeyType(target);
            }
            case TypeSyntax.Vec vec -> vec(vec, scope);
            case TypeSyntax.Mat mat -> mat(mat, scope);
            case TypeSyntax.Generic generic -> generic(generic, scope);
        };
    }

    /// What a key points at.
    @Nullable KeyTarget keyTarget(
            SyntaxTree.Name name, @Nullable Scope scope, String unknown, String wrong) {
        if (name.text().equals(ANY_CONCEPT)) {
            return AnyConcept.ANY_CONCEPT;
        }
        if (isBuiltIn(name)) {
            diagnostics.report(name.position(), wrong);
            return null;
        }
        Scope.Entry entry = names.find(name, scope, unknown);
        if (entry == null) {
            return null;
        }
        return switch (entry.declaration()) {
            case SyntaxTree.ConceptDeclaration concept -> (Concept) entry.definition();
            case SyntaxTree.ClubDeclaration club -> (Club) entry.definition();
            case SyntaxTree.EnumDeclaration enumeration -> report(name, wrong);
            case SyntaxTree.StructDeclaration structure -> report(name, wrong);
        };
    }

    private @Nullable KeyTarget report(SyntaxTree.Name name, String message) {
        diagnostics.report(name.position(), message);
        return null;
    }

    private @Nullable Type reference(SyntaxTree.Name name, @Nullable Scope scope) {
        if (name.text().equals("any")) {
            return AnyType.ANY;
        }
        if (name.text().equals(ANY_CONCEPT)) {
            return notAValue(name, "concept");
        }
        Optional<PrimitiveType> primitive = PrimitiveType.named(name.text());
        if (primitive.isPresent()) {
            return primitive.get();
        }
        Scope.Entry entry = names.find(name, scope, "The type '" + name.text() + "' is unknown.");
        if (entry == null) {
            return null;
        }
        return switch (entry.declaration()) {
            case SyntaxTree.ConceptDeclaration concept -> notAValue(name, "concept");
            case SyntaxTree.ClubDeclaration club -> notAValue(name, "club");
            case SyntaxTree.EnumDeclaration enumeration -> type(entry.definition());
            case SyntaxTree.StructDeclaration structure -> type(entry.definition());
        };
    }

    private static @Nullable Type type(@Nullable Definition definition) {
        return definition instanceof Type type ? type : null;
    }

    private @Nullable Type notAValue(SyntaxTree.Name name, String kind) {
        diagnostics.report(
                name.position(),
                "The " + kind + " '" + name.text() + "' is not a value type, use key<X>.");
        return null;
    }

    private @Nullable Type vec(TypeSyntax.Vec vec, @Nullable Scope scope) {
        PrimitiveType element = numeric(vec.element(), scope, "vec");
        int size = positive(vec.size(), "size of vec");
        return element == null || size == 0 ? null : made(vec, () -> new VecType(element, size));
    }

    private @Nullable Type mat(TypeSyntax.Mat mat, @Nullable Scope scope) {
        PrimitiveType element = numeric(mat.element(), scope, "mat");
        int columns = positive(mat.columns(), "number of columns of mat");
        int rows = positive(mat.rows(), "number of rows of mat");
        return element == null || columns == 0 || rows == 0
                ? null
                : made(mat, () -> new MatType(element, columns, rows));
    }

    private @Nullable PrimitiveType numeric(
            SyntaxTree.Name name, @Nullable Scope scope, String container) {
        Optional<PrimitiveType> primitive = PrimitiveType.named(name.text());
        if (primitive.isPresent() && primitive.get().isNumeric()) {
            return primitive.get();
        }
        if (isBuiltIn(name)
                || names.find(name, scope, "The type '" + name.text() + "' is unknown.") != null) {
            diagnostics.report(
                    name.position(),
                    "The element type '" + name.text() + "' of " + container + " must be numeric.");
        }
        return null;
    }

    /// The number, at most the largest `int`; 0 when it was reported.
    private int positive(Token number, String what) {
        if (!POSITIVE.matcher(number.text()).matches()) {
            diagnostics.report(number.position(), "The " + what + " must be a positive integer.");
            return 0;
        }
        boolean longer = number.text().length() > LARGEST.toString().length();
        return longer ? LARGEST.intValue() : new BigInteger(number.text()).min(LARGEST).intValue();
    }

    private @Nullable Type generic(TypeSyntax.Generic generic, @Nullable Scope scope) {
        List<Type> types = new ArrayList<>();
        boolean sound = true;
        for (TypeSyntax argument : generic.arguments()) {
            Type type = value(argument, scope);
            if (type == null) {
                sound = false;
            } else {
                types.add(type);
            }
        }
        if (!sound || isRepeated(generic, types)) {
            return null;
        }
        return made(
                generic,
                () ->
                        switch (generic.word()) {
                            case OPTIONAL -> new OptionalType(types.getFirst());
                            case VECTOR -> new VectorType(types.getFirst());
                            case SET -> new SetType(types.getFirst());
                            case XARRAY -> new XArrayType(types.getFirst());
                            case MAP -> new MapType(types.getFirst(), types.getLast());
                            case TUPLE -> new TupleType(types);
                            case VARIANT -> new VariantType(types);
                        });
    }

    private boolean isRepeated(TypeSyntax.Generic generic, List<Type> types) {
        boolean repeated = false;
        if (generic.word() == TypeSyntax.GenericWord.VARIANT) {
            Set<Type> distinct = new HashSet<>();
            for (int i = 0; i < types.size(); i++) {
                if (!distinct.add(types.get(i))) {
                    diagnostics.report(
                            generic.arguments().get(i).position(),
                            "The type '" + types.get(i) + "' appears twice in variant.");
                    repeated = true;
                }
            }
        }
        return repeated;
    }

    private @Nullable Type made(TypeSyntax syntax, Supplier<Type> construction) {
        try {
            return construction.get();
        } catch (IllegalArgumentException e) {
            diagnostics.report(syntax.position(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static boolean isBuiltIn(SyntaxTree.Name name) {
        return Identifiers.isBuiltInType(name.text());
    }
}
