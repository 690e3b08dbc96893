package org.commitdb.dsm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.commitdb.type.Attachment;
import org.commitdb.type.Club;
import org.commitdb.type.Concept;
import org.commitdb.type.Definition;
import org.commitdb.type.Definitions;
import org.commitdb.type.Enumeration;
import org.commitdb.type.EnumerationCase;
import org.commitdb.type.Field;
import org.commitdb.type.Namespace;
import org.commitdb.type.Structure;
import org.jspecify.annotations.Nullable;

/// Writes a model as DSM text, one part for everything, in declaration order: a namespace is opened
/// for each run of its definitions.
///
/// **Invariants**: the text reads back as an equal model, docstrings only as far as they are
/// written. Where two namespaces share a display name, the later ones get another, which changes no
/// runtime id.
public final class DsmPrinter {

    private final boolean documentation;
    private final boolean runtimeIds;

    private DsmPrinter(boolean documentation, boolean runtimeIds) {
        this.documentation = documentation;
        this.runtimeIds = runtimeIds;
    }

    /// Writes docstrings, and no runtime ids.
    public static DsmPrinter standard() {
        return new DsmPrinter(true, false);
    }

    /// The same printer with docstrings written or left out.
    public DsmPrinter withDocumentation(boolean written) {
        return new DsmPrinter(written, runtimeIds);
    }

    /// The same printer with each definition's runtime id in a comment, or not.
    public DsmPrinter withRuntimeIds(boolean written) {
        return new DsmPrinter(documentation, written);
    }

    /// The text of a registry.
    public String print(Definitions definitions) {
        return print(new DsmModel(definitions));
    }

    /// The text of a model.
    public String print(DsmModel model) {
        return new Job(names(model.definitions())).print(model);
    }

    /// A display name for each namespace, no two the same.
    private static Map<UUID, String> names(Definitions definitions) {
        Map<UUID, String> names = new HashMap<>();
        Set<String> used = new HashSet<>();
        for (Namespace namespace : definitions.namespaces()) {
            String name = namespace.name();
            for (int i = 2; !used.add(name); i++) {
                name = namespace.name() + "_" + i;
            }
            names.put(namespace.uuid(), name);
        }
        return names;
    }

    private final class Job {

        private final Map<UUID, String> names;
        private final StringBuilder out = new StringBuilder();
        private @Nullable Namespace current;

        Job(Map<UUID, String> names) {
            this.names = names;
        }

        String print(DsmModel model) {
            for (Definition definition : model.definitions().all()) {
                enter(definition.name().namespace());
                definition(definition);
            }
            enter(null);
            model.pools().forEach(this::pool);
            return out.toString();
        }

        private void enter(@Nullable Namespace namespace) {
            if (namespace != null && namespace.equals(current)) {
                out.append('\n');
                return;
            }
            if (current != null) {
                out.append("};\n\n");
            }
            if (namespace != null) {
                String name = names.getOrDefault(namespace.uuid(), namespace.name());
                out.append("namespace " + name + " {" + namespace.uuid() + "} {\n\n");
            }
            current = namespace;
        }

        private TypeText types() {
            return new TypeText(names, current);
        }

        private void definition(Definition definition) {
            document("", definition.documentation());
            String name = definition.name().name();
            String id = runtimeIds ? " // " + definition.runtimeId() : "";
            switch (definition) {
                case Concept concept -> {
                    Concept parent = concept.parent();
                    String is = parent == null ? "" : " is a " + types().name(parent);
                    out.append("concept " + name + is + ";" + id + "\n");
                }
                case Club club -> {
                    out.append("club " + name + ";" + id + "\n");
                    club.members()
                            .forEach(member ->
                                    out.append(
                                            "membership "
                                                    + name
                                                    + " "
                                                    + types().name(member)
                                                    + ";\n"));
                }
                case Enumeration enumeration -> {
                    out.append("enum " + name + " {" + id + "\n");
                    cases(enumeration);
                    out.append("};\n");
                }
                case Structure structure -> {
                    out.append("struct " + name + " {" + id + "\n");
                    structure.fields().forEach(this::field);
                    out.append("};\n");
                }
                case Attachment attachment ->
                        out.append(
                                "attachment<"
                                        + types().target(attachment.keyTarget())
                                        + ", "
                                        + types().type(attachment.documentType())
                                        + "> "
                                        + name
                                        + ";"
                                        + id
                                        + "\n");
            }
        }

        private void cases(Enumeration enumeration) {
            EnumerationCase last = enumeration.cases().getLast();
            for (EnumerationCase each : enumeration.cases()) {
                document("    ", each.documentation());
                out.append("    " + each.name() + (each.equals(last) ? "\n" : ",\n"));
            }
        }

        private void field(Field field) {
            document("    ", field.documentation());
            String assigned = LiteralText.assignment(field.defaultValue());
            out.append("    " + types().type(field.type()) + " " + field.name() + assigned + ";\n");
        }

        private void pool(FunctionPool pool) {
            document("", pool.documentation());
            out.append(pool.kind().word() + " " + pool.name() + " {" + pool.uuid() + "} {\n");
            for (PoolFunction function : pool.functions()) {
                document("    ", function.documentation());
                String parameters =
                        function.parameters().stream()
                                .map(each -> types().type(each.type()) + " " + each.name())
                                .collect(Collectors.joining(", ", "(", ")"));
                out.append(
                        "    "
                                + (function.mutable() ? "mutable " : "")
                                + types().type(function.returnType())
                                + " "
                                + function.name()
                                + parameters
                                + ";\n");
            }
            out.append("};\n\n");
        }

        private void document(String indent, String text) {
            if (documentation && !text.isEmpty()) {
                out.append(indent + LiteralText.docstring(text) + "\n");
            }
        }
    }
}
