package org.commitdb.tools.json;

/// A JSON text, or a value that should become one, was refused.
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;
    private final JsonProblem problem;
    private final String path;

    /// Reports `message` about the node at `path`, which the message's end names.
    public JsonException(JsonProblem problem, String path, String message) {
        super();
        this.message = message + " [" + path + "].";
        this.problem = problem;
        this.path = path;
    }

    /// What is wrong, and the path in brackets.
    @Override
    public String getMessage() {
        return message;
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
