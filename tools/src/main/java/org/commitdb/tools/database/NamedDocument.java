package org.commitdb.tools.database;

import org.commitdb.state.DocumentKey;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The first arguments of commands about one document: the database file, the attachment, the key.
public final class NamedDocument {

    @Mixin private DatabaseFile file;

    @Parameters(
            index = "1",
            paramLabel = "ATTACHMENT",
            description = "Such as Tuto::User.login; 'cdb info' lists them.")
    private String attachment;

    @Parameters(
            index = "2",
            paramLabel = "KEY",
            description = "A UUID, or [\"uuid\",\"concept\"]; 'cdb keys' lists them.")
    private String key;

    /// The database that has the document.
    public DatabaseFile file() {
        return file;
    }

    /// The document that the arguments name, whether it is there or not.
    ///
    /// **Errors**: [org.commitdb.error.UnknownIdException],
    /// [org.commitdb.tools.console.RequestFailedException].
    public DocumentKey in(Definitions definitions) {
        Attachment found = definitions.attachment(attachment);
        return new DocumentKey(found, new KeyNames(definitions).toFind(found, key));
    }
}
