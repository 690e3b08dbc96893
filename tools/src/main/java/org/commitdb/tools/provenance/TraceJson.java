package org.commitdb.tools.provenance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.commitdb.commit.CommitId;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.Overwrite;
import org.commitdb.state.TracedOpcode;
import org.commitdb.tools.data.MutationWriter;
import org.commitdb.tools.database.PlaceNames;
import org.commitdb.type.Definitions;

/// Writes opcodes and what became of them as JSON.
///
/// **Shape**: `{"commit", "index", "outcome", "cause"?, "mutation"}`, the mutation as `cdb apply`
/// takes it; an overwrite is `{"path", "element"?, "lost", "won"}` with two of these.
final class TraceJson {

    private final MutationWriter mutations;
    private final PlaceNames places;

    TraceJson(Definitions definitions) {
        this.mutations = new MutationWriter(definitions);
        this.places = new PlaceNames(definitions);
    }

    /// Writes an object.
    void write(JsonGenerator json, TracedOpcode traced) throws IOException {
        json.writeStartObject();
        writeMembers(json, traced);
        json.writeEndObject();
    }

    /// Writes the members of the object into one that is open.
    void writeMembers(JsonGenerator json, TracedOpcode traced) throws IOException {
        json.writeStringField("commit", traced.commit().toString());
        json.writeNumberField("index", traced.index());
        json.writeStringField("outcome", OutcomeNames.json(traced.outcome()));
        if (traced.cause().isPresent()) {
            json.writeStringField("cause", traced.cause().map(CommitId::toString).get());
        }
        json.writeFieldName("mutation");
        mutations.write(json, new DocumentKey(traced.attachment(), traced.key()), traced.opcode());
    }

    void write(JsonGenerator json, Overwrite overwrite) throws IOException {
        json.writeStartObject();
        places.write(json, overwrite.place());
        json.writeFieldName("lost");
        write(json, overwrite.lost());
        json.writeFieldName("won");
        write(json, overwrite.won());
        json.writeEndObject();
    }
}
