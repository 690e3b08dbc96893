package org.commitdb.dsm;

/// One thing that is wrong with a text, and where.
///
/// @param source the name of the part
/// @param line the line in that part, from 1
/// @param column the column of the offending token, in code points from 1
/// @param message a sentence
public record Diagnostic(String source, int line, int column, String message) {

    /// The form that editors recognise: `model.dsm:10:5: The type 'strin' is unknown.`
    @Override
    public String toString() {
        return source + ":" + line + ":" + column + ": " + message;
    }
}
