package org.commitdb.state;

import org.commitdb.type.Attachment;
import org.commitdb.value.Key;

/// Names a document to users: its attachment and its key.
public record DocumentKey(Attachment attachment, Key key) {

    @Override
    public String toString() {
        return attachment + " " + key;
    }
}
