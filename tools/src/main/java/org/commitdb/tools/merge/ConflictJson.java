package org.commitdb.tools.merge;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.commitdb.merge.Conflict;
import org.commitdb.tools.data.MutationWriter;
import org.commitdb.tools.database.PlaceNames;
import org.commitdb.type.Definitions;

/// Writes conflicts as JSON, each as the resolution that leaves it as it is.
///
/// **Shape**: `{"attachment", "key", "path", "element"?, "take": "merged", "base"?, "ours"?,
/// "theirs"?, "merged"?}`; a value is absent where nothing is. [ResolutionReader] reads it.
final class ConflictJson {

    private final MutationWriter documents;
    private final PlaceNames places;

    ConflictJson(Definitions definitions) {
        this.documents = new MutationWriter(definitions);
        this.places = new PlaceNames(definitions);
    }

    void write(JsonGenerator json, Conflict conflict) throws IOException {
        json.writeStartObject();
        documents.writeDocument(json, conflict.document());
        places.write(json, conflict.place());
        json.writeStringField("take", Choice.MERGED.toString());
        places.write(json, "base", conflict.place(), conflict.base());
        places.write(json, "ours", conflict.place(), conflict.ours());
        places.write(json, "theirs", conflict.place(), conflict.theirs());
        places.write(json, "merged", conflict.place(), conflict.merged());
        json.writeEndObject();
    }
}
