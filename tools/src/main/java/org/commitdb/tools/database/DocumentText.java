package org.commitdb.tools.database;

import org.commitdb.state.DocumentKey;
import org.commitdb.tools.console.Style;

/// How documents are named to people.
public final class DocumentText {

    private DocumentText() {}

    /// `Tuto::User.login 1c8fd3a1-…`, to stand above what is told of the document.
    public static String heading(DocumentKey document, Style style) {
        return style.bold(document.attachment().toString())
                + "  "
                + KeyNames.text(document.attachment(), document.key());
    }
}
