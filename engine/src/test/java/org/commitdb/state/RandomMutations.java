package org.commitdb.state;

import java.util.Optional;
import org.commitdb.commit.Opcode;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Records random mutations of a [DocumentModel] through mutable states.
public final class RandomMutations {

    private final RandomValues values;
    private final DocumentModel model;
    private final RandomOpcodes opcodes;

    /// Draws from `values`.
    public RandomMutations(RandomValues values, DocumentModel model) {
        this.values = values;
        this.model = model;
        this.opcodes = new RandomOpcodes(values, model);
    }

    /// Records one to three opcodes on one document.
    public void record(CommitMutableState mutable) {
        Attachment attachment = values.oneOf(model.attachments());
        Key key = opcodes.key(attachment);
        for (int i = 1 + values.below(3); i > 0; i--) {
            Optional<Value> document = mutable.attachmentGetting().get(attachment, key);
            Opcode opcode = opcodes.opcode(attachment, document.orElse(null));
            RandomOpcodes.record(mutable.attachmentMutating(), attachment, key, opcode);
        }
    }
}
