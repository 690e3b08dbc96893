package org.commitdb.tools.json;

/// A JSON text, or a value that should become one, was refused.
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final JsonProblem problem;
    private final String path;

    /// Reports `message` about the node at `path`, which the message's end names.
    public JsonException(JsonProblem problem, String path, String message) {
        super(message + " [" + path + "].");
        this.problem = problem;
        this.path = path;
    }

    /// The category.
    public JsonProblem problem() {
        return problem;
    }

    /// Where: `structures[0].fields[1].type`; `$` for the root.
    public String path() {
        return path;
    }
}
