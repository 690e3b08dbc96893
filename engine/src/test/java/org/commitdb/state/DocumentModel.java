package org.commitdb.state;

import java.util.ArrayList;
import java.util.List;
import org.commitdb.type.Attachment;
import org.commitdb.type.Concept;
import org.commitdb.type.Definitions;
import org.commitdb.type.Field;
import org.commitdb.type.PrimitiveType;
import org.commitdb.type.Structure;
import org.commitdb.type.Type;

/// A registry that generators draw documents of: the [RichModel] of this project's own tests, or
/// anybody's.
public interface DocumentModel {

    /// The registry.
    Definitions definitions();

    /// Types of what stands under `any` in generated values.
    List<Type> anyTypes();

    /// The attachments that some concept has keys for, in declaration order.
    default List<Attachment> attachments() {
        return definitions().attachments().stream()
                .filter(each -> !conceptsFor(each).isEmpty())
                .toList();
    }

    /// The concepts whose keys `attachment` takes.
    default List<Concept> conceptsFor(Attachment attachment) {
        return definitions().concepts().stream()
                .filter(each -> definitions().conforms(attachment.keyTarget(), each.runtimeId()))
                .toList();
    }

    /// The model of any registry; under `any` stand scalars, and what its documents and structures
    /// are made of.
    ///
    /// **Errors**: [IllegalArgumentException] when no document can be kept by it.
    static DocumentModel of(Definitions definitions) {
        List<Type> anyTypes =
                new ArrayList<>(
                        List.of(PrimitiveType.INT64, PrimitiveType.STRING, PrimitiveType.DOUBLE));
        for (Attachment attachment : definitions.attachments()) {
            anyTypes.add(attachment.documentType());
        }
        for (Structure structure : definitions.structures()) {
            structure.fields().stream().map(Field::type).forEach(anyTypes::add);
        }
        DocumentModel model = new Given(definitions, List.copyOf(anyTypes));
        if (model.attachments().isEmpty()) {
            throw new IllegalArgumentException(
                    "no concept has an attachment: there is nothing to keep");
        }
        return model;
    }

    /// What was given.
    ///
    /// @param definitions the registry
    /// @param anyTypes types of what stands under `any`
    record Given(Definitions definitions, List<Type> anyTypes) implements DocumentModel {}
}
