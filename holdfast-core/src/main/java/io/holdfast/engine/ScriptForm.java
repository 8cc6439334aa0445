package io.holdfast.engine;

/** How the files of an engine's migrations are written. */
public enum ScriptForm {
    /** Statements of SQL, divided by semicolons. */
    SQL(".sql", "statement"),
    /** A list of commands: an array of JSON, each element an object whose first key names the command. */
    COMMANDS(".json", "command");

    private final String suffix;
    private final String piece;

    ScriptForm(String suffix, String piece) {
        this.suffix = suffix;
        this.piece = piece;
    }

    /** What the names of such files end with, the point included. */
    public String suffix() {
        return suffix;
    }

    /** What one of the pieces of which they consist is called. */
    public String piece() {
        return piece;
    }
}
