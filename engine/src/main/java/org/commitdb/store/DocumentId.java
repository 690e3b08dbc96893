package org.commitdb.store;

import java.util.UUID;

/// What names a document: the runtime id of its attachment and the instance id of its key.
public record DocumentId(UUID attachment, UUID instance) {}
